"""Erasing for good: the data key is destroyed, the person is no longer found, the count stays.

An older backup still holds the wrapped key. So each erasure also goes onto a list in a file outside the database, one
line `<moment> <person> <seal>`, and restoring ends with `apply_after_restore`. The seal keeps somebody who can write to
the file, but has no key, from having others erased. A wrapping key that was rotated away and deleted protects older
backups too, but takes them all along; the list does not.
"""

import hmac
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.models import DataKey, Person
from zaklon.cases.vault.search_key import SearchKey
from zaklon.cases.vault.tokens import forget, tidy
from zaklon.cases.vault.traces import wipe


class ErasedListError(ValueError):
    """A line of the list of erased persons is not ours; says which. Nothing was applied."""


def destroy(person: Person, *, now: datetime) -> bool:
    """Destroy a person's data key and tokens; whether there was a key to destroy.

    Rows stay, emptied, so that counts do not change (vault.traces). Asks for no permission: commands do.
    """
    with acting_as(SYSTEM):
        destroyed = DataKey.objects.filter(person=person, destroyed_at__isnull=True).update(
            wrapped=b"", destroyed_at=now
        )
        forget(person)
        Person.objects.filter(pk=person.pk, erased_at__isnull=True).update(erased_at=now)
        wipe(person, now=now)
        if destroyed:
            record("vault.key_destroyed", person.pk, by=SYSTEM, at=now)
            # After the commit, so that the list never names somebody who was not erased after all; if that fails,
            # `list_missing` makes up for it.
            transaction.on_commit(lambda: _append([(now, person.pk)]), robust=True)
    return bool(destroyed)


def list_missing() -> int:
    """Put erased persons on the list that are not there, as after a crash; gives how many. The worker does it daily."""
    listed = set(_listed(settings.ERASED_FILE)) if settings.ERASED_FILE.exists() else set()
    with acting_as(SYSTEM):
        erased = DataKey.objects.filter(destroyed_at__isnull=False).order_by("destroyed_at", "pk")
        missing = [
            (row.destroyed_at, row.pk) for row in erased if row.pk not in listed and row.destroyed_at is not None
        ]
    _append(missing)
    return len(missing)


def apply_after_restore(path: Path, *, now: datetime) -> int:
    """Erase again whom the list names and a restored backup has brought back; gives how many. May be repeated.

    Persons whom the backup does not know yet are passed over. Raises FileNotFoundError, and ErasedListError before
    anything is applied when a line was not written by this installation.
    """
    listed = list(_listed(path))
    with acting_as(SYSTEM):
        back = Person.objects.filter(pk__in=listed).order_by("pk")
        count = sum(destroy(person, now=now) for person in back)
    tidy()
    return count


def _listed(path: Path) -> Iterable[UUID]:
    seal_key = SearchKey.current()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        words = line.split(" ")
        if len(words) != 3 or not hmac.compare_digest(_seal(words[0], words[1], seal_key), words[2]):
            raise ErasedListError(f"line {number} of {path.name} was not written by this installation")
        yield UUID(words[1])


def _append(persons: Iterable[tuple[datetime, UUID]]) -> None:
    """Add lines that survive a power cut after this returns."""
    seal_key = SearchKey.current()
    lines = []
    for moment, person_id in persons:
        when, who = moment.isoformat(timespec="seconds"), str(person_id)
        lines.append(f"{when} {who} {_seal(when, who, seal_key)}\n")
    if not lines:
        return
    handle = os.open(settings.ERASED_FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, "".join(lines).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _seal(when: str, who: str, key: SearchKey) -> str:
    return key.digest("erased", f"{when}|{who}").hex()
