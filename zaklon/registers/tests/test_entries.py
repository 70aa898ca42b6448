"""Entering what a body did: who may, what is kept, what stays with the body, and that nothing is lost."""

import pytest

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body, make_user
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.registers.commands.entries import correct, enter_many, withdraw
from zaklon.registers.models import Entry, EntryChange, OwnAnswers, Serving
from zaklon.registers.queries.serving import offered_to
from zaklon.registers.tests.factories import DAY, Desk, now, sheet
from zaklon.registers.values import Correction, NewEntry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def desk():
    return Desk()


def entry(key):
    with acting_as(SYSTEM):
        return Entry.objects.get(pk=key)


def changed(key, desk, *, seen=1, reason="Counted twice", activities=(), **given):
    with acting_as(desk.inspector):
        new = Correction(sheet("inspection", **given), tuple(activities), reason, seen)
        correct(key, new, actor=desk.inspector, now=now())


def test_an_entry_keeps_its_day_its_place_and_a_number_of_its_own(desk):
    first, second = desk.enter(number="3"), desk.enter(number="4")
    assert [entry(key).number for key in (first, second)] == [1, 2]
    found = entry(first)
    assert (found.day.isoformat(), found.answers["number"], found.body_id) == (DAY, "3", desk.inspection.pk)
    assert found.municipality == found.answers["municipality"]


def test_a_body_that_the_register_does_not_name_enters_nothing(desk):
    with pytest.raises(NotPermitted) as refused:
        desk.enter(by=desk.reporter)
    assert refused.value.code == "register_not_of_body"


def test_a_unit_enters_what_the_body_above_it_is_named_for(desk):
    unit = make_actor(Role.REPORTER, body=make_body("AIA-UNIT", parent=desk.inspection))
    assert entry(desk.enter(by=unit)).body_id == unit.body_id


def test_the_office_enters_for_a_body_that_has_nobody_here(desk):
    found = entry(desk.enter(by=desk.office, behalf=desk.inspection.pk))
    assert (found.body_id, found.entered_by_id) == (desk.inspection.pk, desk.office.user_id)


def test_nobody_else_enters_for_another_body(desk):
    with pytest.raises(NotPermitted):
        desk.enter(by=desk.reporter, behalf=desk.inspection.pk)


def test_a_role_without_the_right_enters_nothing(desk):
    analyst = make_actor(Role.ANALYST, body=desk.inspection)
    with pytest.raises(NotPermitted):
        desk.enter(by=analyst)


def test_a_wrong_answer_is_refused_by_its_question(desk):
    with pytest.raises(RuleBroken) as refused:
        desk.enter(number="many")
    assert (refused.value.code, refused.value.field) == ("entry_answer_wrong", "number")


def test_what_ends_before_it_begins_is_refused(desk):
    with pytest.raises(RuleBroken) as refused:
        police = make_actor(Role.REPORTER, body=make_body("POL", kind="police"))
        desk.enter("supervised_place", by=police, until="2020-05-03")
    assert (refused.value.code, refused.value.field) == ("entry_ends_before_start", "until")


def test_several_are_entered_together_or_not_at_all(desk):
    with pytest.raises(RuleBroken), acting_as(desk.inspector):
        good, bad = sheet("inspection"), sheet("inspection", number="x")
        enter_many([NewEntry("inspection", good), NewEntry("inspection", bad)], actor=desk.inspector, now=now())
    with acting_as(SYSTEM):
        assert not Entry.objects.exists()


def test_the_place_of_a_watched_facility_never_leaves_the_police(desk):
    police = make_actor(Role.REPORTER, body=make_body("POL", kind="police"))
    key = desk.enter("supervised_place", by=police, place_name="Invented house", municipality="ME-16")
    assert "place_name" not in entry(key).answers
    with acting_as(police):
        assert OwnAnswers.objects.get(entry_id=key).said["place_name"] == "Invented house"
    for reader in (desk.office, desk.inspector, make_actor(Role.BOARD_MEMBER), make_actor(Role.AUDITOR)):
        with acting_as(reader):
            assert not OwnAnswers.objects.exists()


def test_entries_are_read_by_whom_the_register_says(desk):
    own, open_to_bodies = desk.enter(), desk.enter("training", by=desk.reporter)
    stranger = make_actor(Role.REPORTER, body=make_body("MOH"))
    with acting_as(stranger):
        assert set(Entry.objects.values_list("pk", flat=True)) == {open_to_bodies}
    with acting_as(desk.office):
        assert set(Entry.objects.values_list("pk", flat=True)) == {own, open_to_bodies}


def test_the_groups_of_a_training_belong_to_it(desk):
    training = desk.enter("training", by=desk.reporter)
    group = entry(desk.enter("training_group", by=desk.reporter, parent=training, women="12", men="9"))
    assert (group.parent_id, group.day) == (training, entry(training).day)


@pytest.mark.parametrize("register", ["training_group", "inspection"])
def test_a_part_needs_what_it_belongs_to_and_nothing_else_may_have_one(desk, register):
    training = desk.enter("training", by=desk.reporter)
    wrong = {"training_group": None, "inspection": training}[register]
    with pytest.raises(RuleBroken):
        desk.enter(register, by=desk.office, behalf=desk.inspection.pk, parent=wrong)


def test_a_correction_keeps_what_stood_there_and_why(desk):
    key = desk.enter(number="3")
    changed(key, desk, number="2")
    assert (entry(key).answers["number"], entry(key).revision) == ("2", 2)
    with acting_as(desk.inspector):
        before = EntryChange.objects.get(entry_id=key)
    assert (before.answers["number"], before.reason, before.revision) == ("3", "Counted twice", 1)


def test_parts_move_with_the_day_of_what_they_belong_to(desk):
    training = desk.enter("training", by=desk.reporter)
    group = desk.enter("training_group", by=desk.reporter, parent=training)
    with acting_as(desk.reporter):
        new = Correction(sheet("training", day="2020-06-01"), (), "Put off", 1)
        correct(training, new, actor=desk.reporter, now=now())
    assert entry(group).day.isoformat() == "2020-06-01"


def test_the_second_of_two_who_correct_at_once_is_told(desk):
    key = desk.enter(number="3")
    changed(key, desk, number="2")
    with pytest.raises(NotAllowedNow) as refused:
        changed(key, desk, seen=1, number="5")
    assert refused.value.code == "entry_changed_meanwhile"
    assert entry(key).answers["number"] == "2"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_nothing_is_corrected_without_a_reason_that_fits(desk, reason):
    key = desk.enter()
    with pytest.raises(RuleBroken) as refused:
        changed(key, desk, reason=reason)
    assert refused.value.field == "reason"


def test_what_is_withdrawn_stays_with_its_parts_and_changes_no_more(desk):
    training = desk.enter("training", by=desk.reporter)
    group = desk.enter("training_group", by=desk.reporter, parent=training)
    with acting_as(desk.reporter):
        withdraw(training, "Entered twice", actor=desk.reporter, now=now())
    assert entry(training).withdrawn_at is not None
    assert entry(group).withdrawn_at is not None
    with pytest.raises(NotAllowedNow), acting_as(desk.reporter):
        withdraw(training, "Again", actor=desk.reporter, now=now())


def test_another_body_neither_corrects_nor_withdraws(desk):
    training = desk.enter("training", by=desk.reporter)
    for by in (make_actor(Role.REPORTER, body=make_body("MOH")), make_actor(Role.HOTLINE_OPERATOR, body=desk.other)):
        with pytest.raises(NotPermitted), acting_as(by):
            withdraw(training, "Not mine", actor=by, now=now())


def test_an_entry_serves_activities_in_force(desk):
    activity, _period = desk.activity("inspections_done")
    key = desk.enter(activities=[activity.pk])
    with acting_as(desk.inspector):
        assert list(Serving.objects.values_list("entry_id", "activity_id")) == [(key, activity.pk)]
    changed(key, desk, activities=[])
    with acting_as(SYSTEM):
        assert not Serving.objects.exists()


def test_the_picker_offers_what_the_body_takes_part_in_first(desk):
    activity, _period = desk.activity("inspections_done")
    with acting_as(desk.inspector):
        mine = offered_to(desk.inspection.pk, years={2020}, language="en")
        theirs = offered_to(desk.other.pk, years={2026}, language="en")
    assert [each.activity_id for each in mine.of_body] == [activity.pk]
    assert [each.activity_id for each in theirs.others] == [activity.pk]


def test_a_part_and_an_unknown_activity_serve_nothing(desk):
    activity, _period = desk.activity("trainings_held")
    training = desk.enter("training", by=desk.reporter)
    for register, parent, activities in (
        ("training_group", training, [activity.pk]),
        ("training", None, [training]),
    ):
        with pytest.raises(RuleBroken):
            desk.enter(register, by=desk.reporter, parent=parent, activities=activities)


def test_the_reach_of_the_office_alone_lets_nobody_enter_for_another_body(desk):
    """A head who also sits in the Coordination Body sees as much as the office, and is not the office."""
    body, user = make_body("SEAT"), make_user()
    both = Actor.holding(frozenset({Role.HEAD, Role.BOARD_MEMBER}), user_id=user.pk, body_id=body.pk)
    assert both.reach == "office"
    for behalf in (desk.inspection.pk, None):
        with pytest.raises(NotPermitted):
            desk.enter(by=both, behalf=behalf)


def test_the_office_that_corrects_an_entry_leaves_what_stays_with_the_body(desk):
    police = make_actor(Role.REPORTER, body=make_body("POL", kind="police"))
    key = desk.enter("supervised_place", by=police, place_name="Invented house")
    with acting_as(desk.office):
        new = Correction(sheet("supervised_place"), (), "Read wrongly", 1)
        correct(key, new, actor=desk.office, now=now())
    with acting_as(police):
        assert OwnAnswers.objects.get(entry_id=key).said["place_name"] == "Invented house"
