"""Reading what decides who sees what, beyond any one reader's own view. Gives ties and keys, never content."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import looking_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import Ground, Part
from zaklon.cases.models import Assignment, BreakGlass, Case, Conflict, Opening
from zaklon.cases.rules.decide import Tie
from zaklon.cases.rules.keys import Assigned, Broken, Facts, Opened, Window
from zaklon.cases.rules.matrix import OVERSIGHT


def facts_of(case_id: int) -> Facts:
    """Everything about one case that opens and closes it. Five queries. Raises Case.DoesNotExist."""
    with looking_as(SYSTEM):
        case = Case.objects.get(pk=case_id)
        return facts_from(case, assignments_of(case))


def assignments_of(case: Case) -> list[Assignment]:
    """Everybody who works or has worked on a case; as the system. One query."""
    return list(Assignment.objects.filter(case=case))


def facts_from(case: Case, assignments: Iterable[Assignment]) -> Facts:
    """The same from rows that were just read; as the system. Three queries."""
    return Facts(
        assigned=tuple(
            Assigned(row.user_id, row.body_id, Role(row.role), Window(row.starts_at, row.ends_at))
            for row in assignments
        ),
        opened=tuple(
            Opened(
                row.receiver_id,
                Part(row.part),
                Ground.CONSENT if row.consent_id else Ground.DUTY,
                Window(row.starts_at, row.ends_at),
            )
            for row in Opening.objects.filter(case=case)
        ),
        broken=tuple(
            Broken(row.user_id, row.body_id, Part(row.part), Window(row.starts_at, row.ends_at))
            for row in BreakGlass.objects.filter(case=case)
        ),
        conflicted=frozenset(
            Conflict.objects.filter(case=case, lifted_at__isnull=True).values_list("user_id", flat=True)
        ),
        is_sealed=case.is_sealed,
        is_referred=case.is_referred,
        owner=case.owner_body_id,
    )


def tie(facts: Facts, actor: Actor, now: datetime) -> Tie:
    """What ties the actor to the case at the moment."""
    of_body: set[UUID | None] = {post.body_id for post in facts.assigned if post.window.holds(now)}
    of_body = of_body or {facts.owner}
    oversees = {role for role in actor.roles if role in OVERSIGHT}
    if actor.body_id not in of_body:
        oversees.discard(Role.CASE_SUPERVISOR)
    me = (actor.user_id, actor.body_id)
    return Tie(
        assigned=frozenset(p.role for p in facts.assigned if (p.user_id, p.body_id) == me and p.window.holds(now)),
        opened=frozenset(o.part for o in facts.opened if o.body_id == actor.body_id and o.window.holds(now)),
        glass=frozenset(g.part for g in facts.broken if (g.user_id, g.body_id) == me and g.window.holds(now)),
        oversees=frozenset(oversees),
        is_conflicted=actor.user_id in facts.conflicted,
        is_sealed=facts.is_sealed,
        is_referred=facts.is_referred,
    )


def tie_of(case_id: int, *, actor: Actor, now: datetime) -> Tie:
    """What ties the actor to one case. Raises Case.DoesNotExist."""
    return tie(facts_of(case_id), actor, now)
