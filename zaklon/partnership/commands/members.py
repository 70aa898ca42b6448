"""Who founded the Coordination Body, and who sits in it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.posts import holder_with_address
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.partnership.commands.shared import must_have_come, must_say
from zaklon.partnership.kinds import Standing
from zaklon.partnership.models import BoardMember, Founding
from zaklon.partnership.values import NewMandate, NewObserver


@transaction.atomic
def record_founding(reference: str, decided_on: date, says: str, *, actor: Actor, now: datetime) -> UUID:
    """Keep a decision that founded or changed the Body; gives its key. Raises NotPermitted, RuleBroken."""
    actor.must(Permission.BOARD_MANAGE)
    user_id, _body_id = actor.post()
    must_have_come(decided_on, now, "decided_on")
    with acting_as(SYSTEM):
        founding = Founding.objects.create(
            reference=must_say(reference, "founding_without_number", "reference"),
            decided_on=decided_on,
            says=says.strip(),
            recorded_by_id=user_id,
            recorded_at=now,
        )
    record("board.founded", founding.pk, by=actor, at=now)
    return founding.pk


@transaction.atomic
def seat(new: NewMandate, *, actor: Actor, now: datetime) -> UUID:
    """Give somebody who holds the post a mandate for a body; gives its key.

    Raises NotPermitted, NotAllowedNow for a second mandate or member at the same time, RuleBroken.
    """
    actor.must(Permission.BOARD_MANAGE)
    _must_run_forwards(new.starts_on, new.ends_on)
    with acting_as(SYSTEM):
        user_id = holder_with_address(new.address, new.body_id, Role.BOARD_MEMBER, today=timezone.localdate(now))
        if user_id is None:
            raise RuleBroken("board_not_in_post", field="address")
        at_the_time = _at_the_time(new.starts_on, new.ends_on)
        if at_the_time.filter(user_id=user_id).exists():
            raise NotAllowedNow("board_mandate_runs")
        of_seat = at_the_time.filter(body_id=new.body_id, standing=Standing.MEMBER)
        if new.standing is Standing.MEMBER and of_seat.exists():
            raise NotAllowedNow("board_seat_taken")
        member = BoardMember.objects.create(
            standing=new.standing,
            user_id=user_id,
            body_id=new.body_id,
            name="",
            comes_from="",
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            appointed_at=now,
        )
    record("board.seated", member.pk, by=actor, at=now, fields=[new.standing])
    return member.pk


@transaction.atomic
def invite_observer(new: NewObserver, *, actor: Actor, now: datetime) -> UUID:
    """Note an observer, who neither votes nor signs in; gives the key. Raises NotPermitted, RuleBroken."""
    actor.must(Permission.BOARD_MANAGE)
    _must_run_forwards(new.starts_on, new.ends_on)
    with acting_as(SYSTEM):
        member = BoardMember.objects.create(
            standing=Standing.OBSERVER,
            name=must_say(new.name, "observer_without_name", "name"),
            comes_from=new.comes_from.strip(),
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            appointed_at=now,
        )
    record("board.seated", member.pk, by=actor, at=now, fields=[Standing.OBSERVER])
    return member.pk


@transaction.atomic
def end_mandate(member_id: UUID, last_day: date, *, actor: Actor, now: datetime) -> None:
    """Let a mandate end with a day. Raises NotPermitted, NotAllowedNow, RuleBroken, BoardMember.DoesNotExist."""
    actor.must(Permission.BOARD_MANAGE)
    with acting_as(SYSTEM):
        member = BoardMember.objects.select_for_update().get(pk=member_id)
        if member.ends_on is not None and member.ends_on < timezone.localdate(now):
            raise NotAllowedNow("board_mandate_ended")
        _must_run_forwards(member.starts_on, last_day)
        member.ends_on = last_day
        member.save(update_fields=["ends_on"])
    record("board.mandate_ended", member_id, by=actor, at=now, fields=["ends_on"])


def _at_the_time(starts_on: date, ends_on: date | None) -> QuerySet[BoardMember]:
    found = BoardMember.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    return found if ends_on is None else found.filter(starts_on__lte=ends_on)


def _must_run_forwards(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("board_mandate_backwards", field="ends")
