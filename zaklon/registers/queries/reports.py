"""Tables of reports counted from the registers, as far as the reader's rights go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Sum, Value
from django.db.models.functions import Cast, ExtractQuarter, ExtractYear, TruncMonth

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.common.errors import NotPermitted
from zaklon.forms.definition import Definition, Question
from zaklon.forms.queries import definition_of
from zaklon.forms.wording import answer_lines, yes_no
from zaklon.registers.counting import Days
from zaklon.registers.models import Entry
from zaklon.registers.queries.entries import counting
from zaklon.registers.queries.law import codes_upwards, is_read_by, reader_of, register_named
from zaklon.registers.queries.measures import amount_of
from zaklon.registers.rules.disclosing import Reader
from zaklon.registers.rules.tables import Grid, grid_of, protected
from zaklon.vocabulary.pack import YES_NO, FieldKind
from zaklon.vocabulary.pack.registers import ReadBy, ReportTable
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.formats import month, short_date

# Rows that tell persons apart by less than a year, or one by one.
_FINE = {"month", "quarter", "entry"}
MOST_ENTRIES = 1_000
NUMBER = "number"


@dataclass(frozen=True)
class ReportLine:
    """A report that can be made from the registers."""

    code: str
    name: str
    rhythm: str


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
class Made:
    """The tables of a report. `smallest` is None where nothing is hidden from this reader."""

    code: str
    days: Days
    tables: tuple[Counted, ...]
    smallest: int | None


def reports_for(actor: Actor, language: str) -> tuple[ReportLine, ...]:
    """The reports of which the reader may read at least one register, in the pack's order."""
    actor.must(Permission.REGISTER_READ)
    pack = vocabulary()
    words = pack.wording(language)
    readable = {each.report for each in pack.report_tables if is_read_by(register_named(each.register), actor)}
    found = sorted((pack.reports[code] for code in readable if code in pack.reports), key=lambda each: each.order)
    return tuple(
        ReportLine(each.code, words.label("report", each.code), words.label("report_rhythm", each.rhythm))
        for each in found
    )


def make_report(code: str, days: Days, *, actor: Actor, language: str) -> Made:
    """Count the tables of a report. Raises NotPermitted for a reader of none of its registers."""
    actor.must(Permission.REGISTER_READ)
    tables = [each for each in vocabulary().report_tables if each.report == code]
    readable = [each for each in tables if is_read_by(register_named(each.register), actor)]
    if not readable:
        raise NotPermitted("register_report_not_for_you")
    counted = []
    for each in readable:
        reader = Reader(None) if _is_all_its_own(each, actor) else reader_of(actor)
        counted.append(_counted(each, days, language, reader))
    return Made(code, days, tuple(counted), reader_of(actor).smallest)


def _is_all_its_own(table: ReportTable, actor: Actor) -> bool:
    """Whether every entry that the reader meets was written by the own body: who wrote it may count it."""
    register = register_named(table.register)
    if register.read_by is not ReadBy.OWN or actor.reach != "body" or actor.body_id is None:
        return False
    return codes_upwards(actor.body_id).isdisjoint(register.read_also)


def _counted(table: ReportTable, days: Days, language: str, reader: Reader) -> Counted:
    caption = vocabulary().wording(language).text(table.labels)
    if table.is_persons and not (reader.may_count(days) and (reader.smallest is None or table.rows not in _FINE)):
        return Counted(table, caption, is_withheld=True)
    definition = definition_of(table.register, language, on=days.end)
    entries = counting(register_named(table.register), days, table.where)
    if table.rows == "entry":
        return _entries(table, caption, definition, entries, language)
    found = list(_cells(table, entries))
    rows, columns = _words_of(table.rows, definition, language), _column_words(table, definition)
    grid = grid_of(found, tuple(rows), tuple(columns))
    rows |= {code: _word(table.rows, code) for code in grid.rows if code not in rows}
    if table.is_persons:
        grid = protected(grid, reader.smallest)
    is_money = any(definition.by_code[code].kind is FieldKind.AMOUNT for code in table.values)
    return Counted(table, caption, grid, rows, columns, is_money=is_money)


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
        return [place.region if place else "-"]
    if isinstance(said, list):
        return [str(each) for each in said] or ["-"]
    return [str(said)] if said not in (None, "") else ["-"]


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
    return "" if code == "-" else code


def _entries(
    table: ReportTable, caption: str, definition: Definition, entries: QuerySet[Entry], language: str
) -> Counted:
    questions = [definition.by_code[code] for code in table.values]
    found = list(entries.order_by("day", "number")[:MOST_ENTRIES])
    names = names_in(language)
    rows = tuple(
        (
            short_date(each.day),
            names.get(each.body_id, ""),
            *(", ".join(answer_lines(q, each.answers.get(q.code, ""))) for q in questions),
        )
        for each in found
    )
    return Counted(table, caption, headings=tuple(q.label for q in questions), entries=rows)
