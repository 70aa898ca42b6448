"""What reports of a plan read: who may, which reports count, and that a frozen report stays the same."""

import copy
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.common.errors import NotPermitted
from zaklon.plan.commands import progress
from zaklon.plan.commands.measurements import IndicatorEntry, record_indicator_value
from zaklon.plan.commands.plans import draft_plan
from zaklon.plan.kinds import ActivityCode
from zaklon.plan.models import Activity, PerformanceIndicator, ReportingPeriod, YearlyPlan
from zaklon.plan.outputs.figures import count, lines_of, realisation
from zaklon.plan.queries.choosing import period_choice
from zaklon.plan.queries.outputs import Asked, implementation, outputs, paper
from zaklon.plan.queries.outputs_chapter24 import chapter24
from zaklon.plan.queries.outputs_rows import Version
from zaklon.plan.queries.standing import count_rows, tally
from zaklon.plan.states import ReportStatus
from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy, plan_values
from zaklon.plan.tests.made_progress import LATER, Told, correct, enter, make_next_year, make_reported_plan

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ADOPTED, DRAFT = Asked("en", NOW), Asked("en", NOW, Version.DRAFT)


@pytest.fixture(scope="module")
def reported(around_the_file):
    return make_reported_plan()


@pytest.fixture
def made(reported, db):
    return copy.deepcopy(reported)


def of(rows, code):
    return next(each for each in rows.plan.activities if each.code == code)


def report_on(rows, code):
    return rows.reports.get(of(rows, code).activity_id)


def test_everybody_gets_the_same_adopted_report(made):
    reader = make_actor("reporter", body=make_body())
    readers = (PUBLIC, SYSTEM, reader, make_actor("coordinator"))
    seen = []
    for actor in readers:
        with acting_as(actor):
            seen.append(implementation(made.second.pk, ADOPTED, actor=actor))
    assert all(rows == seen[0] for rows in seen)


def test_only_adopted_reports_count_in_the_adopted_version(made):
    with acting_as(SYSTEM):
        rows = implementation(made.second.pk, ADOPTED, actor=SYSTEM)
    assert {report.status for report in rows.reports.values()} == {ReportStatus.ADOPTED}
    assert report_on(rows, "2.3.1") is None
    assert rows.held_back == {}


def test_the_draft_counts_what_has_left_its_body_and_says_where_the_rest_is(made):
    with acting_as(SYSTEM):
        rows = implementation(made.second.pk, DRAFT, actor=SYSTEM)
    assert report_on(rows, "2.3.1").status is ReportStatus.CHECKED
    assert report_on(rows, "2.3.2") is None
    assert rows.held_back == {of(rows, "2.3.2").activity_id: ReportStatus.DRAFT}


@pytest.mark.parametrize("role", ["reporter", "head"])
def test_the_draft_is_for_those_who_see_the_progress_of_every_body(made, role):
    actor = make_actor(role)
    with acting_as(actor):
        for query in (implementation, chapter24):
            with pytest.raises(NotPermitted, match="permission_missing"):
                query(made.second.pk, DRAFT, actor=actor)
        assert not outputs(made.plan.pk, language="en", actor=actor).may_draft


def test_the_public_may_take_the_adopted_report_and_the_plan_but_not_the_chapter_24_report(made):
    with acting_as(PUBLIC):
        assert implementation(made.second.pk, ADOPTED, actor=PUBLIC).reports
        assert paper(made.plan.pk, ADOPTED, actor=PUBLIC).plan.year == 2020
        assert not outputs(made.plan.pk, language="en", actor=PUBLIC).may_read_plan
        with pytest.raises(NotPermitted, match="permission_missing"):
            chapter24(made.second.pk, ADOPTED, actor=PUBLIC)


def test_without_the_permission_nothing_is_taken_out(made):
    stranger = replace(make_actor("case_manager"), permissions=frozenset())
    with acting_as(stranger):
        for query, subject_id in ((implementation, made.second.pk), (paper, made.plan.pk)):
            with pytest.raises(NotPermitted, match="permission_missing"):
                query(subject_id, ADOPTED, actor=stranger)
        with pytest.raises(NotPermitted, match="permission_missing"):
            outputs(made.plan.pk, language="en", actor=stranger)


def test_the_public_finds_no_draft_plan(made):
    with acting_as(SYSTEM):
        values = plan_values(activity_values(lead="INT"), year=2022)
        draft = draft_plan(made.strategy.pk, values, actor=SYSTEM, now=NOW)
        assert paper(draft, ADOPTED, actor=SYSTEM).frame.version is Version.DRAFT
    with acting_as(PUBLIC), pytest.raises(YearlyPlan.DoesNotExist):
        paper(draft, ADOPTED, actor=PUBLIC)


def test_a_period_that_does_not_exist_is_not_there(made):
    with acting_as(SYSTEM):
        for query in (implementation, chapter24):
            with pytest.raises(ReportingPeriod.DoesNotExist):
                query(uuid.uuid4(), ADOPTED, actor=SYSTEM)


def test_the_report_of_a_frozen_period_does_not_depend_on_when_it_is_made(made):
    much_later = Asked("en", datetime(2031, 1, 1, tzinfo=UTC))
    with acting_as(SYSTEM):
        first = implementation(made.first.pk, ADOPTED, actor=SYSTEM)
        correct(made, "1.1.1", Told((5, 60), regions={0: {"north": 2, "south": 3}}))
        make_next_year(made)
        assert implementation(made.first.pk, much_later, actor=SYSTEM) == first
    assert first.frame.made_at == made.first.frozen_at
    assert report_on(first, "1.1.1").code is ActivityCode.IN_PROGRESS


def test_a_correction_makes_the_next_revision_with_its_own_moment(made):
    with acting_as(SYSTEM):
        before = implementation(made.second.pk, ADOPTED, actor=SYSTEM)
        correct(made, "1.1.1", Told((4, 51), regions={0: {"north": 2, "south": 2}}))
        after = implementation(made.second.pk, ADOPTED, actor=SYSTEM)
    assert (before.frame.revision, after.frame.revision) == (1, 2)
    assert (before.frame.made_at, after.frame.made_at) == (made.second.frozen_at, LATER)
    assert report_on(after, "1.1.1").correction_reason == "One was counted twice."


def test_a_correction_on_its_way_leaves_the_adopted_numbers_in_force_in_the_draft_too(made):
    with acting_as(SYSTEM):
        before = implementation(made.second.pk, DRAFT, actor=SYSTEM)
        correct(made, "1.1.1", Told((3, 51), regions={0: {"south": 3}}, way=("submit", "approve")))
        after = implementation(made.second.pk, DRAFT, actor=SYSTEM)
    assert report_on(after, "1.1.1") == report_on(before, "1.1.1")


def test_an_indicator_value_that_comes_after_the_freeze_makes_a_revision_too(made):
    year = (datetime(2020, 1, 1).date(), datetime(2020, 12, 31).date())  # noqa: DTZ001 - days, not moments
    with acting_as(SYSTEM):
        calls = PerformanceIndicator.objects.get(strategy=made.strategy, code="PI-1.1")
        entry = IndicatorEntry(*year, number=Decimal(433), note="Two were found later.")
        record_indicator_value(calls.pk, entry, actor=SYSTEM, now=LATER)
        rows = implementation(made.second.pk, ADOPTED, actor=SYSTEM)
        assert implementation(made.first.pk, ADOPTED, actor=SYSTEM).frame.revision == 1
    assert (rows.frame.revision, rows.frame.made_at) == (2, LATER)
    latest = rows.plan.objectives[0].indicators[0].latest
    assert latest is not None
    assert latest.number == 433


def test_values_of_a_later_period_are_no_part_of_an_earlier_report(made):
    with acting_as(SYSTEM):
        rows = implementation(made.first.pk, ADOPTED, actor=SYSTEM)
    assert all(indicator.values == () for each in rows.plan.objectives for indicator in each.indicators)


def test_the_report_counts_what_the_pages_of_the_plan_count(made):
    """The office's dashboard shows what the draft says."""
    with acting_as(SYSTEM):
        rows = implementation(made.second.pk, DRAFT, actor=SYSTEM)
        period = period_choice(made.second)
        counted = tally(count_rows(made.plan.pk, period, today=NOW.date()))
    lines = lines_of(rows)
    counts = count(lines)
    assert {code.value: number for code, number in counts.by_code.items()} | {"": counts.unknown} == counted.counts
    assert counts.late == counted.late
    assert realisation(lines) == counted.realisation


def test_carried_over_activities_know_their_former_and_later_selves(made):
    following = make_next_year(made)
    with acting_as(SYSTEM):
        later = implementation(following.first.pk, ADOPTED, actor=SYSTEM)
        former = implementation(made.second.pk, ADOPTED, actor=SYSTEM)
    carried = of(later, "1.1.2").carried_from
    assert (carried.year, carried.code) == (2020, "2.1.1")
    onward = former.carried_on[of(former, "2.1.1").activity_id]
    assert (onward.year, onward.code) == (2021, "1.1.2")


def test_chapter_24_keeps_what_a_former_plan_reported_of_a_carried_over_activity(made):
    following = make_next_year(made)
    with acting_as(SYSTEM):
        rows = chapter24(following.first.pk, ADOPTED, actor=SYSTEM)
    told = rows.told[of(rows, "1.1.2").activity_id]
    assert [(each.period.number, each.report.code) for each in told] == [
        (1, ActivityCode.IN_PROGRESS),
        (2, ActivityCode.PARTLY),
        (3, ActivityCode.IMPLEMENTED),
    ]
    assert [each.promise.results[0].text for each in told] == [
        "6 000 inspections",
        "6 000 inspections",
        "600 inspections",
    ]
    assert [period.number for period in rows.periods] == [1, 2, 3]


def queries_of(query, subject_id):
    with acting_as(SYSTEM), CaptureQueriesContext(connection) as captured:
        query(subject_id, ADOPTED, actor=SYSTEM)
    return len(captured)


def plan_of(size):
    lead, partner = make_body(), make_body()
    activities = [activity_values(f"1.1.{number}", lead=lead.code, partners=[partner.code]) for number in range(size)]
    plan = make_plan(*activities, strategy=make_strategy(code=f"INV-{size}"))
    with acting_as(SYSTEM):
        period = ReportingPeriod.objects.filter(plan=plan).order_by("-end_date")[0]
        for activity in Activity.objects.filter(plan=plan):
            report_id = progress.start_report(activity.pk, period.pk, actor=SYSTEM, now=NOW)
            enter(report_id, activity, Told((2,)), NOW)
            for verb in ("submit", "approve", "check", "adopt"):
                progress.move_report(report_id, verb, actor=SYSTEM, now=NOW)
    return plan, period


def test_reports_cost_the_same_for_one_activity_as_for_thirty():
    (small, few), (large, many) = plan_of(1), plan_of(30)
    queries_of(implementation, few.pk)  # the pack is read once for a process
    for query, of_small, of_large in (
        (implementation, few.pk, many.pk),
        (chapter24, few.pk, many.pk),
        (paper, small.pk, large.pk),
    ):
        cost = queries_of(query, of_small)
        assert cost == queries_of(query, of_large) < 45
