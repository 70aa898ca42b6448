"""From a number back to the records behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.common.errors import RuleBroken
from zaklon.plan.queries.measured import ResultShown, result_shown
from zaklon.registers.counting import Days, view_of
from zaklon.registers.queries.law import reader_of, register_named
from zaklon.registers.queries.measures import Reading, behind, read_measure
from zaklon.registers.queries.pages import EntryLine, lines_of
from zaklon.registers.rules.disclosing import Reader
from zaklon.vocabulary.pack.registers import How, Measure
from zaklon.vocabulary.queries import vocabulary

SHOWN = 200


@dataclass(frozen=True)
class MeasureLine:
    """A measure in the list: what it counts, exactly, and what it says of the days."""

    code: str
    name: str
    definition: str
    unit: str
    register: str
    register_name: str
    is_programmed: bool
    number: Decimal | None
    records: int | None
    named_by: tuple[str, ...]
    is_withheld: bool = False


@dataclass(frozen=True)
class Behind:
    """The records behind a number; `hidden` are those that the reader may not see."""

    line: MeasureLine
    days: Days
    headings: tuple[str, ...]
    rows: tuple[EntryLine, ...]
    hidden: int
    more: int
    view: str


def measures_for(
    actor: Actor, days: Days, language: str, named_by: dict[str, tuple[str, ...]]
) -> tuple[MeasureLine, ...]:
    """Every measure with its number of these days."""
    actor.must(Permission.REGISTER_READ)
    if days.end < days.start:
        raise RuleBroken("days_upside_down", field="start")
    reader = reader_of(actor)
    return tuple(
        _line(measure, _told(measure, days, reader), language, named_by.get(measure.code, ()))
        for measure in vocabulary().measures.values()
    )


def _told(measure: Measure, days: Days, reader: Reader, *, activity_id: UUID | None = None) -> Reading:
    """The number as this reader gets it; with a number of persons withheld, so is that of the entries behind it."""
    if not measure.is_persons:
        return read_measure(measure, days, activity_id=activity_id)
    if not reader.may_count(days):
        return Reading(None, is_withheld=True)
    said = read_measure(measure, days, activity_id=activity_id)
    if said.number is None or (told := reader.told(said.number, days)) is not None:
        return said if said.number is None or reader.smallest is None else Reading(told)
    return Reading(None, is_withheld=True)


def _line(measure: Measure, reading: Reading, language: str, named_by: tuple[str, ...] = ()) -> MeasureLine:
    pack = vocabulary()
    words = pack.wording(language)
    forms = [form for (code, _version), form in pack.forms.items() if code == measure.register]
    return MeasureLine(
        measure.code,
        words.text(measure.labels),
        words.text(measure.definitions),
        words.label("indicator_unit", measure.unit),
        measure.register,
        words.text(forms[-1].labels) if forms else "",
        measure.how is How.PROGRAMMED,
        reading.number,
        reading.records,
        named_by,
        reading.is_withheld,
    )


def behind_measure(code: str, days: Days, *, actor: Actor, language: str, activity_id: UUID | None = None) -> Behind:
    """The records that a measure counts on these days, as far as the reader sees them.

    Raises NotPermitted, RuleBroken (no such measure, days upside down).
    """
    actor.must(Permission.REGISTER_READ)
    measure = vocabulary().measures.get(code)
    if measure is None:
        raise RuleBroken("measure_unknown", field="measure")
    if days.end < days.start:
        raise RuleBroken("days_upside_down", field="start")
    reading = _told(measure, days, reader_of(actor), activity_id=activity_id)
    line = _line(measure, reading, language)
    if measure.how is How.PROGRAMMED:
        return Behind(line, days, (), (), 0, 0, view_of(code))
    found = behind(measure, days, activity_id=activity_id).order_by("-day", "-number")
    seen = found.count()
    headings, rows = lines_of(found[:SHOWN], register_named(measure.register), language)
    hidden = 0 if reading.records is None else reading.records - seen
    return Behind(line, days, headings, rows, hidden, max(0, seen - SHOWN), "")


@dataclass(frozen=True)
class ResultBehind:
    """A result of the plan, what it said when it was frozen, and the records behind it today."""

    result: ResultShown
    behind: Behind
    is_late: bool


def behind_result(result_id: UUID, until: date, *, actor: Actor, language: str) -> ResultBehind:
    """The records behind a result of the plan up to a day. Raises NotPermitted, RuleBroken."""
    shown = result_shown(result_id, until, language)
    measure = vocabulary().measures.get(shown.measure)
    days = Days(date(shown.year, 1, 1), until)
    activity = None if measure is not None and measure.how is How.PROGRAMMED else shown.activity_id
    found = behind_measure(shown.measure, days, actor=actor, language=language, activity_id=activity)
    late = shown.kept is not None and found.line.number is not None and shown.kept != found.line.number
    return ResultBehind(shown, found, late)
