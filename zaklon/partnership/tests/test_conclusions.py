"""Conclusions with their owner and last day, reminders, and the annual work plan."""

from datetime import date

import pytest
from django.apps import apps

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.documents.values import Upload
from zaklon.notify.kinds import Kind
from zaklon.partnership.commands import conclusions as commands
from zaklon.partnership.commands import sessions, work_plans
from zaklon.partnership.models import Conclusion, ConclusionReminder, WorkPlan
from zaklon.partnership.queries import measures
from zaklon.partnership.queries.conclusions import conclusion, conclusions, work_plan
from zaklon.partnership.tests.factories import DAY, NOW
from zaklon.partnership.tests.test_board import refused
from zaklon.partnership.values import NewConclusion, NewTask

Message = apps.get_model("notify", "Message")
TODAY, DUE = NOW.date(), (NOW + 20 * DAY).date()


@pytest.fixture
def owner(board):
    return make_actor("reporter")


@pytest.fixture
def owed(board, owner):
    session, item = board.meets(board.members)
    new = NewConclusion("Invented duty", owner.body_id, DUE, item)
    return board.does(commands.conclude, session, new)


def row(key):
    with acting_as(SYSTEM):
        return Conclusion.objects.get(pk=key)


def test_the_owner_says_with_a_word_that_it_is_done(board, owner, owed):
    refused(board, "conclusion_without_proof", commands.finish, owed, TODAY, " ", by=owner, kind=RuleBroken)
    board.does(commands.finish, owed, TODAY, "Invented deed", by=owner)
    assert (row(owed).status, row(owed).done_on, row(owed).done_word) == ("done", TODAY, "Invented deed")
    refused(board, "step_not_open", commands.finish, owed, TODAY, "Again", by=owner)
    assert measures.conclusions_done(TODAY, TODAY) == 1


def test_a_file_is_proof_enough_and_the_owner_sees_it(board, owner, owed):
    board.does(commands.attach_proof, owed, Upload("proof.txt", b"Invented proof"), by=owner)
    board.does(commands.finish, owed, TODAY, "", by=owner)
    with acting_as(owner):
        found = conclusion(owed, "en", actor=owner, now=NOW)
    assert [file.name for file in found.files] == ["proof.txt"]
    assert found.session_id is None, "the session itself is not for the owner"


def test_another_body_neither_sees_nor_answers_a_conclusion(board, owed):
    stranger = make_actor("reporter")
    with acting_as(stranger):
        assert conclusions("en", actor=stranger, now=NOW).rows == ()
        with pytest.raises(Conclusion.DoesNotExist):
            commands.finish(owed, TODAY, "Invented", actor=stranger, now=NOW)
    member = board.members[0]
    refused(board, "conclusion_of_other_body", commands.finish, owed, TODAY, "x", by=member, kind=NotPermitted)
    board.does(commands.finish, owed, TODAY, "Said by the office")


def test_a_conclusion_is_late_after_its_last_day_and_not_on_it(board):
    session, _item = board.meets(board.members)
    board.does(commands.conclude, session, NewConclusion("Invented", board.members[0].body_id, DUE))
    with acting_as(board.office):
        on_the_day = conclusions("en", actor=board.office, now=NOW + 20 * DAY)
        after = conclusions("en", actor=board.office, now=NOW + 21 * DAY)
    assert (on_the_day.late, on_the_day.open) == (0, 1)
    assert (after.late, after.open) == (1, 1)


def test_a_done_conclusion_is_opened_again_with_a_reason_and_a_day(board, owner, owed):
    refused(board, "step_not_open", commands.reopen, owed, "Not yet", DUE)
    board.does(commands.finish, owed, TODAY, "Done", by=owner)
    refused(board, "conclusion_without_reason", commands.reopen, owed, "", DUE, kind=RuleBroken)
    board.does(commands.reopen, owed, "Half of it is missing", DUE)
    assert (row(owed).status, row(owed).done_on, row(owed).done_by_id) == ("open", None, None)
    refused(board, "permission_missing", commands.move_day, owed, DUE, "Why", by=owner, kind=NotPermitted)
    board.does(commands.move_day, owed, DUE + DAY, "More time is needed")
    assert row(owed).due_on == DUE + DAY


def test_conclusions_come_from_a_session_that_goes_on_or_was_held(board, owner):
    session, item = board.votes_online()
    new = NewConclusion("Invented", owner.body_id, DUE)
    refused(board, "conclusion_needs_session", commands.conclude, session, new)
    held, _other = board.meets(board.members)
    for wrong, code in (
        (NewConclusion("", owner.body_id, DUE), "conclusion_without_text"),
        (NewConclusion("x", owner.body_id, (NOW - DAY).date()), "conclusion_due_before_session"),
        (NewConclusion("x", owner.body_id, DUE, item), "conclusion_of_other_session"),
    ):
        refused(board, code, commands.conclude, held, wrong, kind=RuleBroken)


def test_the_owner_is_reminded_before_and_after_once_for_each_day(board, owed):
    with acting_as(SYSTEM):
        Message.objects.all().delete()
    days = [DUE + offset * DAY for offset in range(-25, 20)]
    sent = [commands.send_reminders(today=day, now=NOW) for day in days]
    again = [commands.send_reminders(today=day, now=NOW) for day in days]
    assert sum(again) == 0
    with acting_as(SYSTEM):
        offsets = list(ConclusionReminder.objects.order_by("days_after_due").values_list("days_after_due", flat=True))
        kinds = set(Message.objects.values_list("kind", flat=True))
    assert sum(sent) == len(offsets) >= 2
    assert offsets[0] < 0 < offsets[-1]
    assert kinds == {Kind.DEADLINE_NEAR, Kind.DEADLINE_PASSED}


def test_nobody_is_reminded_of_what_is_done(board, owner, owed):
    board.does(commands.finish, owed, TODAY, "Done", by=owner)
    assert commands.send_reminders(today=DUE + DAY, now=NOW) == 0


def test_adopted_and_implemented_are_two_facts_of_a_work_plan(board, owner):
    plan = board.does(work_plans.draft_work_plan, 2026)
    refused(board, "work_plan_exists", work_plans.draft_work_plan, 2026)
    refused(board, "work_plan_empty", work_plans.adopt_work_plan, plan, TODAY)
    first, second = (
        board.does(work_plans.add_task, plan, NewTask(text, owner.body_id, DUE)) for text in ("One", "Two")
    )
    refused(board, "work_plan_not_adopted", work_plans.implement_task, first, TODAY, "")
    refused(board, "work_plan_not_adopted", work_plans.say_implemented, plan, TODAY)
    board.does(work_plans.adopt_work_plan, plan, TODAY)
    refused(board, "work_plan_adopted", work_plans.add_task, plan, NewTask("Three", owner.body_id, DUE))
    refused(board, "work_plan_tasks_open", work_plans.say_implemented, plan, TODAY)
    later = NOW + 30 * DAY
    board.does(work_plans.implement_task, first, later.date(), "Done", at=later)
    refused(board, "work_plan_task_ended", work_plans.drop_task, first, later.date(), "No", at=later)
    board.does(work_plans.drop_task, second, later.date(), "Not needed any more", at=later)
    refused(board, "too_early", work_plans.say_implemented, plan, TODAY, at=later, kind=RuleBroken)
    board.does(work_plans.say_implemented, plan, later.date(), at=later)
    refused(board, "work_plan_implemented", work_plans.say_implemented, plan, later.date(), at=later)
    year = date(2026, 1, 1), date(2026, 12, 31)
    assert (measures.work_plans_adopted(*year), measures.work_plans_implemented(*year)) == (1, 1)
    assert measures.work_plans_implemented(TODAY, TODAY) == 0
    with acting_as(board.office):
        assert work_plan(plan, "en", actor=board.office).done == 1


def test_who_does_not_keep_the_body_changes_no_work_plan(board):
    member = board.members[0]
    refused(board, "permission_missing", work_plans.draft_work_plan, 2027, by=member, kind=NotPermitted)
    with acting_as(member):
        assert not WorkPlan.objects.exists()


def test_only_sessions_that_were_held_count(board):
    session, _item = board.meets(board.members)
    board.votes_online()
    assert measures.body_sessions(TODAY, TODAY) == 0
    board.does(sessions.move_session, session, "close_session")
    assert measures.body_sessions(TODAY, TODAY) == 1
    assert measures.body_sessions(date(2026, 1, 1), (NOW - DAY).date()) == 0
