"""Shapes of input about people and their posts."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.access.commands.people import NewPerson
from zaklon.access.forms.shared import LANGUAGES, OneOf, bodies, roles
from zaklon.access.queries.bodies import BodyRow
from zaklon.access.queries.people import PeopleFilter
from zaklon.access.roles import Role
from zaklon.web.inputs import DayField

_ADDRESS_ERRORS = {
    "required": _("Enter an e-mail address."),
    "invalid": _("Enter an e-mail address such as name@ministry.example."),
}
_BODY_ERRORS = {"required": _("Choose a body.")}
_ROLE_ERRORS = {"required": _("Choose a role.")}


class PeopleFilterForm(forms.Form):
    """What may stand in an address: a name may not, or every log of addresses would hold it."""

    body = OneOf(label=_("Body"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    left = forms.ChoiceField(
        label=_("Who"), required=False, choices=[("", _("People with an account")), ("yes", _("People who have left"))]
    )

    def __init__(self, data: Any, *, directory: Iterable[BodyRow]) -> None:
        super().__init__(data)
        body: Any = self.fields["body"]
        body.offer(bodies(directory), _("All bodies"))
        self.fields["role"].choices = [("", _("All roles")), *roles()]  # type: ignore[attr-defined]

    def chosen(self) -> PeopleFilter:
        """The filter; what cannot be read filters nothing."""
        self.is_valid()
        said = self.cleaned_data
        role = said.get("role")
        return PeopleFilter(
            body_id=said.get("body"), role=Role(role) if role else None, has_left=said.get("left") == "yes"
        )


class NameSearchForm(forms.Form):
    """Posted, so that no address and no log of addresses holds a name."""

    name = forms.CharField(
        label=_("Part of a name or an e-mail address"),
        max_length=100,
        error_messages={"required": _("Enter a part of a name or an e-mail address.")},
    )


class InviteForm(forms.Form):
    """Whom to invite, and to which first post."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Enter the person's name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address at work"),
        help_text=_("The invitation goes there, and the person signs in with it."),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages=_ADDRESS_ERRORS,
    )
    body = OneOf(label=_("Body"), error_messages=_BODY_ERRORS)
    role = forms.ChoiceField(
        label=_("Role"),
        help_text=_("Give further posts after the person has accepted."),
        error_messages=_ROLE_ERRORS,
    )
    language = forms.ChoiceField(label=_("Language of mails"), choices=LANGUAGES)

    def __init__(self, data: Any = None, *, directory: Iterable[BodyRow], today: date, **options: Any) -> None:
        super().__init__(data, **options)
        body: Any = self.fields["body"]
        body.offer(bodies(directory, today=today), _("Choose a body"))
        self.fields["role"].choices = [("", _("Choose a role")), *roles()]  # type: ignore[attr-defined]

    def person(self) -> NewPerson:
        """The valid input."""
        said = self.cleaned_data
        return NewPerson(said["email"], said["full_name"], said["language"], said["body"], Role(said["role"]))


class PostForm(forms.Form):
    """A further post of a person."""

    body = OneOf(label=_("Body"), error_messages=_BODY_ERRORS)
    role = forms.ChoiceField(label=_("Role"), error_messages=_ROLE_ERRORS)
    start_date = DayField(label=_("First day"), help_text=_("The rights of the role begin on this day."))

    def __init__(self, data: Any = None, *, directory: Iterable[BodyRow], today: date) -> None:
        super().__init__(data, initial={"start_date": today})
        body: Any = self.fields["body"]
        body.offer(bodies(directory, today=today), _("Choose a body"))
        self.fields["role"].choices = [("", _("Choose a role")), *roles()]  # type: ignore[attr-defined]


class AddressForm(forms.Form):
    """Another address to sign in with."""

    email = forms.EmailField(
        label=_("New e-mail address at work"),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages=_ADDRESS_ERRORS,
    )


class DepartureForm(forms.Form):
    """Who takes over the open work of somebody who leaves."""

    successor = OneOf(
        label=_("Who takes over open work?"),
        required=False,
        help_text=_("Without a successor, open work goes back to the body, whose head names somebody."),
    )

    def __init__(self, data: Any = None, *, successors: Iterable[tuple[UUID, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["successor"]
        field.offer([(str(user_id), name) for user_id, name in successors], _("Nobody yet"))


class NewPasswordForm(forms.Form):
    """The first password, with an invitation."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages={"required": _("Choose a password.")},
        help_text=_(
            "At least 12 characters. Several words in a row are easy to remember and hard to guess. Not your name or "
            "address, and nothing that stands on lists of common passwords."
        ),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


class LanguageForm(forms.Form):
    """The language of mails."""

    language = forms.ChoiceField(label=_("Language of mails"), choices=LANGUAGES)
