"""Who belongs to the Team, and who is on call."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.posts import holder_with_address
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.identification.models import OnCallShift, TeamMember
from zaklon.identification.rules.functions import ROLE_OF
from zaklon.identification.values import NewMember, NewShift
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind
from zaklon.vocabulary.queries import vocabulary

PROFILES = "team_profile"


@transaction.atomic
def appoint(new: NewMember, *, actor: Actor, now: datetime) -> UUID:
    """Give somebody who holds the post a mandate in the Team; gives its key.

    Raises NotPermitted, NotAllowedNow for a second mandate at the same time, RuleBroken.
    """
    actor.must(Permission.TEAM_MANAGE)
    if (PROFILES, new.profile) not in vocabulary().terms:
        raise RuleBroken("team_profile_unknown", field="profile")
    if new.ends_on is not None and new.ends_on < new.starts_on:
        raise RuleBroken("mandate_ends_before_start", field="ends")
    with acting_as(SYSTEM):
        today = timezone.localdate(now)
        user_id = holder_with_address(new.address, new.body_id, ROLE_OF[new.function], today=today)
        if user_id is None:
            raise RuleBroken("team_not_in_post", field="address")
        _refuse_second(user_id, new)
        member = TeamMember.objects.create(
            user_id=user_id,
            body_id=new.body_id,
            function=new.function,
            is_deputy=new.is_deputy,
            profile=new.profile,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            appointed_at=now,
        )
    record("team.appointed", member.pk, by=actor, at=now, fields=[new.function, new.profile])
    return member.pk


def _refuse_second(user_id: UUID, new: NewMember) -> None:
    others = TeamMember.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=new.starts_on), user_id=user_id)
    if new.ends_on is not None:
        others = others.filter(starts_on__lte=new.ends_on)
    if others.exists():
        raise NotAllowedNow("mandate_runs_already")


@transaction.atomic
def end_mandate(member_id: UUID, last_day: date, *, actor: Actor, now: datetime) -> None:
    """Let a mandate end with a day; shifts after it fall away.

    Raises NotPermitted, NotAllowedNow, RuleBroken, TeamMember.DoesNotExist.
    """
    actor.must(Permission.TEAM_MANAGE)
    with acting_as(SYSTEM):
        member = TeamMember.objects.select_for_update().get(pk=member_id)
        if member.ends_on is not None and member.ends_on < timezone.localdate(now):
            raise NotAllowedNow("mandate_ended_already")
        if last_day < member.starts_on:
            raise RuleBroken("mandate_ends_before_start", field="ends")
        member.ends_on = last_day
        member.save(update_fields=["ends_on"])
        OnCallShift.objects.filter(member=member, starts_at__date__gt=last_day, taken_off_at__isnull=True).update(
            taken_off_at=now
        )
    record("team.mandate_ended", member_id, by=actor, at=now, fields=["ends_on"])


@transaction.atomic
def put_on_call(new: NewShift, *, actor: Actor, now: datetime) -> UUID:
    """Put a member on the roster; gives the shift's key. Raises NotPermitted, RuleBroken, TeamMember.DoesNotExist."""
    actor.must(Permission.TEAM_MANAGE)
    with acting_as(SYSTEM):
        member = TeamMember.objects.get(pk=new.member_id)
        if new.ends_at <= new.starts_at or new.ends_at <= now:
            raise RuleBroken("shift_ends_before_start", field="ends")
        last_day = timezone.localdate(new.ends_at)
        running = TeamMember.objects.filter(pk=member.pk)
        for day in (timezone.localdate(new.starts_at), last_day):
            running = running.with_mandate_on(day)
        if not running.exists():
            raise RuleBroken("shift_outside_mandate", field="member")
        shift = OnCallShift.objects.create(member=member, starts_at=new.starts_at, ends_at=new.ends_at)
        enqueue(Kind.TASK_WAITING, [member.user_id], path="/team/", now=now)
    record("team.on_call", member.pk, by=actor, at=now, fields=["shift"])
    return shift.pk


@transaction.atomic
def take_off_call(shift_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a shift off the roster. Raises NotPermitted, NotAllowedNow, OnCallShift.DoesNotExist."""
    actor.must(Permission.TEAM_MANAGE)
    with acting_as(SYSTEM):
        shift = OnCallShift.objects.select_for_update().select_related("member").get(pk=shift_id)
        if shift.taken_off_at is not None or shift.ends_at <= now:
            raise NotAllowedNow("shift_over")
        shift.taken_off_at = now
        shift.save(update_fields=["taken_off_at"])
        enqueue(Kind.TASK_WAITING, [shift.member.user_id], path="/team/", now=now)
    record("team.off_call", shift.member_id, by=actor, at=now, fields=["shift"])
