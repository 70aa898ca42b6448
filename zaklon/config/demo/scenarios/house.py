"""Two invented places to stay with their licences: one for women, one for children; and how somebody comes to stay."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.common.money import Money
from zaklon.config.demo.scenarios.stage import File, Stage
from zaklon.protection.commands import licences, placing, providers
from zaklon.protection.kinds import Profile
from zaklon.protection.values import NewLicence, NewProvider, NewStay

SERVICE = "shelter"


@dataclass(frozen=True)
class Place:
    """A provider, its licence, the role whose staff answers there, and for whom its places are."""

    code: str
    licence_id: UUID
    staff: Actor
    profile: Profile


@dataclass(frozen=True)
class Houses:
    """Where people of the scenarios stay."""

    women: Place
    children: Place


def office_of(stage: Stage) -> Actor:
    """The coordinator, who licenses."""
    return stage.actor("MOI-DEP", Role.COORDINATOR)


def open_houses(stage: Stage) -> Houses:
    """Both were licensed more than a year ago; a night has its price."""
    return Houses(
        women=_open(stage, "NGO-WRC", "Invented house of the association", Profile.WOMEN, places=3),
        children=_open(stage, "MLA", "Invented home for children", Profile.CHILDREN, places=6),
    )


def _open(stage: Stage, body: str, name: str, profile: Profile, *, places: int) -> Place:
    office, then = office_of(stage), stage.ago(400)
    staff = stage.actor(body, Role.SHELTER_STAFF)
    until = timezone.localdate(stage.now + timedelta(days=300))
    with acting_as(office):
        new = NewProvider(name, "ngo" if body.startswith("NGO") else "public", staff.post()[1], (SERVICE,))
        code = providers.add_provider(new, actor=office, now=then)
        paper = NewLicence(SERVICE, f"invented-{body}", timezone.localdate(then), until, {profile: places})
        licence_id = licences.grant_licence(code, paper, actor=office, now=then)
        providers.set_rate(code, Money.of("EUR", 38), timezone.localdate(then), actor=office, now=then)
    return Place(code, licence_id, staff, profile)


def settle_in(stage: Stage, file: File, place: Place, days: float, *, by: Actor, person: UUID | None = None) -> None:
    """Asked for, accepted and entered on one day."""
    at = stage.ago(days)
    new = NewStay(person or file.person, place.code, SERVICE, place.profile, timezone.localdate(at))
    with acting_as(by):
        stay = placing.ask_for_place(file.code, new, actor=by, now=at)
    with acting_as(place.staff):
        placing.accept(stay, actor=place.staff, now=at)
        placing.enter_stay(stay, timezone.localdate(at), has_agreed=True, until=None, actor=place.staff, now=at)
    stage.stays[file.code] = stay
