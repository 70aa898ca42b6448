"""Checks that need more than one value: repeated codes, dangling references, dates, languages, sums, the core."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zaklon.vocabulary.pack import schemas
from zaklon.vocabulary.pack.days import first_day, last_day
from zaklon.vocabulary.pack.faults import PackFault
from zaklon.vocabulary.pack.tables import Row, Table

DAY_COLUMNS = ("valid_from", "valid_until")


@dataclass(frozen=True)
class Folder:
    """The tables of a pack by file name, before they are known to be right."""

    tables: Mapping[str, Table]

    def rows(self, file: str) -> tuple[Row, ...]:
        table = self.tables.get(file)
        return table.rows if table else ()

    def codes(self, target: str) -> frozenset[str]:
        """The codes that a reference may name: of a file, or of one list (`terms.csv:body_kind`)."""
        file, _, list_code = target.partition(":")
        rows = (row for row in self.rows(file) if not list_code or row.cells.get("list") == list_code)
        return frozenset(row.cells["code"] for row in rows if "code" in row.cells)


def cross_faults(folder: Folder) -> Iterator[PackFault]:
    """Everything that is wrong between rows and between files."""
    for check in (
        _repeated,
        _dangling,
        _impossible_days,
        _loops,
        _odd_lists,
        _sums,
        _core,
        _clock_dates,
        _states,
        _categories,
        _step_words,
    ):
        yield from check(folder)


def _tables(folder: Folder) -> Iterator[tuple[Table, schemas.Schema]]:
    for file, table in folder.tables.items():
        yield table, schemas.published()[file]


def _repeated(folder: Folder) -> Iterator[PackFault]:
    for table, schema in _tables(folder):
        key = schema["x-key"]
        first: dict[tuple[str, ...], int] = {}
        for row in table.rows:
            value = tuple(row.cells.get(name, "") for name in key)
            if not all(value):
                continue
            if value in first:
                facts = {"value": " / ".join(value), "line": first[value]}
                yield PackFault(table.file, "repeated", row.line, key[-1], facts)
            first.setdefault(value, row.line)


def _dangling(folder: Folder) -> Iterator[PackFault]:
    for table, schema in _tables(folder):
        for column, target in schema.get("x-references", {}).items():
            if target.partition(":")[0] not in folder.tables:
                continue  # that file is missing or unreadable, which is said once
            known = folder.codes(target)
            for row in table.rows:
                for code in row.cells.get(column, "").split():
                    if code not in known:
                        facts = {"value": code, "target": target}
                        yield PackFault(table.file, "unknown_reference", row.line, column, facts)


def _impossible_days(folder: Folder) -> Iterator[PackFault]:
    for table in folder.tables.values():
        for row in table.rows:
            start, end = (_day(row.cells.get(name), reading) for name, reading in _READINGS)
            for name, day in zip(DAY_COLUMNS, (start, end), strict=True):
                if day is _IMPOSSIBLE:
                    yield PackFault(table.file, "no_such_day", row.line, name, {"value": row.cells[name]})
            if isinstance(start, date) and isinstance(end, date) and end < start:
                facts = {"start": row.cells["valid_from"], "end": row.cells["valid_until"]}
                yield PackFault(table.file, "ends_before_start", row.line, "valid_until", facts)


_READINGS: tuple[tuple[str, Callable[[str], date]], ...] = (("valid_from", first_day), ("valid_until", last_day))
_IMPOSSIBLE = "impossible"
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def _day(text: str | None, reading: Callable[[str], date]) -> date | str | None:
    if text is None or not _DAY.fullmatch(text):  # about text that is no date at all, the schema speaks
        return None
    try:
        return reading(text)
    except ValueError:
        return _IMPOSSIBLE


def _clock_dates(folder: Folder) -> Iterator[PackFault]:
    for row in folder.rows("clocks.csv"):
        text = row.cells.get("on_date")
        if text is not None and _day(text if len(text) != 5 else f"2023-{text}", last_day) is _IMPOSSIBLE:
            yield PackFault("clocks.csv", "no_such_day", row.line, "on_date", {"value": text})


def _loops(folder: Folder) -> Iterator[PackFault]:
    """Units that are, over some steps, part of themselves."""
    for file, column in (("bodies.csv", "parent"), ("municipalities.csv", "split_from")):
        above = {row.cells["code"]: row.cells.get(column) for row in folder.rows(file) if "code" in row.cells}
        looped = _looped(above)
        for row in folder.rows(file):
            if row.cells.get("code") in looped:
                yield PackFault(file, "loop", row.line, column, {"value": row.cells["code"]})


def _looped(above: Mapping[str, str | None]) -> set[str]:
    """The codes that one comes back to by going up from them; each code is walked once."""
    looped: set[str] = set()
    walked: set[str] = set()
    for start in above:
        path: dict[str, int] = {}
        code: str | None = start
        while code is not None and code not in walked and code not in path:
            path[code] = len(path)
            code = above.get(code)
        if code in path:
            looped |= set(list(path)[path[code] :])
        walked |= path.keys()
    return looped


def _odd_lists(folder: Folder) -> Iterator[PackFault]:
    """Lists without values, and lists that have the name of a table."""
    reserved = frozenset(schemas.core()["own_lists"])
    for row in folder.rows("lists.csv"):
        if row.cells.get("code") in reserved:
            yield PackFault("lists.csv", "list_reserved", row.line, "code", {"value": row.cells["code"]})
    filled = {row.cells.get("list") for row in folder.rows("terms.csv")}
    for row in folder.rows("lists.csv") if "terms.csv" in folder.tables else ():
        if "code" in row.cells and row.cells["code"] not in filled:
            yield PackFault("lists.csv", "list_empty", row.line, "code", {"value": row.cells["code"]})


def _sums(folder: Folder) -> Iterator[PackFault]:
    """The municipalities of a census add up to its published total, and none is left out."""
    places = folder.codes("municipalities.csv")
    for census in folder.rows("censuses.csv") if "population.csv" in folder.tables else ():
        code, stated = census.cells.get("code"), census.cells.get("total_persons", "")
        rows = [row for row in folder.rows("population.csv") if row.cells.get("census") == code]
        counted = sum(_number(row.cells.get("persons")) for row in rows)
        left_out = sorted(places - {row.cells.get("municipality", "") for row in rows})
        if left_out:
            facts: dict[str, object] = {"census": code, "missing": ", ".join(left_out[:5]), "count": len(left_out)}
            yield PackFault("population.csv", "population_incomplete", column="municipality", facts=facts)
        elif counted != _number(stated):
            facts = {"stated": stated, "counted": counted, "census": code}
            yield PackFault("censuses.csv", "population_sum", census.line, "total_persons", facts)


def _states(folder: Folder) -> Iterator[PackFault]:
    """A way begins in one of its states, and its steps lead from and to its states only."""
    if "terms.csv" not in folder.tables:
        return
    for file, columns, way in (("ways.csv", ("start",), "code"), ("steps.csv", ("from", "to"), "way")):
        for row in folder.rows(file):
            target = f"terms.csv:state_{row.cells.get(way, '')}"
            known = folder.codes(target)
            for column in columns:
                for code in row.cells.get(column, "").split():
                    if code not in known:
                        yield PackFault(file, "unknown_reference", row.line, column, {"value": code, "target": target})


def _categories(folder: Folder) -> Iterator[PackFault]:
    """What states count as: states of the way, values of the list of categories, each state once."""
    if "terms.csv" not in folder.tables:
        return
    for row in folder.rows("ways.csv"):
        pairs = [pair.partition("=")[::2] for pair in row.cells.get("counts_as", "").split()]
        targets = (f"terms.csv:state_{row.cells.get('code', '')}", "terms.csv:person_category")
        for pair in pairs:
            for code, target in zip(pair, targets, strict=True):
                if code not in folder.codes(target):
                    facts: dict[str, object] = {"value": code, "target": target}
                    yield PackFault("ways.csv", "unknown_reference", row.line, "counts_as", facts)
        states = [state for state, _category in pairs]
        for state in sorted({each for each in states if states.count(each) > 1}):
            yield PackFault("ways.csv", "repeated", row.line, "counts_as", {"value": state, "line": row.line})


def _step_words(folder: Folder) -> Iterator[PackFault]:
    """Steps name roles and conditions of the program."""
    for column, target in (("roles", "roles"), ("needs", "needs"), ("does", "does")):
        known = frozenset(schemas.core()[target])
        for row in folder.rows("steps.csv"):
            for code in row.cells.get(column, "").split():
                if code not in known:
                    facts = {"value": code, "target": f"core.json:{target}"}
                    yield PackFault("steps.csv", "unknown_reference", row.line, column, facts)


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0


def _core(folder: Folder) -> Iterator[PackFault]:
    """What the program itself names and every pack must have."""
    core = schemas.core()
    for list_code, codes in core["terms"].items():
        yield from _lacking(folder, "terms.csv", folder.codes(f"terms.csv:{list_code}"), codes, list_code)
    yield from _lacking(folder, "clocks.csv", folder.codes("clocks.csv"), core["clocks"])
    yield from _lacking(folder, "thresholds.csv", folder.codes("thresholds.csv"), core["thresholds"])
    printed = frozenset(row.cells.get("product_report", "") for row in folder.rows("reports.csv"))
    yield from _lacking(folder, "reports.csv", printed, core["product_reports"])


def _lacking(
    folder: Folder, file: str, there: frozenset[str], needed: Iterable[str], list_code: str = ""
) -> Iterator[PackFault]:
    for code in needed if file in folder.tables else ():  # a missing file is said once
        if code not in there:
            value = f"{list_code} / {code}" if list_code else code
            yield PackFault(file, "core_missing", facts={"value": value})
