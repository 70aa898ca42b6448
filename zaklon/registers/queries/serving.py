"""The activities that a record can serve: those that fit the post come first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from zaklon.plan.queries.serving import ActivityChoice, activities_in_force, in_force


@dataclass(frozen=True)
class Offered:
    """Activities to choose from: those that the body leads or takes part in, then the others."""

    of_body: tuple[ActivityChoice, ...]
    others: tuple[ActivityChoice, ...]


def offered_to(body_id: UUID | None, *, years: Collection[int], language: str) -> Offered:
    """What a record of a body in one of these years can serve."""
    found = activities_in_force(years, language)
    mine = tuple(each for each in found if body_id in each.bodies)
    return Offered(mine, tuple(each for each in found if body_id not in each.bodies))


def may_serve(activity_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the activities that stand in an adopted plan and are not dropped: any body may serve any of them."""
    return in_force(activity_ids)
