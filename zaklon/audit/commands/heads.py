"""Handing heads to somebody outside: without them, nobody finds a cut tail or a full rewrite."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.audit.commands.sealing import keyring
from zaklon.audit.kinds import Way
from zaklon.audit.models import Handout
from zaklon.audit.queries import checking
from zaklon.audit.rules.heads import Head, head_of


def head_to_hand_out() -> Head | None:
    """The signed head of the newest block, for mails, files, sheets and messages to partners; None before the first."""
    last = checking.last_block()
    return head_of(last, keyring()) if last else None


def head_to_mail() -> Head | None:
    """The head, unless the mailbox holds it already."""
    head = head_to_hand_out()
    mailed = Handout.objects.filter(way=Way.MAIL).order_by("-at").first()
    if head is None or (mailed is not None and mailed.block_number >= head.number):
        return None
    return head


@transaction.atomic
def note_handout(head: Head, way: Way, receiver: str, *, by: UUID | None, at: datetime) -> None:
    """Keep who got a head: `receiver` is the name of a place or a partner, never of a person."""
    Handout.objects.create(at=at, way=way, receiver=receiver[:80], block_number=head.number, head=head.line, user_id=by)
