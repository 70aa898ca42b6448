"""A signal is one deed: whole or not there, once for each draft, and only what the post may record."""

from datetime import timedelta

import pytest
from django.apps import apps

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup, CaseStatus, FlagKind, Part, TaskKind
from zaklon.cases.models import Assignment, Case, Event, Flag, Person, Record, Task, Token
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.signal.commands import reporting
from zaklon.signal.models import Report
from zaklon.signal.tests.factories import ADULT, CHILD, NAMED, load_law, now, report, responder, signal
from zaklon.signal.values import Waited

pytestmark = pytest.mark.django_db
# What other contexts keep is looked at from outside.
Move, Standing = (apps.get_model("pathway", name) for name in ("Move", "Standing"))
REPORT = {Role.FIRST_RESPONDER, Role.HOTLINE_OPERATOR, Role.POLICE_INVESTIGATOR, Role.CASE_MANAGER}
Move, Standing = (apps.get_model("pathway", name) for name in ("Move", "Standing"))
TABLES = (Case, Person, Assignment, Record, Token, Event, Flag, Move, Standing, Task, Report)


@pytest.fixture
def law():
    load_law()


def counted():
    with acting_as(SYSTEM):
        return {table.__name__: table.objects.count() for table in TABLES}


def test_a_signal_is_a_case_with_its_first_step_its_identity_and_its_flags(law):
    anna = responder()
    made = report(anna, said={"danger": "yes", "danger_words": "x"}, identity=NAMED)
    with acting_as(anna):
        case = Case.objects.get(code=made.code)
        person = Person.objects.get(case=case)
        assert Standing.objects.get(person=person, way="identification").state == "signal"
        assert set(Record.objects.filter(case=case).values_list("part", flat=True)) == {Part.SIGNAL, Part.IDENTITY}
        assert Flag.objects.get(case=case).kind == FlagKind.DANGER
        assert Assignment.objects.get(case=case).is_lead
        sent = Report.objects.get(pk=made.report_id)
    assert (sent.code, sent.urgency, sent.responder, sent.age_group) == (made.code, "day", "police", AgeGroup.ADULT)


def test_the_same_draft_sent_five_times_is_one_signal(law):
    anna = responder()
    new = signal(anna, identity=NAMED)
    first = report(anna, new)
    before = counted()
    assert {report(anna, new) for _ in range(5)} == {first}
    assert counted() == before


def test_two_drafts_about_the_same_person_are_two_signals_and_one_question(law):
    anna = responder()
    first, second = report(anna, identity=NAMED), report(anna, identity=NAMED)
    assert first.code != second.code


def test_other_persons_of_the_signal_take_the_step_with_their_own_age(law):
    anna = responder()
    made = report(anna, said={"alone": "yes", "age_group": "child"}, persons=(CHILD, ADULT, CHILD))
    with acting_as(anna):
        states = Standing.objects.filter(case__code=made.code).values_list("state", flat=True)
        assert list(states) == ["signal"] * 3
        assert Flag.objects.get(case__code=made.code).kind == FlagKind.CHILD_ALONE
        assert Record.objects.filter(case__code=made.code, part=Part.SIGNAL).count() == 3


@pytest.mark.parametrize("broken", ["open_case", "take_step", "write_record", "raise_flag", "_keep", "note_likenesses"])
def test_a_fault_between_the_steps_leaves_nothing(law, monkeypatch, broken):
    anna = responder()
    new, before = signal(anna, said={"danger": "yes", "danger_words": "x"}, identity=NAMED), counted()
    real = getattr(reporting, broken)

    def fails(*given, **named):
        real(*given, **named)
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(reporting, broken, fails)
    with pytest.raises(RuntimeError):
        report(anna, new)
    assert counted() == before
    monkeypatch.setattr(reporting, broken, real)
    report(anna, new)


@pytest.mark.parametrize("role", [Role.HOTLINE_OPERATOR, Role.POLICE_INVESTIGATOR, Role.CASE_MANAGER])
def test_every_role_that_the_pack_names_reports(law, role):
    made = report(responder(role))
    with acting_as(SYSTEM):
        assert Standing.objects.get(case__code=made.code).state == "signal"


@pytest.mark.parametrize("role", sorted(set(Role) - REPORT))
def test_no_other_role_reports(law, role):
    somebody, giver = responder(role), responder()
    new = signal(giver, role=role)
    before = counted()
    with acting_as(somebody), pytest.raises(NotPermitted):
        reporting.report_signal(new, actor=somebody, now=now())
    assert counted() == before


def test_a_post_reports_in_no_role_that_it_does_not_have(law):
    anna = responder()
    with pytest.raises(NotPermitted, match="signal_role_missing"):
        report(anna, role=Role.CASE_MANAGER)


@pytest.mark.parametrize("role", [Role.HOTLINE_OPERATOR, Role.POLICE_INVESTIGATOR])
def test_a_post_that_may_not_record_names_records_none(law, role):
    with pytest.raises(RuleBroken, match="signal_names_withheld"):
        report(responder(role), identity=NAMED)


def test_whoever_only_reports_leads_nothing_and_the_body_is_asked_for_a_lead(law):
    police = responder(Role.POLICE_INVESTIGATOR)
    made = report(police)
    with acting_as(SYSTEM):
        case = Case.objects.get(code=made.code)
        assert not case.is_led
        assert Task.objects.get(case=case).kind == TaskKind.TAKE_OVER


def test_a_draft_that_waited_keeps_the_time_at_which_it_was_written(law):
    anna, sent_at = responder(), now()
    made = report(anna, at=sent_at, waited=Waited(age=timedelta(hours=3)))
    with acting_as(anna):
        sent = Report.objects.get(pk=made.report_id)
    assert sent.reported_at - sent.written_at == timedelta(hours=3)


def test_a_device_with_another_day_is_asked_about_the_day_and_then_believed(law):
    anna, here = responder(), now()
    day = here.date() - timedelta(days=2)
    wrong = Waited(timedelta(hours=1), day=here.date() - timedelta(days=400))
    new = signal(anna, said={"received_on": day.isoformat()}, waited=wrong)
    before = counted()
    with pytest.raises(RuleBroken, match="signal_day_in_doubt") as refused:
        report(anna, new, at=here)
    assert refused.value.field == "received_on"
    assert counted() == before
    sure = Waited(wrong.age, wrong.day, is_day_confirmed=True)
    report(anna, signal(anna, said={"received_on": day.isoformat()}, waited=sure), at=here)


def test_a_day_that_lies_ahead_is_refused_however_sure_the_writer_is(law):
    anna, here = responder(), now()
    ahead = (here.date() + timedelta(days=2)).isoformat()
    sure = Waited(day=here.date() + timedelta(days=2), is_day_confirmed=True)
    with pytest.raises(RuleBroken, match="signal_day_ahead"):
        report(anna, said={"received_on": ahead}, waited=sure)


def test_a_case_that_was_closed_meanwhile_loses_no_signal(law):
    anna = responder()
    first = report(anna, identity=NAMED)
    with acting_as(SYSTEM):
        Case.objects.filter(code=first.code).update(
            status=CaseStatus.CLOSED, closed_at=now(), closing_reason="goals_met"
        )
    second = report(anna, identity=NAMED, same=first.code)
    assert second.code != first.code
