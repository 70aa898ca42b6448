"""Who has seen what: read from the trail, which is the one place that knows."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.queries import TrailFilter, trail
from zaklon.cases.kinds import Part
from zaklon.cases.values import Seen

# Acts on the trail that put content before somebody's eyes.
DISCLOSING = frozenset(
    {"case.read", "case.revealed", "case.printed", "case.exported", "case.file_opened", "case.copied"}
)
_PAGE = 500


def disclosures(code: str, *, since: datetime | None = None) -> list[Seen]:
    """Everybody who has seen parts of a case, first one first."""
    found: list[Seen] = []
    mark = ""
    with acting_as(SYSTEM):
        while True:
            page = trail(TrailFilter(subject=code, since=since), after=mark, limit=_PAGE)
            for row in page.rows:
                if row.action in DISCLOSING and row.user_id and row.body_id:
                    found += [Seen(row.user_id, row.body_id, Part[name.upper()], row.at) for name in row.fields]
            mark = page.older
            if not mark:
                return sorted(found, key=lambda seen: (seen.at, str(seen.user_id)))


def seen_by(code: str, closed: Collection[tuple[UUID, Part]], *, since: datetime) -> tuple[Seen, ...]:
    """Who saw any of these parts for one of these bodies since the moment."""
    return tuple(seen for seen in disclosures(code, since=since) if (seen.body_id, seen.part) in closed)
