"""Entries of a sealed file as tests write and open them, and what the trail says of it."""

from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.queries import entries
from zaklon.cases.commands import records
from zaklon.cases.kinds import Part
from zaklon.cases.rules.entries import KINDS_OF
from zaklon.cases.tests.factories import now
from zaklon.cases.values import NewRecord
from zaklon.plan.tests.pages import client_of

CANARY = "Kanarinac-Primjerović"
REASON = "Invented: the person calls and asks"


def address(circle, name, *arguments):
    return reverse(f"cases:{name}", args=[circle.code, *arguments])


def write(circle, part, by=None, **content):
    by = by or circle.manager
    kind = KINDS_OF[part][0]
    with acting_as(by):
        return records.write_record(circle.code, NewRecord(circle.person.pk, part, kind, content), actor=by, now=now())


def identity(circle):
    return write(circle, Part.IDENTITY, given_names="Izmišljena", family_names=CANARY, birth_date="2009-05-17")


def revealed(circle, actor, part=Part.IDENTITY):
    path = address(circle, "reveal", circle.person.pk, part)
    return client_of(actor).post(path, {"reason": REASON})


def of_trail(code, action):
    with acting_as(SYSTEM):
        return [entry for entry in entries(subject=code) if entry.action == action]
