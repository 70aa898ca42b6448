"""Consent, legal duties, break-glass and its review."""

from collections.abc import Iterable
from itertools import product
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, end_of, languages, offer
from zaklon.cases.kinds import DutyKind, Giver, Part, Purpose
from zaklon.cases.rules import glass
from zaklon.cases.rules.consent import OPENABLE
from zaklon.cases.values import ConsentGiven, DutyNamed, Scope
from zaklon.web.inputs import DayField

_PARTS: Choices = [(str(part.value), part.label) for part in sorted(OPENABLE)]
_ASSENTS: Choices = [
    ("", _("This concerns an adult")),
    ("yes", _("The child was asked and agrees")),
    ("no", _("The child was asked and does not agree")),
]


def _names(bodies: Iterable[tuple[UUID, str]]) -> Choices:
    return [(str(body_id), name) for body_id, name in bodies]


class ConsentForm(CommandForm):
    """What the person agreed to, and how it was explained (DOMAIN.md B.5 F5)."""

    person = forms.ChoiceField(label=_("Person"))
    scopes = forms.TypedMultipleChoiceField(
        label=_("What is opened"),
        coerce=lambda value: Part(int(value)),
        choices=_PARTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part.")},
    )
    receivers = forms.TypedMultipleChoiceField(
        label=_("To which bodies of this case"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only people who work on the case will see it."),
    )
    other_receiver = forms.TypedChoiceField(label=_("To another body"), coerce=UUID, empty_value=None, required=False)
    purpose = forms.ChoiceField(label=_("For what"), choices=Purpose.choices, widget=forms.RadioSelect)
    ends = DayField(
        label=_("Last day on which it is open"), required=False, help_text=_("Empty: until it is withdrawn.")
    )
    giver = forms.ChoiceField(label=_("Who agreed"), choices=Giver.choices, widget=forms.RadioSelect)
    guardian = forms.TypedChoiceField(label=_("Guardian"), coerce=UUID, empty_value=None, required=False)
    child_assents = forms.ChoiceField(
        label=_("The child's own word"), choices=_ASSENTS, required=False, widget=forms.RadioSelect
    )
    has_capacity = forms.BooleanField(
        label=_("The adult understands what this means and is able to decide"), required=False
    )
    text_version = forms.CharField(
        label=_("Version of the consent text"), max_length=20, help_text=_("As printed on the form, such as 2026-1.")
    )
    language = forms.ChoiceField(label=_("Language in which it was explained"))
    is_read_aloud = forms.BooleanField(label=_("The text was read aloud"), required=False)
    is_interpreted = forms.BooleanField(label=_("An interpreter was there"), required=False)
    is_refusal_explained = forms.BooleanField(
        label=_("It was explained that help does not depend on agreeing"), required=False
    )

    def __init__(
        self,
        persons: Choices,
        circle: Iterable[tuple[UUID, str]],
        bodies: Iterable[tuple[UUID, str]],
        guardians: Choices,
        data: Any = None,
    ) -> None:
        super().__init__(data)
        offer(self, "person", persons)
        offer(self, "receivers", _names(circle))
        offer(self, "other_receiver", _names(bodies), _("No other body"))
        offer(self, "guardian", guardians, _("None"))
        offer(self, "language", languages(), _("Choose a language"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("receivers") and not said.get("other_receiver") and "receivers" not in self.errors:
            self.add_error("receivers", _("Choose at least one body."))
        return said

    def given(self) -> ConsentGiven:
        """What was entered: each part is opened to each body."""
        said = self.cleaned_data
        receivers = {*said["receivers"], *([said["other_receiver"]] if said["other_receiver"] else [])}
        ends_at, purpose = end_of(said["ends"]), Purpose(said["purpose"])
        scopes = product(sorted(receivers), said["scopes"])
        return ConsentGiven(
            person_id=UUID(said["person"]),
            giver=Giver(said["giver"]),
            text_version=said["text_version"],
            language=said["language"],
            scopes=tuple(Scope(receiver, part, purpose, ends_at) for receiver, part in scopes),
            guardian_id=said["guardian"] if said["giver"] == Giver.GUARDIAN else None,
            has_capacity=said["has_capacity"],
            child_assents={"yes": True, "no": False}.get(said["child_assents"]),
            is_read_aloud=said["is_read_aloud"],
            is_interpreted=said["is_interpreted"],
            is_refusal_explained=said["is_refusal_explained"],
        )


class DutyForm(CommandForm):
    """A legal duty that opens a part, said openly and never dressed as consent."""

    duty = forms.ChoiceField(label=_("Which duty"), choices=DutyKind.choices, widget=forms.RadioSelect)
    part = forms.TypedChoiceField(
        label=_("What is opened"), coerce=lambda value: Part(int(value)), choices=_PARTS, widget=forms.RadioSelect
    )
    receiver = forms.TypedChoiceField(label=_("To which body"), coerce=UUID)
    purpose = forms.ChoiceField(label=_("For what"), choices=Purpose.choices, widget=forms.RadioSelect)
    ends = DayField(label=_("Last day on which it is open"), required=False, help_text=_("Empty: without an end."))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Name the law or the order. Write no names and no addresses."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, bodies: Iterable[tuple[UUID, str]], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "receiver", _names(bodies), _("Choose a body"))

    def named(self) -> DutyNamed:
        """What was entered."""
        said = self.cleaned_data
        scope = Scope(said["receiver"], said["part"], Purpose(said["purpose"]), end_of(said["ends"]))
        return DutyNamed(scope, DutyKind(said["duty"]), said["reason"])


class GlassForm(CommandForm):
    """Danger to life, or a missing child: one case, one part, some hours, and a reason that others will read."""

    code = forms.CharField(label=_("Code of the case"), max_length=20, widget=forms.TextInput({"autocomplete": "off"}))
    part = forms.TypedChoiceField(
        label=_("What must you see?"), coerce=lambda value: Part(int(value)), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What is the danger?"),
        help_text=_("At least 20 letters. The data-protection officer reads this within a day."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    hours = forms.IntegerField(
        label=_("For how many hours"),
        min_value=glass.LEAST_HOURS,
        max_value=glass.MOST_HOURS,
        initial=glass.DEFAULT_HOURS,
        widget=forms.NumberInput(),
    )

    def __init__(self, parts: Iterable[Part], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "part", [(str(part.value), part.label) for part in sorted(parts)])


class GlassReviewForm(CommandForm):
    """Whether it was right."""

    verdict = forms.ChoiceField(
        label=_("Was it right to open this?"),
        choices=[("justified", _("Yes, the danger justified it")), ("misused", _("No; this is an incident"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = forms.CharField(
        label=_("Your reasons"),
        help_text=_("They stay in the yearly register. Write no names of persons in the case."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
