"""Writing the trail: called inside the transaction of the act that it records."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import DatabaseError, connection

_APPEND = """
INSERT INTO audit_entry (at, action, subject, user_id, body_id, roles, fields, request_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""

# Set by the request middleware, so that all rows of one request can be found together.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class NotRecordedError(Exception):
    """Something was not disclosed because its row of the trail could not be written. A fault of the system: 500."""


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
    # Plain SQL: the ORM would ask for the new row back, and one who may append may not read.
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            [
                at,
                action,
                str(subject),
                by.user_id,
                by.body_id,
                by.role_codes[:200],
                ",".join(sorted(fields))[:500],
                request_id.get(),
            ],
        )


@contextmanager
def disclosed(action: str, subject: object, *, by: Doer, at: datetime, fields: Iterable[str] = ()) -> Iterator[None]:
    """Around everything that opens something sealed: no audit, no answer.

        with disclosed("identity.revealed", person_id, by=actor, at=now, fields=["name"]):
            return opened(person_id)

    The row is written before the block runs; when it cannot be, the block never runs. That is raised as an error of its
    own, so that nobody who expects trouble with the database catches it on the way and answers all the same.
    """
    try:
        record(action, subject, by=by, at=at, fields=fields)
    except DatabaseError as error:
        raise NotRecordedError(action) from error
    yield
