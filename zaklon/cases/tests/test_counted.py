"""Coded facts of the files: cases, persons and events apart, nobody named, and counts that outlast an erasure."""

import dataclasses

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.commands import flags
from zaklon.cases.kinds import FlagKind, Part
from zaklon.cases.models import Case, Person
from zaklon.cases.queries import counted
from zaklon.cases.tests.factories import CHILD, Circle, now

pytestmark = pytest.mark.django_db


def test_cases_and_persons_are_counted_apart_and_name_nobody():
    circle = Circle(CHILD)
    with acting_as(SYSTEM):
        (case,) = counted.case_facts()
        (person,) = counted.person_facts()
        code = Case.objects.get().code
    assert (case.status, case.closed_on, case.persons) == ("open", None, 1)
    assert (person.age_group, person.is_erased) == ("child", False)
    for fact in (case, person):
        assert code not in str(dataclasses.astuple(fact))
    assert circle.code == code


def test_consents_openings_and_flags_are_events():
    circle = Circle()
    circle.consent((circle.shelter, Part.HEALTH))
    with acting_as(circle.manager):
        flags.raise_flag(circle.code, FlagKind.DANGER, actor=circle.manager, now=now())
    with acting_as(SYSTEM):
        (consent,) = counted.consent_facts()
        openings = counted.opening_facts()
        (flag,) = counted.flag_facts()
    assert consent.withdrawn_on is None
    assert {each.purpose for each in openings}
    assert (flag.kind, flag.resolved_on) == ("danger", None)


def test_facts_are_those_of_the_files_that_the_reader_sees():
    circle = Circle()
    with acting_as(circle.worker):
        assert list(counted.case_facts()) == []
        assert counted.consent_facts() == ()
    with acting_as(circle.manager):
        assert len(list(counted.case_facts())) == 1


def test_the_count_stays_when_a_person_is_erased():
    Circle()
    with acting_as(SYSTEM):
        Person.objects.update(erased_at=now())
        (person,) = counted.person_facts()
        (case,) = counted.case_facts()
    assert person.is_erased
    assert case.persons == 1
