"""Reports to read and to take out: the same numbers in four forms, a trace of each, nothing for the wrong eyes."""

import copy
import io
import re
from collections import OrderedDict
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.plan.models import ReportingPeriod
from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy
from zaklon.plan.tests.made_progress import Told, correct, make_next_year, make_reported_plan
from zaklon.plan.tests.pages import client_of
from zaklon.plan.views.outputs import FORMS, Form
from zaklon.reporting import keeping
from zaklon.reporting.tests.reading import page_text, pdf_text, sheets, squeezed, word_document, word_text

# Static files are collected when the product starts, not in the tests.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.filterwarnings("ignore:No directory at")]
LANGUAGES = ("en", "cnr", "cnr-cyrl", "sq")


@pytest.fixture(scope="module")
def reported(around_the_file):
    return make_reported_plan()


@pytest.fixture
def made(reported, db):
    return copy.deepcopy(reported)


def fetch(client, name, subject_id, form, **query):
    return client.get(reverse(f"plan:{name}", args=[subject_id, form]), query)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def file_name(response):
    found = re.fullmatch(r'attachment; filename="([^"]+)"', response.headers["Content-Disposition"])
    assert found is not None
    return found[1]


def traces():
    with acting_as(SYSTEM):
        return [entry for entry in entries(limit=50) if entry.action == "report.exported"]


def test_the_same_numbers_stand_in_all_four_forms(made):
    client = client_of()
    correct(made, "1.1.1", Told((4, 51), regions={0: {"north": 2, "south": 2}}, spent=((148_025, "budget", "lead"),)))
    page = page_text(text_of(fetch(client, "implementation", made.second.pk, "page")))
    printed = pdf_text(fetch(client, "implementation", made.second.pk, "pdf").content)
    written = word_text(fetch(client, "implementation", made.second.pk, "docx").content)
    book = fetch(client, "implementation", made.second.pk, "xlsx").content
    cells = [value for rows in sheets(book).values() for row in rows for value in row]
    words = squeezed(" ".join(value for value in cells if isinstance(value, str)))
    for said in ("70.00%", "(6+1)÷(6+1+2+1)", "R12-INV-2019-2020-H2", "53.85%", "€17,500.50(35.71%)"):
        assert all(squeezed(said) in text for text in (page, printed, written)), said
    for said in ("€1,480.25(Budget:InventedMinistryoftheInterior)", "Reported:5,400inspections.State:partlyreached."):
        assert all(said in text for text in (page, printed, written, words)), said
    for text, number in (("€49,000.50", 49_000.5), ("35.71%", 0.3571)):
        assert all(text in form for form in (page, printed, written))
        assert any(isinstance(value, float) and round(value, 4) == number for value in cells), number
    table = word_document(fetch(client, "implementation", made.second.pk, "docx").content).tables
    assert any("All" in row.cells[-1].text for each in table for row in each.rows[:1])


def test_every_form_says_what_it_is_and_nothing_about_a_person(made):
    client = client_of()
    kinds = {"pdf": "application/pdf", "docx": "wordprocessingml", "xlsx": "spreadsheetml"}
    for form, kind in kinds.items():
        response = fetch(client, "implementation", made.second.pk, form, language="cnr")
        assert kind in response.headers["Content-Type"]
        assert file_name(response) == f"implementation-2020-H2-r1-cnr.{form}"
        assert response.headers["Cache-Control"] == "no-store"


def test_the_office_takes_out_a_draft_that_says_so_on_every_page(made):
    client = client_of(make_actor("coordinator"))
    response = fetch(client, "implementation", made.second.pk, "pdf", version="draft")
    assert file_name(response) == "implementation-2020-H2-r1-draft-en.pdf"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]
    assert len(pages) > 5
    assert all("Draft, not adopted" in page for page in pages)
    document = word_document(fetch(client, "implementation", made.second.pk, "docx", version="draft").content)
    heads = [section.header.paragraphs[0].text for section in document.sections[1:]]
    assert heads
    assert all("Draft, not adopted" in head for head in heads)
    assert "Draft, not adopted" in text_of(fetch(client, "implementation", made.second.pk, "page", version="draft"))


@pytest.mark.parametrize(("role", "status"), [(None, 302), ("reporter", 403), ("head", 403)])
def test_nobody_but_the_office_takes_out_a_draft(made, role, status):
    """A visitor is asked to sign in, since that might open it."""
    client = client_of(make_actor(role) if role else None)
    for name in ("implementation", "chapter24"):
        for form in ("page", "pdf", "docx", "xlsx"):
            assert fetch(client, name, made.second.pk, form, version="draft").status_code == status
    assert traces() == []


def test_taking_out_leaves_a_trace_and_reading_does_not(made):
    actor = make_actor("analyst")
    client = client_of(actor)
    fetch(client, "implementation", made.second.pk, "page")
    assert traces() == []
    fetch(client, "implementation", made.second.pk, "pdf", language="sq", version="draft")
    fetch(client, "chapter24", made.second.pk, "xlsx")
    fetch(client, "paper", made.plan.pk, "docx")
    kept = [(trace.subject, trace.user_id, set(trace.fields)) for trace in traces()]
    assert kept == [
        (str(made.plan.pk), actor.user_id, {"paper", "docx", "en", "adopted"}),
        (str(made.second.pk), actor.user_id, {"chapter24", "xlsx", "en", "adopted"}),
        (str(made.second.pk), actor.user_id, {"implementation", "pdf", "sq", "draft"}),
    ]


def test_the_public_takes_the_adopted_report_and_leaves_a_trace_without_a_person(made):
    assert fetch(client_of(), "implementation", made.second.pk, "pdf").status_code == 200
    assert [trace.user_id for trace in traces()] == [None]
    assert fetch(client_of(), "chapter24", made.second.pk, "pdf").status_code == 302


def test_two_copies_of_a_frozen_report_are_the_same_file(made):
    for form in ("pdf", "docx", "xlsx"):
        first = fetch(client_of(), "implementation", made.second.pk, form)
        second = fetch(client_of(make_actor("coordinator")), "implementation", made.second.pk, form)
        assert first.content == second.content


@pytest.mark.parametrize(
    ("name", "form", "query"),
    [
        ("implementation", "doc", {}),
        ("implementation", "pdf", {"language": "de"}),
        ("implementation", "pdf", {"version": "final"}),
        ("chapter24", "csv", {}),
        ("paper", "PDF", {}),
    ],
)
def test_an_address_that_asks_for_what_there_is_not_is_not_found(made, name, form, query):
    client = client_of(make_actor("coordinator"))
    subject_id = made.plan.pk if name == "paper" else made.second.pk
    assert fetch(client, name, subject_id, form, **query).status_code == 404


def test_a_table_comes_as_csv_with_plain_numbers(made):
    client = client_of()
    page = text_of(fetch(client, "implementation", made.second.pk, "page"))
    addresses = re.findall(r'href="([^"]*table-3\.csv[^"]*)"', page)
    response = client.get(addresses[0].replace("&amp;", "&"))
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('Source,Planned,"Planned, currency",Share of planned')
    assert [line[:30] for line in lines if line.startswith("Donations")] == ["Donations,17500.50,EUR,0.35714"]
    assert file_name(response) == "implementation-2020-H2-r1-table3-en.csv"
    for number in (0, 99):
        assert client.get(reverse("plan:implementation_table", args=[made.second.pk, number])).status_code == 404


def test_the_page_of_a_plan_lists_what_may_be_taken_out(made):
    address = reverse("plan:outputs", args=[made.plan.pk])
    office = text_of(client_of(make_actor("coordinator")).get(address, {"language": "sq"}))
    public = text_of(client_of().get(address))
    for period in (made.first, made.second):
        for form in ("page", "pdf", "docx", "xlsx"):
            assert reverse("plan:implementation", args=[period.pk, form]) in public
            assert reverse("plan:chapter24", args=[period.pk, form]) in office
    assert "chapter24" not in public
    assert "version=draft" in office
    assert "version=draft" not in public
    assert "language=sq&amp;version=adopted" in office


def test_the_page_of_a_plan_without_periods_says_what_will_stand_there(db):
    body = make_body()
    plan = make_plan(activity_values(lead=body.code), strategy=make_strategy(code="INV-OTHER"), adopted=False)
    answer = text_of(client_of(make_actor("coordinator")).get(reverse("plan:outputs", args=[plan.pk])))
    assert "No reporting period yet" in answer
    assert client_of().get(reverse("plan:outputs", args=[plan.pk])).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_comes_in_every_language(made, language):
    following = make_next_year(made)
    client = client_of(make_actor("coordinator"))
    for name, subject_id in (
        ("implementation", made.second.pk),
        ("chapter24", following.first.pk),
        ("paper", made.plan.pk),
    ):
        assert fetch(client, name, subject_id, "docx", language=language).content[:2] == b"PK"
        assert fetch(client, name, subject_id, "xlsx", language=language).content[:2] == b"PK"
        reader = PdfReader(io.BytesIO(fetch(client, name, subject_id, "pdf", language=language).content))
        assert str(reader.root_object["/Lang"]).split("-")[0] == language.split("-")[0]


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_a_plan_of_48_activities_is_printed_whole(db, language):
    bodies = [make_body(name=f"Invented ministry with a rather long name number {number}").code for number in range(6)]
    activities = [
        activity_values(f"1.1.{number}", lead=bodies[number % 6], partners=[bodies[(number + 1) % 6]])
        for number in range(48)
    ]
    plan = make_plan(*activities, strategy=make_strategy(code="INV-OTHER"))
    with acting_as(SYSTEM):
        period = ReportingPeriod.objects.get(plan=plan, end_date=date(2020, 12, 31))
    client = client_of(make_actor("coordinator"))
    response = fetch(client, "implementation", period.pk, "pdf", language=language)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert [number for number in range(48) if not re.search(rf"1\.1\.{number}\b", text)] == []


def test_the_same_adopted_report_is_rendered_once_and_leaves_a_trace_each_time(made, monkeypatch):
    rendered = []

    def render(report):
        rendered.append(report.title)
        return b"%PDF"

    monkeypatch.setattr(keeping, "_kept", OrderedDict())
    monkeypatch.setitem(FORMS, "pdf", Form("application/pdf", render))
    client = client_of()
    for _reader in range(3):
        assert fetch(client, "implementation", made.second.pk, "pdf").content == b"%PDF"
    assert len(rendered) == 1
    assert len(traces()) == 3
    correct(made, "1.1.1", Told((4, 51), regions={0: {"north": 2, "south": 2}}))
    fetch(client, "implementation", made.second.pk, "pdf")
    assert len(rendered) == 2
