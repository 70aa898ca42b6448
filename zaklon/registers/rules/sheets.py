"""Reading a filled template: a row of codes names the columns, each later row is one entry; nothing is guessed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from zaklon.forms.definition import Answer, Definition, Question
from zaklon.vocabulary.pack import FieldKind

# Columns beside the questions: the number of what a row belongs to, and the activities that it serves.
PARENT, ACTIVITIES = "parent", "activities"
MOST_ROWS = 2_000
# The row of codes stands among the first ones.
_LOOK_FOR_CODES = 10
_DAY = re.compile(r"(\d{1,2})[./-]\s*(\d{1,2})[./-]\s*(\d{4})\.?")
# The line under the codes holds the questions in words.
_WORDS = 1


@dataclass(frozen=True)
class SheetRow:
    """One row of a filled template: its line in the file, the answers as written, and what it names beside them."""

    line: int
    answers: dict[str, Answer] = field(default_factory=dict)
    parent: str = ""
    activities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A filled template as read; `missing` are needed questions without a column, `unknown` columns without one."""

    rows: tuple[SheetRow, ...]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    has_codes: bool = True


YesNo = Mapping[str, str]


def read_sheet(definition: Definition, lines: Sequence[tuple[int, Sequence[str]]], yes_no: YesNo) -> Sheet:
    """The rows of a sheet; `lines` are its lines by number, `yes_no` the words for yes, no and not known to codes."""
    known = {*definition.by_code, PARENT, ACTIVITIES}
    place = next((i for i, (_n, cells) in enumerate(lines[:_LOOK_FOR_CODES]) if _are_codes(cells, known)), None)
    if place is None:
        return Sheet((), has_codes=False)
    codes = [cell.strip() for cell in lines[place][1]]
    needed = [each.code for each in definition if each.is_needed and not each.shown_if]
    # By its number and not by its place: a line of words that somebody emptied is not among the lines.
    first = lines[place][0] + _WORDS + 1
    body = [(number, cells) for number, cells in lines if number >= first]
    rows = tuple(_row(definition, codes, number, cells, yes_no) for number, cells in body if any(map(str.strip, cells)))
    return Sheet(
        rows,
        missing=tuple(code for code in needed if code not in codes),
        unknown=tuple(code for code in codes if code and code not in known),
    )


def _are_codes(cells: Iterable[str], known: set[str]) -> bool:
    written = [cell.strip() for cell in cells if cell.strip()]
    return bool(written) and sum(cell in known for cell in written) * 2 > len(written)


def _row(definition: Definition, codes: Sequence[str], line: int, cells: Sequence[str], yes_no: YesNo) -> SheetRow:
    said = {code: cell.strip() for code, cell in zip(codes, cells, strict=False) if code and cell.strip()}
    answers = {
        code: answer_of(definition.by_code[code], text, yes_no)
        for code, text in said.items()
        if code in definition.by_code
    }
    return SheetRow(
        line, answers, said.get(PARENT, ""), tuple(re.split(r"[;,\s]+", said.get(ACTIVITIES, "").strip(";, ")))
    )


def answer_of(question: Question, text: str, yes_no: YesNo) -> Answer:
    """A cell as an answer: words of choices become their codes, days and amounts their stored form.

    What cannot be read stays as it was written, so that the check names it.
    """
    if question.kind in {FieldKind.CHOICES, FieldKind.LINES}:
        written = [each.strip() for each in re.split(r"[;\n]", text) if each.strip()]
        return [_code(question, each) for each in written] if question.kind is FieldKind.CHOICES else written
    if question.kind is FieldKind.YES_NO:
        return yes_no.get(_folded(text), text)
    if question.kind is FieldKind.CHOICE:
        return _code(question, text)
    return _READERS[question.kind](text) if question.kind in _READERS else text


def _code(question: Question, text: str) -> str:
    folded = _folded(text)
    for option in question.options:
        if folded in {option.code.casefold(), _folded(option.label)}:
            return option.code
    return text


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _number(text: str) -> str:
    """1234.5, 1234,50 and 1 234 are clear; 1.234 could be either, and stays as written."""
    bare = re.sub(r"\s", "", text)
    if re.fullmatch(r"\d+,\d{1,2}", bare):
        bare = bare.replace(",", ".")
    try:
        return f"{Decimal(bare).normalize():f}" if re.fullmatch(r"\d+(\.\d{1,2})?", bare) else text
    except InvalidOperation:
        return text


_READERS: Mapping[FieldKind, Callable[[str], str]] = {
    FieldKind.DAY: _day,
    FieldKind.NUMBER: _number,
    FieldKind.AMOUNT: _number,
}
