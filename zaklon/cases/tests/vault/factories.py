"""Smallest valid cases with persons, plainly invented."""

import secrets
import uuid

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_body
from zaklon.cases.kinds import CaseStatus, Part
from zaklon.cases.models import Case, Person, Record
from zaklon.cases.vault import keys


def make_case():
    """An open case in which nobody works."""
    with acting_as(SYSTEM):
        return Case.objects.create(
            code=secrets.token_hex(4),
            status=CaseStatus.OPEN,
            owner_body=make_body(),
            circle=[],
            opened_at=NOON,
            changed_at=NOON,
        )


def make_person(case=None, position=1):
    """A person without a data key."""
    with acting_as(SYSTEM):
        return Person.objects.create(
            case=case or make_case(),
            position=position,
            sex="unknown",
            age_group="in_doubt",
            added_at=NOON,
            circle=[],
            is_sealed=False,
        )


def make_persons(count, case=None):
    """Many persons of one case, written at once."""
    case = case or make_case()
    with acting_as(SYSTEM):
        return Person.objects.bulk_create(
            Person(
                case=case,
                position=position,
                sex="unknown",
                age_group="in_doubt",
                added_at=NOON,
                circle=[],
                is_sealed=False,
            )
            for position in range(1, count + 1)
        )


def make_record(person, content, *, part=Part.IDENTITY, key=None):
    """A record sealed under the person's key, which is made when there is none."""
    key = key or keys.make(person, now=NOON)
    with acting_as(SYSTEM):
        row = Record(
            id=uuid.uuid4(),
            case_id=person.case_id,
            person=person,
            part=part,
            kind="note",
            body=person.case.owner_body,
            written_at=NOON,
        )
        row.sealed = key.seal(keys.ContentPlace.of(row), content)
        row.save(force_insert=True)
    return row
