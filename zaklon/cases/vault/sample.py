"""Opening some records to prove that their keys still fit, as after a restore. What they hold is given to nobody."""

from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.models import DataKey, Record
from zaklon.cases.vault.keys import ContentPlace, unlock
from zaklon.common.sealing import KeyMissingError


@dataclass(frozen=True)
class Sample:
    """How many records opened, and how many did not although their person was not erased."""

    opened: int
    failed: int


def open_sample(count: int) -> Sample:
    """Try `count` records, chosen by chance among those whose data key was not destroyed."""
    opened = failed = 0
    with acting_as(SYSTEM):
        living = DataKey.objects.filter(destroyed_at__isnull=True).values("person_id")
        records = list(Record.objects.filter(person_id__in=living).order_by("?")[:count])
        keys = DataKey.objects.in_bulk([record.person_id for record in records])
        for record in records:
            try:
                unlock(keys[record.person_id]).open(ContentPlace.of(record), bytes(record.sealed))
                opened += 1
            except (InvalidTag, ValueError, KeyMissingError):
                failed += 1
    return Sample(opened, failed)
