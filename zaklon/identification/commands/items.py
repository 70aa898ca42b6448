"""What members do on an item: declare, step aside, give an opinion, vote."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.posts import declare_conflict
from zaklon.cases.commands.records import write_record
from zaklon.cases.kinds import Level, Part, RecordKind, Stance
from zaklon.cases.values import NewRecord
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.identification.kinds import Function, ItemStatus, SessionStatus
from zaklon.identification.models import AgendaItem, Attendance, Declaration, Opinion, TeamMember, Vote
from zaklon.identification.queries.rolls import member_of, roll_of, state_of
from zaklon.identification.rules.outcomes import outcomes
from zaklon.identification.rules.quorum import ABSTAIN, Roll
from zaklon.vocabulary.queries import vocabulary


@dataclass(frozen=True)
class _Taking:
    """A member who takes part in an item, under the lock of its case."""

    item: AgendaItem
    member: TeamMember
    entered: Entered

    @property
    def keys(self) -> dict[str, object]:
        return {"item": self.item, "case_id": self.item.case_id, "person_id": self.item.person_id}


def _take_part(item_id: UUID, *, actor: Actor, now: datetime) -> _Taking:
    """Raises NotPermitted, NotAllowedNow, and AgendaItem.DoesNotExist alike for one that is absent or hidden."""
    actor.must(Permission.TEAM_MEET)
    member = member_of(actor, today=timezone.localdate(now))
    code = AgendaItem.objects.select_related("case").get(pk=item_id).case.code
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.READ, Part.SCREENING)
    entered.must_be_open()
    with acting_as(SYSTEM):
        item = AgendaItem.objects.select_related("session").get(pk=item_id)
        is_there = Attendance.objects.filter(session_id=item.session_id, member=member).exists()
    if item.status != ItemStatus.WAITING:
        raise NotAllowedNow("item_ended")
    if not is_there:
        raise NotAllowedNow("member_not_present")
    return _Taking(item, member, entered)


@transaction.atomic
def declare_free(item_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Declare to have no conflict of interest in the item. Raises as the others: NotPermitted, NotAllowedNow."""
    taking = _take_part(item_id, actor=actor, now=now)
    with acting_as(SYSTEM):
        _, is_new = Declaration.objects.get_or_create(
            item=taking.item,
            member=taking.member,
            defaults={**taking.keys, "is_free": True, "declared_at": now},
        )
    if not is_new:
        raise NotAllowedNow("declared_already")
    record("team.declared", taking.entered.case.code, by=actor, at=now)


@transaction.atomic
def step_aside(item_id: UUID, stance: Stance, *, actor: Actor, now: datetime) -> None:
    """Step aside: nothing of the case is shown to the member from now on, and the item counts without the member.

    Also after having declared or voted: the former vote is not counted any more.
    """
    taking = _take_part(item_id, actor=actor, now=now)
    with acting_as(SYSTEM):
        Declaration.objects.get_or_create(
            item=taking.item,
            member=taking.member,
            defaults={**taking.keys, "is_free": False, "declared_at": now},
        )
    record("team.stepped_aside", taking.entered.case.code, by=actor, at=now)
    declare_conflict(taking.entered.case.code, stance, actor=actor, now=now)


@transaction.atomic
def give_opinion(item_id: UUID, words: str, request_key: UUID | None = None, *, actor: Actor, now: datetime) -> UUID:
    """Seal a member's opinion in the screening of the person; gives the key of the entry."""
    taking = _take_part(item_id, actor=actor, now=now)
    _must_be_free(taking)
    person_id = taking.item.person_id
    new = NewRecord(person_id, Part.SCREENING, RecordKind.TEAM_OPINION, {"opinion": words.strip()}, request_key)
    record_id = write_record(taking.entered.case.code, new, actor=actor, now=now)
    with acting_as(SYSTEM):
        Opinion.objects.get_or_create(
            item=taking.item,
            member=taking.member,
            record_id=record_id,
            defaults={"case_id": taking.item.case_id, "person_id": person_id, "given_at": now},
        )
    return record_id


@transaction.atomic
def vote(item_id: UUID, choice: str, *, actor: Actor, now: datetime) -> None:
    """Vote on an item of a session that goes on: for an outcome that the law offers, or abstain. Once."""
    taking = _take_part(item_id, actor=actor, now=now)
    if taking.member.function == Function.SECRETARY:
        raise NotPermitted("vote_of_secretary")
    if taking.item.session.status != SessionStatus.OPEN:
        raise NotAllowedNow("vote_before_session")
    _must_be_free(taking)
    _refuse_unfit(taking, roll_of(taking.item, today=timezone.localdate(now)))
    offered = {step.verb for step in outcomes(vocabulary().steps, state_of(taking.item.person_id))}
    if not offered:
        raise NotAllowedNow("vote_before_review")
    if choice not in {*offered, ABSTAIN}:
        raise RuleBroken("vote_unknown", field="choice")
    with acting_as(SYSTEM):
        _, is_new = Vote.objects.get_or_create(
            item=taking.item,
            user_id=taking.member.user_id,
            defaults={
                "case_id": taking.item.case_id,
                "person_id": taking.item.person_id,
                "member": taking.member,
                "choice": choice,
                "cast_at": now,
            },
        )
    if not is_new:
        raise NotAllowedNow("voted_already")
    record("team.voted", taking.entered.case.code, by=actor, at=now)


def _must_be_free(taking: _Taking) -> None:
    with acting_as(SYSTEM):
        declared = Declaration.objects.filter(item=taking.item, member=taking.member, is_free=True)
        if not declared.exists():
            raise NotAllowedNow("declare_first")


def _refuse_unfit(taking: _Taking, roll: Roll) -> None:
    if taking.member.pk in roll.former:
        raise NotAllowedNow("voted_in_former")
    if roll.is_overfull:
        raise NotAllowedNow("team_overfull")
