"""Checks on forms: sections, lists, limits, and conditions that can be told from what was asked before."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from zaklon.vocabulary.pack import schemas
from zaklon.vocabulary.pack.conditions import Condition, Relation, read_conditions
from zaklon.vocabulary.pack.faults import PackFault
from zaklon.vocabulary.pack.forms import YES_NO, FieldKind
from zaklon.vocabulary.pack.tables import Row, Table

FORMS, FIELDS = "forms.csv", "form_fields.csv"
_COUNTED = frozenset(str(kind) for kind in FieldKind)
Rows = tuple[Row, ...]


def form_faults(tables: Mapping[str, Table]) -> Iterator[PackFault]:
    """Everything that is wrong between the rows of the two tables and the lists that they name."""
    forms = tables[FORMS].rows if FORMS in tables else ()
    fields = tables[FIELDS].rows if FIELDS in tables else ()
    if FIELDS in tables and FORMS not in tables:
        yield PackFault(FORMS, "forms_missing")
        return
    known = {_key(row, "code") for row in forms}
    of_form: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in fields:
        of_form[_key(row, "form")].append(row)
        if _key(row, "form") not in known:
            value = " ".join(_key(row, "form"))
            yield PackFault(FIELDS, "unknown_reference", row.line, "form", {"value": value, "target": FORMS})
    for row in forms:
        if _key(row, "code") not in of_form:
            yield PackFault(FORMS, "form_empty", row.line, "code", {"value": " ".join(_key(row, "code"))})
        yield from _carried_faults(row, of_form[_key(row, "code")])
    lists = _lists(tables)
    for rows in of_form.values():
        yield from _faults_of_form(sorted(rows, key=_order), lists)


def _key(row: Row, name: str) -> tuple[str, str]:
    return row.cells.get(name, ""), row.cells.get("version", "")


def _order(row: Row) -> tuple[int, int]:
    text = row.cells.get("order", "")
    return (int(text) if text.isascii() and text.isdigit() else 0), row.line


def _lists(tables: Mapping[str, Table]) -> dict[str, frozenset[str] | None]:
    """The codes of each list that a question may name; None where the program itself knows them."""
    codes: dict[str, set[str]] = defaultdict(set)
    for row in tables["terms.csv"].rows if "terms.csv" in tables else ():
        codes[row.cells.get("list", "")].add(row.cells.get("code", ""))
    found: dict[str, frozenset[str] | None] = {name: frozenset(values) for name, values in codes.items()}
    return found | dict.fromkeys(schemas.core()["form_lists"])


def _faults_of_form(rows: list[Row], lists: Mapping[str, frozenset[str] | None]) -> Iterator[PackFault]:
    orders: dict[str, int] = {}
    for row in rows:
        number = row.cells.get("order", "")
        if number in orders:
            facts = {"value": number, "line": orders[number]}
            yield PackFault(FIELDS, "repeated", row.line, "order", facts)
        orders.setdefault(number, row.line)
    if rows and rows[0].cells.get("kind") != FieldKind.HEADING:
        yield PackFault(FIELDS, "form_no_heading", rows[0].line, "kind")
    before: dict[str, Row] = {}
    codes = {row.cells.get("code", ""): row for row in rows}
    for row in rows:
        yield from _list_faults(row, lists)
        yield from _condition_faults(row, before, codes, lists)
        before[row.cells.get("code", "")] = row


def _carried_faults(form: Row, rows: list[Row]) -> Iterator[PackFault]:
    """What a form carries over are its own questions, and no days: a day is said anew."""
    kinds = {row.cells.get("code", ""): row.cells.get("kind", "") for row in rows}
    for code in form.cells.get("carries", "").split():
        if kinds.get(code, FieldKind.HEADING) in {FieldKind.HEADING, FieldKind.DAY}:
            yield PackFault(FORMS, "form_carries_no_question", form.line, "carries", {"value": code})


def _list_faults(row: Row, lists: Mapping[str, frozenset[str] | None]) -> Iterator[PackFault]:
    code = row.cells.get("list")
    if code is not None and code not in lists:
        yield PackFault(FIELDS, "unknown_reference", row.line, "list", {"value": code, "target": "lists.csv"})


def _condition_faults(
    row: Row, before: Mapping[str, Row], codes: Mapping[str, Row], lists: Mapping[str, frozenset[str] | None]
) -> Iterator[PackFault]:
    text = row.cells.get("shown_if", "")
    try:
        conditions = read_conditions(text)
    except ValueError as wrong:
        yield PackFault(FIELDS, "condition_unreadable", row.line, "shown_if", {"value": str(wrong)})
        return
    for condition in conditions:
        asked = before.get(condition.field)
        facts = {"value": condition.field}
        if asked is None and condition.field in codes:
            # Only what stands before can decide, so that no two questions wait for each other.
            yield PackFault(FIELDS, "condition_late", row.line, "shown_if", facts)
        elif asked is None:
            yield PackFault(FIELDS, "condition_unknown", row.line, "shown_if", facts)
        elif not _can_be_told(condition, asked, lists):
            yield PackFault(FIELDS, "condition_value", row.line, "shown_if", {"value": str(condition)})


def _can_be_told(condition: Condition, asked: Row, lists: Mapping[str, frozenset[str] | None]) -> bool:
    kind = asked.cells.get("kind", "")
    if kind == FieldKind.HEADING or kind not in _COUNTED:
        return False
    if condition.relation is Relation.ANSWERED:
        return True
    if kind == FieldKind.YES_NO:
        return condition.value in YES_NO
    codes = lists.get(asked.cells.get("list", ""), frozenset())
    return FieldKind(kind).has_list and (codes is None or condition.value in codes)
