"""Opened entries as a page shows them: answers in the order of their form, with words in the reader's language."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from zaklon.cases.entry_words import label_of
from zaklon.cases.forms.entries import asked_in, day_of
from zaklon.cases.kinds import Part
from zaklon.cases.queries.naming import names_for
from zaklon.cases.queries.page_rows import CaseFront
from zaklon.cases.rules.entries import Shape
from zaklon.cases.sheet_words import kind_name, sheet_of
from zaklon.cases.values import FileLabel, OpenedPart, OpenedRecord
from zaklon.cases.views import words
from zaklon.web.formats import long_date


@dataclass(frozen=True)
class Answer:
    """One answer: its label, and the lines of what was said."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """An opened entry."""

    record_id: UUID
    heading: str
    about: str
    who: str
    written_at: datetime
    answers: tuple[Answer, ...]
    files: tuple[FileLabel, ...]


@dataclass(frozen=True)
class Opened:
    """A part as it was opened: entries that hold, earlier versions, and sentences about persons of whom nothing shows.

    `numbers` are the positions of persons whose data are restricted or erased.
    """

    current: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    restricted: tuple[int, ...] = field(default=())
    erased: tuple[int, ...] = field(default=())


def shown(opened: OpenedPart, page: CaseFront, language: str) -> Opened:
    """The entries with words and names."""
    positions = {person.person_id: person.position for person in page.persons}
    names = names_for([record.author_id for record in opened.records], language)
    made = [
        (record.is_superseded, _entry(record, positions, words.who(names.who(record.author_id, record.body_id))))
        for record in opened.records
    ]
    return Opened(
        tuple(entry for is_old, entry in made if not is_old),
        tuple(entry for is_old, entry in made if is_old),
        tuple(positions[person_id] for person_id in opened.restricted if person_id in positions),
        tuple(positions[person_id] for person_id in opened.erased if person_id in positions),
    )


def _entry(record: OpenedRecord, positions: dict[UUID, int], who: str) -> Entry:
    return Entry(
        record.record_id,
        kind_name(record.kind),
        words.person_short(positions.get(record.person_id, 0)),
        who,
        record.written_at,
        _answers(record),
        record.files,
    )


def _answers(record: OpenedRecord) -> tuple[Answer, ...]:
    sheet = sheet_of(record.kind, record.content)
    if sheet is not None:
        rows = [*(row for section in sheet.sections for row in section.answers), *sheet.others]
        return tuple(Answer(row.label, row.lines) for row in rows if row.lines)
    asked = {each.name: each.shape for each in asked_in(record.kind, record.content)}
    order = [*asked, *(name for name in record.content if name not in asked)]
    return tuple(
        Answer(label_of(name), _lines(record.content[name], asked.get(name)))
        for name in order
        if record.content.get(name)
    )


def _lines(said: str | list[str], shape: Shape | None) -> tuple[str, ...]:
    if isinstance(said, list):
        return tuple(said)
    day = day_of(said) if shape is Shape.DAY else None
    return (long_date(day),) if day else (said,)


def part_name(part: Part) -> str:
    """The part in an address."""
    return part.name.lower()
