"""The directory of providers: who may take somebody in, for whom there are free places, and what runs out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.access.rls import acting_as
from zaklon.protection.kinds import CURRENT, Block, Profile
from zaklon.protection.models import Licence, Placement, Provider
from zaklon.protection.queries.law import codes_of, is_supervisor
from zaklon.protection.queries.standing import block_for, licence_for, licences_of, paper_of, stopped_providers
from zaklon.protection.rules.capacity import free
from zaklon.protection.rules.licences import days_left
from zaklon.vocabulary.queries import vocabulary

# A licence that runs out so soon is shown as one to renew; the pack's first reminder before a deadline.
WARNING_CLOCK = "plan_reminder_before_first"


@dataclass(frozen=True)
class PlacesRow:
    """Places for one profile; never who has them."""

    profile: Profile
    places: int
    free: int
    waiting: int


@dataclass(frozen=True)
class ServiceRow:
    """One service of a provider: whether somebody may be placed, and where there is room."""

    service: str
    block: Block | None
    places: tuple[PlacesRow, ...]

    @property
    def free(self) -> int:
        """Free places of all profiles; none where nobody may be placed."""
        return 0 if self.block else sum(row.free for row in self.places)


@dataclass(frozen=True)
class LicenceRow:
    """A licence as it stands today."""

    licence_id: UUID
    service: str
    number: str
    valid_from: date
    valid_until: date
    is_current: bool
    is_suspended: bool
    days_left: int
    runs_out_soon: bool
    suspended_for: str
    places: int


@dataclass(frozen=True)
class ProviderRow:
    """A provider in the directory; `missing` are its services that need a licence and have none that holds."""

    code: str
    name: str
    kind: str
    ended_on: date | None
    services: tuple[ServiceRow, ...]
    licences: tuple[LicenceRow, ...]
    missing: tuple[str, ...]

    @property
    def is_licensed(self) -> bool:
        """Whether every licence that holds today stands, and there is one."""
        current = [row for row in self.licences if row.is_current]
        return bool(current) and not any(row.is_suspended for row in current)

    @property
    def to_renew(self) -> bool:
        """Whether a licence runs out soon."""
        return any(row.runs_out_soon for row in self.licences)


@dataclass(frozen=True)
class ProviderPage:
    """One provider as one reader meets it."""

    row: ProviderRow
    body: str
    may_license: bool
    is_own: bool


@dataclass(frozen=True)
class LicensedShare:
    """PI-2.1: services that need a licence, and those of them that are licensed, counted by provider and service."""

    licensed: int
    needed: int


def directory(*, actor: Actor, now: datetime, with_ended: bool = False) -> tuple[ProviderRow, ...]:
    """Every provider that is in the directory today, by name. Seven queries, whatever their number."""
    actor.must(Permission.PROVIDER_READ)
    today = timezone.localdate(now)
    found = list(Provider.objects.order_by("name", "code")) if with_ended else _listed(today)
    return _rows(found, today, now)


def public_directory(*, now: datetime) -> tuple[tuple[ProviderRow, ...], LicensedShare]:
    """The same for everybody, with the share of PI-2.1; what is shown of it is for the caller to narrow."""
    today = timezone.localdate(now)
    with acting_as(SYSTEM):
        return _rows(_listed(today), today, now), licensed_share(now=now)


def provider_page(code: str, *, actor: Actor, now: datetime, language: str) -> ProviderPage:
    """One provider. Raises NotPermitted, Provider.DoesNotExist."""
    actor.must(Permission.PROVIDER_READ)
    provider = Provider.objects.get(code=code)
    (row,) = _rows([provider], timezone.localdate(now), now)
    return ProviderPage(
        row=row,
        body=name_of(provider.body_id, language),
        may_license=is_supervisor(actor),
        is_own=actor.body_id == provider.body_id,
    )


def places_of_body(body_id: UUID, *, now: datetime) -> tuple[ProviderRow, ...]:
    """Providers of a body, for its own staff."""
    today = timezone.localdate(now)
    return _rows(list(Provider.objects.filter(body_id=body_id, ended_on__isnull=True).order_by("name")), today, now)


def licensed_share(*, now: datetime) -> LicensedShare:
    """PI-2.1 as it stands at the moment: suspended and run out count as not licensed. Four queries."""
    held = [is_licensed for _provider, is_licensed in _licensed_services(now)]
    return LicensedShare(sum(held), len(held))


def licensed_providers(*, now: datetime) -> int:
    """How many providers have a licence that holds at the moment, for at least one service that needs one."""
    return len({provider for provider, is_licensed in _licensed_services(now) if is_licensed})


def _listed(today: date) -> list[Provider]:
    """Who is in the directory on a day, by name."""
    found = Provider.objects.order_by("name", "code")
    return [each for each in found if each.ended_on is None or each.ended_on > today]


def _licensed_services(now: datetime) -> list[tuple[UUID, bool]]:
    """Each service that needs a licence, by its provider, and whether it has one."""
    today, needs = timezone.localdate(now), codes_of("licensed_service", vocabulary())
    providers = _listed(today)
    licences = licences_of([each.pk for each in providers])
    return [
        (each.pk, block_for(each, service, licences.get(each.pk, ()), today, now, is_stopped=False) is None)
        for each in providers
        for service in each.services
        if service in needs
    ]


@dataclass(frozen=True)
class _Known:
    """What the rows of several providers are made from: their licences, who is stopped, which places are held."""

    licences: Mapping[UUID, list[Licence]]
    stopped: frozenset[UUID]
    held: Mapping[tuple[UUID, str], set[int]]
    waiting: Mapping[tuple[UUID, str, str], int]
    today: date
    now: datetime


def _rows(providers: list[Provider], today: date, now: datetime) -> tuple[ProviderRow, ...]:
    ids = [each.pk for each in providers]
    known = _Known(licences_of(ids), stopped_providers(), *_held(ids), today, now)
    needs = codes_of("licensed_service", vocabulary())
    return tuple(
        ProviderRow(
            code=provider.code,
            name=provider.name,
            kind=provider.kind,
            ended_on=provider.ended_on,
            services=tuple(_service(provider, service, known) for service in provider.services),
            licences=tuple(_licence(each, today, now) for each in known.licences.get(provider.pk, [])),
            missing=tuple(
                service for service in provider.services if service in needs and _lacks(provider, service, known)
            ),
        )
        for provider in providers
    )


def _held(providers: list[UUID]) -> tuple[dict[tuple[UUID, str], set[int]], dict[tuple[UUID, str, str], int]]:
    """Which places are held, and how many wait: counts only, so everybody who places may know. One query."""
    held: dict[tuple[UUID, str], set[int]] = {}
    waiting: dict[tuple[UUID, str, str], int] = {}
    with acting_as(SYSTEM):
        found = Placement.objects.filter(provider__in=providers, state__in=CURRENT)
        for provider, licence, service, profile, slot in found.values_list(
            "provider_id", "licence_id", "service", "profile", "slot"
        ):
            if slot is None:
                key = (provider, service, profile)
                waiting[key] = waiting.get(key, 0) + 1
            else:
                held.setdefault((licence, profile), set()).add(slot)
    return held, waiting


def _lacks(provider: Provider, service: str, known: _Known) -> bool:
    licences = known.licences.get(provider.pk, [])
    return block_for(provider, service, licences, known.today, known.now, is_stopped=False) is not None


def _service(provider: Provider, service: str, known: _Known) -> ServiceRow:
    licences = known.licences.get(provider.pk, [])
    licence = licence_for(service, licences, known.today)
    places = tuple(
        PlacesRow(
            Profile(each.profile),
            each.places,
            free(known.held.get((each.licence_id, each.profile), set()), each.places),
            known.waiting.get((provider.pk, service, each.profile), 0),
        )
        for each in (licence.capacities.all() if licence else ())
    )
    is_stopped = provider.pk in known.stopped
    block = block_for(provider, service, licences, known.today, known.now, is_stopped=is_stopped)
    return ServiceRow(service, block, places)


def _licence(licence: Licence, today: date, now: datetime) -> LicenceRow:
    paper = paper_of(licence)
    left = days_left(licence.valid_until, today)
    open_pause = next((each for each in licence.suspensions.all() if each.ends_at is None), None)
    clock = vocabulary().clocks.get(WARNING_CLOCK)
    soon = timedelta(days=clock.amount or 0) if clock else timedelta(0)
    return LicenceRow(
        licence_id=licence.pk,
        service=licence.service,
        number=licence.number,
        valid_from=licence.valid_from,
        valid_until=licence.valid_until,
        is_current=paper.covers(today),
        is_suspended=paper.is_paused(now),
        days_left=left,
        runs_out_soon=paper.covers(today) and licence.valid_until <= today + soon,
        suspended_for=open_pause.reason if open_pause else "",
        places=sum(each.places for each in licence.capacities.all()),
    )
