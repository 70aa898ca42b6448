"""Counting failed sign-ins, so that guessing stops."""

import hashlib
from datetime import datetime

from django.db import transaction

from zaklon.access import rules
from zaklon.access.actor import SIGN_IN
from zaklon.access.models import SignInFailure
from zaklon.audit.commands import record


def _key(email: str, address: str) -> str:
    return hashlib.sha256(f"{email.strip().lower()}|{address}".encode()).hexdigest()


def locked_until(email: str, address: str, *, now: datetime) -> datetime | None:
    """The moment until which this account is locked for this address; None when it is open."""
    row = SignInFailure.objects.filter(key=_key(email, address), locked_until__gt=now).first()
    return row.locked_until if row else None


@transaction.atomic
def count_failure(email: str, address: str, *, now: datetime) -> datetime | None:
    """Note one more failure; returns the end of the lock when it begins one."""
    row, _ = SignInFailure.objects.select_for_update().get_or_create(
        key=_key(email, address), defaults={"failures": 0, "last_at": now}
    )
    row.failures = rules.failures_so_far(row.failures, row.last_at, now) + 1
    row.last_at = now
    lock = rules.lock_time(row.failures)
    if lock is not None:
        row.locked_until = now + lock
    row.save(update_fields=["failures", "last_at", "locked_until"])
    record("sign_in.locked" if lock else "sign_in.failed", row.key[:12], by=SIGN_IN, at=now)
    return row.locked_until if lock else None


@transaction.atomic
def forget_failures(email: str, address: str) -> None:
    """A sign-in that succeeded clears the count."""
    SignInFailure.objects.filter(key=_key(email, address)).delete()
