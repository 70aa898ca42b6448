"""docs/registers.md, printed from the country packs: every register, measure and table of a report."""

from collections.abc import Iterable, Iterator

from zaklon.vocabulary.pack import FieldKind, Form, Pack
from zaklon.vocabulary.pack.conditions import written
from zaklon.vocabulary.pack.registers import (
    MEASURES,
    REGISTERS,
    TABLES,
    Measure,
    Register,
    build_measure,
    build_register,
    build_table,
)

_HEAD = """# Registers

Printed from the country packs by `make docs`; do not edit. Registers are data: `registers.csv` says who enters and
reads them, `forms.csv` and `form_fields.csv` what they ask, `measures.csv` what is counted from them, and
`report_tables.csv` which tables are printed (docs/packs.md).

- An entry is made once, by the body that did the thing, and tied to the activities of the plan that it serves. What
  belongs to an entry (the groups of a training) serves what the entry serves.
- A measure counts entries that are not withdrawn, by their day; where a register names a last day, the entries that
  stand on one of the days. For a result of the plan only entries that serve its activity count.
- Answers to the questions *own* never leave the body that wrote them, not even to the coordinator.
- Whoever entered something is told on the *warn* days before its last day; what is entered under a register with
  *check months* is to come anew in so many months.
- Rows of a table *in turn* follow each other in time; under the table each is compared with the one before it.
"""


def registers_page(packs: Iterable[Pack]) -> str:
    """The whole page as Markdown, in English."""
    return "\n".join([_HEAD, *(line for pack in packs for line in _pack(pack))]) + "\n"


def _pack(pack: Pack) -> Iterator[str]:
    registers = sorted(map(build_register, pack.register_rows.get(REGISTERS, {}).values()), key=lambda each: each.order)
    if not registers:
        return
    forms = {form.code: form for form in sorted(pack.forms, key=lambda form: form.version)}
    yield f"## {pack.country.names['en']}\n"
    yield "| register | code | under | entered by | read by | own | warn | check months | questions | report | sure |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for register in registers:
        yield _row(register, forms[register.code])
    yield "\n### Measures\n"
    yield "| measure | code | counted from | definition | how sure |"
    yield "| --- | --- | --- | --- | --- |"
    measures = map(build_measure, pack.register_rows.get(MEASURES, {}).values())
    for measure in sorted(measures, key=lambda each: each.order):
        yield _measure(measure)
    yield "\n### Tables of reports\n"
    yield "| report | table | register | rows | columns | adds up | only | persons |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    tables = map(build_table, pack.register_rows.get(TABLES, {}).values())
    for table in sorted(tables, key=lambda each: (each.report, each.order)):
        where = f"`{written(table.where)}`" if table.where else ""
        added = " ".join(table.values) or "entries"
        rows = f"{table.rows}, in turn" if table.in_turn else table.rows
        named = f"{table.report} | {table.labels['en']} | {table.register} | {rows} | {table.columns}"
        yield f"| {named} | {added} | {where} | {'yes' if table.is_persons else ''} |"


def _row(register: Register, form: Form) -> str:
    asked = sum(field.kind is not FieldKind.HEADING for field in form.fields)
    readers = " ".join([register.read_by, *register.read_also])
    who = " ".join(register.entered_by) or "every body"
    named = f"{form.labels['en']} | `{register.code}` | {register.under} | {who} | {readers} | {' '.join(register.own)}"
    ends = f"{' '.join(map(str, register.warn))} | {register.check_months or ''}"
    return f"| {named} | {ends} | {asked} | {register.report} | {register.certainty} |"


def _measure(measure: Measure) -> str:
    where = f" where `{written(measure.where)}`" if measure.where else ""
    source = (
        f"{measure.register}: {measure.how} {' '.join(measure.fields)}".strip() if measure.register else "the program"
    )
    unknown = "; no entry means not known" if measure.is_unknown_when_empty else ""
    named = f"{measure.labels['en']} | `{measure.code}` | {source}{where}{unknown}"
    return f"| {named} | {measure.definitions['en']} | {measure.certainty} |"
