"""Amendments that come from a newer file: measures, moved and renumbered activities, codes that change hands."""

from dataclasses import replace

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.tests.factories import NOON, make_body
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands.amending import amend_plan, carry_over, changes_of, merge_amendment
from zaklon.plan.commands.plans import draft_plan, move_plan, rewrite_activity
from zaklon.plan.models import Activity, KeyMeasure, Wording
from zaklon.plan.queries.contents import contents_of
from zaklon.plan.rules.changes import activities_of, changes_between
from zaklon.plan.rules.matching import following
from zaklon.plan.tests.factories import activity_values, make_plan, plan_values
from zaklon.plan.values import MeasureValues

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(db):
    return make_body("LEAD")


@pytest.fixture
def plan(lead):
    return make_plan(*(activity_values(code, lead=lead.code) for code in ("1.1.1", "1.1.2", "1.1.3")))


def from_file(plan, *measures):
    """What a newer file would give: no rows, no translations."""
    return following(contents_of(plan.pk), plan_values(measures=measures))


def measure(number, *activities, text="Invented measure"):
    return MeasureValues(1, number, number, text, activities)


def merged(plan, values, reason="Invented reason"):
    amendment = amend_plan(plan.pk, actor=SYSTEM, now=NOON, values=values)
    changes = changes_of(amendment)
    move_plan(amendment, "submit", actor=SYSTEM, now=NOON)
    merge_amendment(amendment, reason, actor=SYSTEM, now=NOON)
    return changes


def first_measure(plan, *changed, without=()):
    new = {each.code: each for each in changed}
    kept = [
        new.pop(each.code, replace(each, copied_from=None))
        for each in activities_of(contents_of(plan.pk))
        if each.code not in without
    ]
    return replace(contents_of(plan.pk).measures[0], activities=(*kept, *new.values()))


def test_the_same_contents_from_a_file_change_nothing(plan, as_system):
    assert changes_between(contents_of(plan.pk), from_file(plan, first_measure(plan))).is_empty


def test_a_new_measure_with_its_activity_comes_in_by_merging(plan, as_system):
    new = measure("1.2", activity_values("1.2.1", lead="LEAD"), text="Another invented measure")
    changes = merged(plan, from_file(plan, first_measure(plan), new))
    assert [each.number for each in changes.measures_added] == ["1.2"]
    assert Activity.objects.get(plan=plan, code="1.2.1").measure.text == "Another invented measure"


def test_a_reworded_measure_and_an_activity_that_moves_are_changes(plan, as_system):
    values = contents_of(plan.pk).measures[0]
    moved = replace(values.activities[2], copied_from=None)
    stays = replace(values, text="Reworded", activities=values.activities[:2])
    changes = merged(plan, from_file(plan, stays, measure("1.2", moved)))
    assert [(each.number, each.fields[0].field) for each in changes.measures_changed] == [("1.1", "text")]
    assert [(each.code, each.fields[0].field) for each in changes.changed] == [("1.1.3", "measure")]
    assert Activity.objects.get(plan=plan, code="1.1.3").measure.number == "1.2"
    assert KeyMeasure.objects.get(plan=plan, number="1.1").text == "Reworded"


def test_a_renumbered_activity_keeps_its_row(plan, as_system):
    former = Activity.objects.get(plan=plan, code="1.1.3")
    renumbered = replace(activity_values("1.1.3", lead="LEAD"), code="1.1.9")
    changes = merged(plan, from_file(plan, first_measure(plan, renumbered, without=["1.1.3"])))
    assert (changes.added, changes.removed) == ((), ())
    former.refresh_from_db()
    assert former.code == "1.1.9"


def test_two_activities_may_swap_their_codes_in_one_amendment(plan, as_system):
    values = contents_of(plan.pk)
    first, second, third = values.measures[0].activities
    swapped = replace(
        values.measures[0], activities=(replace(first, code="1.1.2"), replace(second, code="1.1.1"), third)
    )
    merged(plan, replace(values, measures=(swapped,)))
    assert Activity.objects.get(pk__in=[first.copied_from]).code == "1.1.2"
    assert Activity.objects.get(pk__in=[second.copied_from]).code == "1.1.1"


def test_a_dropped_activity_is_no_part_of_the_next_version(plan, as_system):
    values = from_file(plan, first_measure(plan, without=["1.1.2"]))
    assert [each.code for each in merged(plan, values).removed] == ["1.1.2"]
    assert changes_between(contents_of(plan.pk), values).is_empty
    again = amend_plan(plan.pk, actor=SYSTEM, now=NOON)
    assert "1.1.2" not in [each.code for each in activities_of(contents_of(again))]
    assert changes_of(again).is_empty


def test_a_dropped_activity_that_comes_back_is_taken_up_again(plan, as_system):
    whole = first_measure(plan)
    former = Activity.objects.get(plan=plan, code="1.1.2")
    merged(plan, from_file(plan, first_measure(plan, without=["1.1.2"])))
    merged(plan, from_file(plan, whole))
    former.refresh_from_db()
    assert (former.dropped_on, former.dropped_reason) == (None, "")


def test_another_activity_may_take_the_code_of_one_that_leaves(plan, as_system):
    values = contents_of(plan.pk)
    first, second, third = values.measures[0].activities
    taken = replace(values.measures[0], activities=(first, replace(third, code="1.1.2")))
    merged(plan, replace(values, measures=(taken,)))
    assert Activity.objects.get(plan=plan, code="1.1.2").pk == third.copied_from
    gone = Activity.objects.get(pk__in=[second.copied_from])
    assert (gone.code, gone.dropped_reason) == ("1.1.2 r1", "Invented reason")


def test_a_measure_that_is_emptied_goes_with_its_last_activity(plan, as_system):
    new = measure("1.2", activity_values("1.2.1", lead="LEAD"))
    changes = merged(plan, from_file(plan, new))
    assert [each.number for each in changes.measures_removed] == ["1.1"]
    assert [each.number for each in contents_of(plan.pk).measures] == ["1.2"]


def test_translations_of_a_rewritten_activity_and_its_results_follow_it(plan, as_system):
    values = activity_values("1.1.1", lead="LEAD")
    result = replace(values.results[0], wordings={"sq": "Rezultat"})
    former = Activity.objects.get(plan=plan, code="1.1.1")
    for title in ("Titull", "Titull tjeter"):
        rewrite_activity(plan, former.pk, replace(values, wordings={"sq": title}, results=(result,)))
    read = next(each for each in activities_of(contents_of(plan.pk)) if each.code == "1.1.1")
    assert (read.wordings, read.results[0].wordings) == ({"sq": "Titull tjeter"}, {"sq": "Rezultat"})
    assert Wording.objects.filter(owner_id=plan.pk).count() == 2


def test_a_dropped_activity_can_still_be_carried_over(plan, as_system):
    merged(plan, from_file(plan, first_measure(plan, without=["1.1.2"])))
    dropped = Activity.objects.get(plan=plan, code="1.1.2")
    following_plan = draft_plan(
        plan.strategy_id, plan_values(activity_values("1.1.1", lead="LEAD"), year=2021), actor=SYSTEM, now=NOON
    )
    end = activity_values(lead="LEAD").end
    carried = carry_over(dropped.pk, following_plan, "1.1.5", end=replace(end, year=2021), actor=SYSTEM, now=NOON)
    assert Activity.objects.get(pk=carried).carried_from_id == dropped.pk


def test_carrying_over_cannot_end_before_the_new_plan_begins(plan, as_system):
    origin = Activity.objects.get(plan=plan, code="1.1.2")
    later = plan_values(activity_values("1.1.1", lead="LEAD"), year=2021)
    following_plan = draft_plan(plan.strategy_id, later, actor=SYSTEM, now=NOON)
    with pytest.raises(RuleBroken, match="activity_ends_before_start"):
        carry_over(origin.pk, following_plan, "1.1.5", end=activity_values(lead="LEAD").end, actor=SYSTEM, now=NOON)
