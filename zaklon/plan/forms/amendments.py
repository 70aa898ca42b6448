"""Forms of drafts and amendments: an activity with its lines, a measure, carrying over, adopting, merging."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.common.dates import Quarter
from zaklon.common.errors import Refusal
from zaklon.plan.forms.lines import (
    MOST_LINES,
    BodyLines,
    MoneyLines,
    ResultLines,
    body_initial,
    money_initial,
    result_initial,
)
from zaklon.plan.forms.work import CommandForm
from zaklon.plan.kinds import FundingState, ReferenceKind
from zaklon.plan.queries.drafting import Choices, Offered
from zaklon.plan.settling.drafts import DraftActivity, DraftPart
from zaklon.plan.values import MeasureValues
from zaklon.web import formats

# How many empty lines wait below what is there.
_SPARE = {"bodies": 2, "results": 1, "money": 1}
_NOT_KNOWN = ("", _("Not known"))


def quarter_choices(first_year: int, last_year: int, *also: Quarter | None) -> list[tuple[str, Any]]:
    """Every quarter of the years, and any other that is set already."""
    quarters = {Quarter(year, number) for year in range(first_year, last_year + 1) for number in (1, 2, 3, 4)}
    quarters |= {each for each in also if each is not None}
    return [_NOT_KNOWN, *((str(each), formats.quarter(each)) for each in sorted(quarters))]


class ActivityForm(CommandForm):
    """The facts of an activity that stand alone."""

    code = forms.CharField(label=_("Code"), max_length=20)
    title = forms.CharField(label=_("Title"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000)
    measure = forms.ChoiceField(label=_("Key measure"))
    start = forms.ChoiceField(label=_("Starts in"), required=False)
    end = forms.ChoiceField(
        label=_("Is to be completed in"), help_text=_("The deadline is the last day of the quarter."), required=False
    )
    is_continuous = forms.BooleanField(label=_("It goes on all the time"), required=False)
    funding = forms.ChoiceField(label=_("Money"), choices=FundingState.choices, widget=forms.RadioSelect)
    references = forms.MultipleChoiceField(label=_("Answers to"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, offered: Offered, activity: DraftActivity | None, data: Any = None) -> None:
        super().__init__(data, initial=_initial(activity))
        times = (activity.start, activity.end) if activity else ()
        quarters = quarter_choices(offered.first_year, offered.last_year, *times)
        self._choose("measure", offered.measures)
        self._choose("start", quarters)
        self._choose("end", quarters)
        self._choose("references", offered.references)
        if not offered.references:
            del self.fields["references"]

    def _choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def field_of(self, refusal: Refusal) -> str | None:
        """Bodies, results and money have lines of their own, so their refusals stand above the form."""
        return refusal.field if refusal.field in {"code", "title", "measure", "start", "end"} else None


def _initial(activity: DraftActivity | None) -> dict[str, Any]:
    if activity is None:
        return {"funding": FundingState.UNCLEAR.value}
    return {
        "code": activity.code,
        "title": activity.title,
        "measure": activity.measure,
        "start": str(activity.start or ""),
        "end": str(activity.end or ""),
        "is_continuous": activity.is_continuous,
        "funding": activity.funding.value,
        "references": [f"{kind.value} {code}" for kind, code in activity.references],
    }


class ActivityEditor:
    """The whole form of an activity: its facts and its lines of bodies, results and money.

    `must_be_whole` demands quarters and a lead, as a plan does; an import may leave them open.
    """

    def __init__(
        self,
        offered: Offered,
        activity: DraftActivity | None = None,
        data: Any = None,
        *,
        measure: str = "",
        must_be_whole: bool = True,
    ) -> None:
        self._former = activity
        self.form = ActivityForm(offered, activity, data)
        if measure:
            self.form.initial["measure"] = measure
        for name in ("start", "end") if must_be_whole else ():
            self.form.fields[name].required = True
        self._must_be_whole = must_be_whole
        known = {"offered": offered}
        parts = _spared("bodies", body_initial(activity.parts if activity else ()))
        results = _spared("results", result_initial(activity.results if activity else ()))
        money = _spared("money", money_initial(activity.money if activity else ()))
        self.bodies = BodyLines(data, prefix="bodies", initial=parts, form_kwargs=known)
        self.results = ResultLines(data, prefix="results", initial=results, form_kwargs=known)
        self.money = MoneyLines(data, prefix="money", initial=money, form_kwargs=known)
        for index, line in enumerate(self.bodies.forms):
            label = _("Lead body") if index == 0 else _("Partner %(number)s") % {"number": index}
            line.fields["body"].label = label

    @property
    def all_forms(self) -> list[forms.BaseForm]:
        """Every form in the order of the page, for the summary of errors."""
        return [self.form, *self.bodies.forms, *self.results.forms, *self.money.forms]

    def is_valid(self) -> bool:
        """Whether everything can be read, and the lead is named where it must be."""
        is_valid = all(each.is_valid() for each in (self.form, self.bodies, self.results, self.money))
        if is_valid and self._must_be_whole and self.bodies.forms[0].part() is None:
            self.bodies.forms[0].add_error("body", _("Choose the lead body."))
            return False
        return is_valid

    def add_refusal(self, refusal: Refusal) -> None:
        """Say a refusal at the field that it names."""
        self.form.add_refusal(refusal)

    def activity(self) -> DraftActivity:
        """What was entered."""
        cleaned = self.form.cleaned_data
        references = tuple(
            (ReferenceKind(kind), code)
            for kind, _space, code in (each.partition(" ") for each in cleaned.get("references", ()))
        )
        results = tuple(each for line in self.results.forms if (each := line.result()) is not None)
        money = tuple(sum_ for line in self.money.forms if (sum_ := line.money()) is not None)
        return DraftActivity(
            row=self._former.row if self._former else "",
            code=cleaned["code"],
            title=cleaned["title"],
            measure=cleaned["measure"],
            parts=self._parts(),
            start=_quarter(cleaned["start"]),
            end=_quarter(cleaned["end"]),
            is_continuous=cleaned["is_continuous"],
            results=results,
            funding=FundingState(cleaned["funding"]),
            money=tuple(self._kept(line) for line in money),
            references=references if "references" in cleaned else self._former.references if self._former else (),
        )

    def _parts(self) -> tuple[DraftPart, ...]:
        """The bodies in order; where the lead is struck out, nobody else becomes it silently."""
        parts = [line.part() for line in self.bodies.forms]
        named = [part for part in parts if part is not None]
        return tuple([DraftPart("", ""), *named] if named and parts[0] is None else named)

    def _kept(self, line: Any) -> Any:
        """A money line that did not change keeps what the reader noted of it."""
        former = self._former.money if self._former else ()
        same = next((each for each in former if each.values == line.values), None)
        return line if same is None else replace(line, shown=same.shown, is_currency_assumed=same.is_currency_assumed)


def _spared(name: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines with a few empty ones below them."""
    room = MOST_LINES - len(lines)
    return [*lines, *({} for _ in range(min(room, max(_SPARE[name], 2 - len(lines)))))]


def _quarter(text: str) -> Quarter | None:
    return Quarter.parse(text) if text else None


def with_more_lines(data: Any, prefix: str) -> Mapping[str, Any]:
    """What was sent, with two more empty lines of that kind."""
    widened = data.copy()
    total = f"{prefix}-TOTAL_FORMS"
    number = str(data.get(total, "0"))
    widened[total] = str(min(MOST_LINES, int(number if number.isascii() and number.isdigit() else 0) + 2))
    return widened  # type: ignore[no-any-return]


class MeasureForm(CommandForm):
    """A key measure."""

    objective = forms.ChoiceField(label=_("Operational objective"))
    label = forms.CharField(label=_("Label as printed"), max_length=40, help_text=_("For example 1.2 or 3.3./3.4."))
    number = forms.CharField(label=_("Number"), max_length=40, help_text=_("What the label stands for, such as 1.2."))
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000)

    def __init__(self, objectives: Choices, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["objective"].choices = list(objectives)  # type: ignore[attr-defined]

    def values(self) -> MeasureValues:
        """What was entered; without activities."""
        cleaned = self.cleaned_data
        return MeasureValues(
            int(cleaned["objective"]), cleaned["label"], cleaned["number"].strip(), cleaned["text"], ()
        )


class CarryOverForm(CommandForm):
    """Continuing an activity of a former plan."""

    activity = forms.ChoiceField(label=_("Activity of a former plan"))
    code = forms.CharField(label=_("Code in this plan"), max_length=20)
    end = forms.ChoiceField(
        label=_("Is to be completed in"), help_text=_("It starts with the first quarter of this plan.")
    )

    def __init__(self, activities: Choices, quarters: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.fields["activity"].choices = [("", _("Choose an activity")), *activities]  # type: ignore[attr-defined]
        self.fields["end"].choices = [("", _("Choose a quarter")), *quarters]  # type: ignore[attr-defined]


class ReasonForm(CommandForm):
    """Why an amendment is merged; readers of the plan see it beside what was dropped."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept with the amendment and beside every activity that it drops."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4_000,
    )


class AdoptForm(CommandForm):
    """Who adopts a plan."""

    adopted_by = forms.CharField(
        label=_("Adopted by"),
        help_text=_("The body and, where there is one, the number of its decision."),
        max_length=400,
    )
