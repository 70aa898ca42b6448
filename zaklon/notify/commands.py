"""Putting messages into the outbox, and sending them."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import translation

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.people import invitation_link_key
from zaklon.access.models import Invitation
from zaklon.access.queries.people import holders, reachable
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.notify.kinds import Kind
from zaklon.notify.letters import CLOSING, LETTERS
from zaklon.notify.models import Message

log = logging.getLogger("zaklon.notify")

_CLAIM = timedelta(minutes=10)
_BATCH = 50
_ATTEMPTS = 8


def enqueue(
    kind: Kind, user_ids: Iterable[UUID], *, path: str, now: datetime, not_before: datetime | None = None
) -> int:
    """Leave a message for each user, in the transaction of the act that caused it; returns how many."""
    messages = [
        Message(kind=kind, user_id=user_id, path=path, created_at=now, not_before=not_before or now)
        for user_id in sorted(set(user_ids))
    ]
    Message.objects.bulk_create(messages)
    return len(messages)


def enqueue_for_role(kind: Kind, role: Role, body_id: UUID | None, *, path: str, now: datetime) -> None:
    """Leave a message for whoever holds the role in the body, or anywhere when `body_id` is None."""
    Message.objects.bulk_create(
        [Message(kind=kind, role=role, body_id=body_id, path=path, created_at=now, not_before=now)]
    )


def address_roles(*, now: datetime) -> int:
    """Turn messages to roles into messages to the people who hold them now; returns how many people."""
    told = 0
    with acting_as(SYSTEM):
        waiting = Message.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, not_before__lte=now)
        for message in waiting.exclude(role="").select_for_update(skip_locked=True)[:_BATCH]:
            user_ids = holders(message.body_id, {Role(message.role)}, today=now.date())
            told += enqueue(Kind(message.kind), user_ids, path=message.path, now=now)
            _mark(message.pk, outcome=bool(user_ids), now=now, final=True)
    return told


def collect_invitations(*, now: datetime) -> int:
    """Queue a message for every invitation that has none yet; the access context leaves them here on purpose."""
    with acting_as(SYSTEM):
        waiting = list(
            Invitation.objects.select_for_update(skip_locked=True).filter(
                queued_at__isnull=True, accepted_at__isnull=True, withdrawn_at__isnull=True
            )
        )
        Message.objects.bulk_create(
            Message(
                kind=Kind.INVITATION,
                invitation=invitation,
                path=f"/invitation/{invitation_link_key(invitation.pk)}/",
                created_at=now,
                not_before=now,
            )
            for invitation in waiting
        )
        Invitation.objects.filter(pk__in=[each.pk for each in waiting]).update(queued_at=now)
    return len(waiting)


def deliver_waiting(*, now: datetime) -> int:
    """Send what is due; returns how many mails left.

    A message is claimed in one transaction, sent outside any, and marked in another: a crash in between sends it
    again after the claim ends, so a message is never lost and at worst arrives twice.
    """
    sent = 0
    for message_id, address, language, kind, path in _claim(now):
        outcome = _send(Kind(kind), address, language, path)
        with acting_as(SYSTEM):
            _mark(message_id, outcome=outcome, now=now)
        sent += outcome
    return sent


def _claim(now: datetime) -> list[tuple[UUID, str, str, str, str]]:
    due = Message.objects.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lte=now),
        sent_at__isnull=True,
        given_up_at__isnull=True,
        not_before__lte=now,
        role="",
    )
    with acting_as(SYSTEM):
        messages = list(due.order_by("not_before", "pk").select_for_update(skip_locked=True)[:_BATCH])
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(claimed_until=now + _CLAIM)
        users = reachable({message.user_id for message in messages if message.user_id})
        invited = {
            invitation.pk: (invitation.email, invitation.language)
            for invitation in Invitation.objects.filter(
                pk__in=[message.invitation_id for message in messages if message.invitation_id],
                accepted_at__isnull=True,
                withdrawn_at__isnull=True,
            )
        }
        claimed = []
        for message in messages:
            receiver = users.get(message.user_id) if message.user_id else invited.get(message.invitation_id)
            if receiver is None:  # the person has left, or the invitation is void: nobody to tell
                _mark(message.pk, outcome=False, now=now, final=True)
                continue
            claimed.append((message.pk, *receiver, message.kind, message.path))
    return claimed


def _send(kind: Kind, address: str, language: str, path: str) -> bool:
    letter = LETTERS[kind]
    with translation.override(language):
        body = f"{letter.sentence}\n\n{settings.PUBLIC_URL}{path}\n\n{CLOSING}\n"
        mail = EmailMessage(str(letter.subject), body, settings.DEFAULT_FROM_EMAIL, [address])
    try:
        return mail.send() == 1
    except (SMTPException, OSError) as error:
        log.warning("notify.not_sent", extra={"code": type(error).__name__})
        return False


def _mark(message_id: UUID, *, outcome: bool, now: datetime, final: bool = False) -> None:
    message = Message.objects.select_for_update().get(pk=message_id)
    message.attempts += 1
    message.claimed_until = None
    if outcome:
        message.sent_at = now
    elif final or message.attempts >= _ATTEMPTS:
        message.given_up_at = now
    else:
        message.not_before = now + timedelta(minutes=2**message.attempts)
    message.save(update_fields=["attempts", "claimed_until", "sent_at", "given_up_at", "not_before"])
    if message.sent_at or message.given_up_at:
        action = "message.sent" if message.sent_at else "message.given_up"
        record(action, message.pk, by=SYSTEM, at=now)
