"""Telling the database who acts, once for a transaction, with a signature."""

import hashlib
import hmac
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from zaklon.access.actor import Actor

# Longest time between signing and a query that still trusts it; a transaction is far shorter.
_LIFETIME_SECONDS = 3600
_BLOCK = 64
_SET = "SELECT set_config('app.context', %s, true)"
_key_cache: dict[Path, bytes] = {}
_key_lock = threading.Lock()


def _key() -> bytes:
    path: Path = settings.CONTEXT_KEY_FILE
    with _key_lock:
        if path not in _key_cache:
            _key_cache[path] = bytes.fromhex(path.read_text().strip())
        return _key_cache[path]


def padded_key(key: bytes) -> tuple[bytes, bytes]:
    """Inner and outer pad of the key (RFC 2104), which is all that the database needs to check a signature."""
    if len(key) > _BLOCK:
        key = hashlib.sha256(key).digest()
    block = key.ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def install_key(cursor: object) -> None:
    """Write the padded key into the database; called by the owner's role at set-up and after a key change."""
    inner, outer = padded_key(_key())
    cursor.execute(  # type: ignore[attr-defined]
        "INSERT INTO app_context_key (only_row, inner_pad, outer_pad) VALUES (true, %s, %s) "
        "ON CONFLICT (only_row) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
        [inner, outer],
    )


def signed_context(actor: Actor, backend_pid: int) -> str:
    """The text that policies trust: reach|user|body|expires|backend|roles|signature."""
    expires = int(time.time()) + _LIFETIME_SECONDS
    roles = ",".join(sorted(role.value for role in actor.roles))
    said = f"{actor.reach}|{actor.user_id or ''}|{actor.body_id or ''}|{expires}|{backend_pid}|{roles}"
    return f"{said}|{hmac.new(_key(), said.encode(), hashlib.sha256).hexdigest()}"


def set_context(actor: Actor) -> None:
    """Name the actor for the rest of the transaction. Raises outside one: a bare setting would leak to the next."""
    _exchange(actor)


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Open a transaction in which the database shows what `actor` may see, and restore the former context after."""
    with transaction.atomic():
        before = _exchange(actor)
        yield actor
        # On an exception the savepoint or transaction restores it; on success RELEASE would keep it (measured).
        _restore(before)


@contextmanager
def looking_as(actor: Actor) -> Iterator[Actor]:
    """The same without a savepoint of its own, for reading and for one write at the end: half the statements around it.

    More is not written within it: what was written would stay where an exception of the rest is caught further out.
    """
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        before = _exchange(actor)
        try:
            yield actor
        finally:
            _end_look(before)


def _end_look(before: str) -> None:
    """Restore the former context, unless PostgreSQL takes no statement before a rollback, which restores it too."""
    raw = connection.connection
    if raw is None or raw.info.transaction_status != TransactionStatus.INTRANS:
        return
    if connection.needs_rollback:
        # Django would refuse the statement; the wider context must not outlive the block all the same.
        raw.execute(_SET, [before])
    else:
        _restore(before)


def _restore(before: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, [before])


def _exchange(actor: Actor) -> str:
    """Name the actor and give the context that stood before, in one statement: pages change it many times."""
    if not connection.in_atomic_block:
        raise RuntimeError("acting context outside a transaction: open access.rls.acting_as(actor)")
    context = signed_context(actor, connection.connection.info.backend_pid)
    with connection.cursor() as cursor:
        # PostgreSQL reckons the columns of a row without a table from left to right; a test holds it to that.
        cursor.execute(
            "SELECT coalesce(current_setting('app.context', true), ''), set_config('app.context', %s, true)", [context]
        )
        return str(cursor.fetchone()[0])
