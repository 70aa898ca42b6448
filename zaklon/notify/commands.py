"""Putting messages into the outbox, and sending them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone, translation

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.accounts import forget_notices, notice_receiver, take_waiting_notices
from zaklon.access.commands.passwords import reset_path, take_waiting_resets
from zaklon.access.commands.people import invitation_path
from zaklon.access.models import Invitation, NoticeKind
from zaklon.access.queries.people import holders, reachable
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.notify import rules
from zaklon.notify.kinds import AWAITED, Kind
from zaklon.notify.letters import letter_of
from zaklon.notify.models import Message

log = logging.getLogger("zaklon.notify")

_CLAIM = timedelta(minutes=10)
_BATCH = 50
# So many things in one mail: more would not be read, and what is over goes with the next.
_IN_ONE_MAIL = 20
_AWAITED_FIRST = Case(When(kind__in=AWAITED, then=0), default=1)
_NOTICES = {
    NoticeKind.ADDRESS_CHANGED: Kind.ADDRESS_CHANGED,
    NoticeKind.SECOND_FACTOR_DROPPED: Kind.SECOND_FACTOR_DROPPED,
}


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
        waiting = waiting.exclude(role="").order_by("not_before", "pk")
        for message in waiting.select_for_update(skip_locked=True)[:_BATCH]:
            user_ids = holders(message.body_id, {Role(message.role)}, today=timezone.localdate(now))
            told += enqueue(Kind(message.kind), user_ids, path=message.path, now=now)
            _close(message, was_sent=bool(user_ids), now=now)
    return told


def collect_invitations(*, now: datetime) -> int:
    """Queue a message for every invitation that has none yet; the access context leaves them here on purpose."""
    with acting_as(SYSTEM):
        waiting = list(
            _open_invitations(now).filter(queued_at__isnull=True).select_for_update(skip_locked=True).order_by("pk")
        )
        Message.objects.bulk_create(
            Message(kind=Kind.INVITATION, invitation=invitation, created_at=now, not_before=now)
            for invitation in waiting
        )
        Invitation.objects.filter(pk__in=[each.pk for each in waiting]).update(queued_at=now)
    return len(waiting)


def collect_password_resets(*, now: datetime) -> int:
    """Queue a message for everyone who asked for a link to set a password."""
    with acting_as(SYSTEM):
        waiting = take_waiting_resets(now=now)
        enqueue(Kind.PASSWORD_RESET, [reset.user_id for reset in waiting], path="", now=now)
    return len(waiting)


def collect_account_notices(*, now: datetime) -> int:
    """Queue a message for everyone whose account an administrator loosened."""
    with acting_as(SYSTEM):
        waiting = take_waiting_notices(now=now)
        Message.objects.bulk_create(
            Message(kind=_NOTICES[each.kind], notice_id=each.notice_id, created_at=now, not_before=now)
            for each in waiting
        )
    return len(waiting)


def deliver_waiting(*, now: datetime) -> int:
    """Send what is due, in one mail to each person; returns how many mails left.

    The messages of a mail are claimed in one transaction, sent outside any, and marked in another: a crash in between
    sends them again after the claim ends, so none is ever lost and at worst one arrives twice. When the mail server
    cannot be reached, the rest waits for the next run.
    """
    sent = 0
    for _turn in range(_BATCH):
        claimed = _claim(now)
        if claimed is None:
            break
        outcome = _send(claimed)
        with acting_as(SYSTEM):
            for message_id in claimed.message_ids:
                _mark(message_id, was_sent=outcome is _Outcome.SENT, now=now)
        sent += outcome is _Outcome.SENT
        if outcome is _Outcome.UNREACHABLE:
            break
    return sent


def purge_old(*, now: datetime) -> int:
    """Delete messages that were sent or given up long ago; returns how many. What the trail says of them stays."""
    before = now - rules.KEPT_FOR
    with acting_as(SYSTEM):
        old = Message.objects.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before))
        notices = set(old.filter(notice__isnull=False).values_list("notice_id", flat=True))
        purged, _by_model = old.delete()
        forget_notices(notices)
    log.info("notify.purged", extra={"count": purged})
    return purged


class _Outcome(Enum):
    SENT = "sent"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class _Claimed:
    """The messages of one mail with what it takes to send it; links are made now, so that none lies in the outbox."""

    message_ids: tuple[UUID, ...]
    address: str
    language: str
    # Each thing that is told and where to look, once however often it was left.
    told: tuple[tuple[Kind, str], ...]


def _claim(now: datetime) -> _Claimed | None:
    """Claim what somebody waits for, else what has waited longest with all that waits for the same person.

    None when nothing is due. Closes messages that nobody is left to read.
    """
    due = Message.objects.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lte=now),
        sent_at__isnull=True,
        given_up_at__isnull=True,
        not_before__lte=now,
        role="",
    )
    with acting_as(SYSTEM):
        while True:
            first = due.order_by(_AWAITED_FIRST, "not_before", "pk").select_for_update(skip_locked=True).first()
            if first is None:
                return None
            receiver = _receiver(first, now)
            if receiver is None:  # the person has left, or the invitation is void
                _close(first, was_sent=False, now=now)
                continue
            messages = _in_one_mail(first, due)
            Message.objects.filter(pk__in=[each.pk for each in messages]).update(claimed_until=now + _CLAIM)
            told = tuple(dict.fromkeys((Kind(each.kind), _path(each)) for each in messages))
            return _Claimed(tuple(each.pk for each in messages), *receiver, told)


def _in_one_mail(first: Message, due: QuerySet[Message]) -> list[Message]:
    """The message with the other reminders of that person; what somebody waits for goes alone."""
    if first.user_id is None or first.kind in AWAITED:
        return [first]
    others = due.filter(user_id=first.user_id).exclude(kind__in=AWAITED).order_by("not_before", "pk")
    return list(others.select_for_update(skip_locked=True)[:_IN_ONE_MAIL])


def _receiver(message: Message, now: datetime) -> tuple[str, str] | None:
    if message.user_id is not None:
        return reachable({message.user_id}).get(message.user_id)
    if message.notice_id is not None:
        return notice_receiver(message.notice_id)
    if message.invitation_id is None:
        return None
    found = _open_invitations(now).filter(pk=message.invitation_id)
    return found.values_list("email", "language").first()


def _path(message: Message) -> str:
    if message.invitation_id is not None:
        return invitation_path(message.invitation_id)
    if message.kind == Kind.PASSWORD_RESET and message.user_id is not None:
        return reset_path(message.user_id)
    return message.path


def _open_invitations(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)


def _send(claimed: _Claimed) -> _Outcome:
    with translation.override(claimed.language):
        subject, body = letter_of(claimed.told, settings.PUBLIC_URL)
        mail = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [claimed.address])
    try:
        return _Outcome.SENT if mail.send() == 1 else _Outcome.REFUSED
    except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError) as error:  # about this one mail
        _note(error)
        return _Outcome.REFUSED
    except (SMTPException, OSError) as error:
        _note(error)
        return _Outcome.UNREACHABLE


def _note(error: OSError) -> None:
    log.warning("notify.not_sent", extra={"code": type(error).__name__})


def _mark(message_id: UUID, *, was_sent: bool, now: datetime) -> None:
    """Note how an attempt ended: sent, to be tried again later, or given up."""
    message = Message.objects.select_for_update().get(pk=message_id)
    delay = rules.delay_after(message.attempts + 1)
    if was_sent or delay is None:
        _close(message, was_sent=was_sent, now=now)
        return
    message.attempts += 1
    message.claimed_until = None
    message.not_before = now + delay
    message.save(update_fields=["attempts", "claimed_until", "not_before"])


def _close(message: Message, *, was_sent: bool, now: datetime) -> None:
    message.attempts += 1
    message.claimed_until = None
    message.sent_at, message.given_up_at = (now, None) if was_sent else (None, now)
    message.save(update_fields=["attempts", "claimed_until", "sent_at", "given_up_at"])
    record("message.sent" if was_sent else "message.given_up", message.pk, by=SYSTEM, at=now)
