"""What the registers say for a table of a report: numbers by code, or entries; exact, and without words.

It is told to a reader at once (`queries.reports`), or kept as it was found (`commands.keeping`) and told later.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, QuerySet, Sum, Value
from django.db.models.functions import Cast, ExtractQuarter, ExtractYear, TruncMonth

from zaklon.registers.counting import Days
from zaklon.registers.models import Entry
from zaklon.registers.queries.entries import counting
from zaklon.registers.queries.law import register_named
from zaklon.registers.queries.measures import amount_of
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack.registers import ReportTable
from zaklon.vocabulary.queries import vocabulary

MOST_ENTRIES = 1_000
# The column of a table that counts entries, and the code of what was not answered.
NUMBER, UNSAID = "number", "-"


@dataclass(frozen=True)
class FoundEntry:
    """What a row that stands for one entry says: its answers to the questions that are the table's values."""

    day: date
    body_id: UUID
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """The numbers of a table as (row, column, number), or its entries."""

    table: ReportTable
    cells: tuple[tuple[str, str, Decimal], ...] = ()
    entries: tuple[FoundEntry, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not (self.cells or self.entries)


def find(table: ReportTable, days: Days) -> Found:
    """Count a table over days, among the entries that the actor sees."""
    entries = counting(register_named(table.register), days, table.where)
    if table.rows == "entry":
        return Found(table, entries=tuple(_entries(table, entries)))
    return Found(table, cells=tuple(sorted(_cells(table, entries))))


def _entries(table: ReportTable, entries: QuerySet[Entry]) -> Iterator[FoundEntry]:
    for each in entries.order_by("day", "number")[:MOST_ENTRIES]:
        yield FoundEntry(each.day, each.body_id, {code: each.answers.get(code, "") for code in table.values})


def _cells(table: ReportTable, entries: QuerySet[Entry]) -> Iterator[tuple[str, str, Decimal]]:
    """Row, column and number of every group; an entry with several answers stands in several."""
    keys: dict[str, Any] = {"row_key": _key(table.rows)}
    if table.columns:
        keys["column_key"] = F(f"answers__{table.columns}")
    sums: dict[str, Any] = {f"value_{code}": Sum(amount_of(code)) for code in table.values} or {"value_": Count("pk")}
    groups: Iterable[dict[str, Any]] = entries.order_by().values(**keys).annotate(**sums)  # type: ignore[assignment]
    for group in groups:
        for row in _each(table.rows, group["row_key"]):
            for column in _each(table.columns, group.get("column_key")) if table.columns else [""]:
                for code in table.values or ("",):
                    said = Decimal(group[f"value_{code}"] or 0)
                    yield row, column if table.columns else (code or NUMBER), said


def _key(rows: str) -> Any:
    if rows == "month":
        return TruncMonth("day")
    if rows == "quarter":
        return ExtractYear("day") * Value(10) + ExtractQuarter("day")
    if rows in {"municipality", "region"}:
        return F("municipality")
    if rows == "body":
        return Cast("body_id", CharField())
    return F(f"answers__{rows}")


def _each(kind: str, said: object) -> list[str]:
    """The codes that a group stands for; what was not answered is a row of its own."""
    if isinstance(said, date):
        return [said.isoformat()]
    if kind == "region":
        place = vocabulary().municipalities.get(str(said))
        return [place.region if place else UNSAID]
    if isinstance(said, list):
        return [str(each) for each in said] or [UNSAID]
    return [str(said)] if said not in (None, "") else [UNSAID]


def packed(found: Found) -> dict[str, Any]:
    """The same as JSON, with what a table needs to be told even when the pack has another by then."""
    table = found.table
    return {
        "table": {
            "report": table.report,
            "order": table.order,
            "register": table.register,
            "rows": table.rows,
            "columns": table.columns,
            "values": list(table.values),
            "chart": table.chart,
            "is_persons": table.is_persons,
            "labels": dict(table.labels),
            # Only where it is so: what was kept before there was such a thing stays the same paper.
            **({"in_turn": True} if table.in_turn else {}),
        },
        "cells": [[row, column, str(number)] for row, column, number in found.cells],
        "entries": [[each.day.isoformat(), str(each.body_id), dict(each.answers)] for each in found.entries],
    }


def unpacked(said: Mapping[str, Any]) -> Found:
    """What `packed` packed. Its conditions and its source stay with the pack: they were used when it was counted."""
    described = dict(said["table"])
    table = ReportTable(
        **{**described, "values": tuple(described["values"])},
        code=described["report"],
        where=(),
        source="",
        certainty=Certainty.PROPOSED,
    )
    return Found(
        table,
        tuple((row, column, Decimal(number)) for row, column, number in said["cells"]),
        tuple(FoundEntry(date.fromisoformat(day), UUID(body), answers) for day, body, answers in said["entries"]),
    )
