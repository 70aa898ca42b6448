"""Reports of the registers as they are described for page and paper."""

from datetime import date

import pytest
from django.utils import timezone, translation

from zaklon.access.rls import acting_as
from zaklon.registers.counting import Days
from zaklon.registers.outputs.reports import register_report
from zaklon.registers.queries.reports import make_report
from zaklon.registers.tests.factories import Desk
from zaklon.reporting.description import Table

YEAR = Days(date(2020, 1, 1), date(2020, 12, 31))
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_column_of_entries_is_as_wide_as_its_words_need():
    desk = Desk()
    long = "An invented recommendation that says in many words what is to be done"
    desk.enter("recommendation", by=desk.office, monitor="greta", text=long, state="open")
    with acting_as(desk.office):
        made = make_report("R15", YEAR, actor=desk.office, language="en")
        report = register_report(made, language="en", made_by="A body", now=timezone.now())
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    listed = next(table for table in tables if table.columns[0].heading == "Day")
    widths = dict(zip(listed.rows[0].cells, (column.width for column in listed.columns), strict=True))
    assert widths[long] > widths[listed.rows[0].cells[0]]


def test_months_and_days_are_written_in_the_language_of_the_report():
    desk = Desk()
    desk.enter(number="3")
    desk.enter("recommendation", by=desk.office, monitor="greta", text="Invented", state="open")
    with acting_as(desk.office), translation.override("en"):
        told = [
            table
            for code in ("R06", "R15")
            for table in make_report(code, YEAR, actor=desk.office, language="cnr").tables
        ]
    months = [word for table in told for word in (table.row_words or {}).values()]
    days = [row[0] for table in told for row in table.entries]
    assert "maj 2020." in " ".join(months)
    assert days
    assert [word for word in (*months, *days) if "May" in word] == []
