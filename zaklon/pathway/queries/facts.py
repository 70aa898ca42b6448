"""What statistics count of the pathway: coded facts of the cases that the caller sees; no code, no name.

Whoever counts the country calls them as the system.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from uuid import UUID

from django.db.models import QuerySet

from zaklon.pathway.models import Deadline, DeadlineChange, Move, Standing
from zaklon.pathway.queries.law import calendar_of
from zaklon.pathway.rules.categories import Counted, Moved, history
from zaklon.vocabulary.queries import vocabulary

# The pack's list of what a person may count as.
CATEGORIES = "person_category"


@dataclass(frozen=True)
class MoveFact:
    """A step that was taken; `person_id` tells only whether two are about one person."""

    person_id: UUID
    way: str
    verb: str
    source: str
    state: str
    on: date
    body_id: UUID | None
    sex: str
    age_group: str
    citizenship: str


@dataclass(frozen=True)
class StandingFact:
    """Where a person stands on a way now."""

    person_id: UUID
    way: str
    state: str
    since: date


@dataclass(frozen=True)
class DeadlineFact:
    """A clock that ran: whether it was kept, and how often it was changed."""

    way: str
    clock: str
    started_on: date
    due_on: date
    ended_on: date | None
    outcome: str
    changes: int


def move_facts() -> Iterator[MoveFact]:
    """Every step, in the order of time. One query."""
    zone = _zone()
    found = Move.objects.select_related("person").order_by("moved_at", "pk")
    for row in found.iterator():
        yield MoveFact(
            row.person_id,
            row.way,
            row.verb,
            row.from_state,
            row.to_state,
            _day(row.moved_at, zone),
            row.body_id,
            row.person.sex,
            row.person.age_group,
            row.person.citizenship,
        )


def standing_facts() -> tuple[StandingFact, ...]:
    """Where everybody stands. One query."""
    zone = _zone()
    found = Standing.objects.order_by("pk").values_list("person_id", "way", "state", "since")
    return tuple(StandingFact(person, way, state, _day(since, zone)) for person, way, state, since in found)


def deadline_facts() -> tuple[DeadlineFact, ...]:
    """Every clock that runs or ran. Two queries."""
    zone = _zone()
    changes: dict[UUID, int] = {}
    for deadline_id in DeadlineChange.objects.values_list("deadline_id", flat=True):
        changes[deadline_id] = changes.get(deadline_id, 0) + 1
    return tuple(
        DeadlineFact(
            row.way,
            row.clock,
            _day(row.started_at, zone),
            _day(row.due_at, zone),
            _day(row.ended_at, zone) if row.ended_at else None,
            row.outcome,
            changes.get(row.pk, 0),
        )
        for row in Deadline.objects.order_by("started_at", "pk")
    )


def category_facts() -> tuple[Counted, ...]:
    """What every person counted as, since when and until when. One query."""
    return _categories(Move.objects.values_list("person_id", "way", "to_state", "moved_at"))


def categories_of(person_id: UUID, way: str) -> tuple[Counted, ...]:
    """What one person counted as by a way, for who sees its steps. One query."""
    found = Move.objects.filter(person_id=person_id, way=way)
    return _categories(found.values_list("person_id", "way", "to_state", "moved_at"))


def _categories(found: QuerySet[Move, tuple[UUID, str, str, datetime]]) -> tuple[Counted, ...]:
    zone, counting = _zone(), {code: dict(way.counts_as) for code, way in vocabulary().ways.items() if way.counts_as}
    taken: dict[str, list[Moved]] = {way: [] for way in counting}
    for person, way, state, at in found.filter(way__in=counting).order_by("moved_at", "pk"):
        taken[way].append(Moved(person, state, _day(at, zone)))
    return tuple(each for way, moves in taken.items() for each in history(moves, counting[way]))


def _zone() -> tzinfo:
    return calendar_of(vocabulary()).zone


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()
