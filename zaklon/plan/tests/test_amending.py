"""Amendment by copy, difference and merge; carry-over."""

from dataclasses import replace
from decimal import Decimal

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.common.dates import Quarter
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.commands.amending import amend_plan, carry_over, changes_of, merge_amendment
from zaklon.plan.commands.plans import draft_plan, move_plan
from zaklon.plan.commands.progress import start_report
from zaklon.plan.models import Activity, ProgressReport, ReportingPeriod, ResultIndicator, YearlyPlan
from zaklon.plan.queries.contents import contents_of
from zaklon.plan.rules.changes import activities_of
from zaklon.plan.tests.factories import activity_values, make_plan, plan_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(db):
    return make_body("LEAD")


@pytest.fixture
def plan(lead):
    return make_plan(activity_values("1.1.1", lead=lead.code), activity_values("1.1.2", lead=lead.code))


def later(plan, *changed, without=()):
    """The plan's contents with some activities replaced, by code, and some left out."""
    values = contents_of(plan.pk)
    new = {each.code: each for each in changed}
    measure = values.measures[0]
    kept = [new.pop(each.code, each) for each in measure.activities if each.code not in without]
    return replace(values, measures=(replace(measure, activities=(*kept, *new.values())),))


def test_contents_read_back_are_what_was_drafted(plan, as_system, lead):
    read = [replace(each, copied_from=None) for each in activities_of(contents_of(plan.pk))]
    assert read == [activity_values("1.1.1", lead=lead.code), activity_values("1.1.2", lead=lead.code)]


def test_a_fresh_amendment_changes_nothing(plan, as_system):
    amendment = amend_plan(plan.pk, actor=SYSTEM, now=NOON)
    assert changes_of(amendment).is_empty


def test_an_amendment_shows_what_it_changes_and_merging_keeps_rows_and_reports(plan, as_system, lead):
    former = Activity.objects.get(plan=plan, code="1.1.1")
    result = ResultIndicator.objects.get(activity=former)
    period = ReportingPeriod.objects.filter(plan=plan).order_by("end_date")[0]
    report = start_report(former.pk, period.pk, actor=SYSTEM, now=NOON)
    first = activity_values("1.1.1", lead=lead.code, end=Quarter(2020, 4), copied_from=former.pk)
    third = activity_values("1.1.3", lead=lead.code)
    amendment = amend_plan(plan.pk, actor=SYSTEM, now=NOON, values=later(plan, first, third, without=["1.1.2"]))
    changes = changes_of(amendment)
    assert [each.code for each in changes.added] == ["1.1.3"]
    assert [each.code for each in changes.removed] == ["1.1.2"]
    assert [(each.code, [f.field for f in each.fields]) for each in changes.changed] == [("1.1.1", ["end"])]
    move_plan(amendment, "submit", actor=SYSTEM, now=NOON)
    merge_amendment(amendment, "The halls were closed.", actor=SYSTEM, now=NOON)
    plan.refresh_from_db()
    former.refresh_from_db()
    assert plan.revision == 2
    assert former.due_date == Quarter(2020, 4).last_day
    assert ResultIndicator.objects.get(activity=former).pk == result.pk
    assert ProgressReport.objects.filter(pk=report).exists()
    assert Activity.objects.get(plan=plan, code="1.1.2").dropped_reason == "The halls were closed."
    assert Activity.objects.filter(plan=plan, code="1.1.3").exists()


def test_an_amendment_of_a_plan_that_has_moved_is_refused(plan, as_system):
    amendment = amend_plan(plan.pk, actor=SYSTEM, now=NOON)
    move_plan(amendment, "submit", actor=SYSTEM, now=NOON)
    YearlyPlan.objects.filter(pk=plan.pk).update(revision=5)
    with pytest.raises(NotAllowedNow, match="plan_has_moved"):
        merge_amendment(amendment, "Any reason.", actor=SYSTEM, now=NOON)


def test_only_one_amendment_is_open_at_a_time(plan, as_system):
    amend_plan(plan.pk, actor=SYSTEM, now=NOON)
    with pytest.raises(NotAllowedNow, match="amendment_already_open"):
        amend_plan(plan.pk, actor=SYSTEM, now=NOON)


def test_an_amendment_is_merged_and_never_adopted_beside_its_plan(plan, as_system):
    amendment = amend_plan(plan.pk, actor=SYSTEM, now=NOON)
    move_plan(amendment, "submit", actor=SYSTEM, now=NOON)
    with pytest.raises(RuleBroken, match="amendment_is_merged"):
        move_plan(amendment, "adopt", actor=SYSTEM, now=NOON)


def test_a_reporter_cannot_amend(plan):
    reporter = make_actor("reporter")
    with acting_as(reporter), pytest.raises(NotPermitted):
        amend_plan(plan.pk, actor=reporter, now=NOON)


def test_an_activity_is_carried_over_into_the_next_plan_with_its_origin(plan, as_system):
    former = Activity.objects.get(plan=plan, code="1.1.2")
    following = draft_plan(
        plan.strategy_id,
        plan_values(activity_values("1.1.1", lead="LEAD", start=Quarter(2021, 1), end=Quarter(2021, 2)), year=2021),
        actor=SYSTEM,
        now=NOON,
    )
    new = carry_over(former.pk, following, "1.1.9", end=Quarter(2021, 3), actor=SYSTEM, now=NOON)
    carried = Activity.objects.get(pk=new)
    assert (carried.carried_from_id, carried.due_date) == (former.pk, Quarter(2021, 3).last_day)
    assert ResultIndicator.objects.get(activity=carried).target == Decimal(4)
    with pytest.raises(RuleBroken, match="activity_code_twice"):
        carry_over(former.pk, following, "1.1.9", end=Quarter(2021, 3), actor=SYSTEM, now=NOON)
    with pytest.raises(NotAllowedNow, match="plan_not_draft"):
        carry_over(former.pk, plan.pk, "1.1.9", end=Quarter(2021, 3), actor=SYSTEM, now=NOON)
