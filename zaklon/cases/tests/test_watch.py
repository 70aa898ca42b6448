"""Misuse from inside is noticed, warned of, stopped, and looked at by somebody else."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.commands import posts, watch
from zaklon.cases.kinds import AlertKind, Verdict
from zaklon.cases.models import Alert
from zaklon.cases.rules.insider import Day, Limits, findings
from zaklon.cases.tests.factories import Circle, now
from zaklon.common.errors import NotAllowedNow, NotPermitted

LIMITS = Limits(warn_cases=3, stop_cases=5, warn_searches=2, stop_searches=4)


@given(cases=st.integers(0, 10), searches=st.integers(0, 10))
def test_the_more_the_stricter(cases, searches):
    found = {each.kind: each.verdict for each in findings(Day(cases, searches), LIMITS)}
    expected = Verdict.STOPPED if cases >= 5 else Verdict.WARNED if cases >= 3 else None
    assert found.get(AlertKind.MANY_CASES) == expected
    expected = Verdict.STOPPED if searches >= 4 else Verdict.WARNED if searches >= 2 else None
    assert found.get(AlertKind.SEARCHES_ONLY) == expected


@pytest.fixture
def circle(db, monkeypatch):
    monkeypatch.setattr(watch, "limits", lambda: LIMITS)
    return Circle()


def opened(actor, *codes):
    with acting_as(actor):
        for code in codes:
            record("case.read", code, by=actor, at=now(), fields=["shell"])
        return watch.watch(actor=actor, now=now() + timedelta(seconds=1))


def alerts(circle):
    with acting_as(circle.officer):
        return [(alert.kind, alert.verdict, alert.count) for alert in Alert.objects.order_by("noted_at")]


def test_one_case_read_often_is_ordinary_work(circle):
    assert opened(circle.manager, *["AAAA"] * 9) == ()
    assert alerts(circle) == []


def test_many_different_cases_in_a_day_warn_then_stop(circle):
    assert opened(circle.manager, "A", "B", "C")[0].verdict is Verdict.WARNED
    found = opened(circle.manager, "D", "E")
    assert found[0].verdict is Verdict.STOPPED
    with pytest.raises(NotAllowedNow, match="stopped_for_today"):
        watch.refuse_stopped(found)
    assert alerts(circle) == [("many_cases", "warned", 3), ("many_cases", "stopped", 5)]


def test_searching_without_opening_is_noticed_and_opening_begins_anew(circle):
    with acting_as(circle.manager):
        for word in ("one", "two"):
            record("case.searched", word, by=circle.manager, at=now())
        assert watch.watch(actor=circle.manager, now=now())[0].kind is AlertKind.SEARCHES_ONLY
    assert opened(circle.manager, "A") == ()


def test_who_looks_for_a_case_after_hand_over_is_noted_once_a_day(circle):
    assignment = circle.assign(circle.investigator)
    with acting_as(circle.manager):
        posts.relieve(circle.code, assignment, actor=circle.manager, now=now())
    with acting_as(circle.investigator):
        for _ in range(3):
            watch.note_refused_look(circle.code, actor=circle.investigator, now=now())
        watch.note_refused_look("2222-2222", actor=circle.investigator, now=now())
    assert alerts(circle) == [("after_hand_over", "noted", 1)]


def test_nobody_but_the_officer_learns_who_was_noticed(circle):
    with acting_as(circle.worker):
        watch.note_refused_look(circle.code, actor=circle.worker, now=now())
    for actor in (circle.worker, circle.manager, circle.coordinator):
        with acting_as(actor):
            assert not Alert.objects.exists()


def test_an_alert_is_closed_with_words_by_somebody_else(circle):
    with acting_as(circle.worker):
        watch.note_refused_look(circle.code, actor=circle.worker, now=now())
    with acting_as(SYSTEM):
        alert = Alert.objects.get()
    with acting_as(circle.worker), pytest.raises(NotPermitted):
        watch.review_alert(alert.pk, "Nothing", actor=circle.worker, now=now())
    with acting_as(circle.officer):
        watch.review_alert(alert.pk, "A mistyped code; talked to", actor=circle.officer, now=now())
        with pytest.raises(NotAllowedNow, match="alert_reviewed_already"):
            watch.review_alert(alert.pk, "Again", actor=circle.officer, now=now())
