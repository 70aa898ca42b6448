"""Reports told from what the registers say, or said when it was kept, as far as the reader's rights go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import translation

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.common.errors import NotPermitted
from zaklon.forms.definition import Definition, Question
from zaklon.forms.queries import definition_of
from zaklon.forms.wording import answer_lines, yes_no
from zaklon.registers.counting import Days
from zaklon.registers.elsewhere import report_pages
from zaklon.registers.models import KeptReport
from zaklon.registers.queries.found import UNSAID, Found, find, unpacked
from zaklon.registers.queries.law import codes_upwards, is_read_by, reader_of, register_named
from zaklon.registers.rules.disclosing import Reader
from zaklon.registers.rules.rhythms import last_stretch
from zaklon.registers.rules.tables import Grid, grid_of, protected, without_gaps
from zaklon.vocabulary.pack import YES_NO, FieldKind
from zaklon.vocabulary.pack.registers import ReadBy, ReportTable
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.formats import month, short_date

# Rows that tell persons apart by less than a year, or one by one.
_FINE = {"month", "quarter", "entry"}


@dataclass(frozen=True)
class ReportLine:
    """A report that is owed: counted from the registers, or made on the page at `href`. `last`: its days just over."""

    code: str
    name: str
    rhythm: str
    last: Days | None
    href: str = ""


@dataclass(frozen=True)
class Counted:
    """One table: numbers with the words of rows and columns; or entries, one in each row."""

    table: ReportTable
    caption: str
    grid: Grid | None = None
    row_words: dict[str, str] | None = None
    column_words: dict[str, str] | None = None
    headings: tuple[str, ...] = ()
    entries: tuple[tuple[str, ...], ...] = ()
    is_money: bool = False
    is_withheld: bool = False


@dataclass(frozen=True)
class KeptLine:
    """One revision of a report whose numbers are kept."""

    kept_id: UUID
    code: str
    name: str
    days: Days
    revision: int
    kept_at: datetime


@dataclass(frozen=True)
class Made:
    """The tables of a report. `smallest` is None where nothing is hidden; `kept` tells whose numbers they are."""

    code: str
    days: Days
    tables: tuple[Counted, ...]
    smallest: int | None
    kept: KeptLine | None = None


def reports_for(actor: Actor, language: str, *, today: date) -> tuple[ReportLine, ...]:
    """The reports that the reader may have, in the pack's order: with a register to read, or a page to open."""
    actor.must(Permission.REGISTER_READ)
    pack = vocabulary()
    words = pack.wording(language)
    hrefs = {code: page.href for code, page in report_pages().items() if actor.may(page.permission)}
    hrefs |= {each.report: "" for each in pack.report_tables if is_read_by(register_named(each.register), actor)}
    found = sorted((pack.reports[code] for code in hrefs if code in pack.reports), key=lambda each: each.order)
    return tuple(
        ReportLine(
            each.code,
            words.label("report", each.code),
            words.label("report_rhythm", each.rhythm),
            last_stretch(each.rhythm, today),
            hrefs[each.code],
        )
        for each in found
    )


def make_report(code: str, days: Days, *, actor: Actor, language: str) -> Made:
    """Count the tables of a report now. Raises NotPermitted for a reader of none of its registers."""
    actor.must(Permission.REGISTER_READ)
    readable = _readable([each for each in vocabulary().report_tables if each.report == code], actor)
    told = tuple(_told(find(each, days), days, language, _reader(each, actor)) for each in readable)
    return Made(code, days, told, reader_of(actor).smallest)


def kept_reports(actor: Actor, language: str) -> tuple[KeptLine, ...]:
    """Reports whose numbers are kept, latest days first, newest revision first; none for who meets no exact numbers."""
    actor.must(Permission.REGISTER_READ)
    if not _meets_exact(actor):
        return ()
    words = vocabulary().wording(language)
    found = KeptReport.objects.defer("tables").order_by("-end_date", "-start_date", "report", "-revision")
    return tuple(_kept_line(each, words.label("report", each.report)) for each in found)


def kept_report(kept_id: UUID, *, actor: Actor, language: str) -> Made:
    """A report with the numbers that were kept. Raises NotPermitted, KeptReport.DoesNotExist."""
    actor.must(Permission.REGISTER_READ)
    if not _meets_exact(actor):
        raise NotPermitted("kept_report_not_for_you")
    kept = KeptReport.objects.get(pk=kept_id)
    line = _kept_line(kept, vocabulary().wording(language).label("report", kept.report))
    found = {each.table.order: each for each in map(unpacked, kept.tables)}
    told = tuple(_told(found[order], line.days, language, reader_of(actor)) for order in sorted(found))
    return Made(kept.report, line.days, told, None, line)


def _meets_exact(actor: Actor) -> bool:
    """From two revisions one could reckon what either of them hides, so only who is told everything gets them."""
    return reader_of(actor).smallest is None


def _kept_line(kept: KeptReport, name: str) -> KeptLine:
    days = Days(kept.start_date, kept.end_date)
    return KeptLine(kept.pk, kept.report, name, days, kept.revision, kept.kept_at)


def _readable(tables: Sequence[ReportTable], actor: Actor) -> list[ReportTable]:
    found = [each for each in tables if is_read_by(register_named(each.register), actor)]
    if not found:
        raise NotPermitted("register_report_not_for_you")
    return found


def _reader(table: ReportTable, actor: Actor) -> Reader:
    return Reader(None) if _is_all_its_own(table, actor) else reader_of(actor)


def _is_all_its_own(table: ReportTable, actor: Actor) -> bool:
    """Whether every entry that the reader meets was written by the own body: who wrote it may count it."""
    register = register_named(table.register)
    if register.read_by is not ReadBy.OWN or actor.reach != "body" or actor.body_id is None:
        return False
    return codes_upwards(actor.body_id).isdisjoint(register.read_also)


def _told(found: Found, days: Days, language: str, reader: Reader) -> Counted:
    """The table in the language of the report, which a reader may take out in another than the page is in."""
    with translation.override(language):
        return _told_here(found, days, language, reader)


def _told_here(found: Found, days: Days, language: str, reader: Reader) -> Counted:
    table = found.table
    caption = vocabulary().wording(language).text(table.labels)
    if table.is_persons and not (reader.may_count(days) and (reader.smallest is None or table.rows not in _FINE)):
        return Counted(table, caption, is_withheld=True)
    definition = definition_of(table.register, language, on=days.end)
    if table.rows == "entry":
        return _entries(found, caption, definition, language)
    rows, columns = _words_of(table.rows, definition, language), _column_words(table, definition)
    grid = grid_of(without_gaps(found.cells, table.rows), tuple(rows), tuple(columns))
    rows |= {code: _word(table.rows, code) for code in grid.rows if code not in rows}
    if table.is_persons:
        grid = protected(grid, reader.smallest)
    is_money = any(definition.by_code[code].kind is FieldKind.AMOUNT for code in table.values)
    return Counted(table, caption, grid, rows, columns, is_money=is_money)


def _words_of(rows: str, definition: Definition, language: str) -> dict[str, str]:
    """The words of rows whose values are known beforehand, in their order."""
    words = vocabulary().wording(language)
    if rows in {"municipality", "region"}:
        found = [term for (kind, _code), term in vocabulary().terms.items() if kind == rows]
        return {term.code: words.label(rows, term.code) for term in sorted(found, key=lambda term: term.order)}
    if rows == "body":
        return {str(key): name for key, name in sorted(names_in(language).items(), key=lambda pair: pair[1].casefold())}
    if rows in {"month", "quarter"}:
        return {}
    return _answers(definition.by_code[rows])


def _column_words(table: ReportTable, definition: Definition) -> dict[str, str]:
    if table.columns:
        return _answers(definition.by_code[table.columns])
    return {code: definition.by_code[code].label for code in table.values}


def _answers(question: Question) -> dict[str, str]:
    if question.kind is FieldKind.YES_NO:
        words = dict(yes_no())
        return {code: words[code] for code in YES_NO}
    return {option.code: option.label for option in question.options}


def _word(rows: str, code: str) -> str:
    """The word of a row that is not known beforehand: a month, a quarter, or what was not answered."""
    if rows == "month":
        return month(date.fromisoformat(code))
    if rows == "quarter" and code.isdigit():
        return f"{code[:-1]}-Q{code[-1]}"
    return "" if code == UNSAID else code


def _entries(found: Found, caption: str, definition: Definition, language: str) -> Counted:
    questions = [definition.by_code[code] for code in found.table.values]
    names = names_in(language)
    rows = tuple(
        (
            short_date(each.day),
            names.get(each.body_id, ""),
            *(", ".join(answer_lines(q, each.answers.get(q.code, ""))) for q in questions),
        )
        for each in found.entries
    )
    return Counted(found.table, caption, headings=tuple(q.label for q in questions), entries=rows)
