"""The demonstration: whole, invented, and made by the same commands that people use."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.config.country import load_pack_folder
from zaklon.config.demo.accounts import PEOPLE, person_of
from zaklon.config.demo.seeding import seed

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, written once for every test here and taken back behind them: they only look."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DATA_DIR=tmp_path_factory.mktemp("demo")):
        load_pack_folder(ROOT / "packs" / "montenegro")
        assert seed()
        yield
        transaction.set_rollback(True)


def test_the_demonstration_is_written_once_and_holds_the_plan_s_figures(seeded):
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM plan_activity a JOIN plan_yearlyplan p ON p.id = a.plan_id WHERE year = 2020"
        )
        assert cursor.fetchone() == (48,)
        cursor.execute(
            "SELECT sum(amount_minor), sum(amount_minor) FILTER (WHERE payer = 'donation') FROM plan_moneyline m "
            "JOIN plan_yearlyplan p ON p.id = m.plan_id WHERE year = 2020"
        )
        assert cursor.fetchone() == (17_390_000, 8_250_000)
        cursor.execute("SELECT status, count(*) FROM plan_progressreport GROUP BY status")
        counts = dict(cursor.fetchall())
        assert counts["adopted"] > 90
        assert counts["superseded"] == 1
        assert {"draft", "submitted", "approved", "checked", "returned"} <= set(counts)
    assert not seed()


def test_what_the_public_sees_of_the_demonstration_is_adopted(seeded):
    with acting_as(PUBLIC), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT status FROM plan_progressreport")
        assert cursor.fetchall() == [("adopted",)]


def test_everyone_in_the_demonstration_looks_invented(seeded):
    invented = ("Primjer", "Ogledn", "Uzor", "Izmišljen", "Zamišljen", "Nestvarn", "Provjer", "Čuvar", "Podeš")
    with acting_as(SYSTEM):
        for name, email in User.objects.values_list("full_name", "email"):
            assert any(word in name for word in invented), name
            assert email.endswith("@demo.invalid")


def rows(statement, *values):
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_the_team_has_decided_told_refused_and_looked_again_with_others(seeded):
    decided = rows("SELECT state, is_reconsidered, is_complete, told_on IS NOT NULL FROM identification_teamdecision")
    assert sorted({(state, again) for state, again, _whole, _told in decided}) == [
        ("granted", False),
        ("granted", True),
        ("refused", False),
    ]
    assert all(is_whole and is_told for _state, _again, is_whole, is_told in decided)
    twice = rows(
        "SELECT count(*) FROM identification_vote a JOIN identification_vote b "
        "ON a.person_id = b.person_id AND a.user_id = b.user_id AND a.item_id <> b.item_id"
    )
    assert twice == [(0,)]
    assert rows("SELECT count(DISTINCT person_id) FROM identification_teamdecision WHERE is_reconsidered") == [(1,)]
    kinds = {kind for (kind,) in rows("SELECT kind FROM identification_teamsession")}
    assert kinds == {"session", "field_mission"}
    assert rows("SELECT count(*) FROM identification_teammember") == [(7,)]
    assert rows("SELECT count(*) FROM identification_oncallshift WHERE ends_at > now()") == [(2,)]
    assert rows("SELECT count(*) FROM identification_agendaitem WHERE status = 'waiting'") == [(1,)]


def test_screenings_were_made_with_lists_and_stand_beside_the_decision(seeded):
    answered = dict(rows("SELECT form, count(*) FROM cases_sheetfacts GROUP BY form"))
    assert answered["child_list"] == 3
    assert {"ilo_adult_labour", "palermo_elements"} <= set(answered)
    assert not {"ilo_adult_sexual", "ilo_child_sexual"} & set(answered)


def test_a_house_is_suspended_its_resident_waits_for_a_new_plan_and_nights_are_counted(seeded):
    assert rows("SELECT count(*) FROM protection_suspension WHERE ends_at IS NULL") == [(1,)]
    assert rows("SELECT count(*) FROM protection_placement WHERE replan_since IS NOT NULL AND state = 'staying'") == [
        (1,)
    ]
    assert rows("SELECT count(*) FROM cases_task WHERE kind = 'replan' AND done_at IS NULL") == [(1,)]
    assert rows("SELECT count(*) FROM protection_placement WHERE left_reason = 'licence'") == [(1,)]
    assert rows("SELECT count(*) FROM protection_caseincident") == [(1,)]


def test_a_child_is_missing_and_the_opening_at_night_waits_for_its_review(seeded):
    (case,) = rows("SELECT case_id FROM cases_flag WHERE kind = 'missing' AND resolved_at IS NULL")
    opened = rows("SELECT count(*) FROM cases_breakglass WHERE case_id = %s AND reviewed_at IS NULL", *case)
    assert opened == [(1,)]
    states = dict(rows("SELECT way, state FROM pathway_standing WHERE case_id = %s", *case))
    assert (states["support"], states["guardianship"]) == ("suspended", "appointed")


def test_the_police_is_in_no_circle_of_an_adult_who_does_not_want_it(seeded):
    found = rows(
        "SELECT c.id, array_agg(DISTINCT b.code) FROM protection_contactplan p JOIN cases_case c ON c.id = p.case_id "
        "JOIN cases_assignment a ON a.case_id = c.id JOIN access_body b ON b.id = a.body_id GROUP BY c.id"
    )
    ((_case, bodies),) = found
    assert "POL" not in bodies
    assert {"NGO-SNK", "NGO-WRC", "POL-FOR"} <= set(bodies)


def test_everybody_who_plays_can_be_signed_in_as(seeded):
    with acting_as(SYSTEM):
        assert all(person_of(person.email) for person in PEOPLE)
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)
