"""Logging and correcting calls: once for each form, in codes, and what was wrong is kept."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.common.key_sources import KeySource
from zaklon.helpline.commands import correcting, words
from zaklon.helpline.commands.correcting import correct_call
from zaklon.helpline.commands.logging import log_call, log_sheet
from zaklon.helpline.commands.shifts import read_note
from zaklon.helpline.models import Call, CallChange, Words
from zaklon.helpline.tests.factories import CODES, Line, new_call, now, zone
from zaklon.helpline.values import Corrected

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return Line()


def the_call(number, seen_by=SYSTEM):
    with acting_as(seen_by):
        return Call.objects.get(pk=number)


def corrected(call, **changes):
    codes = CODES | {name: changes.pop(name) for name in tuple(changes) if name in CODES}
    given = {"started_at": call.started_at, "seconds": call.seconds, "earlier": call.earlier_id}
    return Corrected(codes=codes, **(given | changes))


def correct(number, by, *, at=None, **changes):
    with acting_as(by):
        call = Call.objects.get(pk=number)
        correct_call(number, corrected(call, **changes), actor=by, now=at or now())


def test_a_call_is_kept_in_codes_on_the_day_of_the_country_s_clock(line):
    at = now()
    call = the_call(line.log(at=at))
    with acting_as(SYSTEM):
        here = call.started_at.astimezone(zone())
    assert (call.structure, call.municipality, call.sex, call.day, call.hour) == (
        "suspicion",
        "ME-16",
        "",
        here.date(),
        here.hour,
    )
    assert call.note_id is None


def test_the_same_form_sent_twice_is_one_call(line):
    at = now()
    key = uuid.uuid4()
    first, second = (line.log(at=at, request_key=key) for _sent in range(2))
    assert first == second
    with acting_as(SYSTEM):
        assert Call.objects.count() == 1
    assert line.log(by=line.colleague, at=at, request_key=key) != first


def test_a_silent_call_needs_nothing_but_what_it_was(line):
    at = now()
    new = replace(new_call(at), codes={"structure": "silent_test_abuse", "channel": "phone"})
    with acting_as(line.operator):
        number = log_call(new, actor=line.operator, now=at)
    assert the_call(number).urgency == ""


def test_a_repeated_call_names_the_earlier_one_of_the_same_line(line):
    first = line.log(at=now() - timedelta(hours=1))
    assert the_call(line.log(earlier=first)).earlier_id == first
    other = Line(is_loaded=True)
    for number, by, code in ((10**9, line, "call_earlier_unknown"), (first, other, "call_earlier_unknown")):
        with pytest.raises(RuleBroken, match=code) as refused:
            by.log(earlier=number)
        assert refused.value.field == "earlier"
    with pytest.raises(RuleBroken, match="call_earlier_later"):
        line.log(earlier=line.log(), started_at=now() - timedelta(days=3))


def test_a_note_is_sealed_read_with_a_trace_and_gone_after_a_year(line):
    number = line.log(note="Kanarinka čeka kod stanice.")
    call = the_call(number)
    with acting_as(SYSTEM):
        row = Words.objects.get()
    assert b"Kanarinka" not in bytes(row.content)
    assert call.note_id == row.pk
    with acting_as(line.colleague):
        assert read_note(number, actor=line.colleague, now=now()) == "Kanarinka čeka kod stanice."
    with acting_as(SYSTEM):
        assert [entry.action for entry in entries(subject=str(number))].count("call.note_read") == 1
    day_before = row.delete_on - timedelta(days=1)
    assert words.delete_old_words(day_before, now=now()) == 0
    assert words.delete_old_words(row.delete_on, now=now()) == 1
    assert the_call(number).note_id is None
    assert (row.delete_on - row.written_at.date()).days in (365, 366)


def test_a_note_under_an_older_key_is_brought_under_the_newest(line, tmp_path, settings):
    for number, digits in ((1, "1"), (2, "2")):
        (tmp_path / f"helpline-{number}.key").write_text(digits * 64)
    settings.VAULT_KEY_SOURCE = KeySource(tmp_path, text="helpline-1:" + "1" * 64)
    number = line.log(note="Nothing but an invention.")
    settings.VAULT_KEY_SOURCE = KeySource(tmp_path)
    assert words.rewrap_words() == 1
    assert words.rewrap_words() == 0
    (tmp_path / "helpline-1.key").unlink()
    settings.VAULT_KEY_SOURCE = KeySource(tmp_path)
    with acting_as(line.operator):
        assert read_note(number, actor=line.operator, now=now()) == "Nothing but an invention."


def test_a_note_that_is_too_long_is_refused_and_nothing_is_logged(line):
    with pytest.raises(RuleBroken, match="call_note_long"):
        line.log(note="x" * 2001)
    with acting_as(SYSTEM):
        assert not Call.objects.exists()


def test_another_line_and_the_police_meet_no_call_and_the_office_only_codes(line):
    number = line.log(note="Invented.")
    strangers = [Line(is_loaded=True).operator, make_actor(Role.POLICE_INVESTIGATOR), make_actor(Role.BOARD_MEMBER)]
    strangers.append(make_actor(Role.POLICE_INVESTIGATOR, body=line.body))
    for stranger in strangers:
        with acting_as(stranger):
            assert not Call.objects.exists()
            assert not Words.objects.exists()
    for office in (make_actor(Role.COORDINATOR), make_actor(Role.ANALYST)):
        with acting_as(office):
            assert Call.objects.get().pk == number
            assert not Words.objects.exists()


def test_a_call_is_logged_for_the_own_body_only(line):
    other = Line(is_loaded=True)
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(line.operator):
        Call.objects.create(
            body=other.body,
            user_id=line.operator.user_id,
            started_at=now(),
            day=timezone.localdate(now()),
            hour=1,
            logged_at=now(),
            request_key=uuid.uuid4(),
        )


def test_an_operator_corrects_an_own_call_in_the_shift_without_a_reason(line):
    number = line.log()
    correct(number, line.operator, urgency="immediate", municipality="ME-02")
    call = the_call(number)
    assert (call.urgency, call.municipality) == ("immediate", "ME-02")
    assert call.corrected_at is not None
    with acting_as(line.colleague):
        kept = {row.field: (row.before, row.after) for row in CallChange.objects.all()}
    assert kept == {"urgency": ("day", "immediate"), "municipality": ("ME-16", "ME-02")}


def test_after_the_shift_only_a_supervisor_corrects_and_says_why(line):
    at = now() - timedelta(hours=13)
    number = line.log(at=at)
    for by in (line.operator, line.colleague):
        with pytest.raises(NotPermitted, match="call_correction_not_yours"):
            correct(number, by, urgency="immediate")
    with pytest.raises(RuleBroken, match="call_reason_missing"):
        correct(number, line.supervisor, urgency="immediate")
    correct(number, line.supervisor, urgency="immediate", reason="told_later")
    with acting_as(line.supervisor):
        assert CallChange.objects.get().reason == "told_later"
    other = Line(is_loaded=True).supervisor
    with pytest.raises(Call.DoesNotExist):
        correct(number, other, urgency="day", reason="told_later")


def test_a_correction_that_changes_nothing_is_refused(line):
    number = line.log()
    with pytest.raises(RuleBroken, match="call_same_as_before"):
        correct(number, line.operator)


def test_a_value_that_the_pack_has_dropped_stays_allowed_for_its_call(line, monkeypatch):
    number = line.log(at=now())
    known = correcting.codes_in_use
    monkeypatch.setattr(
        correcting,
        "codes_in_use",
        lambda pack, on: {field: found - {"labour"} for field, found in known(pack, on).items()},
    )
    correct(number, line.operator, urgency="immediate")
    assert the_call(number).form == "labour"


def test_a_sheet_of_calls_is_logged_whole_or_not_at_all(line):
    at = now()
    good, wrong = [new_call(at) for _call in range(3)], new_call(at, structure="gossip")
    with acting_as(line.operator):
        assert log_sheet(good, actor=line.operator, now=at) == 3
        with pytest.raises(RuleBroken, match="call_code_unknown"):
            log_sheet([new_call(at), wrong], actor=line.operator, now=at)
    with acting_as(SYSTEM):
        assert Call.objects.count() == 3


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HOTLINE_OPERATOR, Role.HOTLINE_SUPERVISOR, Role.PUBLIC}))
def test_no_other_role_logs_calls(line, role):
    somebody = make_actor(role, body=line.body)
    with acting_as(somebody), pytest.raises(NotPermitted):
        log_call(new_call(now()), actor=somebody, now=now())
