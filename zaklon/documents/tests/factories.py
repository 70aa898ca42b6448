"""Attaching and looking as somebody, with the smallest valid file."""

from zaklon.access.actor import SYSTEM
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON
from zaklon.audit.queries import entries
from zaklon.documents import commands, queries
from zaklon.documents.tests import files
from zaklon.documents.values import Audience, Upload

WRITE = Permission.PROGRESS_WRITE
OFFICE = Audience(reaches=frozenset({"office", "audit"}))


def attach(actor, subject, *, audience=OFFICE, name="minutes.pdf", content=None, needs=WRITE):
    with acting_as(actor):
        upload = Upload(name, files.a_pdf() if content is None else content)
        return commands.attach(upload, subject, audience=audience, needs=needs, actor=actor, now=NOON)


def open_as(actor, attachment_id):
    with acting_as(actor):
        return commands.open_attachment(attachment_id, actor=actor, now=NOON)


def listed(actor, subject):
    with acting_as(actor):
        return [row.id for row in queries.of_subject(subject.kind, subject.id)]


def trail(attachment_id):
    """What the trail says happened to the attachment, oldest first."""
    with acting_as(SYSTEM):
        return [entry.action for entry in reversed(entries(subject=str(attachment_id)))]


def remove(actor, attachment_id, reason="wrong file"):
    with acting_as(actor):
        commands.remove(attachment_id, reason=reason, needs=WRITE, actor=actor, now=NOON)
