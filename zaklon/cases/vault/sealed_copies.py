"""Dropping sealed copies that were taken out of cases: at the end of their time, or with a person's data."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zaklon.access.actor import SYSTEM
from zaklon.audit.commands import record
from zaklon.cases.models import Export


def drop_copies(export_ids: Iterable[UUID], *, now: datetime) -> int:
    """Drop these copies for good, as the system; gives how many there were. The rows stay."""
    dropped = 0
    for export_id in export_ids:
        found = Export.objects.filter(pk=export_id, purged_at__isnull=True).update(sealed=b"", purged_at=now)
        if found:
            record("case.export_purged", export_id, by=SYSTEM, at=now)
        dropped += found
    return dropped
