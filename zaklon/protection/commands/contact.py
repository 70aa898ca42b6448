"""The limits that were agreed with a person on how to be reached."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.gate import enter
from zaklon.cases.kinds import EventKind, Level, Part
from zaklon.cases.models import Person
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.protection.kinds import Channel
from zaklon.protection.models import ContactPlan
from zaklon.protection.values import Limits


@transaction.atomic
def agree_limits(code: str, person_id: UUID, limits: Limits, *, actor: Actor, now: datetime) -> None:
    """Record how a person may be reached from now on; the limits before are kept as replaced.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.CONTACT)
    entered.must_be_open()
    _refuse_unfit(limits)
    user_id, body_id = actor.post()
    with acting_as(SYSTEM):
        person = Person.objects.filter(case=entered.case, pk=person_id).first()
        if person is None:
            raise RuleBroken("person_not_of_case", field="person")
        if person.erased_at is not None:
            raise NotAllowedNow("person_erased")
        ContactPlan.objects.filter(person=person, replaced_at__isnull=True).update(replaced_at=now)
        ContactPlan.objects.create(
            case=entered.case,
            person=person,
            language=limits.language,
            allowed=sorted(limits.allowed),
            forbidden=sorted(limits.forbidden),
            hour_from=limits.hour_from,
            hour_until=limits.hour_until,
            never_message=limits.never_message,
            no_post=limits.no_post,
            made_at=now,
            user_id=user_id,
            body_id=body_id,
        )
    entered.note(EventKind.RECORDED, part=Part.CONTACT, about="contact_limits")


def _refuse_unfit(limits: Limits) -> None:
    if not limits.language:
        raise RuleBroken("contact_language_missing", field="language")
    if limits.allowed & limits.forbidden:
        raise RuleBroken("contact_both_ways", field="forbidden")
    if (limits.hour_from is None) != (limits.hour_until is None):
        raise RuleBroken("contact_one_hour", field="hour_until")
    if limits.hour_from is not None and limits.hour_from == limits.hour_until:
        raise RuleBroken("contact_one_hour", field="hour_until")
    if limits.forbidden >= set(Channel):
        raise RuleBroken("contact_no_way_left", field="forbidden")
