"""Splitting a case: some of its persons get a file of their own."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.carrying import carry
from zaklon.cases.commands.files import create_case
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import EventKind, Level, Part
from zaklon.cases.models import Assignment, Case, Conflict, Opening, Person, Track
from zaklon.cases.models.windows import goes_on
from zaklon.cases.queries.facts import tie_of
from zaklon.common.errors import RuleBroken


@transaction.atomic
def split_case(code: str, positions: Collection[int], *, actor: Actor, now: datetime) -> str:
    """Give the persons at these positions a case of their own, and return its code.

    The same people work on it, the same people step aside from it, and what a legal duty opened stays open there too.
    To undo a split, merge the two. Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    entered.must_be_open()
    with acting_as(SYSTEM):
        everybody = dict(Person.objects.filter(case=entered.case).values_list("position", "pk"))
        _refuse_unfit(positions, everybody)
        new = create_case(entered.actor, entered.case.owner_body_id, now, split_from=entered.case)
        _copy_ground(entered.case, new, now)
        going = sorted(set(positions))
        carry({everybody[position]: place for place, position in enumerate(going, start=1)}, new)
    keep_walls(entered.case.pk, now=now)
    keep_walls(new.pk, now=now)
    entered.note(EventKind.SPLIT, about=new.code)
    Entered(new, tie_of(new.pk, actor=actor, now=now), actor, now).note(EventKind.SPLIT, about=code)
    return new.code


def _refuse_unfit(positions: Collection[int], everybody: Mapping[int, object]) -> None:
    if not positions:
        raise RuleBroken("split_without_person", field="persons")
    if not set(positions) <= everybody.keys():
        raise RuleBroken("person_not_of_case", field="persons")
    if len(set(positions)) == len(everybody):
        raise RuleBroken("split_leaves_nobody", field="persons")


def _copy_ground(old: Case, new: Case, now: datetime) -> None:
    """What decides who sees what, and how each part stands, as it is in the old case now."""
    new.is_sealed, new.is_referred = old.is_sealed, old.is_referred
    new.is_on_hold, new.retain_until = old.is_on_hold, old.retain_until
    new.save(update_fields=["is_sealed", "is_referred", "is_on_hold", "retain_until"])
    Track.objects.bulk_create(
        Track(case=new, part=track.part, state=track.state, since=track.since, circle=[], is_sealed=new.is_sealed)
        for track in Track.objects.filter(case=old)
    )
    _copy_assignments(old, new, now)
    _copy_conflicts(old, new)
    _copy_duties(old, new, now)


def _copy_assignments(old: Case, new: Case, now: datetime) -> None:
    Assignment.objects.bulk_create(
        Assignment(
            case=new,
            user_id=each.user_id,
            body_id=each.body_id,
            role=each.role,
            starts_at=max(now, each.starts_at),
            ends_at=each.ends_at,
            is_lead=each.is_lead,
            is_sealed=new.is_sealed,
        )
        for each in Assignment.objects.filter(goes_on(now), case=old)
    )


def _copy_conflicts(old: Case, new: Case) -> None:
    Conflict.objects.bulk_create(
        Conflict(
            case=new, user_id=each.user_id, stance=each.stance, is_declared=each.is_declared, noted_at=each.noted_at
        )
        for each in Conflict.objects.filter(case=old, lifted_at__isnull=True)
    )


def _copy_duties(old: Case, new: Case, now: datetime) -> None:
    Opening.objects.bulk_create(
        Opening(
            case=new,
            receiver_id=each.receiver_id,
            part=each.part,
            purpose=each.purpose,
            duty=each.duty,
            duty_reason=each.duty_reason,
            starts_at=max(now, each.starts_at),
            ends_at=each.ends_at,
            opened_by_id=each.opened_by_id,
        )
        for each in Opening.objects.filter(goes_on(now), case=old, consent__isnull=True)
    )
