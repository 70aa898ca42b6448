"""Reading the trail; the row policy shows it to auditors, the data-protection officer and the system."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

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
    """What to look for; every part that is given narrows it. From `since` (with it) to `before` (without it)."""

    subject: str = ""
    user_id: UUID | None = None
    body_id: UUID | None = None
    action: str = ""
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
    """One page of the trail, newest first, beginning after the mark; one query by index however long the trail is.

    A mark that cannot be read begins at the top.
    """
    found = _chosen(chosen)
    mark = _read_mark(after)
    if mark is not None:
        at, entry_id = mark
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=entry_id), at__lte=at)
    page = list(found.order_by("-at", "-id")[: limit + 1])
    shown = page[:limit]
    return TrailPage(tuple(_row(entry) for entry in shown), _mark(shown[-1]) if len(page) > limit else "")


def actions() -> list[str]:
    """Every action that stands on the trail, in one query by index."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTIONS)
        return [action for (action,) in cursor.fetchall()]


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
