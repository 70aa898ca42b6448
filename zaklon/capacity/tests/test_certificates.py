"""Certificates: as many as participants, for the organiser alone; checked by anybody, and no name is kept."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.capacity.commands.certificates import withdraw_certificates
from zaklon.capacity.marks import new_mark
from zaklon.capacity.models import Batch, Certificate
from zaklon.capacity.queries.certificates import batch_page, batches_of, find_genuine
from zaklon.capacity.rules.codes import read_code
from zaklon.capacity.tests.factories import NOW, issue, keeper, training
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.common.sealing import Keyring
from zaklon.registers.commands.entries import withdraw

pytestmark = pytest.mark.django_db


def found(printed, name=None):
    return find_genuine(read_code(printed.code), name or printed.name)


def test_each_name_gets_a_certificate_that_anybody_can_check(law):
    organiser = keeper()
    issued = issue(organiser, training(organiser))
    assert [each.name for each in issued.certificates] == ["Izmišljena Čaplja", "Izmišljen Đurđevak"]
    genuine = found(issued.certificates[0])
    assert (genuine.title, genuine.organiser, genuine.hours) == ("Care of lanterns", issued.organiser, 6)
    assert genuine.withdrawn_on is None
    assert found(issued.certificates[0], "ИЗМИШЉЕНА ЧАПЉА") == genuine
    assert found(issued.certificates[0], "Caplja Izmisljena") == genuine


def test_a_code_with_another_name_and_a_name_with_another_code_are_not_found(law):
    organiser = keeper()
    one, other = issue(organiser, training(organiser)).certificates
    assert found(one, other.name) is None
    assert found(other, one.name) is None


def test_no_name_and_no_code_lies_in_any_table(law, as_owner):
    organiser = keeper()
    issued = issue(organiser, training(organiser))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE ANY (%s)", [_traces(issued)])  # noqa: S608 - names of our tables
            assert cursor.fetchone() == (0,), table


def _traces(issued):
    codes = [part for each in issued.certificates for part in (each.code, each.code.replace("-", ""))]
    return [f"%{part}%" for part in (*codes, "Čaplja", "caplja", "Đurđevak", "durdevak")]


def test_the_same_work_is_done_for_a_right_code_and_for_a_wrong_one(law):
    organiser = keeper()
    printed = issue(organiser, training(organiser)).certificates[0]
    counts = []
    for name in (printed.name, "Nobody Invented"):
        with CaptureQueriesContext(connection) as asked:
            found(printed, name)
        counts.append([query["sql"][:40] for query in asked if "capacity_certificate" in query["sql"]])
    assert counts[0] == counts[1]
    assert len(counts[0]) == 1


def test_there_are_never_more_certificates_than_participants(law):
    organiser = keeper()
    entry = training(organiser, people=3)
    issue(organiser, entry)
    with pytest.raises(RuleBroken) as refused:
        issue(organiser, entry)
    assert refused.value.code == "certificates_beyond_participants"
    assert refused.value.facts == {"counted": 3, "issued": 2, "wanted": 2}
    issue(organiser, entry, "Izmišljena Treća")
    with acting_as(organiser):
        assert [line.count for line in batches_of(entry)] == [1, 2]


def test_a_withdrawn_certificate_makes_room_for_another_and_the_check_says_so(law):
    organiser = keeper()
    entry = training(organiser, people=2)
    issued = issue(organiser, entry)
    with acting_as(organiser):
        batch = batches_of(entry)[0].batch_id
        assert withdraw_certificates(batch, [2], "Printed with a slip", actor=organiser, now=NOW) == 1
    assert found(issued.certificates[1]).withdrawn_on == NOW
    assert found(issued.certificates[0]).withdrawn_on is None
    issue(organiser, entry, "Izmišljen Đurđevak")
    with acting_as(organiser):
        lines = batch_page(batch, actor=organiser).lines
    assert [line.reason for line in lines] == ["", "Printed with a slip"]


@pytest.mark.parametrize(
    ("numbers", "reason", "code"),
    [
        ([1], " ", "certificate_reason_missing"),
        ([1], "x" * 501, "certificate_reason_missing"),
        ([], "Slip", "certificate_none_chosen"),
        ([9], "Slip", "certificate_none_chosen"),
    ],
)
def test_withdrawing_asks_for_a_reason_and_for_certificates(law, numbers, reason, code):
    organiser = keeper()
    entry = training(organiser)
    issue(organiser, entry)
    with acting_as(organiser), pytest.raises(RuleBroken, match=code):
        withdraw_certificates(batches_of(entry)[0].batch_id, numbers, reason, actor=organiser, now=NOW)


def test_only_the_organiser_issues_and_withdraws(law):
    organiser, stranger = keeper(), keeper()
    entry = training(organiser)
    with pytest.raises(NotPermitted):
        issue(stranger, entry)
    issue(organiser, entry)
    with acting_as(organiser):
        batch = batches_of(entry)[0].batch_id
    with acting_as(stranger), pytest.raises(NotPermitted):
        withdraw_certificates(batch, [1], "Slip", actor=stranger, now=NOW)
    with acting_as(stranger), pytest.raises(NotPermitted):
        batch_page(batch, actor=stranger)


def test_a_role_without_the_permission_issues_nothing_for_its_own_body(law):
    body = make_body()
    entry = training(keeper(body))
    with pytest.raises(NotPermitted):
        issue(make_actor(Role.HEAD, body=body), entry)


@pytest.mark.parametrize("said", [{"state": "planned"}, {"last_day": "2027-01-04"}])
def test_a_training_that_was_not_held_or_is_not_over_has_no_certificates(law, said):
    organiser = keeper()
    entry = training(organiser, **said)
    with pytest.raises(NotAllowedNow, match="certificate_training_not_held"):
        issue(organiser, entry)


def test_a_withdrawn_training_has_no_certificates(law):
    organiser = keeper()
    entry = training(organiser)
    with acting_as(organiser):
        withdraw(entry, "Entered twice", actor=organiser, now=NOW)
    with pytest.raises(NotAllowedNow, match="certificate_training_not_held"):
        issue(organiser, entry)


def test_a_form_that_is_sent_twice_is_done_once(law):
    organiser, key = keeper(), uuid.uuid4()
    entry = training(organiser, people=9)
    issue(organiser, entry, key=key)
    with pytest.raises(NotAllowedNow, match="certificates_issued_already"):
        issue(organiser, entry, key=key)
    with acting_as(organiser):
        assert Certificate.objects.count() == 2


def test_other_bodies_see_no_certificates_and_the_office_sees_them_without_names(law):
    organiser = keeper()
    issue(organiser, training(organiser))
    with acting_as(keeper()):
        assert not Batch.objects.exists()
        assert not Certificate.objects.exists()
    with acting_as(make_actor(Role.COORDINATOR)):
        assert Certificate.objects.count() == 2


def test_an_older_key_is_still_checked_and_without_it_nothing_is_found(law, settings):
    organiser = keeper()
    printed = issue(organiser, training(organiser)).certificates[0]
    first = settings.VAULT_KEY_SOURCE.ring("certificates")
    old = {name: first.key(name) for name in first.names}

    class Source:
        def __init__(self, keys):
            self.keys = keys

        def ring(self, family):
            assert family == "certificates"
            return Keyring(self.keys)

    settings.VAULT_KEY_SOURCE = Source({**old, "certificates-2": b"2" * 32})
    assert found(printed) is not None
    assert new_mark(read_code(printed.code), printed.name) not in {bytes(mark) for mark in _marks(organiser)}
    settings.VAULT_KEY_SOURCE = Source({"certificates-2": b"2" * 32})
    assert found(printed) is None


def _marks(organiser):
    with acting_as(organiser):
        return list(Certificate.objects.values_list("mark", flat=True))


def test_what_was_printed_stays_when_the_training_is_corrected_later(law, as_owner):
    organiser = keeper()
    entry = training(organiser)
    printed = issue(organiser, entry).certificates[0]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute('UPDATE registers_entry SET answers = answers || \'{"title": "Other"}\'')
    assert found(printed).title == "Care of lanterns"
    assert found(printed).issued_on == (NOW + timedelta(0)).date()
