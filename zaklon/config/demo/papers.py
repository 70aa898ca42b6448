"""The demonstration's strategy and plans, from data files to the plain values that commands take."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.plan.commands.measurements import IndicatorEntry
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
from zaklon.plan.values import (
    ActivityValues,
    IndicatorValues,
    MeasureValues,
    MoneyValues,
    ObjectiveValues,
    PartValues,
    PlanValues,
    ReferenceValues,
    ResultValues,
    StrategyValues,
    TargetValues,
)

DATA = Path(__file__).resolve().parent / "data"


def load(name: str) -> dict[str, Any]:
    """One data file of the demonstration."""
    found: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return found


@cache
def _wordings() -> Mapping[str, Mapping[str, str]]:
    """English text to its wording in the other languages."""
    with (DATA / "wordings.csv").open(encoding="utf-8", newline="") as opened:
        return {
            row["en"]: {language: row[language] for language in ("cnr", "sq") if row[language]}
            for row in csv.DictReader(opened)
        }


def words(text: str) -> Mapping[str, str]:
    """Translations of one of the demonstration's texts; empty when there are none."""
    return _wordings().get(text, {})


def strategy_values(data: dict[str, Any]) -> StrategyValues:
    """The strategy of a data file."""
    return StrategyValues(
        code=data["code"],
        title=data["title"],
        language=data["language"],
        first_year=data["first_year"],
        last_year=data["last_year"],
        vision=data["vision"],
        mission=data["mission"],
        goals=tuple((number, text, year) for number, text, year in data["goals"]),
        references=tuple(
            ReferenceValues(ReferenceKind(each["kind"]), each["code"], each["text"], each["source"])
            for each in data["references"]
        ),
        objectives=tuple(_objective(each) for each in data["objectives"]),
        wordings=words(data["title"]),
    )


def _objective(data: dict[str, Any]) -> ObjectiveValues:
    return ObjectiveValues(
        number=data["number"],
        text=data["text"],
        area_kind=AreaKind(data["area_kind"]),
        area_title=data["area_title"],
        indicators=tuple(_indicator(each) for each in data.get("indicators", [])),
        wordings=words(data["text"]),
        area_wordings=words(data["area_title"]),
    )


def _indicator(data: dict[str, Any]) -> IndicatorValues:
    first, last = data.get("baseline_years", (None, None))
    return IndicatorValues(
        code=data["code"],
        text=data["text"],
        kind=ValueKind(data["kind"]),
        direction=Direction(data["direction"]),
        unit=data["unit"],
        baseline_text=data["baseline_text"],
        base_rule=BaseRule(data["base_rule"]),
        targets=tuple(_target(each) for each in data["targets"]),
        baseline_value=_decimal(data.get("baseline_value")),
        baseline_category=data.get("baseline_category", ""),
        baseline_first_year=first,
        baseline_last_year=last,
        base_note=data.get("base_note", ""),
        category_list=data.get("category_list", ""),
        tolerance=Decimal(str(data.get("tolerance", 0))),
        measure_name=data.get("measure_name", ""),
        wordings=words(data["text"]),
    )


def _target(data: dict[str, Any]) -> TargetValues:
    return TargetValues(
        milestone=Milestone(data["milestone"]),
        due_date=data["due"],
        text=data["text"],
        form=TargetForm(data["form"]),
        unit=data["unit"],
        number=_decimal(data.get("number")),
        category=data.get("category", ""),
    )


def indicator_entries(data: dict[str, Any]) -> list[tuple[str, IndicatorEntry]]:
    """Code of the indicator and the value, in the file's order."""
    return [
        (
            each["code"],
            IndicatorEntry(
                period_start=each["from"],
                period_end=each["to"],
                is_measured=each.get("is_measured", True),
                number=_decimal(each.get("number")),
                category=each.get("category", ""),
                text=each.get("text", ""),
                note=each["note"],
            ),
        )
        for each in data["values"]
    ]


def plan_values(data: dict[str, Any], *, year: int) -> PlanValues:
    """The yearly plan of a data file, set in a year."""
    measures = tuple(
        MeasureValues(
            objective=each["objective"],
            label=each["label"],
            number=each["number"],
            text=each["text"],
            activities=tuple(_activity(activity, year, data["currency"]) for activity in each["activities"]),
            wordings=words(each["text"]),
        )
        for each in data["measures"]
    )
    title = data["title"].format(year=year)
    return PlanValues(
        year=year,
        title=title,
        language=data["language"],
        currency=data["currency"],
        measures=measures,
        wordings={language: text.format(year=year) for language, text in words(data["title"]).items()},
    )


def _activity(data: dict[str, Any], year: int, currency: str) -> ActivityValues:
    money = tuple(
        MoneyValues(Money.of(currency, each["amount"]).minor, currency, Payer(each["payer"]), each.get("body", ""))
        for each in data.get("money", [])
    )
    references = [each.split(" ", 1) for each in data.get("references", [])]
    start, end = data["quarters"]
    return ActivityValues(
        code=data["code"],
        title=data["title"],
        parts=tuple(PartValues(body) for body in data["bodies"]),
        start=Quarter(year, start),
        end=Quarter(year, end),
        results=tuple(_result(each) for each in data["results"]),
        funding=FundingState.FUNDED if money else FundingState.NONE_REQUIRED,
        money=money,
        references=tuple((ReferenceKind(kind), code) for kind, code in references),
        wordings=words(data["title"]),
    )


def _result(data: dict[str, Any]) -> ResultValues:
    return ResultValues(
        text=data["text"],
        kind=ResultKind(data["kind"]),
        comparator=Comparator(data.get("comparator", "none")),
        target=_decimal(data.get("target")),
        unit=data.get("unit", ""),
        periodicity=Periodicity(data.get("periodicity", "none")),
        quotas={region: Decimal(target) for region, target in data.get("quotas", {}).items()},
        wordings=words(data["text"]),
    )


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
