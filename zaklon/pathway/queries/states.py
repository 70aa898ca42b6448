"""Who of some persons stands in one of some states of a way: for the effects of other contexts, as the system."""

from collections.abc import Collection, Iterable
from uuid import UUID

from zaklon.pathway.models import Standing


def standing_in(persons: Iterable[UUID], way: str, states: Collection[str]) -> frozenset[UUID]:
    """Those of the persons who stand in one of the states now and whom the reader sees. One query."""
    found = Standing.objects.filter(person_id__in=list(persons), way=way, state__in=list(states))
    return frozenset(found.values_list("person_id", flat=True))
