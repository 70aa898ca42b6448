"""What the system does for the trail by itself: seals it, and mails heads to the auditor's mailbox."""

import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.commands.heads import head_to_mail, note_handout
from zaklon.audit.commands.sealing import BLOCK_ROWS, seal_part
from zaklon.audit.kinds import Way
from zaklon.audit.queries.seal import seal_status

log = logging.getLogger("zaklon.access")


def seal_trail(*, now: datetime) -> int:
    """Seal what waits, each part in a transaction of its own; gives how many rows."""
    part, rows = None, 0
    while part is None or not part.is_last:
        with acting_as(SYSTEM):
            part = seal_part(now=now, before=part)
        rows += part.rows
    return rows


def seal_when_many_wait(*, now: datetime) -> int:
    """Seal once a whole block's rows wait; gives how many rows."""
    with acting_as(SYSTEM):
        waiting = seal_status().waiting
    return seal_trail(now=now) if waiting >= BLOCK_ROWS else 0


def mail_head(*, now: datetime) -> bool:
    """Send the newest head to the auditor's mailbox; false when there is no mailbox, nothing new, or no way there.

    Noted only after the mail server took it: a head that is sent twice does no harm, one that is noted and never came
    does.
    """
    if not settings.AUDIT_MAILBOX:
        return False
    with acting_as(SYSTEM):
        head = head_to_mail()
    if head is None:
        return False
    subject = _("Seal of the trail: block %(number)s") % {"number": head.number}
    words = _("Keep this mail. With it you can prove later whether the trail was cut or rewritten.")
    mail = EmailMessage(subject, f"{head.line}\n\n{words}\n", settings.DEFAULT_FROM_EMAIL, [settings.AUDIT_MAILBOX])
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        log.warning("trail.head_not_sent", extra={"code": type(error).__name__})
        return False
    with acting_as(SYSTEM):
        note_handout(head, Way.MAIL, "mailbox", by=None, at=now)
    return True
