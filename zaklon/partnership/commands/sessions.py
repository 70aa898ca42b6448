"""Sessions of the Coordination Body: called, opened, closed, called off; who takes part, what is on the agenda."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.documents import commands as documents
from zaklon.documents.values import Audience, Subject, Upload
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind
from zaklon.partnership.commands.settling import settle_all
from zaklon.partnership.commands.shared import must_have_come, must_say
from zaklon.partnership.kinds import Manner, SessionStatus
from zaklon.partnership.models import BoardAttendance, BoardItem, BoardMember, BoardSession, BoardVote
from zaklon.partnership.queries.rolls import sitting_of
from zaklon.partnership.rules.sitting import why_no_step
from zaklon.partnership.states import SESSION_STEPS
from zaklon.partnership.values import NewItem, NewSession

PAPER_OF_ITEM = "partnership.item"
INSIDE = Audience(reaches=frozenset({"office", "audit"}))
_RUNNING = (SessionStatus.PLANNED, SessionStatus.OPEN)
_HOME = "/board/"


@transaction.atomic
def call_session(new: NewSession, *, actor: Actor, now: datetime) -> UUID:
    """Call a session and tell everybody with a seat; gives its key.

    All members are expected in an electronic one. Raises NotPermitted, RuleBroken.
    """
    actor.must(Permission.BOARD_MANAGE)
    user_id, _body_id = actor.post()
    _must_fit(new, now)
    with acting_as(SYSTEM):
        session = BoardSession.objects.create(
            manner=new.manner,
            planned_at=new.planned_at,
            closes_at=new.closes_at,
            place=new.place.strip(),
            called_by_id=user_id,
        )
        seated = BoardMember.objects.of_seats().with_mandate_on(timezone.localdate(new.planned_at))
        if new.manner is Manner.ELECTRONIC:
            BoardAttendance.objects.bulk_create(
                BoardAttendance(session=session, member=member)
                for member in seated.filter(standing="member").order_by("pk")
            )
        told = [member.user_id for member in seated.order_by("pk") if member.user_id not in {None, user_id}]
        enqueue(Kind.TASK_WAITING, [each for each in told if each], path=_HOME, now=now)
    record("board.session_called", session.pk, by=actor, at=now, fields=[new.manner])
    return session.pk


def _must_fit(new: NewSession, now: datetime) -> None:
    if new.manner is Manner.IN_PERSON:
        return
    if new.closes_at is None or new.closes_at <= new.planned_at:
        raise RuleBroken("board_closes_before_opening", field="closes")
    if new.closes_at <= now:
        raise RuleBroken("board_closes_in_past", field="closes")


@transaction.atomic
def move_session(session_id: UUID, verb: str, *, actor: Actor, now: datetime) -> None:
    """Open, close or call off a session. Closing settles every item: what had no quorum is told as such.

    Raises NotPermitted, NotAllowedNow, BoardSession.DoesNotExist, ValueError for a verb that there is not.
    """
    session = locked(session_id)
    with acting_as(SYSTEM):
        # An electronic session opens by its clock, so whoever closes it may be the first to look.
        if verb == "close_session" and not why_no_step(sitting_of(session), verb, now):
            open_when_due(session, now)
    workflow.take_step(SESSION_STEPS, session, actor, verb)
    if code := why_no_step(sitting_of(session), verb, now):
        raise NotAllowedNow(code)
    if session.status == SessionStatus.OPEN:
        session.opened_at = now
    else:
        session.ended_at = now
    with acting_as(SYSTEM):
        if session.status != SessionStatus.OPEN:
            settle_all(session, now)
        session.save(update_fields=["status", "opened_at", "ended_at", "seats", "took_part"])
    record(f"board.{verb}", session_id, by=actor, at=now, fields=["status"])


def open_when_due(session: BoardSession, now: datetime) -> None:
    """Open an electronic session whose time has come."""
    is_due = session.manner == Manner.ELECTRONIC and session.planned_at <= now
    if is_due and session.status == SessionStatus.PLANNED:
        session.status, session.opened_at = SessionStatus.OPEN, session.planned_at
        session.save(update_fields=["status", "opened_at"])


@transaction.atomic
def set_present(session_id: UUID, member_ids: Iterable[UUID], *, actor: Actor, now: datetime) -> None:
    """Say who takes part, or is expected. Raises NotPermitted, NotAllowedNow, RuleBroken, BoardSession.DoesNotExist."""
    actor.must(Permission.BOARD_MANAGE)
    session, wanted = running(session_id), set(member_ids)
    with acting_as(SYSTEM):
        day = max(timezone.localdate(now), timezone.localdate(session.planned_at))
        fit = set(BoardMember.objects.with_mandate_on(day).values_list("pk", flat=True))
        if not wanted <= fit:
            raise RuleBroken("board_present_without_mandate", field="members")
        gone = BoardAttendance.objects.filter(session=session).exclude(member__in=wanted)
        if BoardVote.objects.filter(item__session=session, member__in=gone.values("member")).exists():
            raise NotAllowedNow("board_present_has_voted")
        gone.delete()
        known = set(BoardAttendance.objects.filter(session=session).values_list("member_id", flat=True))
        BoardAttendance.objects.bulk_create(
            BoardAttendance(session=session, member_id=member_id) for member_id in sorted(wanted - known)
        )
    record("board.present_set", session_id, by=actor, at=now, fields=["members"])


@transaction.atomic
def put_on_agenda(session_id: UUID, new: NewItem, *, actor: Actor, now: datetime) -> UUID:
    """Put an item on the agenda; gives its key. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.BOARD_MANAGE)
    session = running(session_id)
    title = must_say(new.title, "item_without_title", "title")
    proposal = must_say(new.proposal, "item_without_proposal", "proposal") if new.is_voted else new.proposal.strip()
    with acting_as(SYSTEM):
        # Whoever votes electronically has read the whole agenda: it stands once the votes have begun.
        if session.manner == Manner.ELECTRONIC and now >= session.planned_at:
            raise NotAllowedNow("board_agenda_stands")
        last = session.items.aggregate(last=Max("position"))["last"] or 0
        item = BoardItem.objects.create(
            session=session, position=last + 1, title=title, proposal=proposal, is_voted=new.is_voted, record=""
        )
    record("board.item_added", item.pk, by=actor, at=now)
    return item.pk


@transaction.atomic
def attach_paper(item_id: UUID, upload: Upload, *, actor: Actor, now: datetime) -> UUID:
    """Keep a paper with an item, for who reads the Body's work. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.BOARD_MANAGE)
    item = BoardItem.objects.get(pk=item_id)
    running(item.session_id)
    return documents.attach(
        upload, Subject(PAPER_OF_ITEM, item.pk), audience=INSIDE, needs=Permission.BOARD_MANAGE, actor=actor, now=now
    )


@transaction.atomic
def write_record(item_id: UUID, words: str, *, actor: Actor, now: datetime) -> None:
    """Write what was said on an item, for the minutes, until they are adopted. Raises NotPermitted, NotAllowedNow."""
    actor.must(Permission.BOARD_MANAGE)
    item = BoardItem.objects.get(pk=item_id)
    if locked(item.session_id).minutes_adopted_on is not None:
        raise NotAllowedNow("board_minutes_adopted")
    with acting_as(SYSTEM):
        BoardItem.objects.filter(pk=item_id).update(record=words.strip())
    record("board.recorded", item_id, by=actor, at=now, fields=["record"])


@transaction.atomic
def adopt_minutes(session_id: UUID, on: date, *, actor: Actor, now: datetime) -> None:
    """Say on which day the minutes were adopted; from then on they stand. Raises NotPermitted, NotAllowedNow."""
    actor.must(Permission.BOARD_MANAGE)
    must_have_come(on, now, "on")
    session = locked(session_id)
    if session.status != SessionStatus.CLOSED or session.ended_at is None:
        raise NotAllowedNow("board_minutes_too_early")
    if session.minutes_adopted_on is not None:
        raise NotAllowedNow("board_minutes_adopted")
    if on < timezone.localdate(session.ended_at):
        raise RuleBroken("board_minutes_before_end", field="on")
    with acting_as(SYSTEM):
        session.minutes_adopted_on = on
        session.save(update_fields=["minutes_adopted_on"])
    record("board.minutes_adopted", session_id, by=actor, at=now)


def locked(session_id: UUID) -> BoardSession:
    """The session, held until the transaction ends. Raises BoardSession.DoesNotExist, also for who may not see it."""
    BoardSession.objects.only("pk").get(pk=session_id)
    with acting_as(SYSTEM):
        return BoardSession.objects.select_for_update().get(pk=session_id)


def running(session_id: UUID) -> BoardSession:
    """The same for one that is not over. Raises NotAllowedNow."""
    session = locked(session_id)
    if session.status not in _RUNNING:
        raise NotAllowedNow("board_session_over")
    return session
