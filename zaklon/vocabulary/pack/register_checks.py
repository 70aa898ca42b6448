"""Checks on registers: each stands on a form, and names questions that the form asks and that can be counted."""

from collections.abc import Iterator, Mapping

from zaklon.vocabulary.pack.conditions import Relation, read_conditions
from zaklon.vocabulary.pack.faults import PackFault
from zaklon.vocabulary.pack.form_checks import FIELDS, FORMS
from zaklon.vocabulary.pack.forms import REGISTER_PART, YES_NO, FieldKind
from zaklon.vocabulary.pack.registers import MEASURES, REGISTERS, ROW_KINDS, TABLES
from zaklon.vocabulary.pack.tables import Row, Table

# The questions of each register's newest form, by code.
Questions = Mapping[str, Mapping[str, Row]]
_ADDED = {FieldKind.NUMBER, FieldKind.AMOUNT}
_LISTED = {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO}


def register_faults(tables: Mapping[str, Table]) -> Iterator[PackFault]:
    """Everything that is wrong between registers, measures, tables and the forms that they stand on."""
    asked = _asked(tables)
    for row in _rows(tables, REGISTERS):
        yield from _of_register(row, asked, tables)
    entered = {row.cells.get("code", "") for row in _rows(tables, REGISTERS)}
    for code in sorted(asked.keys() - entered):
        yield PackFault(FORMS, "form_without_register", column="code", facts={"value": code})
    for row in _rows(tables, MEASURES):
        yield from _of_measure(row, asked)
    for row in _rows(tables, TABLES):
        yield from _of_table(row, asked)


def _rows(tables: Mapping[str, Table], file: str) -> tuple[Row, ...]:
    return tables[file].rows if file in tables else ()


def _asked(tables: Mapping[str, Table]) -> Questions:
    newest: dict[str, int] = {}
    for row in _rows(tables, FORMS):
        if row.cells.get("part") == REGISTER_PART:
            code = row.cells.get("code", "")
            newest[code] = max(newest.get(code, 0), _number(row))
    found: dict[str, dict[str, Row]] = {code: {} for code in newest}
    for row in _rows(tables, FIELDS):
        code = row.cells.get("form", "")
        if newest.get(code) == _number(row):
            found[code][row.cells.get("code", "")] = row
    return found


def _number(row: Row) -> int:
    text = row.cells.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _of_register(row: Row, asked: Questions, tables: Mapping[str, Table]) -> Iterator[PackFault]:
    code = row.cells.get("code", "")
    if code not in asked:
        yield PackFault(REGISTERS, "register_without_form", row.line, "code", {"value": code})
        return
    questions = asked[code]
    for column, kinds in (("day", {FieldKind.DAY}), ("until", {FieldKind.DAY}), ("place", {FieldKind.CHOICE})):
        yield from _named(REGISTERS, row, column, questions, kinds)
    for column in ("headline", "own"):
        yield from _named(REGISTERS, row, column, questions, set(FieldKind) - {FieldKind.HEADING})
    if "day" not in row.cells and "under" not in row.cells:
        yield PackFault(REGISTERS, "register_without_day", row.line, "day", {"value": code})
    yield from _alone(row)
    coded = [each for each in row.cells.get("own", "").split() if _is_coded(questions.get(each))]
    for each in coded:
        yield PackFault(REGISTERS, "own_is_coded", row.line, "own", {"value": each})
    above = {each.cells.get("code", ""): each.cells.get("under", "") for each in _rows(tables, REGISTERS)}
    if above.get(row.cells.get("under", ""), ""):
        yield PackFault(REGISTERS, "register_too_deep", row.line, "under", {"value": row.cells["under"]})


def _alone(row: Row) -> Iterator[PackFault]:
    """Columns that mean nothing without another."""
    for column, wanted in (("warn", ("until",)), ("check_months", ("under", "day"))):
        missing = [each for each in wanted if column in row.cells and each not in row.cells]
        if missing:
            facts = {"value": row.cells[column], "missing": missing[0]}
            yield PackFault(REGISTERS, "register_column_alone", row.line, column, facts)


def _of_measure(row: Row, asked: Questions) -> Iterator[PackFault]:
    questions = asked.get(row.cells.get("register", ""))
    if questions is None:
        return  # programmed, or a register that there is not, which is said once
    kinds = _ADDED if row.cells.get("how") == "sum" else set(FieldKind) - {FieldKind.HEADING}
    yield from _named(MEASURES, row, "fields", questions, kinds, is_coded=True)
    yield from _where(MEASURES, row, questions)


def _of_table(row: Row, asked: Questions) -> Iterator[PackFault]:
    questions = asked.get(row.cells.get("register", ""))
    if questions is None:
        return
    rows = row.cells.get("rows", "")
    # Where rows are compared, an entry stands in one of them only.
    listed = _LISTED - {FieldKind.CHOICES} if row.cells.get("in_turn") == "yes" else _LISTED
    if rows not in ROW_KINDS:
        yield from _named(TABLES, row, "rows", questions, listed, is_coded=True)
    yield from _named(TABLES, row, "columns", questions, listed, is_coded=True)
    if rows == "entry":
        yield from _named(TABLES, row, "values", questions, set(FieldKind) - {FieldKind.HEADING})
    else:
        yield from _named(TABLES, row, "values", questions, _ADDED, is_coded=True)
    yield from _where(TABLES, row, questions)


def _named(
    file: str, row: Row, column: str, questions: Mapping[str, Row], kinds: set[FieldKind], *, is_coded: bool = False
) -> Iterator[PackFault]:
    for code in row.cells.get(column, "").split():
        found = questions.get(code)
        facts: dict[str, object] = {"value": code}
        if found is None:
            yield PackFault(file, "question_unknown", row.line, column, facts)
        elif found.cells.get("kind") not in kinds:
            yield PackFault(file, "question_of_wrong_kind", row.line, column, facts)
        elif is_coded and not _is_coded(found):
            yield PackFault(file, "question_not_coded", row.line, column, facts)


def _where(file: str, row: Row, questions: Mapping[str, Row]) -> Iterator[PackFault]:
    text = row.cells.get("where", "")
    try:
        conditions = read_conditions(text)
    except ValueError as wrong:
        yield PackFault(file, "condition_unreadable", row.line, "where", {"value": str(wrong)})
        return
    for condition in conditions:
        found = questions.get(condition.field)
        if not _is_coded(found):
            yield PackFault(file, "question_not_coded", row.line, "where", {"value": condition.field})
        elif found is not None and condition.relation is not Relation.ANSWERED and not _can_be(condition.value, found):
            yield PackFault(file, "condition_value", row.line, "where", {"value": str(condition)})


def _can_be(value: str, question: Row) -> bool:
    kind = question.cells.get("kind")
    return value in YES_NO if kind == FieldKind.YES_NO else kind in _LISTED


def _is_coded(question: Row | None) -> bool:
    return question is not None and question.cells.get("is_coded") == "yes"
