"""Measures that are counted from files of persons and from the directory of providers: numbers only, for the plan."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from zaklon.access.queries.bodies import circle_of, directory
from zaklon.identification.queries.facts import decision_facts, session_facts
from zaklon.pathway.queries.facts import move_facts
from zaklon.protection.queries.directory import licensed_providers, licensed_share
from zaklon.registers.counting import Counter, Days

# Bodies that prosecute: who reports there is no preliminary identification by others (DOMAIN.md A.2, PI-1.3).
_PROSECUTING = frozenset({"police", "prosecution"})
_REFERRED = ("identification", "referred")


def preliminary_by_others(days: Days) -> int | None:
    """Persons referred to the Team by a body that neither is police or prosecution nor belongs to one.

    A person counts once a year.
    """
    kinds = _kinds_upwards()
    found = {
        (move.person_id, move.on.year)
        for move in move_facts()
        if (move.way, move.state) == _REFERRED
        and days.start <= move.on <= days.end
        and move.body_id is not None
        and _PROSECUTING.isdisjoint(kinds.get(move.body_id, frozenset()))
    }
    return len(found) or None


def _kinds_upwards() -> Mapping[UUID, frozenset[str]]:
    rows = directory("en")
    above = circle_of(set(rows))
    return {body_id: frozenset(rows[each].kind for each in above[body_id]) for body_id in rows}


def share_of_complete_forms(days: Days) -> Decimal | None:
    """Percent of the Team's decisions whose standard form was complete; None without a decision."""
    found = [each for each in decision_facts() if days.start <= each.decided_on <= days.end]
    if not found:
        return None
    return (Decimal(100) * sum(each.is_complete for each in found) / len(found)).quantize(Decimal("0.01"))


def team_sessions(days: Days) -> int | None:
    """Sessions and field missions of the Team that took place."""
    years = range(days.start.year, days.end.year + 1)
    found = [each for year in years for each in session_facts(year)]
    return sum(days.start <= each.on <= days.end for each in found) or None


def providers_with_licence(days: Days) -> int | None:
    """Providers with a licence that holds on the last day, or today where that has not come."""
    return licensed_providers(now=_end_of(days)) or None


def share_of_licensed(days: Days) -> Decimal | None:
    """Percent of services that need a licence and have one on the last day; None where none needs one."""
    share = licensed_share(now=_end_of(days))
    return (Decimal(100) * share.licensed / share.needed).quantize(Decimal("0.01")) if share.needed else None


def _end_of(days: Days) -> datetime:
    day = min(days.end, timezone.localdate())
    return timezone.make_aware(datetime.combine(date(day.year, day.month, day.day), time(12)))


COUNTERS: Mapping[str, tuple[Counter, str]] = {
    "preliminary_by_non_prosecuting": (preliminary_by_others, ""),
    "decisions_on_complete_forms": (share_of_complete_forms, ""),
    "team_sessions": (team_sessions, "team:reports"),
    "licensed_providers": (providers_with_licence, "protection:directory"),
    "licensed_share": (share_of_licensed, "protection:directory"),
}
