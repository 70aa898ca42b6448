"""The form of a signal: what the case needs beside the pack's own form, and who the person is, if that was told."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.access.roles import Role
from zaklon.cases.forms.shared import CommandForm, countries, offer
from zaklon.cases.kinds import AgeGroup, Sex
from zaklon.cases.values import PersonFacts
from zaklon.signal.values import ANOTHER, ELSEWHERE, Content, Looked, Waited

_NO_TRACE = {"autocomplete": "off", "spellcheck": "false"}
_LONGEST_LINE = 200
_MOST_OTHERS = 11
_LONGEST_ANSWER = 20
_MOST_SECONDS = 10**9
# How many others of an age there are, and how many of them are known to be of a sex.
OTHERS: dict[str, tuple[AgeGroup, dict[str, Sex]]] = {
    "other_children": (AgeGroup.CHILD, {"other_girls": Sex.FEMALE, "other_boys": Sex.MALE}),
    "other_adults": (AgeGroup.ADULT, {"other_women": Sex.FEMALE, "other_men": Sex.MALE}),
}


class _AnyChoice(forms.ChoiceField):
    """Any answer is taken: what was offered stood on the page before; it is held against a new search when saved."""

    def valid_value(self, value: Any) -> bool:
        return len(str(value)) <= _LONGEST_ANSWER


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=_MOST_OTHERS)


class SignalForm(CommandForm):
    """What comes with the answers. The hidden fields are filled in by the device for a signal that waited on it."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    owner = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    waited = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=_MOST_SECONDS)
    device_day = forms.DateField(widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%d"])
    role = forms.ChoiceField(label=_("In which role do you report?"), widget=forms.RadioSelect, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, required=False)
    age_group = forms.ChoiceField(
        label=_("Age"),
        choices=AgeGroup.choices,
        required=False,
        help_text=_("When in doubt, the person is treated as a child."),
    )
    citizenship = forms.ChoiceField(label=_("Citizenship"), required=False)
    other_children = _count(_("Other children in the same situation"))
    other_girls = _count(_("How many of these children are girls"))
    other_boys = _count(_("How many of these children are boys"))
    other_adults = _count(_("Other adults in the same situation"))
    other_women = _count(_("How many of these adults are women"))
    other_men = _count(_("How many of these adults are men"))
    day_confirmed = forms.BooleanField(label=_("The day in the form is right."), required=False)
    same = _AnyChoice(label=_("Is it the same person?"), widget=forms.RadioSelect, required=False)

    def __init__(
        self, roles: Iterable[Role], data: Any = None, *, asks_age: bool = False, asks_sex: bool = False
    ) -> None:
        super().__init__(data, initial={"request_key": uuid.uuid4()})
        self.roles = tuple(roles)
        offer(self, "role", [(role.value, role.label) for role in self.roles])
        offer(self, "citizenship", countries())
        # What the pack's own form asks is not asked twice; answers to it are taken from there.
        for name, is_asked in (("sex", asks_sex), ("age_group", asks_age)):
            if not is_asked:
                del self.fields[name]
        if len(self.roles) < 2:
            self.fields["role"].widget = forms.HiddenInput()
        self.fields["role"].initial = self.roles[0] if self.roles else None
        self.is_day_asked = self.is_same_asked = False

    @property
    def shown(self) -> list[Any]:
        """Fields in the part about the person."""
        return [self[name] for name in ("role", "sex", "age_group", "citizenship") if name in self.fields]

    @property
    def counts(self) -> list[Any]:
        """Fields that ask how many others there are, and of what sex."""
        return [self[name] for total, (_age, sexes) in OTHERS.items() for name in (total, *sexes)]

    def clean(self) -> dict[str, Any]:
        """Of no age more girls and boys, or women and men, than there are."""
        cleaned = super().clean() or {}
        for total, (_age, sexes) in OTHERS.items():
            known = sum(cleaned.get(name) or 0 for name in sexes)
            if total not in self.errors and known > (cleaned.get(total) or known):
                self.add_error(total, _("There are more of them below than here. Correct the number that is wrong."))
        return cleaned

    @property
    def hidden(self) -> list[Any]:
        """Fields that go along unseen."""
        return [self[name] for name in ("request_key", "owner", "waited", "device_day")]

    def ask_same(self, looked: Looked, labels: dict[str, str | Promise]) -> None:
        """Offer the answers, none of them chosen."""
        choices: list[tuple[str, str | Promise]] = list(labels.items())
        if looked.elsewhere:
            choices.append((ELSEWHERE, _("Yes, or perhaps: ask the body that leads the other file")))
        choices.append((ANOTHER, _("No, it is another person")))
        offer(self, "same", choices)
        self.is_same_asked = True

    def chosen_role(self) -> Role | None:
        """The role that was chosen, or the only one; None for one that the post does not have."""
        said = self.cleaned_data.get("role") or (self.roles[0] if self.roles else "")
        return next((role for role in self.roles if role == said), None)

    def persons(self, answers: Content, age_code: str, sex_code: str) -> tuple[PersonFacts, ...]:
        """The person whom the signal is about, and the others: of each age first those whose sex is known."""
        said = self.cleaned_data
        age = str(answers.get(age_code, "") or said.get("age_group") or AgeGroup.IN_DOUBT)
        sex = str(answers.get(sex_code, "") or said.get("sex") or Sex.UNKNOWN)
        first = PersonFacts(
            Sex(sex) if sex in Sex.values else Sex.UNKNOWN,
            AgeGroup(age) if age in AgeGroup.values else AgeGroup.IN_DOUBT,
            said.get("citizenship", ""),
        )
        return (first, *(other for total in OTHERS for other in self._others(total)))

    def _others(self, total: str) -> list[PersonFacts]:
        said, (age, sexes) = self.cleaned_data, OTHERS[total]
        known = [PersonFacts(sex, age) for name, sex in sexes.items() for _each in range(said.get(name) or 0)]
        return known + [PersonFacts(age_group=age)] * max(0, (said.get(total) or 0) - len(known))

    def waited_how(self) -> Waited:
        """How the signal came."""
        said = self.cleaned_data
        age = timedelta(seconds=min(said.get("waited") or 0, _MOST_SECONDS))
        return Waited(age, said.get("device_day"), bool(said.get("day_confirmed")))

    def request(self) -> UUID:
        """The key by which a signal that is sent twice is one."""
        key: UUID = self.cleaned_data["request_key"]
        return key


class NameForm(CommandForm):
    """Who the person is, as far as it was told; sealed apart from everything else."""

    given_names = forms.CharField(
        label=_("Given names"), required=False, max_length=_LONGEST_LINE, widget=forms.TextInput(_NO_TRACE)
    )
    family_names = forms.CharField(
        label=_("Family names"), required=False, max_length=_LONGEST_LINE, widget=forms.TextInput(_NO_TRACE)
    )
    phones = forms.CharField(
        label=_("Telephone of the person"),
        required=False,
        max_length=_LONGEST_LINE,
        widget=forms.TextInput({**_NO_TRACE, "inputmode": "tel"}),
    )
    documents = forms.CharField(
        label=_("Number of a document"), required=False, max_length=_LONGEST_LINE, widget=forms.TextInput(_NO_TRACE)
    )

    def content(self) -> Content:
        """What was written, as it is sealed; nothing for nothing."""
        said = {name: text.strip() for name, text in self.cleaned_data.items() if text.strip()}
        return {name: [text] if name in ("phones", "documents") else text for name, text in said.items()}
