"""Opening a case, its persons, and how it ends."""

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.access.actor import Actor
from zaklon.access.roles import Role
from zaklon.cases.forms.shared import CommandForm, countries, offer
from zaklon.cases.kinds import AgeGroup, ClosingReason, SearchPurpose, Sex, Stance
from zaklon.cases.rules.matrix import MATRIX
from zaklon.cases.values import NewCase, PersonFacts

MOST_PERSONS = 12


class PersonForm(CommandForm):
    """Coded facts of one person; no name is asked for here."""

    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, initial=Sex.UNKNOWN, widget=forms.RadioSelect)
    age_group = forms.ChoiceField(
        label=_("Age"),
        choices=AgeGroup.choices,
        initial=AgeGroup.IN_DOUBT,
        widget=forms.RadioSelect,
        help_text=_("When in doubt, the person is treated as a child."),
    )
    citizenship = forms.ChoiceField(label=_("Citizenship"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "citizenship", countries())

    def facts(self) -> PersonFacts:
        """What was entered."""
        said = self.cleaned_data
        return PersonFacts(Sex(said["sex"]), AgeGroup(said["age_group"]), said["citizenship"])


class OpenForm(CommandForm):
    """How a case is opened; the hidden key makes a form that is sent twice one case."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    persons = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_PERSONS, initial=1)
    role = forms.ChoiceField(label=_("In which role do you open the case?"), widget=forms.RadioSelect)

    def __init__(self, actor: Actor, data: Any = None) -> None:
        roles = [role for role in Role if role in actor.roles and role in MATRIX]
        first = roles[0] if roles else None
        super().__init__(data, initial={"request_key": uuid.uuid4(), "persons": 1, "role": first})
        offer(self, "role", [(role.value, role.label) for role in roles])
        if len(roles) == 1:
            self.fields["role"].widget = forms.HiddenInput()

    def new_case(self, people: list[PersonForm]) -> NewCase:
        """What was entered, with its persons."""
        key: UUID = self.cleaned_data["request_key"]
        return NewCase(tuple(person.facts() for person in people), Role(self.cleaned_data["role"]), key)


class LookUpForm(CommandForm):
    """The code of a case, as it was read out or written down."""

    code = forms.CharField(
        label=_("Code of the case"),
        max_length=20,
        help_text=_("Eight letters and digits, such as K7QW-3F9M."),
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class SearchForm(CommandForm):
    """A name or number to look for, and why; neither is ever part of an address."""

    text = forms.CharField(
        label=_("Name or number"),
        max_length=200,
        help_text=_("In either script, with or without marks, in any order. Spellings that sound alike are found too."),
        error_messages={"required": _("Enter a name or a number.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    purpose = forms.ChoiceField(
        label=_("Why do you look?"),
        choices=SearchPurpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why you look for this person.")},
    )


class CloseForm(CommandForm):
    """Why a case is closed."""

    reason = forms.ChoiceField(
        label=_("Why is the case closed?"),
        choices=[
            (reason.value, reason.label)
            for reason in ClosingReason
            if reason not in (ClosingReason.MERGED, ClosingReason.ERASED)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )


class StepAsideForm(CommandForm):
    """What ties the reader to the case."""

    stance = forms.ChoiceField(
        label=_("Why should you not see this case?"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )


class ConfirmForm(CommandForm):
    """Nothing to enter: the button says it all. The mark tells that the form was sent."""

    sent = forms.CharField(widget=forms.HiddenInput, initial="yes")
