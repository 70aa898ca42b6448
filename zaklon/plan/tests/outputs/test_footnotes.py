"""Footnotes of the country pack stand in every form of a report in which their names occur."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from zaklon.access.tests.factories import make_actor, make_body
from zaklon.plan.outputs.footnotes import with_footnotes
from zaklon.plan.tests.factories import activity_values, make_plan
from zaklon.plan.tests.intake.register import load_register
from zaklon.plan.tests.pages import client_of
from zaklon.reporting.description import Column, Definition, Definitions, Paragraph, Period, Report, Row, Section, Table
from zaklon.reporting.tests.reading import page_text, pdf_text, sheets, squeezed, word_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.filterwarnings("ignore:No directory at")]
NOTE = {
    "en": "*Thisdesignationiswithoutprejudicetopositionsonstatus",
    "sq": "*Kyemërtimnukparagjykonqëndrimetmbistatusin",
}


@pytest.fixture
def register(db):
    load_register()


def report_of(*blocks, language="en", **changes):
    values = {
        "title": "Invented report",
        "period": Period(date(2026, 1, 1), date(2026, 6, 30)),
        "language": language,
        "made_at": datetime(2026, 7, 1, tzinfo=UTC),
        "made_by": "Invented office",
        "reference": "R-1",
        "sections": (Section("Section", blocks),),
    }
    return Report(**{**values, **changes})


def texts_in_every_form(plan, language):
    client = client_of(make_actor("coordinator"), language=language)

    def taken(form):
        answer = client.get(reverse("plan:paper", args=[plan.pk, form]), {"language": language})
        assert answer.status_code == 200
        return answer.content

    cells = [str(value) for rows in sheets(taken("xlsx")).values() for row in rows for value in row]
    return {
        "page": page_text(taken("page").decode()),
        "pdf": pdf_text(taken("pdf")),
        "docx": word_text(taken("docx")),
        "xlsx": squeezed(" ".join(cells)),
    }


@pytest.mark.parametrize("language", NOTE)
def test_a_name_with_a_footnote_is_marked_and_explained_in_page_pdf_word_and_excel(register, language):
    title = "Meet the invented office in Kosovo"
    plan = make_plan(activity_values("1.1.1", lead=make_body("LEAD").code, title=title))
    for form, text in texts_in_every_form(plan, language).items():
        assert squeezed(f"{title}*") in text, form
        assert NOTE[language] in text, form


def test_a_report_without_such_a_name_has_no_footnote(register):
    plan = make_plan(activity_values("1.1.1", lead=make_body("LEAD").code))
    assert all(NOTE["en"] not in text for text in texts_in_every_form(plan, "en").values())


def test_the_name_is_marked_wherever_it_stands_but_not_in_addresses(register, as_system):
    link = Row(("Kosovo", 5), href="/bodies/Kosovo")
    report = with_footnotes(
        report_of(
            Paragraph("In Kosovo, and in Kosovo* again."),
            Definitions((Definition("Kosovo", "Kosovska strana"),)),
            Table("About Kosovo", (Column("Where"), Column("Kosovo")), (link,)),
            title="Kosovo",
        )
    )
    paragraph, definitions, table = report.sections[0].blocks
    assert report.title == "Kosovo*"
    assert paragraph.text == "In Kosovo*, and in Kosovo* again."
    assert definitions.items[0].term == "Kosovo*"
    assert (table.caption, table.columns[1].heading) == ("About Kosovo*", "Kosovo*")
    assert (table.rows[0].cells, table.rows[0].href) == (("Kosovo*", 5), "/bodies/Kosovo")
    assert len(report.notes) == 1


def test_a_report_that_asks_for_none_stays_as_it_is(register, as_system):
    report = report_of(Paragraph("Nothing of the kind."))
    assert with_footnotes(report) is report


def test_before_a_pack_is_loaded_there_are_no_footnotes(as_system):
    report = report_of(Paragraph("Kosovo"))
    assert with_footnotes(report) is report
