"""Conclusions of the Coordination Body: given, done, opened again; and the reminders of their last day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.documents import commands as documents
from zaklon.documents.queries import of_subject
from zaklon.documents.values import Audience, Subject, Upload
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.partnership.commands.sessions import locked
from zaklon.partnership.commands.shared import must_have_come, must_say
from zaklon.partnership.kinds import ConclusionStatus, SessionStatus
from zaklon.partnership.models import BoardItem, Conclusion, ConclusionReminder
from zaklon.partnership.states import CONCLUSION_STEPS
from zaklon.partnership.values import NewConclusion
from zaklon.plan.queries.periods import reminder_days

EVIDENCE = "partnership.conclusion"
_TRACKER = "/board/conclusions/"
_OWNERS = (Role.HEAD, Role.REPORTER)


@transaction.atomic
def conclude(session_id: UUID, new: NewConclusion, *, actor: Actor, now: datetime) -> UUID:
    """Write down what a body has to do, and tell it; gives the key.

    Raises NotPermitted, NotAllowedNow for a session that has not been held, RuleBroken, BoardSession.DoesNotExist.
    """
    actor.must(Permission.BOARD_MANAGE)
    session = locked(session_id)
    if session.status not in (SessionStatus.OPEN, SessionStatus.CLOSED):
        raise NotAllowedNow("conclusion_needs_session")
    text = must_say(new.text, "conclusion_without_text", "text")
    day = timezone.localdate(session.planned_at)
    if new.due_on < day:
        raise RuleBroken("conclusion_due_before_session", field="due_on")
    with acting_as(SYSTEM):
        if new.item_id and not BoardItem.objects.filter(session=session, pk=new.item_id).exists():
            raise RuleBroken("conclusion_of_other_session", field="item")
        last = session.conclusions.aggregate(last=Max("position"))["last"] or 0
        conclusion = Conclusion.objects.create(
            session=session,
            item_id=new.item_id,
            position=last + 1,
            concluded_on=day,
            text=text,
            owner_id=new.owner_id,
            due_on=new.due_on,
            done_word="",
            reason="",
        )
        _tell(Kind.TASK_WAITING, new.owner_id, now)
    record("board.concluded", conclusion.pk, by=actor, at=now, fields=["owner", "due_on"])
    return conclusion.pk


@transaction.atomic
def finish(conclusion_id: UUID, done_on: date, word: str, *, actor: Actor, now: datetime) -> None:
    """Say that a conclusion is done: with a word, or with a file that is there already.

    The owner or the coordinator's office says it. Raises NotPermitted, NotAllowedNow, RuleBroken.
    """
    user_id, _body_id = actor.post()
    conclusion = _of_actor(conclusion_id, actor)
    must_have_come(done_on, now, "done_on")
    workflow.take_step(CONCLUSION_STEPS, conclusion, actor, "finish")
    if done_on < conclusion.concluded_on:
        raise RuleBroken("conclusion_done_before_session", field="done_on")
    if not word.strip() and not any(not file.is_removed for file in of_subject(EVIDENCE, conclusion.pk)):
        raise RuleBroken("conclusion_without_proof", field="word")
    conclusion.done_on, conclusion.done_word, conclusion.done_by_id = done_on, word.strip(), user_id
    with acting_as(SYSTEM):
        conclusion.save(update_fields=["status", "done_on", "done_word", "done_by"])
    record("board.finish", conclusion_id, by=actor, at=now, fields=["status"])


@transaction.atomic
def reopen(conclusion_id: UUID, reason: str, due_on: date, *, actor: Actor, now: datetime) -> None:
    """Open a conclusion again that was not done after all, with a new last day; its owner is told.

    Raises NotPermitted, NotAllowedNow, RuleBroken.
    """
    actor.must(Permission.BOARD_MANAGE)
    conclusion = _locked(conclusion_id)
    workflow.take_step(CONCLUSION_STEPS, conclusion, actor, "reopen")
    conclusion.reason = must_say(reason, "conclusion_without_reason", "reason")
    conclusion.done_on, conclusion.done_by_id = None, None
    _set_day(conclusion, due_on, now)
    record("board.reopen", conclusion_id, by=actor, at=now, fields=["status", "due_on"])


@transaction.atomic
def move_day(conclusion_id: UUID, due_on: date, reason: str, *, actor: Actor, now: datetime) -> None:
    """Give an open conclusion another last day, with the reason. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.BOARD_MANAGE)
    conclusion = _locked(conclusion_id)
    if conclusion.status != ConclusionStatus.OPEN:
        raise NotAllowedNow("conclusion_done_already")
    conclusion.reason = must_say(reason, "conclusion_without_reason", "reason")
    _set_day(conclusion, due_on, now)
    record("board.day_moved", conclusion_id, by=actor, at=now, fields=["due_on"])


def _set_day(conclusion: Conclusion, due_on: date, now: datetime) -> None:
    if due_on < conclusion.concluded_on:
        raise RuleBroken("conclusion_due_before_session", field="due_on")
    conclusion.due_on = due_on
    with acting_as(SYSTEM):
        conclusion.save(update_fields=["status", "due_on", "reason", "done_on", "done_by"])
        _tell(Kind.TASK_RETURNED, conclusion.owner_id, now)


@transaction.atomic
def attach_proof(conclusion_id: UUID, upload: Upload, *, actor: Actor, now: datetime) -> UUID:
    """Keep a file that shows what was done, for the owner, the office, the Body and the auditor.

    Raises NotPermitted, RuleBroken, Conclusion.DoesNotExist.
    """
    conclusion = _of_actor(conclusion_id, actor)
    return documents.attach(
        upload,
        Subject(EVIDENCE, conclusion.pk),
        audience=Audience(frozenset({conclusion.owner_id}), frozenset({"office", "audit"})),
        needs=Permission.CONCLUSION_ANSWER,
        actor=actor,
        now=now,
    )


def _of_actor(conclusion_id: UUID, actor: Actor) -> Conclusion:
    """The conclusion for its owner or the office. Raises NotPermitted, Conclusion.DoesNotExist."""
    actor.must(Permission.CONCLUSION_ANSWER)
    conclusion = _locked(conclusion_id)
    if conclusion.owner_id != actor.body_id and not actor.may(Permission.BOARD_MANAGE):
        raise NotPermitted("conclusion_of_other_body")
    return conclusion


def _locked(conclusion_id: UUID) -> Conclusion:
    Conclusion.objects.only("pk").get(pk=conclusion_id)
    with acting_as(SYSTEM):
        return Conclusion.objects.select_for_update().get(pk=conclusion_id)


def _tell(kind: Kind, owner_id: UUID, now: datetime) -> None:
    for role in _OWNERS:
        enqueue_for_role(kind, role, owner_id, path=_TRACKER, now=now)


def send_reminders(*, today: date, now: datetime) -> int:
    """Remind owners of open conclusions on the days that the pack names, before and after; gives how many.

    Safe to repeat: each is reminded once for each day, and a missed day is caught up with the latest one only.
    """
    sent = 0
    with acting_as(SYSTEM):
        days = reminder_days()
        for conclusion_id, due_on in Conclusion.objects.filter(status=ConclusionStatus.OPEN).values_list(
            "pk", "due_on"
        ):
            offset = days.latest(due_on, today)
            if offset is not None:
                sent += _remind(conclusion_id, offset, now)
    return sent


@transaction.atomic
def _remind(conclusion_id: UUID, offset: int, now: datetime) -> int:
    conclusion = Conclusion.objects.select_for_update().get(pk=conclusion_id)
    known = ConclusionReminder.objects.filter(conclusion=conclusion, due_on=conclusion.due_on)
    if conclusion.status != ConclusionStatus.OPEN or known.filter(days_after_due__gte=offset).exists():
        return 0
    ConclusionReminder.objects.create(
        conclusion=conclusion, due_on=conclusion.due_on, days_after_due=offset, sent_at=now
    )
    _tell(Kind.DEADLINE_PASSED if offset > 0 else Kind.DEADLINE_NEAR, conclusion.owner_id, now)
    record("board.reminded", conclusion.pk, by=SYSTEM, at=now)
    return 1
