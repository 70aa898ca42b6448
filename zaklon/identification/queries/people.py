"""Members of the Team by name, and the roster: for the Team and the coordinator, who know each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as
from zaklon.identification.kinds import Function
from zaklon.identification.models import OnCallShift, TeamMember
from zaklon.identification.rules.roster import Span, gaps

# How far ahead the roster is looked at.
AHEAD = timedelta(days=14)
_FIRST = {Function.PRESIDENT: 0, Function.MEMBER: 1, Function.SECRETARY: 2}


@dataclass(frozen=True)
class MemberRow:
    """A mandate with the name of its holder; `profile` is a code of the pack."""

    member_id: UUID
    user_id: UUID
    name: str
    function: Function
    is_deputy: bool
    profile: str
    starts_on: date
    ends_on: date | None

    def runs_on(self, day: date) -> bool:
        """Whether the mandate runs on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class ShiftRow:
    """Somebody's time on call."""

    shift_id: UUID
    name: str
    starts_at: datetime
    ends_at: datetime
    runs_now: bool


@dataclass(frozen=True)
class Roster:
    """Who is on call from now on, and when nobody is within the next days."""

    shifts: tuple[ShiftRow, ...]
    gaps: tuple[Span, ...]


def members(*, actor: Actor) -> tuple[MemberRow, ...]:
    """Every mandate, those that run first. Two queries."""
    actor.must(Permission.TEAM_READ)
    rows = list(TeamMember.objects.order_by("-starts_on", "pk"))
    names = _names(row.user_id for row in rows)
    made = [
        MemberRow(
            row.pk,
            row.user_id,
            names.get(row.user_id, ""),
            Function(row.function),
            row.is_deputy,
            row.profile,
            row.starts_on,
            row.ends_on,
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda row: (_FIRST[row.function], row.is_deputy, row.name.casefold())))


def roster(*, actor: Actor, now: datetime) -> Roster:
    """The on-call roster. Two queries."""
    actor.must(Permission.TEAM_READ)
    found = OnCallShift.objects.filter(taken_off_at__isnull=True, ends_at__gt=now).select_related("member")
    rows = list(found.order_by("starts_at", "pk"))
    names = _names(row.member.user_id for row in rows)
    shifts = tuple(
        ShiftRow(row.pk, names.get(row.member.user_id, ""), row.starts_at, row.ends_at, row.starts_at <= now)
        for row in rows
    )
    return Roster(shifts, gaps(((row.starts_at, row.ends_at) for row in rows), now, now + AHEAD))


def _names(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Members come from several bodies: the Team and the coordinator, who asked, see their names all the same."""
    wanted = set(user_ids)
    with acting_as(SYSTEM):
        return names_of(wanted)
