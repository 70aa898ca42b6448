"""The pages of registers: who meets what, and that a deed on a page is the deed of the command."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.forms.forms import PREFIX
from zaklon.plan.tests.pages import client_of, page
from zaklon.registers.models import Entry, Upload
from zaklon.registers.tests.factories import DAY, Desk, sheet, workbook
from zaklon.reporting.tests.reading import sheets

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def desk():
    return Desk()


def address(name, *arguments):
    return reverse(f"registers:{name}", args=arguments)


def posted(register, **given):
    """A whole form as a browser posts it."""
    with acting_as(SYSTEM):
        said = sheet(register, **given)
    found = {}
    for code, value in said.items():
        name = f"{PREFIX}-{code}"
        if code in {"day", "since"}:
            year, month, day = value.split("-")
            found |= {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}
        else:
            found[name] = value
    return found


def held():
    with acting_as(SYSTEM):
        return list(Entry.objects.order_by("register", "number"))


def test_each_body_finds_its_own_registers_first(desk):
    shown = page(client_of(desk.inspector), address("home"))
    own = shown.split("Kept by your body")[1]
    assert own.index("inspection") < own.index("Training")
    assert "Kept by your body" not in page(client_of(make_actor(Role.ANALYST)), address("home"))


def test_a_role_without_the_right_finds_no_registers(desk):
    for name, arguments in (("home", ()), ("measures", ()), ("reports", ()), ("list", ("training",))):
        assert client_of(make_actor(Role.GUARDIAN)).get(address(name, *arguments)).status_code == 403


def test_an_entry_is_made_on_one_page_with_what_it_serves(desk):
    activity, _period = desk.activity("inspections_done")
    client = client_of(desk.inspector)
    answer = client.post(
        address("add", "inspection"), posted("inspection", number="7") | {"activities": str(activity.pk)}
    )
    assert answer.status_code == 302, page_errors(answer)
    (entry,) = held()
    assert (entry.answers["number"], entry.day.isoformat()) == ("7", DAY)
    assert "1.1.1" in page(client, address("entry", "inspection", 1))


def page_errors(answer):
    return answer.content.decode().split("There is a problem")[-1][:900]


def test_a_wrong_answer_stands_at_its_question_and_nothing_is_lost(desk):
    answer = client_of(desk.inspector).post(address("add", "inspection"), posted("inspection", number="seven"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "whole number" in text
    assert 'value="seven"' in text
    assert held() == []


def test_a_group_is_entered_from_its_training(desk):
    desk.enter("training", by=desk.reporter)
    client = client_of(desk.reporter)
    answer = client.post(address("add_part", "training_group", 1), posted("training_group", women="5", men="4"))
    assert answer.headers["Location"] == address("entry", "training", 1)
    assert [each.parent_id for each in held() if each.register == "training_group"] == [
        each.pk for each in held() if each.register == "training"
    ]


def test_the_office_says_whose_entry_it_is(desk):
    client = client_of(desk.office)
    answer = client.post(address("add", "inspection"), posted("inspection") | {"body": str(desk.inspection.pk)})
    assert answer.status_code == 302
    assert held()[0].body_id == desk.inspection.pk


def test_a_correction_shows_what_stood_there_before(desk):
    desk.enter(number="3")
    client = client_of(desk.inspector)
    said = posted("inspection", number="2") | {"seen": "1", "reason": "Counted twice"}
    assert client.post(address("correct", "inspection", 1), said).status_code == 302
    shown = page(client, address("entry", "inspection", 1))
    assert "Counted twice" in shown
    assert "What it said before" in shown


def test_a_withdrawn_entry_says_so_and_leaves_the_list(desk):
    desk.enter(number="3")
    client = client_of(desk.inspector)
    assert client.post(address("withdraw", "inspection", 1), {"reason": "Entered twice"}).status_code == 302
    assert "Withdrawn" in page(client, address("entry", "inspection", 1))
    assert "Nothing is entered here" in page(client, address("list", "inspection"))
    assert "withdrawn" in page(client, f"{address('list', 'inspection')}?withdrawn=on")


def test_somebody_elses_own_register_is_not_there(desk):
    desk.enter(number="3")
    client = client_of(desk.reporter)
    for name in ("list", "add", "send", "template"):
        assert client.get(address(name, "inspection")).status_code == 403
    assert client.get(address("entry", "inspection", 1)).status_code == 403


def test_what_stays_with_the_police_is_not_corrected_by_the_office(desk):
    police = make_actor(Role.REPORTER, body=make_body("POL", kind="police"))
    desk.enter("supervised_place", by=police, place_name="Invented house")
    assert "Invented house" in page(client_of(police), address("entry", "supervised_place", 1))
    office = client_of(desk.office)
    assert "Invented house" not in page(office, address("entry", "supervised_place", 1))
    assert office.get(address("correct", "supervised_place", 1)).status_code == 404


def test_a_filled_template_goes_from_file_to_entries(desk):
    client = client_of(desk.inspector)
    with acting_as(SYSTEM):
        whole = sheet("inspection")
    cells = ["; ".join(said) if isinstance(said, list) else said for said in whole.values()]
    content = workbook(list(whole), ["words"] * len(whole), cells)
    answer = client.post(address("send", "inspection"), {"file": SimpleUploadedFile("filled.xlsx", content)})
    assert answer.status_code == 302
    with acting_as(SYSTEM):
        upload = Upload.objects.get()
    assert "1 row is right" in page(client, address("upload", upload.pk))
    assert client.post(address("upload", upload.pk)).headers["Location"] == address("list", "inspection")
    assert len(held()) == 1
    assert "This file is done" in page(client, address("upload", upload.pk))


def test_the_template_is_an_excel_file(desk):
    answer = client_of(desk.inspector).get(address("template", "inspection"))
    assert answer.headers["Content-Disposition"].endswith('inspection-1.xlsx"')
    assert "number" in str(sheets(answer.content))


def test_a_report_comes_as_page_and_in_every_form(desk):
    desk.enter(number="3")
    desk.enter(number="40", day="2020-07-01")
    client = client_of(desk.office)
    arguments = ("R06", "2020-01-01", "2020-12-31")
    shown = page(client, address("report", *arguments, "page"))
    assert "43" in shown
    for form, mark in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        answer = client.get(address("report", *arguments, form))
        assert (answer.status_code, answer.content[: len(mark)]) == (200, mark)


def test_the_rounds_of_a_monitor_are_compared_with_the_round_before(desk):
    for round_of, day, number in (("r2", "2016-09-28", 25), ("r3", "2021-06-02", 21)):
        for place in range(number):
            force = "urges" if place < number // 2 else "should"
            desk.enter(
                "recommendation", by=desk.office, monitor="greta", round=round_of, day=day, force=force, state="open"
            )
    client = client_of(desk.office)
    shown = page(client, address("report", "R15", "2016-01-01", "2021-12-31", "page"))
    assert shown.count("Second round: 25. Third round: 21. The change is −16%.") == 1
    alone = page(client, address("report", "R15", "2021-01-01", "2021-12-31", "page"))
    assert "The change is" not in alone


def test_small_numbers_of_persons_are_hidden_from_other_bodies(desk):
    lawyers = make_actor(Role.REPORTER, body=make_body("SCM", kind="court"))
    desk.enter("legal_aid", by=lawyers)
    exact = page(client_of(desk.office), address("report", "R08", "2020-01-01", "2020-12-31", "page"))
    hidden = page(client_of(lawyers), address("report", "R08", "2020-01-01", "2020-12-31", "page"))
    assert "<span>hidden" not in exact
    assert "<span>hidden" in hidden


@pytest.mark.parametrize("days", [("2020-12-31", "2020-01-01"), ("x", "2020-01-01")])
def test_days_that_are_none_have_no_report(desk, days):
    assert client_of(desk.office).get(address("report", "R06", *days, "page")).status_code == 404


def test_measures_stand_with_their_definition_and_open_to_their_entries(desk):
    desk.enter(number="3")
    client = client_of(desk.inspector)
    asked = "?start=2020-01-01&end=2020-12-31"
    assert "Inspections done" in page(client, address("measures") + asked)
    assert address("entry", "inspection", 1) in page(client, address("measure", "inspections_done") + asked)


def test_a_result_of_the_plan_opens_to_its_records(desk):
    activity, period = desk.activity("inspections_done")
    desk.enter(number="3", activities=[activity.pk])
    with acting_as(desk.inspector):
        result = activity.results.get()
    shown = page(client_of(desk.inspector), f"{address('result', result.pk)}?until={period.end_date}")
    assert address("entry", "inspection", 1) in shown


def test_persons_are_counted_for_others_only_over_one_whole_year(desk):
    lawyers = make_actor(Role.REPORTER, body=make_body("SCM", kind="court"))
    desk.enter("legal_aid", by=lawyers, persons="40", number="40")
    whole, part = (("2020-01-01", "2020-12-31"), ("2020-01-01", "2020-06-30"))
    told = "for one whole calendar year at a time"
    assert "40" in page(client_of(lawyers), address("report", "R08", *whole, "page"))
    assert page(client_of(lawyers), address("report", "R08", *part, "page")).count(told) >= 4
    assert told not in page(client_of(desk.office), address("report", "R08", *part, "page"))


def test_who_wrote_all_entries_that_it_meets_counts_them_as_it_likes(desk):
    desk.enter(referred="1", screened="2")
    assert "whole calendar year" not in page(
        client_of(desk.inspector), address("report", "R06", "2020-05-01", "2020-05-31", "page")
    )


def test_what_stayed_with_the_body_is_kept_when_it_is_corrected_and_told_to_it_alone(desk):
    police = make_actor(Role.REPORTER, body=make_body("POL", kind="police"))
    desk.enter("supervised_place", by=police, place_name="Invented house")
    said = posted("supervised_place", place_name="Invented yard") | {"seen": "1", "reason": "It was the other one"}
    assert client_of(police).post(address("correct", "supervised_place", 1), said).status_code == 302
    shown = page(client_of(police), address("entry", "supervised_place", 1))
    assert "Invented yard" in shown
    assert "Invented house" in shown
    office = page(client_of(desk.office), address("entry", "supervised_place", 1))
    assert "Invented house" not in office
    assert "Invented yard" not in office
