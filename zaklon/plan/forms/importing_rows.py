"""Forms that correct objectives and performance indicators of a file before they are kept."""

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.plan.forms.numerals import AmountField
from zaklon.plan.forms.work import CommandForm
from zaklon.plan.kinds import AreaKind, BaseRule, Direction, Milestone, TargetForm, ValueKind
from zaklon.plan.queries.drafting import Choices
from zaklon.plan.settling.drafts import DraftIndicator, DraftObjective, DraftTarget

_YEARS: Final = range(2000, 2061)


class ObjectiveForm(CommandForm):
    """An operational objective as the file gives it."""

    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000)
    area_kind = forms.ChoiceField(label=_("Strategic area"), choices=AreaKind.choices)
    area_title = forms.CharField(
        label=_("Title of the area"), help_text=_("Left empty, the name of the area is taken."), required=False
    )

    def __init__(self, row: DraftObjective, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(row, name) for name in self.base_fields})
        self._row = row

    def row(self) -> DraftObjective:
        """What was entered."""
        cleaned = self.cleaned_data
        return replace(
            self._row,
            text=cleaned["text"],
            area_kind=AreaKind(cleaned["area_kind"]),
            area_title=cleaned["area_title"],
        )


class IndicatorForm(CommandForm):
    """A performance indicator as the file gives it, with the decisions that the file leaves open."""

    text = forms.CharField(label=_("Indicator"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000)
    kind = forms.ChoiceField(label=_("What sort of value it has"), choices=ValueKind.choices)
    direction = forms.ChoiceField(label=_("Which way is better"), choices=Direction.choices)
    unit = forms.CharField(label=_("Counted in"), max_length=40, required=False)
    category_list = forms.ChoiceField(label=_("List of places"), required=False)
    baseline_text = forms.CharField(
        label=_("Baseline in words"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000, required=False
    )
    base_rule = forms.ChoiceField(label=_("What the targets are counted from"), choices=BaseRule.choices)
    baseline_value = AmountField(label=_("Number of the baseline"), required=False)
    baseline_category = forms.CharField(label=_("Place of the baseline"), max_length=40, required=False)
    baseline_first_year = forms.TypedChoiceField(
        label=_("First year of the baseline"), coerce=int, empty_value=None, required=False
    )
    baseline_last_year = forms.TypedChoiceField(
        label=_("Last year of the baseline"), coerce=int, empty_value=None, required=False
    )
    base_note = forms.CharField(label=_("Note on the baseline"), max_length=2_000, required=False)
    tolerance = AmountField(
        label=_("Tolerance"),
        help_text=_("How much may be missing, where a target is no whole number: 0.5 rounds to the nearest."),
        required=False,
    )

    def __init__(self, row: DraftIndicator, lists: Choices, data: Any = None) -> None:
        initial = {name: getattr(row, name) for name in self.base_fields}
        for name in ("baseline_first_year", "baseline_last_year"):
            initial[name] = str(initial[name] or "")
        super().__init__(data, initial=initial)
        self._row = row
        years = [("", _("None")), *((str(year), str(year)) for year in range(1990, 2061))]
        for name in ("baseline_first_year", "baseline_last_year"):
            self.fields[name].choices = years  # type: ignore[attr-defined]
        self.fields["category_list"].choices = [("", _("None")), *lists]  # type: ignore[attr-defined]
        former = {each.milestone: each for each in row.targets}
        self.targets = [TargetFields(each, former.get(each), data) for each in Milestone]

    def is_valid(self) -> bool:
        """Whether the indicator and both targets can be read."""
        are_valid = [target.is_valid() for target in self.targets]
        return super().is_valid() and all(are_valid)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("baseline_first_year"), cleaned.get("baseline_last_year")
        if (first is None) is not (last is None) or (first and last and last < first):
            self.add_error("baseline_last_year", _("Give both years, the first one first, or none."))
        if cleaned.get("base_rule") == BaseRule.UNKNOWN and cleaned.get("baseline_value") is not None:
            self.add_error("baseline_value", _("A baseline that is not known has no number."))
        return cleaned

    def row(self) -> DraftIndicator:
        """What was entered."""
        cleaned = dict(self.cleaned_data)
        cleaned["kind"] = ValueKind(cleaned["kind"])
        cleaned["direction"] = Direction(cleaned["direction"])
        cleaned["base_rule"] = BaseRule(cleaned["base_rule"])
        cleaned["tolerance"] = cleaned["tolerance"] or self._row.tolerance * 0
        targets = tuple(made for each in self.targets if (made := each.target()) is not None)
        return replace(self._row, **cleaned, targets=targets)


class TargetFields(CommandForm):
    """The target of one milestone; without words there is none."""

    text = forms.CharField(
        label=_("Target in words"), widget=forms.Textarea(attrs={"rows": 2}), max_length=4_000, required=False
    )
    year = forms.TypedChoiceField(label=_("Due at the end of"), coerce=int, empty_value=None, required=False)
    form = forms.ChoiceField(label=_("How it is stated"), choices=TargetForm.choices)
    number = AmountField(label=_("Number"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    category = forms.CharField(label=_("Place to reach"), max_length=40, required=False)

    def __init__(self, milestone: Milestone, former: DraftTarget | None, data: Any = None) -> None:
        initial: dict[str, Any] = {"form": TargetForm.TEXT}
        if former is not None:
            initial = {name: getattr(former, name) for name in self.base_fields}
        initial["year"] = str(initial.get("year") or "")
        super().__init__(data, prefix=milestone.value, initial=initial)
        self.milestone = milestone
        years = [("", _("Not known")), *((str(year), str(year)) for year in _YEARS)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]

    @property
    def legend(self) -> str:
        """Which target it is."""
        return str(self.milestone.label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_counted = cleaned.get("form") not in {TargetForm.TEXT, TargetForm.CATEGORY}
        if cleaned.get("text") and is_counted and cleaned.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Give the number, or choose that the target is described in words."))
        return cleaned

    def target(self) -> DraftTarget | None:
        """What was entered."""
        cleaned = self.cleaned_data
        if not cleaned["text"]:
            return None
        form = TargetForm(cleaned["form"])
        is_counted = form not in {TargetForm.TEXT, TargetForm.CATEGORY}
        return DraftTarget(
            self.milestone,
            cleaned["year"],
            cleaned["text"],
            form,
            cleaned["number"] if is_counted else None,
            cleaned["unit"],
            cleaned["category"] if form is TargetForm.CATEGORY else "",
        )
