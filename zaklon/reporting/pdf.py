"""The printed form: tagged PDF (PDF/UA-1 and PDF/A-2a) set by typst, with every word passed as data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import cast

import typst

from zaklon.reporting import charts
from zaklon.reporting.breaking import printable
from zaklon.reporting.description import Report
from zaklon.reporting.fonts import FONT_DIR, font_files
from zaklon.reporting.show import show
from zaklon.reporting.shown import ShownBlock, ShownChart, ShownHeading, ShownReport, ShownRow, ShownTable

_TEMPLATE = Path(__file__).resolve().parent / "templates" / "reporting" / "report.typ"
_PORTRAIT_LETTERS, _LANDSCAPE_LETTERS = 96, 165
_LONGEST_WORD = 40
# A row of so many lines is kept on one page; a taller one may break, or it would leave half a page empty.
_MOST_KEPT_LINES = 14
# A last page that is filled less than this is nearly empty. Where less space between things (air) saves that page,
# there is less space; letters stay as large as they are. The least air leaves 5.6 mm above a line to write on.
_NEARLY_EMPTY = 0.25
_AIR = (1.0, 0.95, 0.9, 0.85, 0.8)
# The share of a page up to which a table is kept whole: all of it, or half where that saves pages.
_WHOLE = 1.0
_HALF = 0.5
_NOT_PRINTED = frozenset({"type", "tone", "kind", "anchor"})


def pdf(report: Report) -> bytes:
    """The report as PDF; the same report gives the same bytes.

    Characters without a shape in the bundled font are printed as a replacement mark, since the standards forbid gaps.
    """
    return typeset(_TEMPLATE, "report", _input(report, show(report)), report.made_at, kept=(_WHOLE, _HALF))


def typeset(
    template: Path, name: str, words: Mapping[str, object], made_at: datetime, *, kept: Sequence[float] = (_WHOLE,)
) -> bytes:
    """A typst template with its words (under `name` in sys.inputs, as JSON) as tagged PDF; same words, same bytes.

    The template reads `air`, the share of the usual space between things, and `kept`, the share of a page up to which
    a table is kept whole (the first of those tried unless a later one saves pages). It may say under the label `end`
    on which page it ends and how far that is filled; without it the words are set as they come.
    """
    texts = json.dumps(words, ensure_ascii=False)
    # typst takes whole seconds and a fixed offset.
    moment = made_at.replace(microsecond=0, tzinfo=timezone(made_at.utcoffset() or timedelta()))
    compiler = _fitting(template, {name: texts}, kept)
    return cast(bytes, compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=moment))


@dataclass(frozen=True)
class _End:
    """The page on which a paper ends, and the share of it that is filled."""

    page: int
    filled: float

    @property
    def is_nearly_empty(self) -> bool:
        return self.page > 1 and self.filled < _NEARLY_EMPTY


def _fitting(template: Path, inputs: Mapping[str, str], shares: Sequence[float]) -> typst.Compiler:
    """The words on few pages, with as much air as keeps the last from being nearly empty; all where less is no help."""
    laid_out = [(kept, *_laid_out(template, inputs, _AIR[0], kept)) for kept in shares]
    kept, usual, end = min(laid_out, key=lambda each: each[2].page)
    if not end.is_nearly_empty:
        return usual
    tighter = (_laid_out(template, inputs, air, kept) for air in _AIR[1:])
    return next((compiler for compiler, end in tighter if not end.is_nearly_empty), usual)


def _laid_out(template: Path, inputs: Mapping[str, str], air: float, kept: float) -> tuple[typst.Compiler, _End]:
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={**inputs, "air": str(air), "kept": str(kept)},
    )
    said = json.loads(compiler.query("<end>", field="value"))
    return compiler, _End(said[0]["page"], said[0]["filled"]) if said else _End(1, 1.0)


@cache
def _fonts() -> typst.Fonts:
    font_files()
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)])


def _input(report: Report, shown: ShownReport) -> dict[str, object]:
    """What the template reads; each text is already printable."""
    made = report.made_at
    texts = {
        "title": shown.title,
        "subtitle": shown.subtitle,
        "period": shown.period,
        "made_by": shown.made_by,
        "footer": shown.footer,
        "watermark": shown.watermark,
        "made_on": shown.facts[1 if shown.is_letter else 2].value,
        "facts": [asdict(fact) for fact in shown.facts],
        "notes": shown.notes,
        "sources": shown.sources,
        "words": asdict(shown.words),
    }
    runs = [
        {"is_landscape": run.is_landscape, "parts": [_part(part, shown) for part in run.parts]} for run in shown.runs()
    ]
    return {
        **{name: printed(text, _LONGEST_WORD) for name, text in texts.items()},
        "runs": runs,
        "is_draft": shown.is_draft,
        "is_letter": shown.is_letter,
        "closes_upright": shown.closes_upright,
        "has_contents": shown.has_contents,
        "lang": shown.language.pdf_language,
        "region": shown.language.tag.rsplit("-", maxsplit=1)[-1],
        "made_at": {name: getattr(made, name) for name in ("year", "month", "day", "hour", "minute", "second")},
    }


def _part(part: ShownHeading | ShownBlock, shown: ShownReport) -> object:
    if isinstance(part, ShownTable):
        return _table(part)
    if isinstance(part, ShownChart):
        picture = charts.draw_svg(part.source, shown.language)
        return {
            "type": part.type,
            "label": printed(part.label, _LONGEST_WORD),
            "alt": part.alt,
            "table": None if part.is_counted_above else _table(part.table),
            "picture": picture,
        }
    return printed(asdict(part), _LONGEST_WORD)


def _table(table: ShownTable) -> dict[str, object]:
    """The table with the words of each column cut to what its width can hold."""
    whole = sum(column.width for column in table.columns)
    letters = _LANDSCAPE_LETTERS if table.is_landscape else _PORTRAIT_LETTERS
    room = [max(6, letters * column.width // whole - 2) for column in table.columns]
    return {
        "type": table.type,
        "label": printed(table.label, _LONGEST_WORD),
        "columns": [
            {**asdict(column), "heading": printable(column.heading, longest)}
            for column, longest in zip(table.columns, room, strict=True)
        ],
        "rows": [
            {
                "heading": printable(row.heading, _LONGEST_WORD),
                "level": row.level,
                "keeps": _lines(row, room) <= _MOST_KEPT_LINES,
                "cells": [printed(asdict(cell), longest) for cell, longest in zip(row.cells, room, strict=False)],
            }
            for row in table.rows
        ],
        "totals": [printed(asdict(cell), longest) for cell, longest in zip(table.totals, room, strict=False)],
        "totals_span": table.totals_span,
        "notes": [printable(note, _LONGEST_WORD) for note in table.notes],
        "empty": table.empty,
        "is_landscape": table.is_landscape,
    }


def _lines(row: ShownRow, room: list[int]) -> int:
    """How many lines the tallest cell of a row takes, roughly."""
    return max(
        (
            sum(1 + len(line) // longest for line in cell.text.split("\n"))
            for cell, longest in zip(row.cells, room, strict=False)
        ),
        default=0,
    )


def printed(value: object, longest_word: int = _LONGEST_WORD) -> object:
    """The value with every text in it made printable."""
    if isinstance(value, str):
        return printable(value, longest_word)
    if isinstance(value, dict):
        return {name: item if name in _NOT_PRINTED else printed(item, longest_word) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [printed(item, longest_word) for item in value]
    return value
