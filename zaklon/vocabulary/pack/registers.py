"""Registers of a country pack as records: who enters and reads them, what is counted, and which tables are printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack.conditions import Condition, read_conditions
from zaklon.vocabulary.pack.forms import texts
from zaklon.vocabulary.pack.records import Named, Sourced

REGISTERS, MEASURES, TABLES = "registers.csv", "measures.csv", "report_tables.csv"
Cells = Mapping[str, str]


class ReadBy(StrEnum):
    """Who reads the entries of a register beside the body that wrote them and the coordinator's office."""

    OWN = "own"
    BODIES = "bodies"
    PUBLIC = "public"


class How(StrEnum):
    """How a measure is counted."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"
    PROGRAMMED = "programmed"


# What the rows of a table can be beside the answers to a coded question.
ROW_KINDS = ("month", "quarter", "municipality", "region", "body", "entry")


@dataclass(frozen=True, kw_only=True)
class Register(Sourced):
    """A register; its name and its questions are those of the form with the same code.

    `under` names the register to whose entries its own belong. `day`, `until` and `place` are questions of the form,
    or empty; answers to the questions `own` never leave the body that wrote them. No `entered_by` means every body.
    `read_also` names bodies that read all entries, such as the one that makes the report. `warn` are days before the
    last day `until` on which whoever entered it is told. With `check_months`, each entry that its entries belong to
    is to have a new one in so many months.
    """

    code: str
    order: int
    area: str
    under: str
    entered_by: tuple[str, ...]
    read_by: ReadBy
    read_also: tuple[str, ...]
    day: str
    until: str
    warn: tuple[int, ...]
    check_months: int
    place: str
    headline: tuple[str, ...]
    own: tuple[str, ...]
    report: str


@dataclass(frozen=True, kw_only=True)
class Measure(Named):
    """A number that an indicator may name; `definitions` say exactly what is counted.

    Where it `is_unknown_when_empty`, no entry means that nobody has told, which is not zero.
    Where it `is_persons`, other readers than the coordinator meet it for whole years, and no small numbers.
    """

    order: int
    register: str
    how: How
    fields: tuple[str, ...]
    where: tuple[Condition, ...]
    unit: str
    is_unknown_when_empty: bool = False
    is_persons: bool = False
    definitions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReportTable(Named):
    """A table of a report; `rows` is one of ROW_KINDS or a coded question, `columns` a coded question or empty.

    Rows `in_turn` follow each other in time, such as the rounds of a monitor: each is compared with the one before.
    """

    report: str
    order: int
    register: str
    rows: str
    columns: str
    values: tuple[str, ...]
    where: tuple[Condition, ...]
    chart: str
    is_persons: bool
    in_turn: bool = False


def build_register(cells: Cells) -> Register:
    """A register from a checked row."""
    return Register(
        code=cells["code"],
        order=int(cells["order"]),
        area=cells["area"],
        under=cells.get("under", ""),
        entered_by=_several(cells, "entered_by"),
        read_by=ReadBy(cells["read_by"]),
        read_also=_several(cells, "read_also"),
        day=cells.get("day", ""),
        until=cells.get("until", ""),
        warn=tuple(map(int, _several(cells, "warn"))),
        check_months=int(cells.get("check_months") or 0),
        place=cells.get("place", ""),
        headline=_several(cells, "headline"),
        own=_several(cells, "own"),
        report=cells.get("report", ""),
        **_sourced(cells),
    )


def build_measure(cells: Cells) -> Measure:
    """A measure from a checked row."""
    return Measure(
        order=int(cells["order"]),
        register=cells.get("register", ""),
        how=How(cells["how"]),
        fields=_several(cells, "fields"),
        where=read_conditions(cells.get("where", "")),
        unit=cells["unit"],
        is_unknown_when_empty=cells.get("empty") == "unknown",
        is_persons=cells.get("is_persons") == "yes",
        definitions=texts(cells, "definition_"),
        **_named(cells, cells["code"]),
    )


def build_table(cells: Cells) -> ReportTable:
    """A table of a report from a checked row."""
    return ReportTable(
        report=cells["report"],
        order=int(cells["order"]),
        register=cells["register"],
        rows=cells["rows"],
        columns=cells.get("columns", ""),
        values=_several(cells, "values"),
        where=read_conditions(cells.get("where", "")),
        chart=cells["chart"],
        is_persons=cells["is_persons"] == "yes",
        in_turn=cells.get("in_turn") == "yes",
        **_named(cells, f"{cells['report']}.{cells['order']}"),
    )


def _several(cells: Cells, name: str) -> tuple[str, ...]:
    return tuple(cells.get(name, "").split())


def _sourced(cells: Cells) -> dict[str, Any]:
    certainty = Certainty(cells["certainty"])
    return {"source": cells["source"], "certainty": certainty, "note": cells.get("note", "")}


def _named(cells: Cells, code: str) -> dict[str, Any]:
    ours = frozenset(cells.get("our_translation", "").split())
    return {"code": code, "labels": texts(cells, "name_"), "our_translation": ours, **_sourced(cells)}
