"""Somebody leaves: the account closes and open work is handed over, in every context, or nothing happens."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.commands import people as access
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import successors
from zaklon.access.rls import acting_as
from zaklon.cases.commands import people as cases
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands import people as plan


@transaction.atomic
def leave(user_id: UUID, successor_id: UUID | None, *, actor: Actor, now: datetime) -> None:
    """Close the account of a person who leaves and give their open work to the successor, or back to their bodies.

    The person's next request is refused: posts, account and sessions end with this transaction.
    Raises NotPermitted, NotAllowedNow when the person has left, RuleBroken for oneself, a successor who cannot be, or
    a sealed case that only the leaver works on and nobody takes over.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    if successor_id == user_id:
        raise RuleBroken("successor_is_leaving", field="successor")
    if successor_id is not None:
        fit = {fit_id for fit_id, _name in successors(user_id, actor=actor, today=timezone.localdate(now))}
        if successor_id not in fit:
            raise RuleBroken("successor_not_in_body", field="successor")
    with acting_as(SYSTEM):
        plan.hand_over(user_id, successor_id, actor=actor, now=now)
        cases.hand_over_all(user_id, successor_id, actor=actor, now=now)
    access.leave(user_id, actor=actor, now=now)
