"""Telling whoever entered something that its last day is near, or that nobody checked it for too long."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.queries.people import holders
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.registers.addresses import entry_href
from zaklon.registers.models import Entry
from zaklon.registers.queries.ending import checks, ending, untold
from zaklon.registers.rules.ending import day_to_tell
from zaklon.vocabulary.queries import vocabulary


@transaction.atomic
def warn_of_ends(*, now: datetime) -> int:
    """Tell of every entry whose end has come nearer than at the last time; returns of how many.

    A new last day begins anew. Where nobody of the body reports, the coordinator is told.
    """
    today, told = timezone.localdate(now), 0
    with acting_as(SYSTEM):
        for register in (each for each in vocabulary().registers_in_use.values() if each.warn):
            for entry in ending(register, today).select_for_update(of=("self",)):
                told += _told(entry, register.warn, now)
    return told


def _told(entry: Entry, warn: Sequence[int], now: datetime) -> bool:
    until, today = entry.until, timezone.localdate(now)
    days = None if until is None else day_to_tell(until, warn, today)
    if until is None or days is None or (entry.warned_until, entry.warned_days) == (until, days):
        return False
    _tell(entry, Kind.DEADLINE_PASSED if until < today else Kind.DEADLINE_NEAR, now)
    entry.warned_until, entry.warned_days = until, days
    entry.save(update_fields=["warned_until", "warned_days"])
    return True


@transaction.atomic
def warn_of_checks(*, now: datetime) -> int:
    """Tell once of every entry whose check is due, since its last one; returns of how many."""
    today, told = timezone.localdate(now), 0
    with acting_as(SYSTEM):
        for check, above in checks():
            since = untold(check, above, today)
            for entry in Entry.objects.filter(pk__in=since).select_for_update():
                _tell(entry, Kind.TASK_WAITING, now)
                entry.check_told = since[entry.pk]
                entry.save(update_fields=["check_told"])
                told += 1
    return told


def _tell(entry: Entry, kind: Kind, now: datetime) -> None:
    path = entry_href(entry.register, entry.number)
    people = holders(entry.body_id, {Role.REPORTER}, today=timezone.localdate(now))
    if people:
        enqueue(kind, people, path=path, now=now)
    else:
        enqueue_for_role(kind, Role.COORDINATOR, None, path=path, now=now)
