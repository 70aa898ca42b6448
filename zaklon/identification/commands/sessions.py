"""Sessions and field missions: called, opened, closed, called off; who is present, what is on the agenda."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import Case, Person
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.identification.commands.calling import call_members
from zaklon.identification.kinds import ItemStatus, Purpose, SessionStatus
from zaklon.identification.models import AgendaItem, Attendance, TeamMember, TeamSession, Vote
from zaklon.identification.queries.rolls import former_voters, state_of
from zaklon.identification.rules.outcomes import purpose_from
from zaklon.identification.states import SESSION_STEPS
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind
from zaklon.vocabulary.queries import vocabulary

SESSION_KINDS = "session_kind"
_RUNNING = (SessionStatus.PLANNED, SessionStatus.OPEN)


@transaction.atomic
def call_session(kind: str, planned_at: datetime, *, actor: Actor, now: datetime) -> UUID:
    """Call a session or field mission; gives its key. Raises NotPermitted, RuleBroken."""
    actor.must(Permission.TEAM_MEET)
    user_id, _body_id = actor.post()
    if (SESSION_KINDS, kind) not in vocabulary().terms:
        raise RuleBroken("session_kind_unknown", field="kind")
    with acting_as(SYSTEM):
        session = TeamSession.objects.create(kind=kind, planned_at=planned_at, called_by_id=user_id)
    record("team.session_called", session.pk, by=actor, at=now, fields=[kind])
    return session.pk


@transaction.atomic
def move_session(session_id: UUID, verb: str, *, actor: Actor, now: datetime) -> None:
    """Open, close or call off a session; what was not decided in it is free for another one.

    Raises NotPermitted, NotAllowedNow, TeamSession.DoesNotExist, ValueError for a verb that there is not.
    """
    session = _locked(session_id)
    workflow.take_step(SESSION_STEPS, session, actor, verb)
    if session.status == SessionStatus.OPEN:
        session.opened_at = now
    else:
        session.ended_at = now
    with acting_as(SYSTEM):
        session.save(update_fields=["status", "opened_at", "ended_at"])
        if session.status != SessionStatus.OPEN:
            AgendaItem.objects.filter(session=session, status=ItemStatus.WAITING).update(
                status=ItemStatus.POSTPONED, ended_at=now
            )
    record(f"team.{verb}", session_id, by=actor, at=now, fields=["status"])


@transaction.atomic
def set_present(session_id: UUID, member_ids: Iterable[UUID], *, actor: Actor, now: datetime) -> None:
    """Say who is present, or expected; those work on the cases of the agenda from now on.

    Raises NotPermitted, NotAllowedNow, RuleBroken, TeamSession.DoesNotExist.
    """
    actor.must(Permission.TEAM_MEET)
    session, wanted = _running(session_id), set(member_ids)
    with acting_as(SYSTEM):
        day = max(timezone.localdate(now), timezone.localdate(session.planned_at))
        fit = set(TeamMember.objects.with_mandate_on(day).values_list("pk", flat=True))
        if not wanted <= fit:
            raise RuleBroken("present_without_mandate", field="members")
        gone = Attendance.objects.filter(session=session).exclude(member__in=wanted)
        if Vote.objects.filter(item__session=session, member__in=gone.values("member")).exists():
            raise NotAllowedNow("present_has_voted")
        gone.delete()
        known = set(Attendance.objects.filter(session=session).values_list("member_id", flat=True))
        Attendance.objects.bulk_create(
            Attendance(session=session, member_id=member_id) for member_id in sorted(wanted - known)
        )
        came = list(TeamMember.objects.filter(pk__in=wanted - known).order_by("pk"))
    for item in AgendaItem.objects.filter(session=session, status=ItemStatus.WAITING).select_related("case"):
        _call(enter(item.case.code, needs=Permission.CASE_WORK, actor=actor, now=now), item, came)
    enqueue(Kind.TASK_WAITING, [m.user_id for m in came if m.user_id != actor.user_id], path="/team/", now=now)
    record("team.present_set", session_id, by=actor, at=now, fields=["members"])


@transaction.atomic
def put_on_agenda(session_id: UUID, code: str, person_id: UUID, *, actor: Actor, now: datetime) -> UUID:
    """Put a person who waits for the Team on the agenda; those who are present work on the case from now on.

    Raises NotPermitted, NotAllowedNow, RuleBroken, TeamSession.DoesNotExist, Case.DoesNotExist.
    """
    actor.must(Permission.TEAM_MEET)
    session = _running(session_id)
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.READ, Part.SCREENING)
    entered.must_be_open()
    purpose = _purpose(entered.case, person_id)
    with acting_as(SYSTEM):
        if AgendaItem.objects.filter(person_id=person_id, status=ItemStatus.WAITING).exists():
            raise NotAllowedNow("on_agenda_already")
        item = AgendaItem.objects.create(
            case=entered.case, person_id=person_id, session=session, purpose=purpose, put_at=now
        )
        present = list(
            TeamMember.objects.filter(pk__in=Attendance.objects.filter(session=session).values("member")).order_by("pk")
        )
    _call(entered, item, present)
    record("team.put_on_agenda", code, by=actor, at=now, fields=[purpose])
    return item.pk


@transaction.atomic
def take_off_agenda(item_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take an item off the agenda, to be put on another.

    Raises NotPermitted, NotAllowedNow, AgendaItem.DoesNotExist.
    """
    actor.must(Permission.TEAM_MEET)
    item = AgendaItem.objects.select_related("case").get(pk=item_id)
    enter(item.case.code, needs=Permission.CASE_WORK, actor=actor, now=now)
    with acting_as(SYSTEM):
        item = AgendaItem.objects.select_for_update().select_related("case").get(pk=item_id)
        if item.status != ItemStatus.WAITING:
            raise NotAllowedNow("item_ended")
        item.status, item.ended_at = ItemStatus.POSTPONED, now
        item.save(update_fields=["status", "ended_at"])
    record("team.taken_off_agenda", item.case.code, by=actor, at=now)


def _purpose(case: Case, person_id: UUID) -> Purpose:
    with acting_as(SYSTEM):
        if not Person.objects.filter(case=case, pk=person_id, erased_at__isnull=True).exists():
            raise RuleBroken("person_not_of_case", field="person")
    purpose = purpose_from(vocabulary().steps, state_of(person_id))
    if purpose is None:
        raise NotAllowedNow("not_for_team")
    return purpose


def _call(entered: Entered, item: AgendaItem, members: list[TeamMember]) -> None:
    """Let those who may take part in the item work on its case; not who voted on the decision that is looked at."""
    former = former_voters(item.person_id) if item.purpose == Purpose.RECONSIDER else frozenset()
    call_members(entered, [member for member in members if member.user_id not in former])


def _locked(session_id: UUID) -> TeamSession:
    TeamSession.objects.only("pk").get(pk=session_id)
    with acting_as(SYSTEM):
        return TeamSession.objects.select_for_update().get(pk=session_id)


def _running(session_id: UUID) -> TeamSession:
    session = _locked(session_id)
    if session.status not in _RUNNING:
        raise NotAllowedNow("session_ended")
    return session
