"""The support plan as its newest form says it, and the visits: for readers of the part, with a line on the trail."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.cases.commands.records import read_part
from zaklon.cases.kinds import Part
from zaklon.protection.rules.plans import Goal, Visit, cost_of, goals_of, next_review, visit_of

PLAN_FORM = "f8_service_plan"
VISIT_FORM = "f14_monitoring_visit"


@dataclass(frozen=True)
class PlanPage:
    """The plan of one person. `reviews` counts the forms before the newest; the cost is in whole units."""

    written_at: datetime | None
    goals: tuple[Goal, ...]
    cost: int
    review_on: date | None
    reviews: int
    visits: tuple[Visit, ...]


def plan_of(code: str, person_id: UUID, *, actor: Actor, now: datetime) -> PlanPage:
    """Goals, services and costs of the newest plan, and every visit, the newest first.

    Raises NotPermitted, Case.DoesNotExist.
    """
    part = read_part(code, Part.SERVICES, actor=actor, now=now)
    own = [each for each in part.records if each.person_id == person_id and not each.is_superseded]
    plans = [each for each in own if each.kind == PLAN_FORM]
    newest = plans[0] if plans else None
    goals = goals_of(newest.content) if newest else ()
    return PlanPage(
        written_at=newest.written_at if newest else None,
        goals=goals,
        cost=cost_of(goals),
        review_on=next_review(newest.content) if newest else None,
        reviews=max(len(plans) - 1, 0),
        visits=tuple(visit_of(each.content) for each in own if each.kind == VISIT_FORM),
    )
