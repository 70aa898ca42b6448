"""What changes when a newer file comes, or a plan is amended."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from zaklon.plan.importing import (
    FieldChange,
    PlainActivity,
    PlainMoney,
    difference,
    difference_between,
    plain_activity,
    read_plan,
)
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_plans import make_plan, render

FORD = PlainActivity("1.1.1", "Check the ford", "1.1", lead="Bridge Authority", start="2027-Q1", end="2027-Q2")
BRIDGE = PlainActivity("1.1.2", "Paint the bridge", "1.1", lead="Rowing Union")


def test_the_same_file_twice_changes_nothing():
    plan = read_plan(render(make_plan(9, seed=4), "docx"), "plan.docx", bodies=made_words.directory())
    kept = [plain_activity(activity) for activity in plan.activities]
    found = difference(kept, plan)
    assert found.is_empty
    assert found.unchanged == 9


def test_another_form_of_the_same_plan_changes_nothing():
    plan = make_plan(9, seed=4)
    kept = read_plan(render(plan, "docx"), "plan.docx", bodies=made_words.directory())
    newer = read_plan(render(plan, "txt"), "plan.txt", bodies=made_words.directory())
    assert difference([plain_activity(activity) for activity in kept.activities], newer).is_empty


def test_added_and_removed_activities_are_listed():
    found = difference_between([FORD], [BRIDGE])
    assert (found.added, found.removed, found.changed) == ((BRIDGE,), (FORD,), ())


def test_a_changed_field_shows_before_and_after():
    later = replace(FORD, end="2027-Q4", money=(PlainMoney(500, "EUR", "donation", is_donation=True),))
    (change,) = difference_between([FORD, BRIDGE], [later, BRIDGE]).changed
    assert change.code == "1.1.1"
    assert change.changes == (
        FieldChange("end", "2027-Q2", "2027-Q4"),
        FieldChange("money", (), (PlainMoney(500, "EUR", "donation", is_donation=True),)),
    )


def test_spacing_and_letter_case_are_no_change():
    assert difference_between([FORD], [replace(FORD, title="CHECK  the ford")]).is_empty


def test_a_renumbered_activity_is_known_by_its_title():
    found = difference_between([FORD, BRIDGE], [FORD, replace(BRIDGE, code="1.2.1", measure="1.2")])
    assert (found.added, found.removed) == ((), ())
    assert [(change.code, change.new_code, [c.field for c in change.changes]) for change in found.changed] == [
        ("1.1.2", "1.2.1", ["measure"])
    ]


def test_a_new_order_of_partners_is_a_change_because_order_has_a_meaning():
    before = replace(FORD, partners=("A", "B"))
    assert not difference_between([before], [replace(FORD, partners=("B", "A"))]).is_empty


activities = st.lists(
    st.builds(
        PlainActivity,
        code=st.sampled_from(["1.1.1", "1.1.2", "1.1.3", "2.1.1"]),
        title=st.sampled_from(["Check", "Paint", "Print", "Visit"]),
        measure=st.sampled_from(["1.1", "2.1"]),
    ),
    max_size=7,
)


@given(old=activities, new=activities)
def test_every_activity_is_accounted_for_once(old, new):
    found = difference_between(old, new)
    assert len(found.added) + len(found.changed) + found.unchanged == len(new)
    assert len(found.removed) + len(found.changed) + found.unchanged == len(old)


@given(plan=activities)
def test_a_plan_does_not_differ_from_itself(plan):
    assert difference_between(plan, plan).is_empty
