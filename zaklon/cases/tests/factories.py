"""Cases that walk the real commands, with people who hold real posts; plainly invented."""

import itertools
from datetime import UTC, datetime

from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.cases.commands.consents import give_consent
from zaklon.cases.commands.files import open_case
from zaklon.cases.commands.posts import assign
from zaklon.cases.kinds import AgeGroup, Giver, Part, Purpose
from zaklon.cases.models import Person
from zaklon.cases.values import ConsentGiven, NewAssignment, NewCase, PersonFacts, Scope

_count = itertools.count(1)
# The clock of the database decides which keys hold, so tests of the walls act at the real time.
ADULT = PersonFacts(age_group=AgeGroup.ADULT)
CHILD = PersonFacts(age_group=AgeGroup.CHILD)


def now() -> datetime:
    return datetime.now(tz=UTC)


class Circle:
    """One open case with a case manager, and the others who may join it."""

    def __init__(self, person: PersonFacts = ADULT) -> None:
        number = next(_count)
        self.centre, self.police, self.shelter = (
            make_body(f"{name}-{number}") for name in ("CENTRE", "POLICE", "SHELTER")
        )
        self.manager = make_actor("case_manager", body=self.centre)
        self.supervisor = make_actor("case_supervisor", body=self.centre)
        self.investigator = make_actor("police_investigator", body=self.police)
        self.worker = make_actor("shelter_staff", body=self.shelter)
        self.officer = make_actor("data_protection_officer")
        self.coordinator = make_actor("coordinator")
        with acting_as(self.manager):
            self.code = open_case(NewCase((person,), next(iter(self.manager.roles))), actor=self.manager, now=now())
            self.person = Person.objects.get(case__code=self.code)

    def assign(self, actor, *, by=None):
        by = by or self.manager
        new = NewAssignment(actor.user_id, actor.body_id, next(iter(actor.roles)))
        with acting_as(by):
            return assign(self.code, new, actor=by, now=now())

    def consent(self, *scopes: tuple[object, Part], **changes):
        given = {
            "person_id": self.person.pk,
            "giver": Giver.PERSON,
            "text_version": "2026-1",
            "language": "cnr",
            "has_capacity": True,
            "is_refusal_explained": True,
            "scopes": tuple(Scope(body.pk, part, Purpose.PROTECTION) for body, part in scopes),
        }
        with acting_as(self.manager):
            return give_consent(self.code, ConsentGiven(**{**given, **changes}), actor=self.manager, now=now())
