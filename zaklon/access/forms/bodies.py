"""Shapes of input about bodies."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.access.commands.bodies import NewBody, NewName
from zaklon.access.forms.shared import CERTAINTIES, OneOf, bodies
from zaklon.access.queries.bodies import BodyRow
from zaklon.vocabulary.certainty import Certainty
from zaklon.web.inputs import DayField

# Cyrillic is made from Latin by rule, so nobody types it.
_WRITTEN = [("en", _("English")), ("cnr", _("Montenegrin, Latin script")), ("sq", _("Albanian"))]


class BodiesFilterForm(forms.Form):
    """Which bodies to list."""

    words = forms.CharField(label=_("Words in a name, alias or code"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    ended = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Bodies of today")), ("yes", _("Those that have ended, too"))]
    )

    def __init__(self, data: Any, *, kinds: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]


class _SourcedForm(forms.Form):
    source = forms.CharField(
        label=_("Source"), max_length=500, help_text=_("Where you have this from: a law, a paper, the body itself.")
    )
    certainty = forms.ChoiceField(label=_("How sure is it?"), choices=CERTAINTIES, widget=forms.RadioSelect)


class BodyForm(_SourcedForm):
    """A body that is not in the register."""

    field_order = ["code", "kind", "name_en", "name_cnr", "name_sq", "parent", "is_generic", "valid_from"]  # noqa: RUF012

    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Capital letters, digits and hyphens, such as POLICE-BORDER.")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=300)
    name_cnr = forms.CharField(label=_("Name in Montenegrin, Latin script"), required=False, max_length=300)
    name_sq = forms.CharField(label=_("Name in Albanian"), required=False, max_length=300)
    parent = OneOf(label=_("Inside which body?"), required=False)
    is_generic = forms.BooleanField(
        label=_("This stands for a kind of actor, such as all NGOs, and not for one body"), required=False
    )
    valid_from = DayField(label=_("First day"), required=False, help_text=_("Leave it empty if nobody knows."))

    def __init__(self, data: Any = None, *, directory: Iterable[BodyRow], kinds: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        parent: Any = self.fields["parent"]
        parent.offer(bodies(directory), _("It stands by itself"))
        self.fields["kind"].choices = [("", _("Choose a kind")), *kinds]  # type: ignore[attr-defined]

    def body(self) -> NewBody:
        """The valid input."""
        said = self.cleaned_data
        return NewBody(
            code=said["code"],
            kind=said["kind"],
            names={language: said[f"name_{language}"] for language, _label in _WRITTEN},
            parent_id=said["parent"],
            is_generic=said["is_generic"],
            valid_from=said["valid_from"],
            source=said["source"],
            certainty=Certainty(said["certainty"]),
        )


class NameForm(_SourcedForm):
    """A further name of a body."""

    field_order = ["name", "language", "is_official"]  # noqa: RUF012

    name = forms.CharField(label=_("Name"), max_length=300)
    language = forms.ChoiceField(label=_("Language"), choices=_WRITTEN)
    is_official = forms.BooleanField(
        label=_("This is its official name from now on"),
        required=False,
        help_text=_("The former one stays as an alias, so that older papers are still understood."),
    )

    def new_name(self) -> NewName:
        """The valid input."""
        said = self.cleaned_data
        return NewName(
            said["language"],
            said["name"],
            is_official=said["is_official"],
            source=said["source"],
            certainty=Certainty(said["certainty"]),
        )


class ValidityForm(forms.Form):
    """From when until when a body exists."""

    valid_from = DayField(label=_("First day"), required=False)
    valid_until = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty as long as the body exists.")
    )
