"""A report's way from the reporter to the Coordination Body."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.commands import progress
from zaklon.plan.commands.confirmations import answer_for_partner
from zaklon.plan.commands.periods import freeze_period
from zaklon.plan.kinds import Payer
from zaklon.plan.models import (
    Confirmation,
    MoneyLine,
    ProgressReport,
    ReportingPeriod,
    ResultIndicator,
    ResultValue,
    SpentLine,
)
from zaklon.plan.tests.factories import make_activity

pytestmark = pytest.mark.django_db


class Office:
    """Everyone whom a report meets."""

    def __init__(self):
        self.lead, self.partner = make_body("LEAD"), make_body("PARTNER")
        self.reporter = make_actor("reporter", body=self.lead)
        self.head = make_actor("head", body=self.lead)
        self.partner_head = make_actor("head", body=self.partner)
        self.coordinator = make_actor("coordinator")
        self.board = make_actor("board_member")
        self.activity, self.period = make_activity(lead=self.lead, partners=[self.partner])
        with acting_as(SYSTEM):
            self.second = ReportingPeriod.objects.order_by("-end_date").first()

    def start(self, period=None):
        period_id = (period or self.period).pk
        with acting_as(self.reporter):
            return progress.start_report(self.activity.pk, period_id, actor=self.reporter, now=NOON)

    def enter(self, report_id, number, now=NOON, **changes):
        with acting_as(self.reporter):
            result = ResultIndicator.objects.get(activity=self.activity)
            entry = progress.ProgressEntry(
                results=(progress.ResultEntry(result.pk, Decimal(number) if number is not None else None),),
                done_text=changes.pop("done_text", "Invented trainings were held."),
                **changes,
            )
            progress.save_report(report_id, entry, actor=self.reporter, now=now)

    def move(self, report_id, verb, by, **changes):
        with acting_as(by):
            progress.move_report(report_id, verb, actor=by, now=NOON, **changes)

    def adopted(self, number=4):
        report_id = self.start()
        self.enter(report_id, number)
        for verb, by in (
            ("submit", self.reporter),
            ("approve", self.head),
            ("check", self.coordinator),
            ("adopt", self.board),
        ):
            self.move(report_id, verb, by)
        return report_id


@pytest.fixture
def office(db):
    return Office()


def report_of(report_id):
    with acting_as(SYSTEM):
        return ProgressReport.objects.get(pk=report_id)


def test_a_report_walks_from_the_reporter_to_adoption_and_leaves_a_trace(office):
    report = report_of(office.adopted())
    assert (report.status, report.code, report.is_adopted) == ("adopted", "I", True)
    with acting_as(SYSTEM):
        actions = [entry.action for entry in entries(subject=str(report.pk))]
    assert actions == [
        "progress.adopt",
        "progress.check",
        "progress.approve",
        "progress.submit",
        "progress.saved",
        "progress.started",
    ]


def test_the_public_sees_a_report_and_its_values_only_once_adopted(office):
    report_id = office.start()
    office.enter(report_id, 4)
    with acting_as(PUBLIC):
        assert not ProgressReport.objects.exists()
        assert not ResultValue.objects.exists()
    for verb, by in (
        ("submit", office.reporter),
        ("approve", office.head),
        ("check", office.coordinator),
        ("adopt", office.board),
    ):
        office.move(report_id, verb, by)
    with acting_as(PUBLIC):
        assert ProgressReport.objects.get().pk == report_id
        assert ResultValue.objects.count() == 1


def test_a_body_outside_the_circle_does_not_see_progress_before_adoption(office):
    report_id = office.start()
    stranger = make_actor("head")
    with acting_as(stranger), pytest.raises(ProgressReport.DoesNotExist):
        progress.move_report(report_id, "approve", actor=stranger, now=NOON)
    with acting_as(office.partner_head):
        assert ProgressReport.objects.filter(pk=report_id).exists()


def test_only_the_lead_body_starts_a_report(office):
    partner_reporter = make_actor("reporter", body=office.partner)
    with acting_as(partner_reporter), pytest.raises(NotPermitted, match="body_does_not_lead"):
        progress.start_report(office.activity.pk, office.period.pk, actor=partner_reporter, now=NOON)


def test_a_ministry_may_report_for_its_unit_but_not_for_an_activity_where_it_is_partner_only(office):
    ministry = make_body("MINISTRY")
    unit = make_body("UNIT", parent=ministry, kind="unit")
    activity, period = make_activity_in_another_plan(lead=unit, partners=[office.lead])
    above = make_actor("reporter", body=ministry)
    with acting_as(above):
        assert progress.start_report(activity.pk, period.pk, actor=above, now=NOON)
    with acting_as(office.reporter), pytest.raises(NotPermitted, match="body_does_not_lead"):
        progress.start_report(activity.pk, period.pk, actor=office.reporter, now=NOON)


def make_activity_in_another_plan(**changes):
    from zaklon.plan.models import Activity, ReportingPeriod
    from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy

    lead, partners = changes["lead"], changes["partners"]
    plan = make_plan(
        activity_values(lead=lead.code, partners=[body.code for body in partners]), strategy=make_strategy(code="INV-2")
    )
    with acting_as(SYSTEM):
        return Activity.objects.get(plan=plan), ReportingPeriod.objects.filter(plan=plan).order_by("end_date")[0]


def test_a_report_without_values_cannot_leave_the_reporter(office):
    report_id = office.start()
    with pytest.raises(RuleBroken, match="results_missing"):
        office.move(report_id, "submit", office.reporter)


def test_a_report_goes_back_with_a_reason_and_comes_again(office):
    report_id = office.start()
    office.enter(report_id, 2)
    office.move(report_id, "submit", office.reporter)
    with pytest.raises(RuleBroken, match="reason_missing"):
        office.move(report_id, "send_back", office.head, reason="  ")
    office.move(report_id, "send_back", office.head, reason="The second list is missing.")
    assert report_of(report_id).status == "returned"
    office.enter(report_id, 3)
    office.move(report_id, "submit", office.reporter)
    assert report_of(report_id).status == "submitted"


def test_a_reporter_cannot_change_what_has_left_the_body(office):
    report_id = office.start()
    office.enter(report_id, 2)
    office.move(report_id, "submit", office.reporter)
    with pytest.raises(NotAllowedNow, match="report_not_editable"):
        office.enter(report_id, 4)


def test_a_partner_that_disputes_stops_the_check_until_it_is_settled(office):
    report_id = office.start()
    office.enter(report_id, 4)
    with acting_as(office.partner_head):
        confirmation = Confirmation.objects.get(report_id=report_id)
        with pytest.raises(RuleBroken, match="reason_missing"):
            answer_for_partner(confirmation.pk, "dispute", "", actor=office.partner_head, now=NOON)
        answer_for_partner(confirmation.pk, "dispute", "One training was ours.", actor=office.partner_head, now=NOON)
    office.move(report_id, "submit", office.reporter)
    office.move(report_id, "approve", office.head)
    with pytest.raises(RuleBroken, match="partner_disputes"):
        office.move(report_id, "check", office.coordinator)
    with acting_as(office.partner_head):
        answer_for_partner(confirmation.pk, "confirm", "Agreed.", actor=office.partner_head, now=NOON)
    office.move(report_id, "check", office.coordinator)


def test_the_lead_cannot_answer_for_its_partner(office):
    report_id = office.start()
    with acting_as(office.head):
        confirmation = Confirmation.objects.get(report_id=report_id)
        with pytest.raises(NotPermitted, match="body_is_not_this_partner"):
            answer_for_partner(confirmation.pk, "confirm", "", actor=office.head, now=NOON)


def test_a_correction_leaves_the_adopted_numbers_in_force_until_it_is_adopted_itself(office):
    first = office.adopted(number=4)
    with acting_as(office.reporter):
        second = progress.correct_report(first, "One was counted twice.", actor=office.reporter, now=NOON)
        assert SpentLine.objects.filter(report_id=second).count() == 0
    office.enter(second, 3)
    assert report_of(first).status == "adopted"
    for verb, by in (
        ("submit", office.reporter),
        ("approve", office.head),
        ("check", office.coordinator),
        ("adopt", office.board),
    ):
        office.move(second, verb, by)
    assert (report_of(first).status, report_of(first).is_adopted) == ("superseded", False)
    assert (report_of(second).status, report_of(second).revision) == ("adopted", 2)
    with acting_as(PUBLIC):
        assert list(ResultValue.objects.values_list("number", flat=True)) == [Decimal(3)]


def test_what_was_completed_after_its_due_date_is_not_silently_implemented(office):
    report_id = office.start()
    with pytest.raises(RuleBroken, match="completed_after_period"):
        office.enter(report_id, 4, completed_on=date(2020, 7, 20))


def test_regional_parts_must_add_up_to_the_number(office):
    report_id = office.start()
    with acting_as(office.reporter):
        result = ResultIndicator.objects.get(activity=office.activity)
        entry = progress.ProgressEntry(
            results=(progress.ResultEntry(result.pk, Decimal(4), regions={"north": Decimal(1), "south": Decimal(2)}),)
        )
        with pytest.raises(RuleBroken, match="regions_do_not_add_up"):
            progress.save_report(report_id, entry, actor=office.reporter, now=NOON)


def test_a_partner_s_head_cannot_send_back_what_the_lead_s_head_decides_on(office):
    report_id = office.start()
    office.enter(report_id, 4)
    office.move(report_id, "submit", office.reporter)
    with pytest.raises(NotPermitted, match="body_does_not_lead"):
        office.move(report_id, "send_back", office.partner_head, reason="Not ours to decide.")
    assert report_of(report_id).status == "submitted"


def test_a_dispute_after_the_check_stops_the_adoption(office):
    report_id = office.start()
    office.enter(report_id, 4)
    for verb, by in (("submit", office.reporter), ("approve", office.head), ("check", office.coordinator)):
        office.move(report_id, verb, by)
    with acting_as(office.partner_head):
        confirmation = Confirmation.objects.get(report_id=report_id)
        answer_for_partner(confirmation.pk, "dispute", "One training was ours.", actor=office.partner_head, now=NOON)
    with pytest.raises(RuleBroken, match="partner_disputes"):
        office.move(report_id, "adopt", office.board)


def freeze(office, period):
    with acting_as(office.coordinator):
        freeze_period(period.pk, actor=office.coordinator, now=NOON)


def test_a_result_reached_after_the_deadline_cannot_be_sent_without_the_day_of_completion(office):
    report_id = office.start(office.second)
    office.enter(report_id, 4)
    with pytest.raises(RuleBroken, match="completed_on_missing"):
        office.move(report_id, "submit", office.reporter)
    office.enter(report_id, 4, completed_on=date(2020, 6, 29))
    office.move(report_id, "submit", office.reporter)
    assert (report_of(report_id).code, report_of(report_id).is_late) == ("I", False)


def test_a_delay_counts_as_implemented_only_once_the_office_accepts_it_and_stays_late(office):
    report_id = office.start(office.second)
    office.enter(report_id, 4, completed_on=date(2020, 9, 1))
    office.move(report_id, "submit", office.reporter)
    office.move(report_id, "approve", office.head)
    assert (report_of(report_id).code, report_of(report_id).is_late) == ("PI", True)
    with acting_as(office.coordinator):
        progress.accept_late(report_id, "Schools were closed.", actor=office.coordinator, now=NOON)
    assert (report_of(report_id).code, report_of(report_id).is_late) == ("I", True)
    office.move(report_id, "send_back", office.coordinator, reason="The day is wrong.")
    office.enter(report_id, 4, completed_on=date(2020, 10, 1))
    assert (report_of(report_id).code, report_of(report_id).late_accepted_reason) == ("PI", "")


def test_a_delay_cannot_be_accepted_where_results_are_missing(office):
    report_id = office.start(office.second)
    office.enter(report_id, 3, completed_on=date(2020, 9, 1))
    office.move(report_id, "submit", office.reporter)
    office.move(report_id, "approve", office.head)
    with acting_as(office.coordinator), pytest.raises(RuleBroken, match="not_reached_late"):
        progress.accept_late(report_id, "Schools were closed.", actor=office.coordinator, now=NOON)


def test_nothing_can_have_been_completed_tomorrow(office):
    report_id = office.start(office.second)
    with pytest.raises(RuleBroken, match="completed_in_future"):
        office.enter(report_id, 4, now=datetime(2020, 8, 1, 12, tzinfo=UTC), completed_on=date(2020, 8, 2))


def test_a_first_draft_ends_when_its_period_is_frozen(office):
    report_id = office.start()
    office.enter(report_id, 4)
    freeze(office, office.period)
    with pytest.raises(NotAllowedNow, match="period_frozen"):
        office.enter(report_id, 3)
    with pytest.raises(NotAllowedNow, match="period_frozen"):
        office.move(report_id, "submit", office.reporter)


def test_what_comes_back_and_what_is_corrected_goes_on_in_a_frozen_period(office):
    returned = office.start()
    office.enter(returned, 4)
    office.move(returned, "submit", office.reporter)
    freeze(office, office.period)
    office.move(returned, "send_back", office.head, reason="One list is missing.")
    office.enter(returned, 3)
    for verb, by in (
        ("submit", office.reporter),
        ("approve", office.head),
        ("check", office.coordinator),
        ("adopt", office.board),
    ):
        office.move(returned, verb, by)
    with acting_as(office.reporter):
        second = progress.correct_report(returned, "One was counted twice.", actor=office.reporter, now=NOON)
    office.enter(second, 2)
    office.move(second, "submit", office.reporter)
    assert report_of(second).status == "submitted"


def test_a_partner_s_confirmation_ends_when_the_numbers_change(office):
    report_id = office.start()
    office.enter(report_id, 4)
    with acting_as(office.partner_head):
        confirmation = Confirmation.objects.get(report_id=report_id)
        answer_for_partner(confirmation.pk, "confirm", "Agreed.", actor=office.partner_head, now=NOON)
    office.enter(report_id, 40)
    with acting_as(office.partner_head):
        confirmation.refresh_from_db()
    assert (confirmation.status, confirmation.text, confirmation.answered_at) == ("waiting", "", None)


def test_money_is_not_spent_from_another_activity_s_line(office):
    other, _period = make_activity_in_another_plan(lead=office.lead, partners=[])
    report_id = office.start()
    with acting_as(office.reporter):
        line = MoneyLine.objects.get(activity=other)
    spent = (progress.SpentEntry(100, "EUR", Payer.BUDGET, money_line_id=line.pk),)
    with pytest.raises(RuleBroken, match="money_line_not_of_activity"):
        office.enter(report_id, 4, spent=spent)
