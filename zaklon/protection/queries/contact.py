"""Whether a person may be reached: asked before every letter, mail, reminder and paper to a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.neutral import refuse_telling
from zaklon.common.errors import NotAllowedNow
from zaklon.protection.kinds import Channel
from zaklon.protection.models import ContactPlan
from zaklon.protection.rules.contact import refusal_of
from zaklon.protection.values import Limits


@dataclass(frozen=True)
class ContactRow:
    """The limits that hold for a person, for who reads the part for safe contact."""

    person_id: UUID
    limits: Limits
    made_at: datetime


def may_contact(person_id: UUID, channel: Channel, at: datetime) -> bool:
    """Whether the person may be reached by this way at this moment. Says nothing of why, so anybody may ask."""
    return _refusal(person_id, channel, at) is None


def must_contact(person_id: UUID, channel: Channel, at: datetime) -> None:
    """Raise NotAllowedNow, with what to do, unless the person may be reached by this way at this moment."""
    code = _refusal(person_id, channel, at)
    if code is not None:
        raise NotAllowedNow(code)


def must_be_safe(person_id: UUID, channel: str, at: datetime, seen: Iterable[str]) -> None:
    """What `cases` asks before a paper or message for a person: the way is allowed, and its outside says nothing.

    `seen` is what others can read without opening it: title, name of the file, envelope. Raises NotAllowedNow.
    """
    must_contact(person_id, Channel(channel), at)
    refuse_telling(*seen)


def limits_of(persons: Iterable[UUID]) -> dict[UUID, ContactRow]:
    """By person: the limits that the reader may read. One query."""
    found = ContactPlan.objects.filter(person_id__in=list(persons), replaced_at__isnull=True)
    return {row.person_id: ContactRow(row.person_id, _limits(row), row.made_at) for row in found}


def _refusal(person_id: UUID, channel: Channel, at: datetime) -> str | None:
    with acting_as(SYSTEM):
        row = ContactPlan.objects.filter(person_id=person_id, replaced_at__isnull=True).first()
    hour: time = timezone.localtime(at).time()
    return refusal_of(_limits(row) if row else None, channel, hour)


def _limits(row: ContactPlan) -> Limits:
    return Limits(
        language=row.language,
        allowed=frozenset(Channel(each) for each in row.allowed),
        forbidden=frozenset(Channel(each) for each in row.forbidden),
        hour_from=row.hour_from,
        hour_until=row.hour_until,
        never_message=row.never_message,
        no_post=row.no_post,
    )
