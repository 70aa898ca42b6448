"""The demonstration: whole, invented, and made by the same commands that people use."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.config.country import load_pack_folder
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
