"""Bringing data keys under the newest wrapping key, while everything else goes on.

Each batch is a transaction of its own and a row says by itself which key wraps it; so a run that was cut off is simply
started again. Until it is done the older key opens what it wrapped.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.models import DataKey
from zaklon.cases.vault.keys import keyring, unwrap, wrap
from zaklon.common.sealing import KeyMissingError, Keyring

_BATCH = 500
_WRITE = """
UPDATE cases_datakey SET wrapped = new.wrapped, key_id = %s
FROM unnest(%s::uuid[], %s::bytea[]) AS new (person_id, wrapped)
WHERE cases_datakey.person_id = new.person_id
"""


def waiting() -> int:
    """How many data keys are still under an older key."""
    ring = keyring()
    with acting_as(SYSTEM):
        return DataKey.objects.filter(destroyed_at__isnull=True).exclude(key_id=ring.newest).count()


def rewrap_all(*, now: datetime, batch: int = _BATCH, tell: Callable[[int], None] | None = None) -> int:
    """Rewrap until none is left under an older key; gives how many were. `tell` hears the count after each batch.

    Raises KeyMissingError when data keys are left that a missing key wraps, InvalidTag at one that was changed.
    """
    ring = keyring()
    done = 0
    for older in sorted(ring.names - {ring.newest}):
        while count := _rewrap_batch(ring, older, batch):
            done += count
            if tell is not None:
                tell(done)
    with acting_as(SYSTEM):
        _refuse_orphans(ring)
        if done:
            record("vault.rewrapped", ring.newest, by=SYSTEM, at=now)
    return done


def _rewrap_batch(ring: Keyring, older: str, batch: int) -> int:
    with acting_as(SYSTEM):
        rows = list(
            DataKey.objects.filter(destroyed_at__isnull=True, key_id=older).select_for_update().order_by("pk")[:batch]
        )
        persons = [row.person_id for row in rows]
        wrapped = [wrap(row.person_id, unwrap(row.person_id, bytes(row.wrapped), older, ring), ring) for row in rows]
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [ring.newest, persons, wrapped])
    return len(rows)


def _refuse_orphans(ring: Keyring) -> None:
    left = DataKey.objects.filter(destroyed_at__isnull=True).exclude(key_id__in=ring.names)
    if (row := left.order_by("pk").first()) is not None:
        raise KeyMissingError(f"{left.count()} data keys are wrapped by {row.key_id}, which is missing: restore it")
