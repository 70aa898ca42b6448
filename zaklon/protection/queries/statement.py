"""Nights and cost of a provider in a month, for the financing of shelters: counts only, nobody and no case is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.common.errors import NotPermitted
from zaklon.common.money import Money
from zaklon.protection.kinds import Profile, StayState
from zaklon.protection.models import Placement, Provider, Rate
from zaklon.protection.queries.law import is_supervisor
from zaklon.protection.rules.nights import NightRate, Stay, cost_between, month_of, nights_between, unpriced_between


@dataclass(frozen=True)
class StatementLine:
    """One profile in the month."""

    profile: Profile
    persons: int
    nights: int
    costs: tuple[Money, ...]


@dataclass(frozen=True)
class Statement:
    """A provider's month. `unpriced` nights had no rate on their day."""

    provider: str
    body_id: UUID
    first: date
    lines: tuple[StatementLine, ...]
    rates: tuple[NightRate, ...]
    unpriced: int

    @property
    def nights(self) -> int:
        """Nights of all profiles."""
        return sum(line.nights for line in self.lines)

    @property
    def costs(self) -> tuple[Money, ...]:
        """What they cost, by currency."""
        return _added(money for line in self.lines for money in line.costs)


def statement(code: str, month: date, *, actor: Actor) -> Statement:
    """The month in which the day lies: for those who license, and for the provider's own staff.

    Raises NotPermitted, Provider.DoesNotExist. Four queries.
    """
    provider = Provider.objects.get(code=code)
    _must_read(provider, actor)
    first, end = month_of(month)
    with acting_as(SYSTEM):
        rates = tuple(
            NightRate(row.from_date, row.amount_minor, row.currency)
            for row in Rate.objects.filter(provider=provider).order_by("from_date")
        )
        found = Placement.objects.filter(
            provider=provider, state__in=[StayState.STAYING, StayState.LEFT], entered_on__lt=end
        ).exclude(left_on__lte=first)
        stays = [
            (Profile(profile), person, Stay(entered, left))
            for profile, person, entered, left in found.values_list("profile", "person_id", "entered_on", "left_on")
            if entered is not None
        ]
    return Statement(
        provider=provider.code,
        body_id=provider.body_id,
        first=first,
        lines=tuple(_line(profile, stays, first, end, rates) for profile in Profile if _has(profile, stays)),
        rates=rates,
        unpriced=sum(unpriced_between(stay, first, end, rates) for _profile, _person, stay in stays),
    )


def _must_read(provider: Provider, actor: Actor) -> None:
    is_own = Role.SHELTER_STAFF in actor.roles and actor.body_id == provider.body_id
    if not is_own and not (actor.may(Permission.PROVIDER_LICENSE) and is_supervisor(actor)):
        raise NotPermitted("not_licensing_body")


_Stays = list[tuple[Profile, UUID, Stay]]


def _has(profile: Profile, stays: _Stays) -> bool:
    return any(each == profile for each, _person, _stay in stays)


def _line(profile: Profile, stays: _Stays, first: date, end: date, rates: tuple[NightRate, ...]) -> StatementLine:
    own = [(person, stay) for each, person, stay in stays if each == profile]
    costs = [cost_between(stay, first, end, rates) for _person, stay in own]
    return StatementLine(
        profile,
        persons=len({person for person, stay in own if nights_between(stay, first, end)}),
        nights=sum(nights_between(stay, first, end) for _person, stay in own),
        costs=_added(Money(currency, minor) for cost in costs for currency, minor in cost.items()),
    )


def _added(amounts: Iterable[Money]) -> tuple[Money, ...]:
    sums: dict[str, int] = {}
    for money in amounts:
        sums[money.currency] = sums.get(money.currency, 0) + money.minor
    return tuple(Money(currency, minor) for currency, minor in sorted(sums.items()))
