"""Persons who belong together: siblings, parent and child, met in one place."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.kinds import EventKind, Level, LinkKind, Part
from zaklon.cases.models import Case, Link, Person
from zaklon.cases.rules.codes import read_code
from zaklon.cases.values import NewLink
from zaklon.common.errors import NotAllowedNow, RuleBroken

# Between parent and child it matters who stands first; the others say the same both ways.
_ONE_WAY = frozenset({LinkKind.PARENT})


@transaction.atomic
def link_persons(code: str, new: NewLink, *, actor: Actor, now: datetime) -> int:
    """Link two persons; gives the link's key. The other case must be one whose shell the actor reads.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    entered.must_be_open()
    other = _other_case(entered, new.other_code)
    with acting_as(SYSTEM):
        person = _person(entered.case.pk, new.position, "person")
        related = _person(other.case.pk, new.other_position, "other_position")
        if person.pk == related.pk:
            raise RuleBroken("link_with_oneself", field="other_position")
        if _is_linked(person, related, new.kind):
            raise NotAllowedNow("linked_already")
        link = Link.objects.create(
            case=entered.case, person=person, other_case=other.case, other=related, kind=new.kind, made_at=now
        )
    for side in {each.case.pk: each for each in (entered, other)}.values():
        side.note(EventKind.LINKED, about=new.kind)
    return link.pk


@transaction.atomic
def end_link(code: str, link_id: int, *, actor: Actor, now: datetime) -> None:
    """Say that two persons do not belong together after all.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist, Link.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    seen = Link.objects.filter(Q(case=entered.case) | Q(other_case=entered.case)).get(pk=link_id)
    with acting_as(SYSTEM):
        link = Link.objects.select_for_update().get(pk=seen.pk)
        if link.ended_at is not None:
            raise NotAllowedNow("link_ended_already")
        link.ended_at = now
        link.save(update_fields=["ended_at"])
    entered.note(EventKind.UNLINKED, about=link.kind)


def _other_case(entered: Entered, typed: str) -> Entered:
    code = read_code(typed)
    if code is None:
        raise RuleBroken("code_mistyped", field="other_code")
    if code == entered.case.code:
        return entered
    try:
        other = enter(code, needs=Permission.CASE_WORK, actor=entered.actor, now=entered.now)
    except Case.DoesNotExist as error:
        # In the words of a case that is not there, whether it is absent or hidden.
        raise RuleBroken("case_not_found", field="other_code") from error
    other.must(Level.READ, Part.SHELL)
    return other


def _person(case_id: int, position: int, field: str) -> Person:
    person = Person.objects.filter(case_id=case_id, position=position, erased_at__isnull=True).first()
    if person is None:
        raise RuleBroken("person_not_of_case", field=field)
    return person


def _is_linked(person: Person, other: Person, kind: LinkKind) -> bool:
    same = Q(person=person, other=other)
    if kind not in _ONE_WAY:
        same |= Q(person=other, other=person)
    return Link.objects.filter(same, kind=kind, ended_at__isnull=True).exists()
