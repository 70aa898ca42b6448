"""The way of a file through the importer: looked at, unpacked, outlined, read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from zaklon.plan.importing.activities import ActivityReader, PlanContext, references_in
from zaklon.plan.importing.blocks import Block, Budget, Notice, Row
from zaklon.plan.importing.bodies import BodyNames
from zaklon.plan.importing.columns import Column, header_columns
from zaklon.plan.importing.containers import Container, open_container
from zaklon.plan.importing.doubts import Doubts
from zaklon.plan.importing.excel_file import excel_blocks
from zaklon.plan.importing.headings import label_numbers
from zaklon.plan.importing.language import guess_language
from zaklon.plan.importing.outline import Outline, OutlineReader, RawMeasure
from zaklon.plan.importing.performance import read_performance
from zaklon.plan.importing.readings import (
    Certainty,
    PlanYear,
    ReadActivity,
    ReadMeasure,
    ReadObjective,
    ReadPlan,
)
from zaklon.plan.importing.refusals import UnreadableFile
from zaklon.plan.importing.text_file import decode, text_blocks
from zaklon.plan.importing.word_file import word_blocks
from zaklon.plan.importing.years import plan_year, strategy_period

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# What a plan must have; a column that is missing is asked about once.
_NEEDED: Final[tuple[tuple[str, frozenset[Column]], ...]] = (
    ("responsible bodies", frozenset({Column.BODIES, Column.LEAD})),
    ("the starting date", frozenset({Column.START, Column.PERIOD})),
    ("the completion date", frozenset({Column.END, Column.PERIOD})),
    ("result indicators", frozenset({Column.INDICATOR})),
    ("money", frozenset({Column.MONEY})),
)


@dataclass
class _Source:
    """What a file holds beside its blocks: its names, the years in its headings, and doubts about itself."""

    names: list[str]
    header_years: dict[Column, int] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def read_plan(
    content: bytes, file_name: str, *, bodies: BodyNames, year: int | None = None, default_currency: str = "EUR"
) -> ReadPlan:
    """Read an action plan from the bytes of a .docx, .xlsx or .txt file; the content decides, not the name.

    `year` overrules the year found in the file. Raises UnreadableFile, and nothing else, for whatever cannot be read.
    """
    source = _Source([file_name])
    doubts = Doubts()
    container = open_container(content, file_name)
    outline = OutlineReader(doubts).take_all(_watched(_blocks(container, source), source))
    if not outline.activities:
        raise UnreadableFile("no_plan")
    for notice in source.notices:
        doubts.ask("", notice.code, **dict(notice.facts))
    found = plan_year(outline.texts, source.names, _written_times(outline), year, doubts)
    currency = outline.currency or default_currency
    context = PlanContext(frozenset(outline.columns), found.year, currency, is_currency_told=bool(outline.currency))
    return _read(outline, source, ActivityReader(bodies, context, doubts), found, doubts)


def _read(outline: Outline, source: _Source, reader: ActivityReader, found: PlanYear, doubts: Doubts) -> ReadPlan:
    period = strategy_period(outline.texts, doubts)
    _ask_about_columns(outline, doubts)
    performance = read_performance(outline.performance, source.header_years, doubts)
    measures = tuple(_read_measure(raw, doubts) for raw in outline.measures)
    activities = _read_activities(outline, reader, doubts)
    _ask_about_currencies(activities, doubts)
    language, script = guess_language(_samples(outline))
    return ReadPlan(
        language=language,
        script=script,
        year=found,
        period=period,
        objectives=tuple(ReadObjective(o.number, o.title, o.area, o.place) for o in outline.objectives),
        measures=measures,
        performance_indicators=performance,
        activities=activities,
        cross_references=references_in(outline.texts),
        questions=doubts.all(),
        default_currency=reader.context.currency,
    )


def _blocks(container: Container, source: _Source) -> Iterator[Block]:
    if container.kind == "docx":
        return word_blocks(container.content)
    if container.kind == "xlsx":
        return excel_blocks(container.content, source.notices)
    return text_blocks(decode(container.content, source.notices))


def _watched(blocks: Iterable[Block], source: _Source) -> Iterator[Block]:
    """The same blocks, counted; notes on the way their sheets and the years that headings give to targets."""
    budget = Budget()
    for block in blocks:
        budget.take(block)
        if block.place.sheet and block.place.sheet not in source.names:
            source.names.append(block.place.sheet)
        columns = header_columns(block.cells) if isinstance(block, Row) else None
        for column, cell in zip(columns or (), block.cells if isinstance(block, Row) else (), strict=False):
            years = _YEAR.findall(cell)
            if column in {Column.MID, Column.FINAL} and years:
                source.header_years[column] = int(years[-1])
        yield block


def _written_times(outline: Outline) -> Iterator[str]:
    for raw in outline.activities:
        yield from (raw.cells.get(column, "") for column in (Column.START, Column.END, Column.PERIOD))


def _samples(outline: Outline) -> list[str]:
    """Enough text to tell the language by."""
    return [*(raw.title for raw in outline.activities[:200]), *outline.texts[:50]]


def _ask_about_columns(outline: Outline, doubts: Doubts) -> None:
    for name, columns in _NEEDED:
        if not outline.columns & columns:
            doubts.ask("", "column_missing", column=name)


def _ask_about_currencies(activities: Sequence[ReadActivity], doubts: Doubts) -> None:
    counted = Counter(line.currency for activity in activities for line in activity.money)
    if len(counted) > 1:
        doubts.ask(
            "", "several_currencies", currencies=", ".join(sorted(counted)), currency=counted.most_common(1)[0][0]
        )


def _read_measure(raw: RawMeasure, doubts: Doubts) -> ReadMeasure:
    """A measure with its numbers; a label such as "1" above activities 1.1.1, 1.1.2 stands for measure 1.1."""
    objective = raw.objective.number if raw.objective else None
    if objective is None:
        doubts.ask(raw.label, "objective_missing", raw.place)
    if raw.is_guessed:
        doubts.ask(raw.label, "measure_missing", raw.place, number=raw.label)
        return ReadMeasure(raw.label, label_numbers(raw.label), raw.title, objective, Certainty.UNSURE, raw.place)
    if not raw.activities:
        doubts.ask(raw.label, "measure_empty", raw.place)
    numbers = label_numbers(raw.label)
    inferred = _common_prefix(raw)
    if inferred and inferred not in numbers and "." not in raw.label and inferred.startswith(f"{raw.label}."):
        doubts.ask(raw.label, "measure_inferred", raw.place, label=raw.label, number=inferred)
        return ReadMeasure(raw.label, (inferred,), raw.title, objective, Certainty.LIKELY, raw.place)
    _ask_about_strays(raw, numbers, doubts)
    return ReadMeasure(raw.label, numbers, raw.title, objective, Certainty.SURE, raw.place)


def _common_prefix(raw: RawMeasure) -> str | None:
    prefixes = Counter(activity.code.rpartition(".")[0] for activity in raw.activities)
    return prefixes.most_common(1)[0][0] if prefixes else None


def _ask_about_strays(raw: RawMeasure, numbers: Sequence[str], doubts: Doubts) -> None:
    for activity in raw.activities:
        if numbers and activity.code.rpartition(".")[0] not in numbers:
            activity.code_certainty = Certainty.UNSURE
            doubts.ask(activity.code, "code_outside_measure", activity.place, label=raw.label)


def _read_activities(outline: Outline, reader: ActivityReader, doubts: Doubts) -> tuple[ReadActivity, ...]:
    measures = {id(activity): measure.label for measure in outline.measures for activity in measure.activities}
    counted = Counter(raw.code for raw in outline.activities)
    for raw in outline.activities:
        if counted[raw.code] > 1:
            raw.code_certainty = Certainty.UNSURE
            doubts.ask(raw.code, "code_repeated", raw.place, code=raw.code)
    return tuple(reader.read(raw, measures[id(raw)]) for raw in outline.activities)
