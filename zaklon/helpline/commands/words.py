"""Sealed words of the helpline: written, opened with a line on the trail, re-wrapped, deleted when their time is up."""

import uuid
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.common.sealing import Keyring, Place, Sealed, rewrap, seal, unseal
from zaklon.helpline.kinds import WordsKind
from zaklon.helpline.models import Words
from zaklon.helpline.queries.settings import deleted_on
from zaklon.vocabulary.queries import vocabulary

MOST_LETTERS = 2000
# A dump shows only in steps of so many bytes how long a text is.
_STEP = 64
_FAMILY, _TABLE, _BATCH = "helpline", "helpline_words", 500


def keyring() -> Keyring:
    """The keys that wrap keys of words. Raises KeySourceError, KeyMissingError or ValueError, saying what to mend."""
    ring: Keyring = settings.VAULT_KEY_SOURCE.ring(_FAMILY)
    return ring


def write_words(
    kind: WordsKind, text: str, *, actor: Actor, now: datetime, receiver_id: UUID | None = None
) -> Words | None:
    """Seal a text; None for an empty one. Raises RuleBroken for one that is too long."""
    text = text.strip()
    if not text:
        return None
    if len(text) > MOST_LETTERS:
        raise RuleBroken("call_note_long", field="note", facts={"most": MOST_LETTERS})
    user_id, body_id = actor.post()
    key = uuid.uuid4()
    sealed = seal(_padded(text), Place(_TABLE, key), keyring())
    return Words.objects.create(
        id=key,
        kind=kind,
        body_id=body_id,
        receiver_id=receiver_id,
        user_id=user_id,
        content=sealed.content,
        wrapped_key=sealed.wrapped_key,
        key_id=sealed.key_id,
        written_at=now,
        delete_on=deleted_on(vocabulary(), timezone.localdate(now)),
    )


def find_words(words_id: UUID | None) -> Words:
    """The sealed row. Raises NotAllowedNow for words that are gone, or that the row policies hide."""
    row = Words.objects.filter(pk=words_id).first() if words_id else None
    if row is None:
        raise NotAllowedNow("helpline_words_gone")
    return row


def opened(row: Words) -> str:
    """The text; called within `audit.commands.disclosed`, so that there is no text without its line on the trail."""
    sealed = Sealed(bytes(row.content), bytes(row.wrapped_key), row.key_id)
    return _unpadded(unseal(sealed, Place(_TABLE, row.pk), keyring()))


def delete_old_words(today: date, *, now: datetime) -> int:
    """Delete the words whose time is up, a batch in a transaction; gives how many. The codes of the call stay."""
    done = 0
    while batch := _delete_batch(today, now):
        done += batch
    return done


def rewrap_words() -> int:
    """Bring the keys of all words under the newest wrapping key; gives how many."""
    ring, done = keyring(), 0
    while batch := _rewrap_batch(ring):
        done += batch
    return done


@transaction.atomic
def _delete_batch(today: date, now: datetime) -> int:
    with acting_as(SYSTEM):
        old = list(Words.objects.filter(delete_on__lte=today).order_by("delete_on", "pk")[:_BATCH])
        if old:
            Words.objects.filter(pk__in=[each.pk for each in old]).delete()
            record("helpline.words_deleted", len(old), by=SYSTEM, at=now)
    return len(old)


@transaction.atomic
def _rewrap_batch(ring: Keyring) -> int:
    with acting_as(SYSTEM):
        old = Words.objects.exclude(key_id=ring.newest).order_by("pk").select_for_update(skip_locked=True)
        rows = list(old[:_BATCH])
        for row in rows:
            row.wrapped_key, row.key_id = rewrap(bytes(row.wrapped_key), row.key_id, Place(_TABLE, row.pk), ring)
        Words.objects.bulk_update(rows, ["wrapped_key", "key_id"])
    return len(rows)


def _padded(text: str) -> bytes:
    # Half of a surrogate pair may come in; it must not make a note unsaveable.
    plain = text.encode("utf-8", "surrogatepass")
    whole = len(plain).to_bytes(4, "big") + plain
    return whole + bytes(-len(whole) % _STEP)


def _unpadded(padded: bytes) -> str:
    length = int.from_bytes(padded[:4], "big")
    return padded[4 : 4 + length].decode("utf-8", "surrogatepass")
