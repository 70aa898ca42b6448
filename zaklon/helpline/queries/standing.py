"""How the helpline stands, for whoever oversees it: numbers of today and the week, what waits, how long things take."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.helpline.models import Call, CaseReferral, HandOver
from zaklon.helpline.queries.calls import own_body
from zaklon.helpline.queries.handed import WAITING, HandedRow, rows_of
from zaklon.helpline.queries.settings import zone_of
from zaklon.helpline.rules.waiting import middle, share
from zaklon.identification.queries.facts import decision_facts
from zaklon.vocabulary.queries import vocabulary

_SHOWN = 20
_LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Standing:
    """The numbers of the page. Hours are counted over the last seven days, what came of calls over a year."""

    today: int
    week: int
    by_hour: tuple[int, ...]
    waiting: tuple[HandedRow, ...]
    conversion: "Conversion"


@dataclass(frozen=True)
class Conversion:
    """What came of the calls of a year; middles are None where there is nothing to tell."""

    calls: int
    handed: int
    answered: int
    referred: int
    decided: int
    hours_to_answer: float | None
    hours_to_referral: float | None
    days_to_decision: float | None

    @property
    def share_referred(self) -> float | None:
        """Share of calls that became signals."""
        return share(self.referred, self.calls)

    @property
    def share_decided(self) -> float | None:
        """Share of signals on which the Team has decided."""
        return share(self.decided, self.referred)


def standing_of(*, actor: Actor, now: datetime) -> Standing:
    """The page of whoever oversees: the own line, or all for the coordinator. Eight queries. Raises NotPermitted."""
    actor.must(Permission.CALL_OVERSEE)
    body_id = own_body(actor)
    today = now.astimezone(zone_of(vocabulary())).date()
    week = list(_calls(body_id, today - timedelta(days=6), today).values_list("day", "hour"))
    hours = Counter(hour for _day, hour in week)
    handed = HandOver.objects.filter(status__in=WAITING)
    handed = handed.filter(body_id=body_id) if body_id else handed
    return Standing(
        today=sum(day == today for day, _hour in week),
        week=len(week),
        by_hour=tuple(hours[hour] for hour in range(24)),
        waiting=rows_of(handed.order_by("told_at", "pk")[:_SHOWN]),
        conversion=_conversion(body_id, today, now),
    )


def _calls(body_id: UUID | None, first: date, last: date) -> QuerySet[Call]:
    found = Call.objects.filter(day__range=(first, last))
    return found.filter(body_id=body_id) if body_id else found


def _conversion(body_id: UUID | None, today: date, now: datetime) -> Conversion:
    since = now - _LOOKED_BACK
    calls = _calls(body_id, today - _LOOKED_BACK, today)
    told = HandOver.objects.filter(told_at__gte=since)
    told = told.filter(body_id=body_id) if body_id else told
    handed = list(told.values_list("told_at", "answered_at"))
    referred = _referred(body_id, since)
    decided = _decisions([person_id for person_id, _began, _at in referred])
    days = [
        (decided[person_id] - timezone.localdate(began)).days
        for person_id, began, _at in referred
        if person_id in decided and decided[person_id] >= timezone.localdate(began)
    ]
    return Conversion(
        calls=calls.count(),
        handed=len(handed),
        answered=sum(answered is not None for _told, answered in handed),
        referred=len(referred),
        decided=len(days),
        hours_to_answer=middle(_hours(told_at, answered) for told_at, answered in handed if answered),
        hours_to_referral=middle(_hours(began, at) for _person, began, at in referred),
        days_to_decision=middle(days),
    )


def _hours(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds() / 3600


def _referred(body_id: UUID | None, since: datetime) -> list[tuple[UUID, datetime, datetime]]:
    """Person, beginning of the call and moment of the referral: counted by the system, shown to nobody."""
    with acting_as(SYSTEM):
        found = CaseReferral.objects.filter(referred_at__gte=since)
        found = found.filter(body_id=body_id) if body_id else found
        return list(found.order_by("referred_at", "pk").values_list("person_id", "call__started_at", "referred_at"))


def _decisions(persons: list[UUID]) -> dict[UUID, date]:
    """The day of the first decision about each person."""
    wanted = set(persons)
    if not wanted:
        return {}
    first: dict[UUID, date] = {}
    for fact in decision_facts():
        if fact.person_id in wanted:
            first.setdefault(fact.person_id, fact.decided_on)
    return first
