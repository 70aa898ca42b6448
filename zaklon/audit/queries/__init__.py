"""Reading the trail; the row policy shows it to auditors, the data-protection officer and the system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from zaklon.audit.actions import kind_of_action
from zaklon.audit.models import Entry

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# One step of the index for each action that there is, instead of one look at each row.
_ACTIONS = """
WITH RECURSIVE each(action) AS (
    (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
    UNION ALL
    SELECT (SELECT e.action FROM audit_entry e WHERE e.action > each.action ORDER BY e.action LIMIT 1)
    FROM each WHERE each.action IS NOT NULL
)
SELECT action FROM each WHERE action IS NOT NULL
"""

# A page of each action by its own index, then the newest of all: rare actions cost no walk along the whole trail.
_NEWEST_OF = """
SELECT newest.id FROM unnest(%(actions)s::text[]) AS wanted(action)
CROSS JOIN LATERAL (
    SELECT e.id, e.at FROM audit_entry e
    WHERE e.action = wanted.action
        AND e.at >= coalesce(%(since)s, '-infinity'::timestamptz)
        AND e.at < coalesce(%(before)s, 'infinity'::timestamptz)
        AND (e.at, e.id) < (%(mark_at)s, %(mark_id)s)
    ORDER BY e.at DESC, e.id DESC LIMIT %(limit)s
) newest
ORDER BY newest.at DESC, newest.id DESC LIMIT %(limit)s
"""
_AFTER_ALL = (datetime(9999, 12, 31, tzinfo=UTC), 2**62)


@dataclass(frozen=True)
class EntryRow:
    """One row of the trail, with identifiers only."""

    at: datetime
    action: str
    subject: str
    user_id: UUID | None
    body_id: UUID | None
    roles: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class TrailFilter:
    """What to look for; every part that is given narrows it. From `since` (with it) to `before` (without it).

    `kind` is a value of kinds.Kind.
    """

    subject: str = ""
    user_id: UUID | None = None
    body_id: UUID | None = None
    action: str = ""
    kind: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class TrailPage:
    """Rows of the trail, newest first; `older` is the mark at which the next page begins, empty on the last one."""

    rows: tuple[EntryRow, ...]
    older: str


def entries(
    *, subject: str = "", user_id: UUID | None = None, before: int | None = None, limit: int = 50
) -> list[EntryRow]:
    """Latest first, by the order in which they were written."""
    found = _chosen(TrailFilter(subject=subject, user_id=user_id)).order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    return [_row(entry) for entry in found[:limit]]


def trail(chosen: TrailFilter, *, after: str = "", limit: int = 50) -> TrailPage:
    """One page of the trail, newest first, beginning after the mark, by index however long the trail is.

    One query; three when a kind is asked for. A mark that cannot be read begins at the top.
    """
    found, mark = _chosen(chosen), _read_mark(after)
    if chosen.kind:
        found, mark = _of_kind(found, chosen, mark, limit + 1), None
    if mark is not None:
        found = found.filter(_older(mark), at__lte=mark[0])
    page = list(found.order_by("-at", "-id")[: limit + 1])
    shown = page[:limit]
    return TrailPage(tuple(_row(entry) for entry in shown), _mark(shown[-1]) if len(page) > limit else "")


def actions() -> list[str]:
    """Every action that stands on the trail, in one query by index."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTIONS)
        return [action for (action,) in cursor.fetchall()]


def _of_kind(
    found: QuerySet[Entry], chosen: TrailFilter, mark: tuple[datetime, int] | None, limit: int
) -> QuerySet[Entry]:
    """The rows of a kind, cut to one page."""
    wanted = [action for action in actions() if kind_of_action(action) == chosen.kind]
    if chosen.subject or chosen.user_id or chosen.body_id or chosen.action:
        found = found.filter(action__in=wanted)
        return found if mark is None else found.filter(_older(mark), at__lte=mark[0])
    return Entry.objects.filter(pk__in=_newest_of(wanted, chosen, mark or _AFTER_ALL, limit))


def _newest_of(wanted: Sequence[str], chosen: TrailFilter, mark: tuple[datetime, int], limit: int) -> list[int]:
    """Numbers of the newest rows of these actions."""
    asked = {
        "actions": list(wanted),
        "since": chosen.since,
        "before": chosen.before,
        "mark_at": mark[0],
        "mark_id": mark[1],
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST_OF, asked)
        return [number for (number,) in cursor.fetchall()]


def _older(mark: tuple[datetime, int]) -> Q:
    at, entry_id = mark
    return Q(at__lt=at) | Q(at=at, id__lt=entry_id)


def _chosen(chosen: TrailFilter) -> QuerySet[Entry]:
    wanted = {
        "subject": chosen.subject or None,
        "user_id": chosen.user_id,
        "body_id": chosen.body_id,
        "action": chosen.action or None,
        "at__gte": chosen.since,
        "at__lt": chosen.before,
    }
    return Entry.objects.filter(**{name: value for name, value in wanted.items() if value is not None})


def _mark(entry: Entry) -> str:
    return f"{(entry.at - _EPOCH) // _MICROSECOND}-{entry.pk}"


def _read_mark(text: str) -> tuple[datetime, int] | None:
    since_epoch, _, entry_id = text.partition("-")
    if not (since_epoch.isascii() and since_epoch.isdigit() and entry_id.isascii() and entry_id.isdigit()):
        return None
    if len(since_epoch) > 16 or len(entry_id) > 18:
        return None
    return _EPOCH + int(since_epoch) * _MICROSECOND, int(entry_id)


def _row(entry: Entry) -> EntryRow:
    return EntryRow(
        entry.at,
        entry.action,
        entry.subject,
        entry.user_id,
        entry.body_id,
        entry.roles,
        tuple(filter(None, entry.fields.split(","))),
    )


def done_since(user_id: UUID, action: str, *, since: datetime) -> tuple[int, datetime | None]:
    """To how many different records one person did this since the moment, and when last; None if never.

    One step of the person's index.
    """
    found = Entry.objects.filter(user_id=user_id, action=action, at__gte=since)
    told = found.aggregate(subjects=Count("subject", distinct=True), last=Max("at"))
    return told["subjects"], told["last"]


def done_to(user_id: UUID, action: str, *, since: datetime) -> set[str]:
    """The records that one person did this to since the moment."""
    found = Entry.objects.filter(user_id=user_id, action=action, at__gte=since)
    return set(found.values_list("subject", flat=True).distinct())
