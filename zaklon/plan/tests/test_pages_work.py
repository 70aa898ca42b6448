"""The way of a report through the pages."""

from datetime import date

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.plan.models import Confirmation, ProgressReport, ReportingPeriod
from zaklon.plan.tests.factories import make_activity
from zaklon.plan.tests.pages import client_of
from zaklon.plan.tests.reading import read

pytestmark = pytest.mark.django_db


class Office:
    """Everyone whom a report meets, each with a browser."""

    def __init__(self):
        self.lead, self.partner = make_body("LEAD"), make_body("PARTNER")
        self.actors = {
            "reporter": make_actor("reporter", body=self.lead),
            "head": make_actor("head", body=self.lead),
            "partner": make_actor("head", body=self.partner),
            "coordinator": make_actor("coordinator"),
            "board": make_actor("board_member"),
            "stranger": make_actor("head"),
            "analyst": make_actor("analyst"),
        }
        self.clients = {name: client_of(actor) for name, actor in self.actors.items()}
        self.activity, self.period = make_activity(lead=self.lead, partners=[self.partner])
        self.report_id = None

    def get(self, who, path):
        return self.clients[who].get(path)

    def post(self, who, path, **fields):
        return self.clients[who].post(path, {name.replace("__", "-"): value for name, value in fields.items()})

    def start(self, period=None):
        period_id = (period or self.period).pk
        answer = self.post("reporter", f"/plan/activities/{self.activity.pk}/periods/{period_id}/report")
        assert answer.status_code == 302
        self.report_id = answer.url.split("/")[3]
        return self

    @property
    def path(self):
        return f"/plan/reports/{self.report_id}/"

    def enter(self, number, do="save", **fields):
        """Fill in the form as it is shown, and send it."""
        shown = read(self.get("reporter", f"{self.path}entry")).fields
        fields = {"done_text": "Invented trainings were held.", **fields}
        typed = {**shown, **{name.replace("__", "-"): value for name, value in fields.items()}}
        return self.clients["reporter"].post(f"{self.path}entry", {**typed, "r1-number": number, "do": do})

    def step(self, who, verb, **fields):
        return self.post(who, f"{self.path}step/{verb}", **fields)

    def report(self):
        with acting_as(SYSTEM):
            return ProgressReport.objects.get(pk=self.report_id)

    def until(self, status, number="4"):
        """Walk a fresh report to a status."""
        self.start()
        self.enter(number, do="send")
        for who, verb, reached in (
            ("head", "approve", "approved"),
            ("coordinator", "check", "checked"),
            ("board", "adopt", "adopted"),
        ):
            if self.report().status == status:
                break
            self.step(who, verb)
            assert self.report().status == reached
        return self


@pytest.fixture
def office(db):
    return Office()


def test_a_report_goes_from_the_reporter_to_adoption_through_the_pages(office):
    tasks = read(office.get("reporter", "/plan/tasks/"))
    assert "Start the report" in tasks.text
    office.start()
    answer = office.enter("4", do="send")
    assert (answer.status_code, answer.url) == (302, office.path)
    shown = read(office.get("reporter", office.path))
    assert "Sent to the head of the body." in shown.text
    assert "The result is reached, in time for the deadline of 30 June 2020." in shown.text
    for who, verb, words in (
        ("head", "approve", "It is now with the coordinator's office."),
        ("coordinator", "check", "It is now with the Coordination Body."),
        ("board", "adopt", "Everybody can read it now."),
    ):
        assert office.activity.title in read(office.get(who, "/plan/tasks/")).text
        assert office.step(who, verb).status_code == 302
        assert words in read(office.get(who, office.path)).text
    assert office.report().status == "adopted"


@pytest.mark.parametrize(("who", "status"), [("head", "submitted"), ("coordinator", "approved"), ("board", "checked")])
def test_a_report_comes_back_with_the_reason_from_each_step(office, who, status):
    office.until(status)
    missing = office.step(who, "send_back")
    assert missing.status_code == 422
    page = read(missing)
    assert "Give the reason, so that others can act on it." in page.text
    assert "#id_back-reason" in page.links
    assert "id_back-reason" in page.ids
    assert office.step(who, "send_back", back__reason="One list is missing.").status_code == 302
    assert office.report().status == "returned"
    assert "Reason: One list is missing." in read(office.get("reporter", "/plan/tasks/")).text
    office.enter("3", do="send")
    assert office.report().status == "submitted"


def test_a_partner_disputes_and_the_report_waits(office):
    office.until("approved")
    assert "Confirm the body's part" in read(office.get("partner", "/plan/tasks/")).text
    with acting_as(SYSTEM):
        part = Confirmation.objects.get(report=office.report_id)
    where = f"{office.path}partners/{part.pk}"
    silent = office.clients["partner"].post(where, {f"part-{part.pk}-verb": "dispute"})
    assert silent.status_code == 422
    assert "Say what is wrong" in read(silent).text
    said = {f"part-{part.pk}-verb": "dispute", f"part-{part.pk}-text": "One training was ours."}
    assert office.clients["partner"].post(where, said).status_code == 302
    refused = office.step("coordinator", "check")
    assert refused.status_code == 422
    assert "A partner disputes its part" in read(refused).text
    assert office.report().status == "approved"
    office.clients["partner"].post(where, {f"part-{part.pk}-verb": "confirm"})
    assert office.step("coordinator", "check").status_code == 302


def test_a_frozen_period_changes_by_a_correction_only(office):
    office.until("adopted")
    first = office.report_id
    assert "cannot be undone" in read(office.get("coordinator", f"/plan/periods/{office.period.pk}/freeze")).text
    assert office.post("coordinator", f"/plan/periods/{office.period.pk}/freeze").status_code == 302
    empty = office.post("reporter", f"{office.path}correction")
    assert empty.status_code == 422
    begun = office.post("reporter", f"{office.path}correction", correction__reason="One was counted twice.")
    office.report_id = begun.url.split("/")[3]
    assert office.report_id != first
    office.enter("3", do="send", completed_on__day="29", completed_on__month="6", completed_on__year="2020")
    for who, verb in (("head", "approve"), ("coordinator", "check"), ("board", "adopt")):
        office.step(who, verb)
    assert office.report().status == "adopted"
    office.report_id = first
    assert office.report().status == "superseded"
    assert "One was counted twice." in read(office.get("analyst", f"/plan/activities/{office.activity.pk}/")).text


def test_another_body_does_not_see_a_report_before_it_is_adopted_and_cannot_touch_it(office):
    office.until("submitted")
    assert office.get("stranger", office.path).status_code == 404
    assert office.get("stranger", f"{office.path}entry").status_code == 404
    for path in (f"{office.path}step/approve", f"{office.path}entry"):
        assert office.post("stranger", path).status_code in {403, 404}
    assert office.get("partner", office.path).status_code == 200
    assert office.get("partner", f"{office.path}entry").status_code == 403
    assert office.step("partner", "approve").status_code == 403
    assert office.step("partner", "send_back", back__reason="No.").status_code == 403
    assert office.step("coordinator", "check").status_code == 409
    assert office.report().status == "submitted"


def test_another_body_cannot_begin_a_report(office):
    path = f"/plan/activities/{office.activity.pk}/periods/{office.period.pk}/report"
    assert office.post("partner", path).status_code == 403
    assert office.clients["stranger"].get(path).status_code == 405


def test_the_public_is_asked_to_sign_in(office, client):
    office.until("submitted")
    for path in ("/plan/tasks/", office.path, f"/plan/activities/{office.activity.pk}/", "/plan/review/"):
        assert client.get(path).status_code in {302, 403, 404}


def test_sending_twice_does_no_harm(office):
    office.start()
    typed = {**read(office.get("reporter", f"{office.path}entry")).fields, "r1-number": "4", "done_text": "Held."}
    assert office.clients["reporter"].post(f"{office.path}entry", {**typed, "do": "send"}).status_code == 302
    again = office.clients["reporter"].post(f"{office.path}entry", {**typed, "do": "send"})
    assert (again.status_code, office.report().status) == (302, "submitted")
    again = office.clients["reporter"].post(f"{office.path}entry", {**typed, "done_text": "Other.", "do": "send"})
    assert again.status_code == 409
    assert "nothing was changed" in read(again).text
    office.step("head", "approve")
    assert office.step("head", "approve").status_code == 409
    assert office.report().status == "approved"


def test_what_cannot_be_sent_is_kept_and_the_error_leads_to_the_field(office):
    office.start()
    answer = office.enter("", do="send")
    page = read(answer)
    assert answer.status_code == 422
    assert "Your entries are saved as a draft, but not sent yet." in page.text
    assert "#id_r1-number" in page.links
    assert "id_r1-number" in page.ids
    assert (office.report().status, office.report().done_text) == ("draft", "Invented trainings were held.")


def test_a_colleague_s_work_is_not_overwritten_unseen(office):
    office.start()
    mine = {**read(office.get("reporter", f"{office.path}entry")).fields, "r1-number": "2", "do": "save"}
    office.enter("4")
    refused = office.clients["reporter"].post(f"{office.path}entry", mine)
    assert refused.status_code == 422
    assert "Somebody else has saved this report" in read(refused).text
    again = {**read(refused).fields, "r1-number": "2", "do": "save"}
    assert office.clients["reporter"].post(f"{office.path}entry", again).status_code == 302
    assert "2 Partly reached" in read(office.get("reporter", office.path)).text


def test_a_result_after_the_deadline_asks_for_the_day_and_stays_late_until_accepted(office):
    with acting_as(SYSTEM):
        second = ReportingPeriod.objects.order_by("-end_date").first()
    office.start(second)
    page = read(office.enter("4", do="send"))
    assert "Enter the day on which the activity was completed" in page.text
    assert "#id_completed_on-day" in page.links
    office.enter("4", do="send", completed_on__day="1", completed_on__month="9", completed_on__year="2020")
    office.step("head", "approve")
    shown = read(office.get("coordinator", office.path))
    assert "after the deadline of 30 June 2020" in shown.text
    assert office.post("coordinator", f"{office.path}delay").status_code == 422
    assert office.post("coordinator", f"{office.path}delay", delay__reason="Schools were closed.").status_code == 302
    assert (office.report().code, office.report().is_late) == ("I", True)
    assert "Schools were closed." in read(office.get("reporter", office.path)).text


def test_money_is_read_as_people_type_it_and_shown_beside_the_plan(office):
    office.start()
    office.enter("4", m1__spent="1.500,00", x1__amount="2 000", x1__note="Invented donor")
    page = read(office.get("reporter", office.path))
    assert "€1,500" in page.text
    assert "€2,000" in page.text
    assert "Invented donor" in page.text
    wrong = read(office.enter("4", m1__spent="1.50.00"))
    assert "“1.50.00” cannot be read as an amount" in wrong.text


def test_the_head_names_who_reports(office):
    path = f"/plan/activities/{office.activity.pk}/"
    assert "Who reports on this activity?" in read(office.get("head", path)).text
    assert "Who reports on this activity?" not in read(office.get("reporter", path)).text
    reporter_id = str(office.actors["reporter"].user_id)
    assert office.post("head", f"{path}reporter", reporter=reporter_id).status_code == 302
    office.activity.refresh_from_db()
    assert str(office.activity.reporter_id) == reporter_id
    assert office.post("head", f"{path}reporter", reporter="somebody").status_code == 422
    assert office.post("partner", f"{path}reporter", reporter="nobody").status_code == 403


def test_a_completion_tomorrow_is_an_error_of_its_field(office):
    office.start()
    page = read(office.enter("4", completed_on__day="1", completed_on__month="8", completed_on__year="2020"))
    assert "#id_completed_on-day" in page.links
    assert office.report().completed_on is None


def test_names_of_other_bodies_people_stay_hidden(office):
    office.until("submitted")
    reporter = make_name(office.actors["reporter"])
    assert reporter in read(office.get("head", office.path)).text
    assert reporter in read(office.get("coordinator", office.path)).text
    partner = read(office.get("partner", office.path)).text
    assert reporter not in partner
    assert "Sent to the head of the body" in partner
    assert "Invented body LEAD" in partner


def make_name(actor):
    with acting_as(SYSTEM):
        return User.objects.get(pk=actor.user_id).full_name


def test_a_late_report_says_so_in_words(office):
    assert "days late" in read(office.get("reporter", "/plan/tasks/")).text
    assert date(2020, 7, 15) == office.period.due_date
