"""Bodies at their registers, and plainly invented entries."""

import io
from datetime import date
from decimal import Decimal

from django.utils import timezone
from xlsxwriter import Workbook

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.cases.tests.factories import now
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.pathway.tests.factories import load_law
from zaklon.plan.kinds import Comparator, ResultKind
from zaklon.plan.tests.factories import make_activity
from zaklon.plan.values import ResultValues
from zaklon.registers.commands.entries import enter
from zaklon.registers.values import NewEntry


def today() -> date:
    return timezone.localdate(now())


# A day of the plan of 2020.
DAY = "2020-05-04"


def sheet(register, **given):
    """Whole answers to a register's form, of DAY unless told; `given` say what the test is about."""
    given = {"day": DAY, "since": DAY} | given
    said = filled(definition_of(register, "en", on=today()), today(), given)
    return {code: value for code, value in said.items() if value}


def result(measure, target="4", unit="inspection"):
    """A result indicator that names a measure."""
    return ResultValues(
        "Invented result", ResultKind.NUMBER, Comparator.AT_LEAST, Decimal(target), unit, measure_name=measure
    )


def workbook(*rows) -> bytes:
    """An Excel file with these rows."""
    packed = io.BytesIO()
    with Workbook(packed, {"in_memory": True}) as book:
        page = book.add_worksheet("Entries")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return packed.getvalue()


class Desk:
    """The inspection, a ministry and the coordinator's office, each at its registers."""

    def __init__(self) -> None:
        load_law()
        self.inspection = make_body("AIA", kind="inspection")
        self.other = make_body("MOC")
        self.inspector = make_actor(Role.REPORTER, body=self.inspection)
        self.reporter = make_actor(Role.REPORTER, body=self.other)
        self.office = make_actor(Role.COORDINATOR, body=make_body("MOI-DEP"))

    def enter(self, register="inspection", *, by=None, activities=(), parent=None, behalf=None, **given):
        by = by or self.inspector
        with acting_as(by):
            new = NewEntry(register, sheet(register, **given), parent, tuple(activities), behalf)
            return enter(new, actor=by, now=now())

    def activity(self, *measures, lead=None):
        """An activity of the plan of 2020, in force, led by the inspection, and its first half-year."""
        return make_activity(lead=lead or self.inspection, results=tuple(map(result, measures)))
