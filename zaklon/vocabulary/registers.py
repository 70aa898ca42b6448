"""Registers, measures and tables of reports between the pack and the database."""

from collections.abc import Iterable, Mapping
from datetime import date

from zaklon.vocabulary.pack import Pack
from zaklon.vocabulary.pack.registers import (
    MEASURES,
    REGISTERS,
    TABLES,
    Measure,
    Register,
    ReportTable,
    build_measure,
    build_register,
    build_table,
)
from zaklon.vocabulary.register_models import PackRow
from zaklon.vocabulary.syncing import Change

_FILES = {REGISTERS: "registers", MEASURES: "measures", TABLES: "report_tables"}


def sync_registers(pack: Pack, today: date) -> dict[str, Change]:
    """Make the rows equal to the pack's; what it no longer has is retired on the day before `today`."""
    held = {(row.file, row.code): row for row in PackRow.objects.all()}
    return {name: _sync_file(file, pack.register_rows.get(file, {}), held, today) for file, name in _FILES.items()}


def _sync_file(
    file: str, wanted: Mapping[str, Mapping[str, str]], held: Mapping[tuple[str, str], PackRow], today: date
) -> Change:
    mine = {code: row for (of_file, code), row in held.items() if of_file == file}
    added = [PackRow(file=file, code=code, cells=dict(cells)) for code, cells in wanted.items() if code not in mine]
    PackRow.objects.bulk_create(added)
    changed = retired = 0
    for code, row in mine.items():
        cells = wanted.get(code)
        if cells is None and row.retired_on is None:
            row.retired_on = today
            retired += 1
        elif cells is not None and (dict(cells) != row.cells or row.retired_on is not None):
            row.cells, row.retired_on = dict(cells), None
            changed += 1
        else:
            continue
        row.save(update_fields=["cells", "retired_on"])
    return Change(added=len(added), changed=changed, retired=retired)


def stored_registers() -> tuple[dict[str, Register], frozenset[str], dict[str, Measure], tuple[ReportTable, ...]]:
    """Registers in their order (retired ones included, named apart), measures, and tables of reports. One query."""
    rows = list(PackRow.objects.order_by("pk"))
    registers = [build_register(row.cells) for row in rows if row.file == REGISTERS]
    retired = frozenset(row.code for row in rows if row.file == REGISTERS and row.retired_on is not None)
    measures = [build_measure(row.cells) for row in _current(rows, MEASURES)]
    tables = [build_table(row.cells) for row in _current(rows, TABLES)]
    return (
        {each.code: each for each in sorted(registers, key=lambda each: (each.order, each.code))},
        retired,
        {each.code: each for each in sorted(measures, key=lambda each: (each.order, each.code))},
        tuple(sorted(tables, key=lambda each: (each.report, each.order))),
    )


def _current(rows: Iterable[PackRow], file: str) -> list[PackRow]:
    return [row for row in rows if row.file == file and row.retired_on is None]
