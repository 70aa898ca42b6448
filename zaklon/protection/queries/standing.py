"""Whether a provider may take somebody in, reckoned under the system's reach: the reasons behind it stay hidden."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.protection.kinds import Block
from zaklon.protection.models import Capacity, Incident, Licence, Provider, Suspension
from zaklon.protection.rules.licences import Paper, Paused, block_of


def stopped_providers() -> frozenset[UUID]:
    """Providers with a complaint that stops placements. One query."""
    with acting_as(SYSTEM):
        found = Incident.objects.filter(stops=True, settled_at__isnull=True)
        return frozenset(found.values_list("provider_id", flat=True))


def licences_of(providers: Iterable[UUID]) -> dict[UUID, list[Licence]]:
    """Licences by provider with suspensions and capacities, the newest first. Three queries."""
    found = Licence.objects.filter(provider__in=list(providers)).prefetch_related(
        Prefetch("suspensions", Suspension.objects.order_by("starts_at")),
        Prefetch("capacities", Capacity.objects.order_by("profile")),
    )
    by_provider: dict[UUID, list[Licence]] = {}
    for licence in found.order_by("-valid_from", "-recorded_at"):
        by_provider.setdefault(licence.provider_id, []).append(licence)
    return by_provider


def paper_of(licence: Licence) -> Paper:
    """A licence as the rules see it."""
    paused = tuple(Paused(each.starts_at, each.ends_at) for each in licence.suspensions.all())
    return Paper(licence.valid_from, licence.valid_until, paused)


def block_for(
    provider: Provider, service: str, licences: Iterable[Licence], today: date, now: datetime, *, is_stopped: bool
) -> Block | None:
    """Why the provider takes in nobody for the service; None when it may."""
    papers = [paper_of(licence) for licence in licences if licence.service == service]
    is_ended = provider.ended_on is not None and provider.ended_on <= today
    return block_of(papers, today, now, is_ended=is_ended, is_stopped=is_stopped)


def licence_for(service: str, licences: Iterable[Licence], today: date) -> Licence | None:
    """The newest licence for the service that covers the day."""
    return next((each for each in licences if each.service == service and paper_of(each).covers(today)), None)
