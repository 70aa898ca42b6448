"""One raw activity into what its cells say, with a certainty for each field and a question for each doubt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from zaklon.common.dates import Quarter
from zaklon.plan.importing.bodies import BodyNames
from zaklon.plan.importing.columns import Column
from zaklon.plan.importing.doubts import Doubts
from zaklon.plan.importing.folding import fold, tidy
from zaklon.plan.importing.funding import FundingReader
from zaklon.plan.importing.indicators import read_indicator, split_indicators
from zaklon.plan.importing.outline import RawActivity
from zaklon.plan.importing.readings import (
    Certainty,
    CrossReference,
    IndicatorKind,
    ReadActivity,
    ReadBody,
    ReadIndicator,
    Role,
    weakest,
)
from zaklon.plan.importing.responsible import BodyReader
from zaklon.plan.importing.times import ReadTime, read_time

_REFERENCES: Final = re.compile(
    r"(?:benchmarks?|mj?eril\w*|standard\w* (?:te perkohsh\w*|referues\w*)|pik\w* referues\w*)\s+(?:no\.? ?|br\.? ?)?"
    r"(?P<numbers>\d{1,3}(?:\s*(?:,|and|i|dhe|&)\s*\d{1,3})*)"
)


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What every activity of one plan shares: the columns found, the year, and the currency of bare sums.

    `is_currency_told` when a heading names that currency, so that nobody need be asked.
    """

    columns: frozenset[Column]
    year: int | None
    currency: str
    is_currency_told: bool = False


class ActivityReader:
    """Reads the activities of one plan against one directory of bodies."""

    def __init__(self, directory: BodyNames, context: PlanContext, doubts: Doubts) -> None:
        self.context = context
        self._doubts = doubts
        self._bodies = BodyReader(directory)
        self._funding = FundingReader(self._bodies, context.currency, is_currency_told=context.is_currency_told)

    def read(self, raw: RawActivity, measure: str) -> ReadActivity:
        """Read one activity under the measure with this label."""
        ask = partial(self._ask, raw)
        for code, facts in raw.doubts:
            ask(code, **facts)
        bodies = self._read_bodies(raw)
        self._ask_about_names(raw, bodies)
        start, end, is_continuous, certainties = self._read_times(raw)
        indicators = self._read_indicators(raw)
        funding = self._funding.read(raw.cells.get(Column.MONEY, ""), raw.cells.get(Column.SOURCE, ""), bodies, ask)
        certainties |= {"bodies": _weakest_of(bodies), "indicators": _weakest_of(indicators)}
        return ReadActivity(
            code=raw.code,
            title=raw.title,
            measure=measure,
            bodies=bodies,
            start=start,
            end=end,
            is_continuous=is_continuous,
            indicators=indicators,
            money=funding.money,
            funding=funding.funding,
            cross_references=cross_references(raw.title),
            certainties=_noted(raw, certainties | {"funding": funding.certainty}),
            raw=tuple((column.value, text) for column, text in raw.cells.items()),
            place=raw.place,
        )

    def _read_bodies(self, raw: RawActivity) -> tuple[ReadBody, ...]:
        """The bodies in order: a column of leads first, then the common one, then the partners."""
        listed: list[ReadBody] = []
        for column in (Column.LEAD, Column.BODIES, Column.PARTNERS):
            text = raw.cells.get(column, "")
            found = self._bodies.read(text) if text.strip(" -–—/") else ()
            is_lead_column = column is not Column.PARTNERS and not listed
            listed.extend(body if is_lead_column else replace(body, role=Role.PARTNER) for body in found)
        kept: dict[str, ReadBody] = {}
        for body in listed:
            kept.setdefault(fold(body.label), body)
        return tuple(kept.values())

    def _ask(self, raw: RawActivity, code: str, /, **facts: object) -> None:
        self._doubts.ask(raw.code, code, raw.place, **facts)

    def _ask_about_names(self, raw: RawActivity, bodies: tuple[ReadBody, ...]) -> None:
        if not raw.title:
            self._doubts.ask(raw.code, "title_missing", raw.place)
        if not any(body.role is Role.LEAD for body in bodies):
            self._doubts.ask(raw.code, "lead_missing", raw.place)
        for body in bodies:
            if body.role is Role.LEAD and body.is_generic:  # "NGOs" can hardly answer for an activity
                self._doubts.ask(raw.code, "body_role", raw.place, name=body.name)
            if self._bodies.is_guessed(body):
                self._doubts.ask(raw.code, "body_likely", raw.place, name=body.name, body=body.label)
            elif body.body_code is None:
                self._doubts.ask(raw.code, "body_unknown", raw.place, name=body.name)
            elif body.unit and body.unit_code is None:
                self._doubts.ask(raw.code, "unit_unknown", raw.place, name=body.unit, body=body.body)

    def _read_times(self, raw: RawActivity) -> tuple[Quarter | None, Quarter | None, bool, dict[str, Certainty]]:
        period = self._time(raw, Column.PERIOD)
        start = self._time(raw, Column.START) or period
        end = self._time(raw, Column.END) or period
        first = start.first if start else None
        last = end.last if end else None
        if start is None and end and (end.is_continuous or end.first != end.last):
            start, first = end, end.first  # "I to IV quarter" written in the cell of completion alone
        self._ask_about_times(raw, (start, first), (end, last))
        certainty = {
            "start": start.certainty if start and first else Certainty.UNSURE,
            "end": end.certainty if end and last else Certainty.UNSURE,
        }
        return first, last, bool((start and start.is_continuous) or (end and end.is_continuous)), certainty

    def _time(self, raw: RawActivity, column: Column) -> ReadTime | None:
        return read_time(raw.cells.get(column, ""), self.context.year)

    def _ask_about_times(
        self,
        raw: RawActivity,
        start: tuple[ReadTime | None, Quarter | None],
        end: tuple[ReadTime | None, Quarter | None],
    ) -> None:
        if self.context.year is None:  # one question about the year of the plan stands for all of these
            return
        for name, (time, quarter), columns in (
            ("start", start, (Column.START, Column.PERIOD)),
            ("end", end, (Column.END, Column.PERIOD)),
        ):
            if quarter is None and time is not None:
                written = next(tidy(raw.cells[column]) for column in columns if tidy(raw.cells.get(column, "")))
                self._doubts.ask(raw.code, f"{name}_unclear", raw.place, text=written)
            elif quarter is None and self.context.columns & set(columns):
                self._doubts.ask(raw.code, f"{name}_missing", raw.place)
        first, last = start[1], end[1]
        if first and last and last < first:
            self._doubts.ask(raw.code, "end_before_start", raw.place, start=first, end=last)
        if first and last and any(time and time.is_continuous for time in (start[0], end[0])):
            self._doubts.ask(raw.code, "continuous", raw.place, start=first, end=last)

    def _read_indicators(self, raw: RawActivity) -> tuple[ReadIndicator, ...]:
        indicators = tuple(read_indicator(text) for text in split_indicators(raw.cells.get(Column.INDICATOR, "")))
        if not indicators and Column.INDICATOR in self.context.columns:
            self._doubts.ask(raw.code, "indicator_missing", raw.place)
        for indicator in indicators:
            self._ask_about_indicator(raw, indicator)
        return indicators

    def _ask_about_indicator(self, raw: RawActivity, indicator: ReadIndicator) -> None:
        if indicator.also:
            counted = [(indicator.target, indicator.unit or ""), *indicator.also]
            numbers = ", ".join(f"{number} {unit}".strip() for number, unit in counted)
            self._doubts.ask(raw.code, "indicator_two_numbers", raw.place, text=indicator.text, numbers=numbers)
        elif indicator.target is not None and indicator.unit is None and indicator.kind is IndicatorKind.NUMBER:
            self._doubts.ask(raw.code, "indicator_unit", raw.place, text=indicator.text, number=indicator.target)
        if indicator.is_quota_inferred:
            quota = ", ".join(f"{region} {number}" for region, number in indicator.quota)
            self._doubts.ask(raw.code, "indicator_quota", raw.place, text=indicator.text, quota=quota)


def cross_references(text: str) -> tuple[CrossReference, ...]:
    """The interim benchmarks that a text mentions, such as benchmarks 25 and 28."""
    numbers = [number for match in _REFERENCES.finditer(fold(text)) for number in re.findall(r"\d+", match["numbers"])]
    return tuple(CrossReference("benchmark", number) for number in dict.fromkeys(numbers))


def references_in(texts: Iterable[str]) -> tuple[CrossReference, ...]:
    """The benchmarks that any of the texts mentions, each once."""
    return tuple(dict.fromkeys(reference for text in texts for reference in cross_references(text)))


def _weakest_of(read: tuple[ReadBody, ...] | tuple[ReadIndicator, ...]) -> Certainty:
    """The certainty of a list: that of its least sure entry; an empty list is unsure."""
    return weakest(*(one.certainty for one in read)) if read else Certainty.UNSURE


def _noted(raw: RawActivity, certainties: dict[str, Certainty]) -> tuple[tuple[str, Certainty], ...]:
    noted = {"code": raw.code_certainty, "title": Certainty.SURE if raw.title else Certainty.UNSURE, **certainties}
    return tuple((name, certainty) for name, certainty in noted.items() if certainty is not Certainty.SURE)
