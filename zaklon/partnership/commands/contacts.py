"""Opening the sealed contacts of applicants, each time with a trace; and keeping their keys new."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.sealing import Keyring, Place, rewrap
from zaklon.partnership.models import GrantApplication
from zaklon.partnership.queries.contacts import TABLE, unsealed
from zaklon.partnership.values import Contact

_BATCH = 200


@transaction.atomic
def open_contact(application_id: UUID, *, actor: Actor, now: datetime) -> Contact:
    """Whom to write to. Raises NotPermitted, GrantApplication.DoesNotExist."""
    actor.must(Permission.GRANT_MANAGE)
    application = GrantApplication.objects.get(pk=application_id)
    record("grant.contact_opened", application_id, by=actor, at=now)
    return unsealed(application)


@transaction.atomic
def open_contacts(year: int, *, actor: Actor, now: datetime) -> dict[UUID, Contact]:
    """The contacts of all applications of a year, for the report that stays inside. Raises NotPermitted."""
    actor.must(Permission.GRANT_MANAGE)
    record("grant.contacts_opened", str(year), by=actor, at=now)
    return {each.pk: unsealed(each) for each in GrantApplication.objects.filter(call__year=year).order_by("pk")}


def rewrap_old_keys(*, now: datetime) -> int:
    """Bring the keys of all contacts under the newest wrapping key, a batch in a transaction; gives how many."""
    keyring = Keyring.read(settings.KEYS_DIR, "documents")
    done = 0
    while batch := _rewrap_batch(keyring, now):
        done += batch
    return done


def _rewrap_batch(keyring: Keyring, now: datetime) -> int:
    with acting_as(SYSTEM):
        old = GrantApplication.objects.exclude(key_id=keyring.newest).select_for_update().order_by("pk")[:_BATCH]
        count = 0
        for application in old:
            application.wrapped_key, application.key_id = rewrap(
                bytes(application.wrapped_key), application.key_id, Place(TABLE, application.pk), keyring
            )
            application.save(update_fields=["wrapped_key", "key_id"])
            count += 1
        if count:
            record("grant.contacts_rewrapped", keyring.newest, by=SYSTEM, at=now)
    return count
