"""Pages of the helpline: one page to log on, nothing sealed shown unasked, and every report in every form."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.helpline.commands import days
from zaklon.helpline.models import Call, CaseReferral, HandOver, Words
from zaklon.helpline.queries import calls as call_queries
from zaklon.helpline.sentences import SENTENCES
from zaklon.helpline.tests.factories import Line, now
from zaklon.helpline.views import calls as call_views
from zaklon.plan.tests.pages import client_of, page
from zaklon.reporting.tests.reading import pdf_text, squeezed, word_text
from zaklon.web.sentences import known_codes

pytestmark = pytest.mark.django_db
LOG = "/helpline/log"
CANARY = "Kanarinka"


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def client(line):
    return client_of(line.operator)


def filled(client, **changes):
    """The page as a browser without JavaScript sends it: its hidden and usual values, and what is chosen."""
    html = page(client, LOG)
    form = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', html))
    kept = {name: form[name] for name in ("request_key", "opened", "started")}
    return kept | {"structure": "suspicion", "channel": "phone", "urgency": "immediate"} | changes


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def calls():
    with acting_as(SYSTEM):
        return list(Call.objects.order_by("pk"))


def log(client, **changes):
    answer = client.post(LOG, filled(client, **changes))
    assert answer.status_code == 302, text(answer)
    return int(answer.headers["Location"].rpartition("=")[2].strip("/").rpartition("/")[2])


def test_the_page_names_the_line_asks_for_no_name_and_saves_to_an_empty_one(client):
    html = page(client, LOG)
    assert "116 666" in html
    assert not re.search(r'name="[^"]*(given|family|full)?_?names?"', html)
    number = log(client)
    after = page(client, f"{LOG}?after={number}")
    assert f"Call {number} is saved." in after
    assert reverse("helpline:refer", args=[number]) in after


def test_two_answers_are_enough_and_the_clock_is_counted_from_the_page(client):
    form = filled(client)
    answer = client.post(LOG, {name: form[name] for name in ("request_key", "opened", "structure", "channel")})
    assert answer.status_code == 302
    (call,) = calls()
    assert abs((call.started_at - now()).total_seconds()) < 60
    assert call.seconds < 60
    assert call.caller == ""


def test_time_and_length_can_be_said_and_nonsense_is_asked_about_at_its_field(client):
    log(client, minutes="12")
    assert calls()[0].seconds == 720
    answer = client.post(LOG, filled(client, started="27:99", minutes="-1", structure=""))
    assert answer.status_code == 422
    assert "Enter hours and minutes, such as 14:30." in text(answer)
    answer = client.post(LOG, filled(client, earlier="999999"))
    assert answer.status_code == 422
    assert "There is no earlier call with this number" in text(answer)
    assert len(calls()) == 1


def test_a_device_whose_clock_is_wrong_begins_no_call_in_another_time(client):
    for opened in ("9e12", "-5"):
        log(client, opened=opened, started="")
    assert all(abs((call.started_at - now()).total_seconds()) < 60 for call in calls())


def test_the_same_form_sent_twice_is_one_call(client):
    form = filled(client)
    numbers = {client.post(LOG, form).headers["Location"] for _sent in range(3)}
    assert len(numbers) == len(calls()) == 1


def test_save_and_open_leads_to_the_call(client):
    answer = client.post(LOG, filled(client, next="call"))
    assert answer.headers["Location"] == reverse("helpline:call", args=[calls()[0].pk])


def test_a_note_is_shown_only_to_who_asks_for_it_and_leaves_a_trace(client, line):
    number = log(client, note=f"{CANARY} čeka.")
    address = reverse("helpline:call", args=[number])
    for somebody in (line.operator, line.supervisor, make_actor(Role.COORDINATOR)):
        assert CANARY not in page(client_of(somebody), address)
    assert CANARY in text(client.post(reverse("helpline:note", args=[number])))
    with acting_as(SYSTEM):
        assert "call.note_read" in [entry.action for entry in entries(subject=str(number))]
    for somebody in (make_actor(Role.COORDINATOR), make_actor(Role.ANALYST)):
        assert client_of(somebody).post(reverse("helpline:note", args=[number])).status_code in {403, 404}


def test_another_line_does_not_find_the_call(client):
    number = log(client)
    stranger = client_of(Line(is_loaded=True).operator)
    for name in ("call", "correct", "plan", "hand_over", "refer"):
        assert stranger.get(reverse(f"helpline:{name}", args=[number])).status_code == 404
    assert str(number) not in re.findall(r"/helpline/calls/(\d+)/", page(stranger, "/helpline/calls/"))


def test_the_list_is_filtered_by_what_is_chosen(client, line):
    urgent, other = log(client), log(client, structure="counselling", urgency="ordinary")

    def listed(**query):
        return {int(each) for each in re.findall(r"/helpline/calls/(\d+)/", page(client, "/helpline/calls/", **query))}

    assert listed() == {urgent, other}
    assert listed(structure="counselling") == {other}
    assert listed(urgency="immediate") == {urgent}
    yesterday = now() - timedelta(days=1)
    until = {"until-day": yesterday.day, "until-month": yesterday.month, "until-year": yesterday.year}
    assert listed(**until) == set()


def test_more_calls_than_are_counted_are_not_counted(client, line, monkeypatch):
    for module in (call_queries, call_views):
        monkeypatch.setattr(module, "MOST_COUNTED", 2)
    for _call in range(4):
        line.log()
    assert "There are more than 2" in page(client, "/helpline/calls/")


def test_a_list_costs_the_same_for_one_call_as_for_thirty(client, line):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page(client, "/helpline/calls/")
        return len(queries)

    line.log()
    cost()
    first = cost()
    for _call in range(30):
        line.log()
    assert cost() == first


def test_a_correction_asks_why_only_after_the_shift(client, line):
    number = log(client)
    address = reverse("helpline:correct", args=[number])
    assert "Why it is corrected" not in page(client, address)
    html = page(client_of(line.supervisor), address)
    assert "Why it is corrected" in html
    (call,) = calls()
    with acting_as(SYSTEM):
        here = call.started_at
    day = {"day-day": here.day, "day-month": here.month, "day-year": here.year}
    form = day | {"structure": "legal_info", "channel": "phone", "started": "", "minutes": "3"}
    answer = client.post(address, form)
    assert answer.status_code == 302, text(answer)
    assert calls()[0].structure == "legal_info"
    after = page(client, reverse("helpline:call", args=[number]))
    assert "Legal information" in after
    assert "Report of suspicious place" in after


def test_a_hand_over_is_answered_from_page_to_page(client, line):
    police = make_actor(Role.FIRST_RESPONDER, body=make_body("POL"))
    number = log(client, municipality="ME-16")
    address = reverse("helpline:hand_over", args=[number])
    html = page(client, address)
    key = re.search(r'name="request_key" value="([^"]+)"', html)[1]
    form = {"request_key": key, "receiver": str(police.body_id), "ground": "report_crime", "told": ["urgency"]}
    assert client.post(address, form | {"words": f"{CANARY} u fabrici."}).status_code == 302
    with acting_as(SYSTEM):
        handed = HandOver.objects.get()
    theirs = client_of(police)
    assert str(handed.pk) in page(theirs, "/helpline/received/")
    detail = reverse("helpline:handed", args=[handed.pk])
    html = page(theirs, detail)
    assert CANARY not in html
    assert "Podgorica" not in html
    assert CANARY in text(theirs.post(reverse("helpline:words", args=[handed.pk])))
    assert theirs.get(reverse("helpline:call", args=[number])).status_code == 403
    assert theirs.post(reverse("helpline:step", args=[handed.pk, "accept"]), {"sent": "yes"}).status_code == 302
    step = reverse("helpline:step", args=[handed.pk, "finish"])
    assert theirs.post(step, {"outcome": "helped"}).status_code == 302
    assert "The person was helped" in page(client, reverse("helpline:call", args=[number]))
    assert "Answers that came" in page(client, "/helpline/")
    assert theirs.get(reverse("helpline:step", args=[handed.pk, "gossip"])).status_code == 404


def test_a_call_is_passed_on_with_the_form_filled_in_from_it(client):
    number = log(client, municipality="ME-16", caller="citizen", age_group="adult", form="labour", action="police")
    address = reverse("helpline:refer", args=[number])
    html = page(client, address)
    assert re.search(r'<option value="ME-16" selected', html)
    day = now()
    form = {
        "request_key": re.search(r'name="request_key" value="([^"]+)"', html)[1],
        "ground": "report_crime",
        "answer-received_on-day": day.day,
        "answer-received_on-month": day.month,
        "answer-received_on-year": day.year,
        "answer-responder": "hotline",
        "answer-channel": "phone",
        "answer-topic": "suspicion",
        "answer-age_group": "adult",
        "answer-danger": "no",
        "answer-actions": ["police"],
        "answer-urgency": "immediate",
    }
    assert client.post(address, form | {"ground": ""}).status_code == 422
    answer = client.post(address, form)
    assert answer.status_code == 302, text(answer)
    with acting_as(SYSTEM):
        code = CaseReferral.objects.get().code
    assert answer.headers["Location"] == reverse("cases:case", args=[code])
    assert code in page(client, reverse("helpline:call", args=[number]))
    assert client.get(address).status_code == 409


def test_the_safety_plan_is_read_out_and_kept_in_steps(client):
    number = log(client)
    address = reverse("helpline:plan", args=[number])
    assert "Read it out slowly" in page(client, address)
    assert client.post(address, {"steps": []}).status_code == 422
    assert client.post(address, {"steps": ["safe_word"]}).status_code == 302
    assert "Agree a word with somebody" in page(client, reverse("helpline:call", args=[number]))


def test_the_next_shift_reads_what_the_last_one_left(client, line):
    assert client.post("/helpline/shift/", {"note": f"{CANARY}: poziv 3."}).status_code == 302
    theirs = client_of(line.colleague)
    html = page(theirs, "/helpline/")
    assert CANARY not in html
    address = re.search(r"/helpline/shift/[0-9a-f-]{36}", html)[0]
    assert CANARY in page(theirs, address)
    with acting_as(SYSTEM):
        Words.objects.all().delete()
    assert theirs.get(address).status_code == 409


def test_who_oversees_finds_the_numbers_and_an_operator_does_not(client, line):
    log(client)
    assert client.get("/helpline/overview/").status_code == 403
    for somebody in (line.supervisor, make_actor(Role.COORDINATOR)):
        html = page(client_of(somebody), "/helpline/overview/")
        assert "What came of the calls of a year" in html
    assert client_of(make_actor(Role.ANALYST)).get("/helpline/overview/").status_code == 403


def reported(line):
    at = datetime(2026, 5, 1, 10, tzinfo=UTC)
    for structure in ("suspicion", "suspicion", "counselling"):
        line.log(at=at, structure=structure)
    days.make_due_reports(now=datetime(2026, 5, 2, 1, tzinfo=UTC))
    days.make_due_analyses(now=datetime(2026, 7, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize("language", ["en", "cnr", "cnr-cyrl", "sq"])
def test_the_reports_come_in_every_form_and_language(line, language):
    reported(line)
    client = client_of(line.supervisor)
    for address in ("/helpline/days/2026-05-01", "/helpline/half-years/2026/1/internal"):
        assert "No chart is drawn" not in page(client, f"{address}/page")
        for form in ("pdf", "docx", "xlsx"):
            answer = client.get(f"{address}/{form}", {"language": language})
            assert answer.status_code == 200
            assert len(answer.content) > 2000
    if language == "en":
        assert squeezed("Report of suspicious place") in pdf_text(client.get("/helpline/days/2026-05-01/pdf").content)
        word = word_text(client.get("/helpline/half-years/2026/1/internal/docx").content)
        assert squeezed("The sum of 1 daily report.") in word


def test_the_board_gets_no_exact_number_and_no_day(line):
    reported(line)
    board = client_of(make_actor(Role.BOARD_MEMBER))
    assert board.get("/helpline/half-years/2026/1/internal/page").status_code == 403
    assert board.get("/helpline/days/2026-05-01/page").status_code == 403
    html = page(board, "/helpline/half-years/2026/1/coordination/page")
    assert "No chart is drawn: some of its numbers are hidden." in html
    reports = page(board, "/helpline/reports/")
    assert "exact numbers" not in reports
    assert "small numbers hidden" in reports


def test_a_report_that_there_is_not_is_not_found_and_one_that_is_made_leaves_a_trace(line):
    reported(line)
    client = client_of(line.supervisor)
    for address in ("days/2026-05-02/page", "days/nonsense/page", "half-years/2026/3/internal/page"):
        assert client.get(f"/helpline/{address}").status_code == 404
    assert client.get("/helpline/half-years/2026/1/gossip/page").status_code == 404
    page(client, "/helpline/days/2026-05-01/page")
    with acting_as(SYSTEM):
        assert [entry.action for entry in entries(subject="R01-2026-05-01")] == ["helpline.report_made"]


def test_a_day_is_picked_by_its_date(line):
    reported(line)
    client = client_of(line.supervisor)
    answer = client.get("/helpline/reports/", {"day-day": "1", "day-month": "5", "day-year": "2026"})
    assert answer.headers["Location"] == "/helpline/days/2026-05-01/page"
    assert client.get("/helpline/reports/", {"day-day": "31", "day-month": "2", "day-year": "2026"}).status_code == 422
    assert "1 May 2026" in page(client, "/helpline/reports/")


def test_every_refusal_has_its_own_sentence():
    assert set(SENTENCES) <= known_codes()
