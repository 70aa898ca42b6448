"""Numbers from files and from the directory of providers, for the plan."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_body
from zaklon.cases.kinds import Part
from zaklon.pathway.queries.facts import MoveFact
from zaklon.protection.tests.factories import Shelter
from zaklon.registers import programmed
from zaklon.registers.counting import Days, counters
from zaklon.registers.programmed import COUNTERS
from zaklon.registers.tests.factories import today
from zaklon.vocabulary.pack.registers import How
from zaklon.vocabulary.queries import vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def said(measure, start=None, end=None):
    with acting_as(SYSTEM):
        return COUNTERS[measure][0](Days(start or today(), end or today()))


def test_a_provider_counts_while_its_licence_holds():
    home = Shelter()
    home.license(home.enter_provider(make_body(kind="ngo")), number="2", until=-1)
    assert said("licensed_providers") == 1
    assert said("licensed_share") == Decimal(50)


def test_nothing_is_said_where_nothing_was_recorded():
    Shelter()
    for measure in ("preliminary_by_non_prosecuting", "decisions_on_complete_forms", "team_sessions"):
        assert said(measure) is None


def test_every_programmed_measure_of_the_first_country_is_counted_by_somebody():
    Shelter()
    with acting_as(SYSTEM):
        named = {each.code for each in vocabulary().measures.values() if each.how is How.PROGRAMMED}
    assert named <= counters().keys()


def move(body, on, state="referred", person=1):
    return MoveFact(UUID(int=person), "identification", "refer", "potential", state, on, body.pk, "f", "adult", "")


def test_only_referrals_by_others_than_police_count_and_a_person_once_a_year(monkeypatch):
    police = make_body("POL", kind="police")
    unit, centre = make_body("POL-UNIT", kind="unit", parent=police), make_body("CSW", kind="public_institution")
    first, later, before = date(2026, 2, 1), date(2026, 5, 1), date(2025, 5, 1)
    moves = [
        *(move(unit, first, person=2), move(police, first, person=3)),
        *(move(centre, first), move(centre, later), move(centre, before), move(centre, first, "screened", 4)),
    ]
    monkeypatch.setattr(programmed, "move_facts", lambda: iter(moves))
    assert said("preliminary_by_non_prosecuting", date(2026, 1, 1), date(2026, 12, 31)) == 1
    assert said("preliminary_by_non_prosecuting", date(2025, 1, 1), date(2026, 12, 31)) == 2


def test_a_referral_that_was_taken_counts():
    home = Shelter()
    home.consent((home.shelter, Part.HEALTH))
    for verb in ("report", "screen", "presume", "refer"):
        home.take("identification", verb)
    assert said("preliminary_by_non_prosecuting") == 1
