"""The demonstration's entries of registers, and what counts each indicator: from data files to plain values."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from zaklon.forms.definition import Answer, Definition
from zaklon.vocabulary.pack import FieldKind

_DATA = Path(__file__).parent / "data"
_YEAR = "{year}"


@dataclass(frozen=True)
class EntryPaper:
    """One entry: `under` is the key of the entry that it belongs to, `serves` are papers with codes of activities."""

    key: str
    under: str
    register: str
    body: str
    serves: tuple[tuple[str, str], ...]
    said: Mapping[str, str]


@dataclass(frozen=True)
class MeasurePaper:
    """An indicator of a paper of the demonstration, and what counts it or why a person types it.

    `result` is the place of a result among those of its activity, from 1, or None for an indicator of a strategy.
    `done_from` is the number from which a result that is only done or not counts as done.
    """

    paper: str
    code: str
    result: int | None
    measure: str
    done_from: Decimal | None
    typed_because: str


def entry_papers(year: int) -> tuple[EntryPaper, ...]:
    """Every entry in the order of the file, so that what others belong to comes first; `year` is the running year."""
    return tuple(
        EntryPaper(
            row["key"],
            row["under"],
            row["register"],
            row["body"],
            tuple(_served(each) for each in row["serves"].split()),
            dict(_said(each) for each in row["answers"].replace(_YEAR, str(year)).split("; ")),
        )
        for row in _rows("register_entries.csv")
    )


def answers_of(paper: EntryPaper, definition: Definition) -> dict[str, Answer]:
    """The answers as the form takes them: several codes apart by spaces, several lines apart by ` / `."""
    found: dict[str, Answer] = {}
    for code, said in paper.said.items():
        kind = definition.by_code[code].kind
        if kind is FieldKind.CHOICES:
            found[code] = said.split(" ")
        elif kind is FieldKind.LINES:
            found[code] = said.split(" / ")
        else:
            found[code] = said
    return found


def measure_papers() -> tuple[MeasurePaper, ...]:
    """Every indicator of the demonstration's plans and strategies, in their order."""
    return tuple(
        MeasurePaper(
            row["paper"],
            row["code"],
            int(row["result"]) if row["result"] else None,
            row["measure"],
            Decimal(row["done_from"]) if row["done_from"] else None,
            row["typed_because"],
        )
        for row in _rows("register_measures.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _served(said: str) -> tuple[str, str]:
    paper, _colon, code = said.partition(":")
    return paper, code


def _said(text: str) -> tuple[str, str]:
    code, _equals, said = text.partition("=")
    return code, said
