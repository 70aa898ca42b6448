"""What the answer to each question of the reader changes in the draft."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from zaklon.plan.kinds import BaseRule, Comparator, Direction, FundingState, Milestone, Payer, TargetForm
from zaklon.plan.settling.corrections import UnfitText, whole_number
from zaklon.plan.settling.drafts import DraftActivity, DraftIndicator, DraftMeasure, DraftPart, DraftRow
from zaklon.plan.settling.questions import AS_READ, Asked, Reply
from zaklon.plan.values import ResultValues

LEAVE_OUT: Final = "leave_out"
BODY_PREFIX: Final = "body:"
PAYERS: Final = (Payer.DONATION.value, Payer.ALL_IMPLEMENTERS.value, Payer.UNCLEAR.value)
_ROUNDING: Final = Decimal("0.5")
_MILESTONES: Final = {"middle": Milestone.MID, "final": Milestone.FINAL}


def replied(row: DraftRow, asked: Asked, text: str) -> DraftRow:
    """The row with the answer put in; questions that only ask for a yes change nothing. Raises UnfitText."""
    if text == AS_READ or asked.kind.reply is Reply.AS_READ:
        return row
    if isinstance(row, DraftActivity) and asked.code in _ACTIVITY:
        return _ACTIVITY[asked.code](row, asked.facts, text)
    if isinstance(row, DraftIndicator) and asked.code in _INDICATOR:
        return _INDICATOR[asked.code](row, asked.facts, text)
    if isinstance(row, DraftMeasure) and asked.code == "measure_missing":
        return replace(row, text=text)
    return row


def _body(row: DraftActivity, facts: Mapping[str, str], text: str) -> DraftActivity:
    name, above = facts.get("name", ""), facts.get("body", "")
    parts: list[DraftPart] = []
    for index, part in enumerate(row.parts):
        if part.body or part.as_written != name or part.above != above:
            parts.append(part)
        elif text != LEAVE_OUT:
            parts.append(DraftPart(text, part.as_written))
        elif index == 0:
            parts.append(DraftPart("", ""))  # the next body must not lead because the first was struck out
    return replace(row, parts=tuple(parts))


def _lead(row: DraftActivity, _facts: Mapping[str, str], text: str) -> DraftActivity:
    others = row.parts[1:] if row.parts and not row.parts[0].body else row.parts
    return replace(row, parts=(DraftPart(text, ""), *(part for part in others if part.body != text)))


def _funding(row: DraftActivity, _facts: Mapping[str, str], text: str) -> DraftActivity:
    if text == FundingState.NONE_REQUIRED:
        return replace(row, funding=FundingState.NONE_REQUIRED, money=())
    return row


def _currency(row: DraftActivity, _facts: Mapping[str, str], text: str) -> DraftActivity:
    money = tuple(
        replace(line, values=replace(line.values, currency=text)) if line.is_currency_assumed else line
        for line in row.money
    )
    return replace(row, money=money)


def _source(row: DraftActivity, facts: Mapping[str, str], text: str) -> DraftActivity:
    return _paid(row, text, shown=facts["amount"], source="")


def _payer(row: DraftActivity, facts: Mapping[str, str], text: str) -> DraftActivity:
    return _paid(row, text, shown=None, source=facts["source"])


def _paid(row: DraftActivity, text: str, *, shown: str | None, source: str) -> DraftActivity:
    if text.startswith(BODY_PREFIX):
        payer, body = Payer.BUDGET, text.removeprefix(BODY_PREFIX)
    elif text in PAYERS:
        payer, body = Payer(text), ""
    else:
        raise UnfitText(text[:40])
    money = tuple(
        replace(line, values=replace(line.values, payer=payer, payer_body=body))
        if line.values.as_written == source and shown in {None, line.shown}
        else line
        for line in row.money
    )
    return replace(row, money=money)


def _unit(row: DraftActivity, facts: Mapping[str, str], text: str) -> DraftActivity:
    return _with_results(row, facts["text"], lambda result: replace(result, unit=text))


def _quota(row: DraftActivity, facts: Mapping[str, str], _text: str) -> DraftActivity:
    return _with_results(row, facts["text"], lambda result: replace(result, quotas={}))


def _with_results(row: DraftActivity, text: str, change: Callable[[ResultValues], ResultValues]) -> DraftActivity:
    results = tuple(change(result) if result.text == text else result for result in row.results)
    return replace(row, results=results)


def _numbers(row: DraftActivity, facts: Mapping[str, str], text: str) -> DraftActivity:
    if text != "each":
        return row
    results = []
    for index, result in enumerate(row.results):
        results.append(result)
        if result.text == facts["text"]:
            results += [
                replace(result, target=target, unit=unit, comparator=_compared(result), quotas={})
                for place, target, unit in row.also
                if place == index
            ]
    return replace(row, results=tuple(results), also=())


def _compared(result: ResultValues) -> Comparator:
    return Comparator.EXACTLY if result.comparator is Comparator.NONE else result.comparator


def _base_rule(row: DraftIndicator, _facts: Mapping[str, str], text: str) -> DraftIndicator:
    return replace(row, base_rule=BaseRule(text))


def _base_number(row: DraftIndicator, facts: Mapping[str, str], text: str) -> DraftIndicator:
    numbers = [Decimal(number) for number in facts["numbers"].split(", ")]
    chosen = sum(numbers, Decimal(0)) if text == "sum" else Decimal(text)
    has_years = row.baseline_first_year != row.baseline_last_year
    return replace(row, baseline_value=chosen, base_rule=BaseRule.UNDECIDED if has_years else BaseRule.VALUE)


def _points(row: DraftIndicator, _facts: Mapping[str, str], text: str) -> DraftIndicator:
    if text != "points":
        return row
    targets = tuple(
        replace(target, form=TargetForm.CHANGE_NUMBER, unit="percentage_point")
        if target.form is TargetForm.CHANGE_PERCENT
        else target
        for target in row.targets
    )
    return replace(row, targets=targets, unit="percentage_point")


def _tolerance(row: DraftIndicator, _facts: Mapping[str, str], text: str) -> DraftIndicator:
    return replace(row, tolerance=max(row.tolerance, _ROUNDING)) if text == "rounded" else row


def _direction(row: DraftIndicator, _facts: Mapping[str, str], text: str) -> DraftIndicator:
    return replace(row, direction=Direction(text))


def _list(row: DraftIndicator, _facts: Mapping[str, str], text: str) -> DraftIndicator:
    return replace(row, category_list=text, unit="category")


def _year(row: DraftIndicator, facts: Mapping[str, str], text: str) -> DraftIndicator:
    milestone = _MILESTONES[facts["which"]]
    targets = tuple(
        replace(target, year=whole_number(text)) if target.milestone is milestone else target for target in row.targets
    )
    return replace(row, targets=targets)


_ACTIVITY: Final[dict[str, Callable[[DraftActivity, Mapping[str, str], str], DraftActivity]]] = {
    "body_unknown": _body,
    "unit_unknown": _body,
    "lead_missing": _lead,
    "money_unclear": _funding,
    "money_missing": _funding,
    "money_contradiction": _funding,
    "money_currency": _currency,
    "money_source": _source,
    "money_payer": _payer,
    "indicator_unit": _unit,
    "indicator_quota": _quota,
    "indicator_two_numbers": _numbers,
}
_INDICATOR: Final[dict[str, Callable[[DraftIndicator, Mapping[str, str], str], DraftIndicator]]] = {
    "baseline_period_total": _base_rule,
    "baseline_missing": _base_rule,
    "baseline_several": _base_number,
    "percent_or_points": _points,
    "target_not_whole": _tolerance,
    "direction_unclear": _direction,
    "category_order": _list,
    "milestone_year": _year,
}
