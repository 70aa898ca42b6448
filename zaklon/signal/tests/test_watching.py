"""Whoever reports very much, or is told of many files elsewhere, is noted for review and never stopped."""

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import AlertKind, Verdict
from zaklon.cases.models import Alert
from zaklon.signal.commands import watching
from zaklon.signal.commands.looking import look_before
from zaklon.signal.tests.factories import NAMED, load_law, now, report, responder, signal

pytestmark = pytest.mark.django_db
MOST = 3


class Few:
    """A law under which three a day are many."""

    def threshold(self, code):
        assert code == "insider_note_signals_per_day"
        return MOST


@pytest.fixture
def law(db, monkeypatch):
    load_law()
    monkeypatch.setattr(watching, "vocabulary", Few)


def noted():
    with acting_as(SYSTEM):
        found = Alert.objects.filter(kind=AlertKind.MANY_SIGNALS)
        return [(alert.user_id, alert.verdict, alert.count) for alert in found]


def test_many_signals_in_a_day_are_noted_once_and_none_is_stopped(law):
    anna, boris = responder(), responder()
    for _each in range(MOST - 1):
        report(anna)
    report(boris)
    assert noted() == []
    for _each in range(2):
        assert report(anna).code
    assert noted() == [(anna.user_id, Verdict.NOTED, MOST)]


def test_the_same_signal_sent_often_is_one(law):
    anna = responder()
    new = signal(anna)
    assert len({report(anna, new).code for _each in range(MOST)}) == 1
    assert noted() == []


def test_many_files_hinted_at_are_noted_whether_or_not_a_signal_follows(law):
    numbers = [f"067 000 {each}" for each in range(200, 200 + MOST)]
    manager, anna = responder(Role.CASE_MANAGER), responder()
    for number in numbers:
        report(manager, identity={**NAMED, "family_names": f"Kanarinac{number[-3:]}", "phones": [number]})
    before = noted()
    for number in numbers:
        with acting_as(anna):
            assert look_before({"phones": [number]}, actor=anna, now=now()).elsewhere
    assert (anna.user_id, Verdict.NOTED, MOST) in set(noted()) - set(before)
