"""Writing the trail: called inside the transaction of the act that it records."""

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connection

from zaklon.audit.models import Entry

# Set by the request middleware, so that all rows of one request can be found together.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class Doer(Protocol):
    """Whoever acts; `access.Actor` is one."""

    @property
    def user_id(self) -> UUID | None: ...

    @property
    def body_id(self) -> UUID | None: ...

    @property
    def role_codes(self) -> str: ...


def record(action: str, subject: object, *, by: Doer, at: datetime, fields: Iterable[str] = ()) -> None:
    """Append one row to the trail: `plan.adopted` of record `subject`, with the names of changed fields.

    Raises RuntimeError outside a transaction: an act and its trace are one, or neither happened.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{action} was recorded outside a transaction")
    # Not objects.create(): RETURNING would need the right to read what one may only append.
    Entry.objects.bulk_create(
        [
            Entry(
                at=at,
                action=action,
                subject=str(subject),
                user_id=by.user_id,
                body_id=by.body_id,
                roles=by.role_codes[:200],
                fields=",".join(sorted(fields))[:500],
                request_id=request_id.get(),
            )
        ]
    )
