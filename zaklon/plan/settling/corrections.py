"""Fields of rows as texts: how a person's correction is kept, read back and put into the draft."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, TypeVar

from zaklon.common.dates import Quarter
from zaklon.plan.kinds import (
    AreaKind,
    BaseRule,
    Comparator,
    Direction,
    FundingState,
    Milestone,
    Payer,
    Periodicity,
    ReferenceKind,
    ResultKind,
    TargetForm,
    ValueKind,
)
from zaklon.plan.settling.drafts import (
    DraftActivity,
    DraftIndicator,
    DraftMeasure,
    DraftMoney,
    DraftObjective,
    DraftPaper,
    DraftPart,
    DraftRow,
    DraftTarget,
)
from zaklon.plan.values import MoneyValues, ResultValues

Row = TypeVar("Row")
Decoder = Callable[[str], Any]
MAX_TEXT: Final = 20_000


class UnfitText(ValueError):
    """The text of an answer does not say what its question asks for."""


def whole_number(text: str) -> int | None:
    """A year or another small number; empty is unknown."""
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise UnfitText(text[:40])
    return int(text)


def quarter(text: str) -> Quarter | None:
    """A quarter such as 2020-Q2; empty is unknown."""
    try:
        return Quarter.parse(text) if text else None
    except ValueError as error:
        raise UnfitText(text[:40]) from error


def decimal(text: str) -> Decimal | None:
    """A number with a point; empty is unknown."""
    try:
        read = Decimal(text) if text else None
    except InvalidOperation as error:
        raise UnfitText(text[:40]) from error
    if read is not None and not read.is_finite():
        raise UnfitText(text[:40])
    return read


def _one_of(choices: type[StrEnum]) -> Decoder:
    def decode(text: str) -> Any:
        try:
            return choices(text)
        except ValueError as error:
            raise UnfitText(text[:40]) from error

    return decode


def _yes(text: str) -> bool:
    return text == "yes"


def _objective(text: str) -> int | None:
    return whole_number(text)


def _pairs(text: str) -> list[list[str]]:
    made = _json(text)
    if not isinstance(made, list) or not all(isinstance(each, list) and len(each) == 2 for each in made):
        raise UnfitText(text[:40])
    return [[str(first), str(second)] for first, second in made]


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise UnfitText(text[:40]) from error


def _dicts(text: str) -> list[dict[str, Any]]:
    made = _json(text)
    if not isinstance(made, list) or not all(isinstance(each, dict) for each in made):
        raise UnfitText(text[:40])
    return made


def parts_text(parts: tuple[DraftPart, ...]) -> str:
    """Bodies in order, each with its name as written."""
    return json.dumps([[part.body, part.as_written] for part in parts], ensure_ascii=False)


def _parts(text: str) -> tuple[DraftPart, ...]:
    return tuple(DraftPart(body, as_written) for body, as_written in _pairs(text))


def results_text(results: tuple[ResultValues, ...]) -> str:
    """Result indicators in order."""
    return json.dumps(
        [
            {
                "text": each.text,
                "kind": each.kind.value,
                "comparator": each.comparator.value,
                "target": _plain(each.target),
                "unit": each.unit,
                "periodicity": each.periodicity.value,
                "quotas": {region: _plain(share) for region, share in each.quotas.items()},
                "measure_name": each.measure_name,
            }
            for each in results
        ],
        ensure_ascii=False,
    )


def _results(text: str) -> tuple[ResultValues, ...]:
    return tuple(_result(each) for each in _dicts(text))


def _result(made: Mapping[str, Any]) -> ResultValues:
    try:
        return ResultValues(
            text=str(made["text"]),
            kind=ResultKind(made["kind"]),
            comparator=Comparator(made["comparator"]),
            target=decimal(str(made["target"])),
            unit=str(made["unit"]),
            periodicity=Periodicity(made["periodicity"]),
            quotas={str(region): decimal(str(share)) or Decimal(0) for region, share in made["quotas"].items()},
            measure_name=str(made.get("measure_name", "")),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise UnfitText(str(made)[:40]) from error


def money_text(money: tuple[DraftMoney, ...]) -> str:
    """Money lines in order, in minor units."""
    return json.dumps(
        [
            {
                "amount_minor": each.values.amount_minor,
                "currency": each.values.currency,
                "payer": each.values.payer.value,
                "payer_body": each.values.payer_body,
                "as_written": each.values.as_written,
            }
            for each in money
        ],
        ensure_ascii=False,
    )


def _money(text: str) -> tuple[DraftMoney, ...]:
    return tuple(_money_line(each) for each in _dicts(text))


def _money_line(made: Mapping[str, Any]) -> DraftMoney:
    try:
        amount = made["amount_minor"]
        return DraftMoney(
            MoneyValues(
                amount_minor=None if amount is None else int(amount),
                currency=str(made["currency"]),
                payer=Payer(made["payer"]),
                payer_body=str(made["payer_body"]),
                as_written=str(made["as_written"]),
            )
        )
    except (KeyError, ValueError, TypeError) as error:
        raise UnfitText(str(made)[:40]) from error


def references_text(references: tuple[tuple[ReferenceKind, str], ...]) -> str:
    """References in order."""
    return json.dumps([[kind.value, code] for kind, code in references], ensure_ascii=False)


def _references(text: str) -> tuple[tuple[ReferenceKind, str], ...]:
    return tuple((_one_of(ReferenceKind)(kind), code) for kind, code in _pairs(text))


def target_text(target: DraftTarget | None) -> str:
    """A milestone's target; empty when there is none."""
    if target is None:
        return ""
    made = {
        "text": target.text,
        "year": target.year,
        "form": target.form.value,
        "number": _plain(target.number),
        "unit": target.unit,
        "category": target.category,
    }
    return json.dumps(made, ensure_ascii=False)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def _text(text: str) -> str:
    return text


_PAPER: Final[dict[str, Decoder]] = {
    "year": whole_number, "title": _text, "language": _text, "currency": _text, "strategy": _text,
    "strategy_code": _text, "strategy_title": _text, "first_year": whole_number, "last_year": whole_number,
    "vision": _text, "mission": _text,
}  # fmt: skip
_FIELDS: Final[dict[type, dict[str, Decoder]]] = {
    DraftPaper: _PAPER,
    DraftObjective: {"text": _text, "area_kind": _one_of(AreaKind), "area_title": _text},
    DraftMeasure: {"label": _text, "number": _text, "text": _text, "objective": _objective},
    DraftIndicator: {
        "text": _text, "kind": _one_of(ValueKind), "direction": _one_of(Direction), "unit": _text,
        "baseline_text": _text, "baseline_value": decimal, "baseline_category": _text,
        "baseline_first_year": whole_number, "baseline_last_year": whole_number, "base_rule": _one_of(BaseRule),
        "base_note": _text, "tolerance": decimal, "category_list": _text,
    },
    DraftActivity: {
        "code": _text, "title": _text, "measure": _text, "parts": _parts, "start": quarter, "end": quarter,
        "is_continuous": _yes, "results": _results, "funding": _one_of(FundingState), "money": _money,
        "references": _references,
    },
}  # fmt: skip
# A correction of one of these stands for the field that questions and certainties are about.
ABOUT: Final = {
    "parts": "bodies", "funding": "money", "is_continuous": "end", "mid": "targets", "final": "targets",
    "mid.year": "targets", "final.year": "targets", "category_list": "kind", "tolerance": "targets",
    "base_rule": "baseline", "baseline_text": "baseline", "baseline_value": "baseline", "base_note": "baseline",
    "baseline_category": "baseline", "baseline_first_year": "baseline", "baseline_last_year": "baseline",
}  # fmt: skip
_TARGETS: Final = {"mid": Milestone.MID, "final": Milestone.FINAL}


def is_correction(field: str) -> bool:
    """Whether an answer of this name gives a field of its row a new value."""
    return field.partition(".")[0] in _TARGETS or any(field in fields for fields in _FIELDS.values())


def corrected(row: Row, field: str, text: str) -> Row:
    """The row with one field as the text says. Raises UnfitText for a text, KeyError for a field, that do not fit."""
    if len(text) > MAX_TEXT:
        raise UnfitText(text[:40])
    name, _, part = field.partition(".")
    if isinstance(row, DraftIndicator) and name in _TARGETS:
        return _with_target(row, _TARGETS[name], part, text)  # type: ignore[return-value]
    value = _FIELDS[type(row)][field](text)
    if field == "tolerance" and value is None:
        value = Decimal(0)
    return replace(row, **{field: value})  # type: ignore[type-var]


def _with_target(row: DraftIndicator, milestone: Milestone, part: str, text: str) -> DraftIndicator:
    former = {each.milestone: each for each in row.targets}
    if part == "year":
        if milestone in former:
            former[milestone] = replace(former[milestone], year=whole_number(text))
    elif not text:
        former.pop(milestone, None)
    else:
        former[milestone] = _target(milestone, _json(text))
    return replace(row, targets=tuple(former[each] for each in Milestone if each in former))


def _target(milestone: Milestone, made: Any) -> DraftTarget:
    try:
        form = TargetForm(made["form"])
        is_counted = form not in {TargetForm.TEXT, TargetForm.CATEGORY}
        number = decimal(str(made["number"])) if is_counted else None
        if is_counted and number is None:
            raise UnfitText(str(made)[:40])
        year = None if made["year"] is None else int(made["year"])
        category = str(made["category"]) if form is TargetForm.CATEGORY else ""
        return DraftTarget(milestone, year, str(made["text"]), form, number, str(made["unit"]), category)
    except (KeyError, ValueError, TypeError) as error:
        raise UnfitText(str(made)[:40]) from error


def kept_text(row: DraftRow | DraftPaper, field: str) -> str:
    """The field as a correction would keep it. Raises KeyError for a field that the row has not."""
    name, _, part = field.partition(".")
    if isinstance(row, DraftIndicator) and name in _TARGETS:
        target = next((each for each in row.targets if each.milestone is _TARGETS[name]), None)
        return target_text(target) if not part else str(target.year or "") if target else ""
    if field not in _FIELDS[type(row)]:
        raise KeyError(field)
    value = getattr(row, field)
    return _ENCODERS[field](value) if field in _ENCODERS else _as_text(value)


_ENCODERS: Final[dict[str, Callable[[Any], str]]] = {
    "parts": parts_text,
    "results": results_text,
    "money": money_text,
    "references": references_text,
}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _plain(value) if isinstance(value, Decimal) else str(value)


def corrections_between(former: DraftRow | DraftPaper, later: DraftRow | DraftPaper) -> tuple[tuple[str, str], ...]:
    """The fields that differ, each with the text that would correct it."""
    names = [*_FIELDS[type(former)], *(_TARGETS if isinstance(former, DraftIndicator) else ())]
    texts = [(name, kept_text(former, name), kept_text(later, name)) for name in names]
    return tuple((name, after) for name, before, after in texts if before != after)
