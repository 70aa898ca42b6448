"""Changing a draft: adding, changing and removing activities and measures; who may, when, and what does not fit."""

import uuid
from dataclasses import replace
from decimal import Decimal

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import MATRIX, Role
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.common.dates import Quarter
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.commands import drafting
from zaklon.plan.commands.amending import carry_over
from zaklon.plan.commands.plans import draft_plan, drop_activity, move_plan
from zaklon.plan.kinds import Comparator, FundingState
from zaklon.plan.models import Activity, KeyMeasure, MoneyLine, RegionQuota, ResultIndicator, Wording
from zaklon.plan.queries.contents import contents_of
from zaklon.plan.rules.changes import activities_of
from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy, plan_values
from zaklon.plan.values import MeasureValues, MoneyValues, PartValues, ResultValues

pytestmark = pytest.mark.django_db
MEASURE = MeasureValues(1, "1.2", "1.2", "Another invented measure", ())
MAY_EDIT = [role for role in Role if Permission.PLAN_EDIT in MATRIX[role].permissions]


@pytest.fixture
def lead(db):
    return make_body("LEAD")


@pytest.fixture
def plan(lead):
    first = activity_values("1.1.1", lead="LEAD", wordings={"cnr": "Izmišljena aktivnost"})
    return make_plan(first, activity_values("1.1.2", lead="LEAD"), adopted=False)


@pytest.fixture
def office(db):
    coordinator = make_actor("coordinator")
    with acting_as(coordinator):
        yield coordinator


def trace_of(subject_id):
    """What was done to the thing, oldest first."""
    with acting_as(SYSTEM):
        return [entry.action for entry in reversed(entries(subject=str(subject_id)))]


def held(plan):
    """The plan's activities as they stand, in order."""
    return list(activities_of(contents_of(plan.pk)))


def row(plan, code):
    return Activity.objects.get(plan=plan, code=code)


def test_an_added_activity_stands_last_under_its_measure_and_leaves_a_trace(plan, office):
    activity_id = drafting.add_activity(plan.pk, "1.1", activity_values("1.1.3", lead="LEAD"), actor=office, now=NOON)
    assert [each.code for each in held(plan)] == ["1.1.1", "1.1.2", "1.1.3"]
    assert trace_of(activity_id) == ["activity.added"]


def test_a_changed_activity_keeps_its_row_and_the_translation_of_an_unchanged_title(plan, office):
    former = row(plan, "1.1.1")
    values = activity_values("1.1.1", lead="LEAD", end=Quarter(2020, 4))
    drafting.change_activity(former.pk, "1.1", values, actor=office, now=NOON)
    (after, _other) = held(plan)
    assert (after.copied_from, after.end) == (former.pk, Quarter(2020, 4))
    assert after.wordings == {"cnr": "Izmišljena aktivnost"}
    assert trace_of(former.pk) == ["activity.changed"]


def test_a_new_title_drops_the_translation_of_the_old_one(plan, office):
    former = row(plan, "1.1.1")
    values = activity_values("1.1.1", lead="LEAD", title="Another title")
    drafting.change_activity(former.pk, "1.1", values, actor=office, now=NOON)
    assert held(plan)[0].wordings == {}


def test_an_activity_moves_to_another_measure(plan, office):
    drafting.add_measure(plan.pk, MEASURE, actor=office, now=NOON)
    values = activity_values("1.2.1", lead="LEAD")
    drafting.change_activity(row(plan, "1.1.1").pk, "1.2", values, actor=office, now=NOON)
    measures = contents_of(plan.pk).measures
    assert {each.number: [one.code for one in each.activities] for each in measures} == {
        "1.1": ["1.1.2"],
        "1.2": ["1.2.1"],
    }


def test_a_removed_activity_leaves_nothing_behind_but_its_trace(plan, office):
    gone = row(plan, "1.1.1").pk
    drafting.remove_activity(gone, actor=office, now=NOON)
    assert [each.code for each in held(plan)] == ["1.1.2"]
    for model in (ResultIndicator, MoneyLine):
        assert not model.objects.filter(activity_id=gone).exists()
    assert not Wording.objects.filter(subject_id=gone).exists()
    assert trace_of(gone) == ["activity.removed"]


def test_quotas_of_a_removed_activity_go_with_it(plan, office):
    result = ResultValues("Two per region", "number", Comparator.AT_LEAST, Decimal(4), "trainings", quotas={"n": 2})
    added = drafting.add_activity(
        plan.pk, "1.1", activity_values("1.1.3", lead="LEAD", results=(result,)), actor=office, now=NOON
    )
    assert RegionQuota.objects.filter(plan=plan).count() == 1
    drafting.remove_activity(added, actor=office, now=NOON)
    assert RegionQuota.objects.filter(plan=plan).count() == 0


def test_a_measure_is_added_changed_and_removed(plan, office):
    measure_id = drafting.add_measure(plan.pk, MEASURE, actor=office, now=NOON)
    drafting.change_measure(measure_id, replace(MEASURE, text="Put otherwise"), actor=office, now=NOON)
    assert [each.text for each in contents_of(plan.pk).measures] == ["Invented measure", "Put otherwise"]
    drafting.remove_measure(measure_id, actor=office, now=NOON)
    assert [each.number for each in contents_of(plan.pk).measures] == ["1.1"]
    assert trace_of(measure_id) == ["measure.added", "measure.changed", "measure.removed"]


def test_a_measure_with_activities_stays(plan, office):
    with pytest.raises(NotAllowedNow, match="measure_has_activities"):
        drafting.remove_measure(KeyMeasure.objects.get(plan=plan).pk, actor=office, now=NOON)


def test_a_measure_that_is_put_otherwise_loses_its_translation(office, lead):
    measure = MeasureValues(
        1, "1", "1.1", "Invented measure", (activity_values(lead="LEAD"),), wordings={"sq": "Masë e shpikur"}
    )
    plan = make_plan(adopted=False, measures=(measure,))
    kept = KeyMeasure.objects.get(plan=plan)
    drafting.change_measure(kept.pk, replace(measure, label="1a"), actor=office, now=NOON)
    assert contents_of(plan.pk).measures[0].wordings == {"sq": "Masë e shpikur"}
    drafting.change_measure(kept.pk, replace(measure, text="Put otherwise"), actor=office, now=NOON)
    assert contents_of(plan.pk).measures[0].wordings == {}


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        (replace(MEASURE, number=" "), "measure_without_number"),
        (replace(MEASURE, number="1.1"), "measure_number_twice"),
        (replace(MEASURE, objective=9), "objective_not_known"),
    ],
)
def test_a_measure_that_does_not_fit_is_refused(plan, office, measure, code):
    with pytest.raises(RuleBroken, match=code):
        drafting.add_measure(plan.pk, measure, actor=office, now=NOON)


def test_a_measure_may_keep_its_own_number(plan, office):
    measure = KeyMeasure.objects.get(plan=plan)
    drafting.change_measure(measure.pk, replace(MEASURE, number="1.1"), actor=office, now=NOON)
    with pytest.raises(RuleBroken, match="measure_without_number"):
        drafting.change_measure(measure.pk, replace(MEASURE, number=""), actor=office, now=NOON)


def _result(**changes):
    return (replace(ResultValues("A result", "number", Comparator.AT_LEAST, Decimal(4), "trainings"), **changes),)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": " "}, "activity_without_code"),
        ({"title": " "}, "activity_without_title"),
        ({"code": "1.1.2"}, "activity_code_twice"),
        ({"parts": ()}, "activity_without_body"),
        ({"parts": (PartValues("LEAD"), PartValues("LEAD"))}, "body_twice"),
        ({"parts": (PartValues("NOBODY"),)}, "body_not_known"),
        ({"end": Quarter(2020, 1)}, "activity_ends_before_start"),
        ({"results": _result(target=None)}, "result_target_and_comparator"),
        ({"results": _result(comparator=Comparator.NONE)}, "result_target_and_comparator"),
        ({"results": _result(quotas={"north": Decimal(0)})}, "quota_not_above_zero"),
        ({"money": (MoneyValues(-1, "EUR", "donation"),)}, "number_negative"),
        ({"funding": FundingState.NONE_REQUIRED}, "money_not_required"),
        ({"references": (("benchmark", "99"),)}, "reference_not_known"),
    ],
)
def test_an_activity_that_does_not_fit_is_refused_and_nothing_changes(plan, office, changes, code):
    values = replace(activity_values("1.1.3", lead="LEAD"), **changes)
    with pytest.raises(RuleBroken, match=code):
        drafting.add_activity(plan.pk, "1.1", values, actor=office, now=NOON)
    with pytest.raises(RuleBroken, match=code):
        drafting.change_activity(row(plan, "1.1.1").pk, "1.1", values, actor=office, now=NOON)
    assert [each.code for each in held(plan)] == ["1.1.1", "1.1.2"]


def test_an_activity_under_a_measure_that_is_not_there_is_refused(plan, office):
    with pytest.raises(RuleBroken, match="measure_not_known"):
        drafting.add_activity(plan.pk, "7.7", activity_values("1.1.3", lead="LEAD"), actor=office, now=NOON)


def changes_to(plan, actor):
    """Every way of changing the plan, by name, as the actor would do it."""
    with acting_as(SYSTEM):
        activity, measure = row(plan, "1.1.1").pk, KeyMeasure.objects.get(plan=plan).pk
    new, given = activity_values("1.1.3", lead="LEAD"), {"actor": actor, "now": NOON}
    return {
        "add_activity": lambda: drafting.add_activity(plan.pk, "1.1", new, **given),
        "change_activity": lambda: drafting.change_activity(activity, "1.1", new, **given),
        "remove_activity": lambda: drafting.remove_activity(activity, **given),
        "add_measure": lambda: drafting.add_measure(plan.pk, MEASURE, **given),
        "change_measure": lambda: drafting.change_measure(measure, MEASURE, **given),
        "remove_measure": lambda: drafting.remove_measure(measure, **given),
        "carry_over": lambda: carry_over(activity, plan.pk, "1.1.9", end=Quarter(2020, 4), **given),
        "drop_activity": lambda: drop_activity(activity, "A reason", on=NOON.date(), **given),
        "replace_contents": lambda: drafting.replace_contents(plan, plan_values(new), **given),
    }


def test_the_coordinators_office_alone_changes_drafts():
    assert MAY_EDIT == [Role.COORDINATOR]


@pytest.mark.parametrize("role", [role for role in Role if role not in {*MAY_EDIT, Role.PUBLIC}])
def test_no_other_role_changes_a_draft(plan, role):
    actor = make_actor(role, body=None)
    with acting_as(actor):
        for change in changes_to(plan, actor).values():
            with pytest.raises(NotPermitted):
                change()


def _submit(plan):
    move_plan(plan.pk, "submit", actor=SYSTEM, now=NOON)


def _adopt(plan):
    _submit(plan)
    move_plan(plan.pk, "adopt", actor=SYSTEM, now=NOON, adopted_by="Invented Government")


def _close(plan):
    _adopt(plan)
    move_plan(plan.pk, "close", actor=SYSTEM, now=NOON)


def _discard(plan):
    move_plan(plan.pk, "discard", actor=SYSTEM, now=NOON)


@pytest.mark.parametrize("step", [_submit, _adopt, _close, _discard])
def test_what_is_no_draft_any_more_is_not_changed(plan, office, step):
    with acting_as(SYSTEM):
        step(plan)
    changes = changes_to(plan, office)
    del changes["drop_activity"]  # dropping with a reason is how a plan in force is changed
    for change in changes.values():
        with pytest.raises(NotAllowedNow, match="plan_not_draft"):
            change()


def test_an_activity_of_a_plan_that_is_not_there_is_not_found(office):
    with pytest.raises(Activity.DoesNotExist):
        drafting.remove_activity(uuid.uuid4(), actor=office, now=NOON)


def test_a_dropped_activity_is_carried_over_with_its_contents_but_not_its_references(office, lead):
    strategy = make_strategy()
    make_body("PARTNER")
    former = make_plan(activity_values("1.1.1", lead="LEAD", partners=["PARTNER"]), strategy=strategy)
    activity = row(former, "1.1.1")
    drop_activity(activity.pk, "The halls were closed.", on=NOON.date(), actor=office, now=NOON)
    later = draft_plan(
        strategy.pk,
        plan_values(activity_values("1.1.1", lead="LEAD", start=Quarter(2021, 1), end=Quarter(2021, 2)), year=2021),
        actor=office,
        now=NOON,
    )
    carried = carry_over(activity.pk, later, "1.1.2", end=Quarter(2022, 1), actor=office, now=NOON)
    values = next(each for each in activities_of(contents_of(later)) if each.copied_from == carried)
    assert (values.carried_from, values.start, values.end) == (activity.pk, Quarter(2021, 1), Quarter(2022, 1))
    assert [part.body for part in values.parts] == ["LEAD", "PARTNER"]
    assert values.references == ()
    assert trace_of(carried) == ["activity.carried_over"]


@pytest.mark.parametrize(
    ("year", "end", "code"),
    [(2020, Quarter(2020, 4), "carry_over_goes_forward"), (2021, Quarter(2020, 4), "activity_ends_before_start")],
)
def test_an_activity_is_carried_forward_only(plan, office, year, end, code):
    first = activity_values("9.9.9", lead="LEAD", start=Quarter(year, 1), end=Quarter(year, 4))
    other = make_plan(first, strategy=make_strategy(code="INV-2"), adopted=False, year=year)
    with pytest.raises(RuleBroken, match=code):
        carry_over(row(plan, "1.1.1").pk, other.pk, "1.1.9", end=end, actor=office, now=NOON)
