"""Every report of two made-up years, and what tests read out of them."""

from datetime import UTC, datetime

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.plan.outputs.chapter24 import chapter24_report
from zaklon.plan.outputs.implementation import implementation_report
from zaklon.plan.outputs.plan_paper import plan_paper
from zaklon.plan.queries.outputs import Asked, implementation, paper
from zaklon.plan.queries.outputs_chapter24 import chapter24
from zaklon.plan.queries.outputs_rows import Version
from zaklon.plan.tests.made_progress import Told, correct, frozen, make_next_year, make_reported_plan
from zaklon.reporting.description import (
    Definitions,
    Paragraph,
    Row,
    Table,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def yearly(period, *, version=Version.ADOPTED, language="en"):
    with acting_as(SYSTEM):
        rows = implementation(period.pk, Asked(language, NOW, version), actor=SYSTEM)
    return implementation_report(rows, language)


def half_yearly(period, *, version=Version.ADOPTED):
    with acting_as(SYSTEM):
        rows = chapter24(period.pk, Asked("en", NOW, version), actor=SYSTEM)
    return chapter24_report(rows, "en")


def tell():
    made = make_reported_plan(freeze=False)
    yield "open", yearly(made.second)
    made = frozen(made)
    yield "yearly", yearly(made.second)
    yield "interim", yearly(made.first)
    yield "draft", yearly(made.second, version=Version.DRAFT)
    for language in ("cnr", "cnr-cyrl", "sq"):
        yield language, yearly(made.second, language=language)
    yield "chapter24", half_yearly(made.second)
    yield "chapter24 draft", half_yearly(made.second, version=Version.DRAFT)
    with acting_as(SYSTEM):
        yield "paper", plan_paper(paper(made.plan.pk, Asked("en", NOW), actor=SYSTEM), "en")
    correct(made, "1.1.1", Told((4, 51), regions={0: {"north": 2, "south": 2}}))
    following = make_next_year(made)
    yield "corrected", yearly(made.second)
    yield "following", yearly(following.first)
    yield "chapter24 following", half_yearly(following.second)


def blocks(report, kind):
    return [block for section in report.sections for block in section.blocks if isinstance(block, kind)]


def table(report, caption):
    return next(each for each in blocks(report, Table) if each.caption == caption)


def rows_of(found):
    return [row.cells for row in found.rows if isinstance(row, Row)]


def row_of(found, first):
    return next(cells for cells in rows_of(found) if cells[0] == first)


def definitions(report, code):
    section = next(each for each in report.sections if each.heading.startswith(f"Activity {code}:"))
    found = next(block for block in section.blocks if isinstance(block, Definitions))
    return {item.term: item.value for item in found.items}


def words(report):
    return " ".join(block.text for block in blocks(report, Paragraph))
