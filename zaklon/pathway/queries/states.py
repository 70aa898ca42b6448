"""Who of some persons stands in one of some states of a way: for the effects of other contexts, as the system."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from zaklon.pathway.models import Move, Standing


def standing_in(persons: Iterable[UUID], way: str, states: Collection[str]) -> frozenset[UUID]:
    """Those of the persons who stand in one of the states now and whom the reader sees. One query."""
    found = Standing.objects.filter(person_id__in=list(persons), way=way, state__in=list(states))
    return frozenset(found.values_list("person_id", flat=True))


def last_moves(persons: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of the persons last took a step on any way, of those that the reader sees. One query."""
    found = Move.objects.filter(person_id__in=list(persons)).values_list("person_id").annotate(at=Max("moved_at"))
    return dict(found)
