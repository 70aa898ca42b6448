"""Every write of attachments, and the audited opening of one."""

import hashlib
import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.common.sealing import Keyring, Place, Sealed, rewrap, seal, unseal
from zaklon.documents.checks import CheckedFile, checked
from zaklon.documents.models import Attachment
from zaklon.documents.storage import Store
from zaklon.documents.values import Audience, OpenedFile, Subject, Upload

_TABLE = "documents_attachment"
_MOST_FILES = 50
_BATCH = 200
# A transaction that wrote a file is long over after this time, so what has no row by then never will.
_ORPHAN_AFTER_SECONDS = 24 * 3600


@transaction.atomic
def attach(
    upload: Upload, subject: Subject, *, audience: Audience, needs: Permission, actor: Actor, now: datetime
) -> UUID:
    """Keep a file for the subject and give the attachment's key.

    The calling context says which permission it takes and who may see it. The same file sent twice is kept once. Raises
    NotPermitted, and RuleBroken with the codes of `checks.checked` or too_many_files.
    """
    actor.must(needs)
    if actor.body_id is None:
        raise NotPermitted("attach_needs_body")
    file = checked(upload.name, upload.content)
    digest = hashlib.sha256(file.content).hexdigest()
    present = Attachment.objects.kept().filter(subject_kind=subject.kind, subject_id=subject.id)
    known = present.filter(sha256=digest, name=file.name, owner_id=actor.body_id).values_list("pk", flat=True).first()
    if known is not None:
        return known
    if present.count() >= _MOST_FILES:
        raise RuleBroken("too_many_files", field="file", facts={"most": _MOST_FILES})
    attachment = Attachment(
        subject_kind=subject.kind,
        subject_id=subject.id,
        owner_id=actor.body_id,
        visible_to=sorted({*audience.bodies, actor.body_id}),
        reaches=sorted(audience.reaches),
        sha256=digest,
        added_by_id=actor.user_id,
        added_at=now,
        removal_reason="",
    )
    _store(attachment, file)
    record("attachment.added", attachment.pk, by=actor, at=now)
    return attachment.pk


def _store(attachment: Attachment, file: CheckedFile) -> None:
    """File first, then row: a row without a file would be a lie, a file without a row is swept away."""
    sealed = seal(file.content, Place(_TABLE, attachment.pk), _keyring())
    attachment.name, attachment.media_type, attachment.size = file.name, file.media_type, len(file.content)
    attachment.stored_as = uuid.uuid4()
    attachment.wrapped_key, attachment.key_id = sealed.wrapped_key, sealed.key_id
    store = Store.configured()
    with ExitStack() as undo:
        undo.callback(store.delete, attachment.stored_as)
        store.write(attachment.stored_as, sealed.content)
        attachment.save(force_insert=True)
        undo.pop_all()


@transaction.atomic
def remove(attachment_id: UUID, *, reason: str, needs: Permission, actor: Actor, now: datetime) -> None:
    """Take a file away for good: the row stays with the reason, the key that opened the content is destroyed.

    Raises Attachment.DoesNotExist (also when the row policy hides it), NotPermitted, RuleBroken removal_reason_missing,
    NotAllowedNow attachment_removed.
    """
    actor.must(needs)
    if not reason.strip():
        raise RuleBroken("removal_reason_missing", field="reason")
    attachment = Attachment.objects.select_for_update().get(pk=attachment_id)
    if attachment.removed_at is not None:
        raise NotAllowedNow("attachment_removed")
    attachment.removed_by_id, attachment.removed_at = actor.user_id, now
    attachment.removal_reason, attachment.wrapped_key = reason.strip(), b""
    attachment.save(update_fields=["removed_by", "removed_at", "removal_reason", "wrapped_key"])
    record("attachment.removed", attachment.pk, by=actor, at=now)


@transaction.atomic
def set_audience(subject: Subject, audience: Audience, *, needs: Permission, actor: Actor, now: datetime) -> int:
    """Change who may see the files of a subject, as when progress is adopted; gives how many changed.

    Raises NotPermitted.
    """
    actor.must(needs)
    changed = 0
    of_subject = Attachment.objects.select_for_update().filter(subject_kind=subject.kind, subject_id=subject.id)
    for attachment in of_subject.order_by("pk"):
        attachment.visible_to = sorted({*audience.bodies, attachment.owner_id})
        attachment.reaches = sorted(audience.reaches)
        attachment.save(update_fields=["visible_to", "reaches"])
        record("attachment.audience_set", attachment.pk, by=actor, at=now, fields=["visible_to", "reaches"])
        changed += 1
    return changed


@transaction.atomic
def open_attachment(attachment_id: UUID, *, actor: Actor, now: datetime) -> OpenedFile:
    """The content of a file that the actor may see; the opening stands in the trail when somebody signed in does it.

    The row policy is the permission: the owner of the subject has said who may see it. Raises Attachment.DoesNotExist,
    NotAllowedNow attachment_removed, StoredFileMissingError, InvalidTag when the file was tampered with.
    """
    attachment = Attachment.objects.get(pk=attachment_id)
    if attachment.removed_at is not None:
        raise NotAllowedNow("attachment_removed")
    sealed = Sealed(Store.configured().read(attachment.stored_as), bytes(attachment.wrapped_key), attachment.key_id)
    content = unseal(sealed, Place(_TABLE, attachment.pk), _keyring())
    if actor.user_id is not None:
        record("attachment.opened", attachment.pk, by=actor, at=now)
    return OpenedFile(attachment.name, attachment.media_type, content)


def rewrap_old_keys(*, now: datetime) -> int:
    """Bring the keys of all attachments under the newest wrapping key, a batch in a transaction; gives how many."""
    keyring = _keyring()
    done = 0
    while batch := _rewrap_batch(keyring, now):
        done += batch
    return done


def _rewrap_batch(keyring: Keyring, now: datetime) -> int:
    with acting_as(SYSTEM):
        old = Attachment.objects.kept().exclude(key_id=keyring.newest).select_for_update().order_by("pk")[:_BATCH]
        count = 0
        for attachment in old:
            place = Place(_TABLE, attachment.pk)
            attachment.wrapped_key, attachment.key_id = rewrap(
                bytes(attachment.wrapped_key), attachment.key_id, place, keyring
            )
            attachment.save(update_fields=["wrapped_key", "key_id"])
            record("attachment.rewrapped", attachment.pk, by=SYSTEM, at=now, fields=["key_id"])
            count += 1
    return count


@dataclass(frozen=True)
class Swept:
    """What the sweep found: files taken away, and rows whose file is missing."""

    deleted: int
    missing: int


def sweep(*, now: datetime) -> Swept:
    """Delete files that no row needs any more, and count rows whose file is gone."""
    store = Store.configured()
    before = now.timestamp() - _ORPHAN_AFTER_SECONDS
    deleted = store.drop_unfinished(before)
    with acting_as(SYSTEM):
        needed = set(Attachment.objects.kept().values_list("stored_as", flat=True))
    for stored_as in list(store.older_than(before)):
        if stored_as not in needed:
            store.delete(stored_as)
            deleted += 1
    return Swept(deleted, sum(not store.holds(stored_as) for stored_as in needed))


def _keyring() -> Keyring:
    return Keyring.read(settings.KEYS_DIR, "documents")
