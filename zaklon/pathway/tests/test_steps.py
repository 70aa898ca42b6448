"""Steps: taken by whom the law names, from where it leads on, under its conditions, once."""

from datetime import UTC, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.cases.commands.consents import open_by_duty
from zaklon.cases.commands.files import add_person, seal_case
from zaklon.cases.commands.flags import raise_flag
from zaklon.cases.commands.merging import decide_merge, propose_merge
from zaklon.cases.commands.splitting import split_case
from zaklon.cases.kinds import DutyKind, EventKind, FlagKind, Part, Purpose
from zaklon.cases.models import Event, Record
from zaklon.cases.tests.factories import CHILD, now
from zaklon.cases.values import DutyNamed, Scope
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.kinds import Outcome
from zaklon.pathway.models import Deadline, Move, Standing
from zaklon.pathway.queries.facts import categories_of
from zaklon.pathway.rules import needs
from zaklon.pathway.tests.factories import Way, sheet_for
from zaklon.pathway.values import NewStep
from zaklon.vocabulary.pack.schemas import core
from zaklon.vocabulary.queries import vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def way():
    return Way()


def test_a_step_moves_the_person_seals_its_form_and_starts_its_clock(way):
    way.take("identification", "report")
    assert way.state("identification") == "signal"
    with acting_as(way.manager):
        move = Move.objects.get()
        assert (move.from_state, move.to_state, move.body_id) == ("unknown", "signal", way.centre.pk)
        assert Record.objects.get(pk=move.record_id).kind == "f1_signal"
        deadline = Deadline.objects.get()
        assert (deadline.clock, deadline.outcome) == ("way_screening", Outcome.RUNNING)
        assert deadline.due_at - deadline.started_at == timedelta(hours=24)
        assert Event.objects.filter(kind=EventKind.STATE_CHANGED, about="identification.signal").exists()


def test_the_next_step_ends_the_clock_in_time_or_late(way):
    way.take("identification", "report")
    way.take("identification", "screen", at=now() + timedelta(hours=2))
    way.take("identification", "presume")
    with acting_as(way.manager):
        assert Deadline.objects.get(clock="way_screening").outcome == Outcome.KEPT
    way.consent((way.shelter, Part.HEALTH))
    way.take("identification", "refer", at=now() + timedelta(hours=30))
    with acting_as(way.manager):
        assert Deadline.objects.get(clock="way_referral").outcome == Outcome.LATE


def test_the_same_request_twice_is_one_move(way):
    key = uuid4()
    with acting_as(way.manager):
        answers = sheet_for("identification", "report")
        new = NewStep(way.person.pk, "identification", "report", answers, request_key=key)
        first = take_step(way.code, new, actor=way.manager, now=now())
        again = take_step(way.code, new, actor=way.manager, now=now())
        assert first == again
        assert (Move.objects.count(), Record.objects.count()) == (1, 1)


def test_whoever_was_slower_is_told_and_nothing_is_done(way):
    way.take("identification", "report")
    with acting_as(way.manager), pytest.raises(NotAllowedNow, match="moved_meanwhile") as refused:
        answers = sheet_for("identification", "report")
        new = NewStep(way.person.pk, "identification", "report", answers, seen_state="unknown")
        take_step(way.code, new, actor=way.manager, now=now())
    assert refused.value.facts == {"state": "signal"}
    with acting_as(way.manager):
        assert Record.objects.count() == 1


def test_a_step_is_refused_to_others_from_elsewhere_and_when_unknown(way):
    way.assign(way.worker)
    with pytest.raises(NotPermitted, match="step_of_others"):
        way.take("identification", "report", by=way.worker)
    with pytest.raises(NotAllowedNow, match="step_leads_from_elsewhere"):
        way.take("identification", "refer")
    with pytest.raises(RuleBroken, match="step_unknown"):
        way.take("identification", "vanish")


def test_a_form_that_is_refused_leaves_no_step(way):
    for answers, why in (({}, "record_empty"), ({"received_on": "soon"}, "sheet_answer_wrong")):
        new = NewStep(way.person.pk, "identification", "report", answers)
        with acting_as(way.manager), pytest.raises(RuleBroken, match=why):
            take_step(way.code, new, actor=way.manager, now=now())
    with acting_as(way.manager):
        assert not Move.objects.exists()
        assert not Deadline.objects.exists()


def test_what_is_written_after_midnight_bears_the_day_of_the_country(way):
    # Half past eleven in the evening by the clock of the machine is the next day in the first country.
    evening = (now() + timedelta(days=1)).astimezone(UTC).replace(hour=23, minute=30)
    today = timezone.localdate(evening)
    assert today == evening.date() + timedelta(days=1)
    way.take("risk", "rate_low", at=evening, assessed_on=today.isoformat())
    assert way.state("risk") == "low"
    with pytest.raises(RuleBroken, match="sheet_answer_wrong"):
        way.take("risk", "rate_high", at=evening, assessed_on=(today + timedelta(days=1)).isoformat())


def test_steps_that_are_taken_at_one_moment_stay_in_their_order(way):
    at = now()
    for verb in ("report", "screen", "presume"):
        way.take("identification", verb, at=at)
    with acting_as(way.manager):
        moves = Move.objects.filter(way="identification").order_by("moved_at")
        assert [move.to_state for move in moves] == ["signal", "screened", "potential"]
        assert {move.moved_at.replace(microsecond=0) for move in moves} == {at.replace(microsecond=0)}
        counted = [each.category for each in categories_of(way.person.pk, "identification")]
    assert counted == ["at_risk", "potential"]


def test_no_way_forces_another(way):
    way.assign(way.investigator)
    way.take("criminal", "report", by=way.investigator)
    way.take("criminal", "drop", by=way.investigator)
    way.take("risk", "rate_high")
    assert way.state("identification") is None
    assert way.state("support") is None


def test_help_waits_for_no_team_and_no_police(way):
    for verb, answers in (("report", {}), ("screen", {}), ("presume", {})):
        way.take("identification", verb, **answers)
    with pytest.raises(NotAllowedNow, match="need_risk_assessed"):
        way.take("support", "assess")
    way.take("risk", "rate_medium")
    way.take("support", "assess")
    with pytest.raises(RuleBroken, match="need_person_agrees"):
        way.take("support", "begin_plan", person_agrees="refused")
    way.take("support", "begin_plan", person_agrees="given")
    assert way.state("support") == "plan_active"


def test_nothing_is_sent_on_without_consent_or_duty(way):
    for verb, answers in (("report", {}), ("screen", {}), ("presume", {})):
        way.take("identification", verb, **answers)
    with pytest.raises(NotAllowedNow, match="need_consent_or_duty"):
        way.take("identification", "refer")


def test_a_child_gets_a_second_look_and_a_guardian_at_work():
    child = Way(CHILD)
    child.take("identification", "report")
    with pytest.raises(RuleBroken, match="need_second_look") as refused:
        child.take("identification", "set_aside", age_group="child", second_look="no")
    assert refused.value.field == "second_look"
    child.take("guardianship", "request")
    with pytest.raises(NotAllowedNow, match="need_guardian"):
        child.take("guardianship", "appoint")
    child.assign(make_actor("guardian", body=child.centre))
    child.take("guardianship", "appoint")
    assert child.state("guardianship") == "appointed"


def test_an_adult_has_no_guardian_here(way):
    with pytest.raises(NotAllowedNow, match="need_child"):
        way.take("guardianship", "request")


def test_a_residence_step_is_taken_by_its_officer_for_a_foreigner_only(way):
    officer = make_actor("residence_officer")
    way.assign(officer)
    for verb, answers in (("report", {}), ("screen", {}), ("presume", {})):
        way.take("identification", verb, **answers)
    way.take("residence", "reflect", by=officer)
    with acting_as(officer):
        deadline = Deadline.objects.get(clock="nrm_reflection")
        days = (deadline.due_at - deadline.started_at).days
        assert (days, deadline.tell_at < deadline.due_at) == (90, True)
    assert way.state("residence", seen_by=officer) == "reflection"


def test_who_sees_no_state_sees_no_standing(way):
    way.take("risk", "rate_high")
    way.take("identification", "report")
    way.assign(way.investigator)
    health = make_actor("health_worker")
    way.assign(health)
    with acting_as(health):
        assert set(Standing.objects.values_list("way", flat=True)) == {"risk"}
    with acting_as(way.coordinator):
        assert set(Standing.objects.values_list("way", flat=True)) == {"risk", "identification"}
    with acting_as(make_actor("case_manager")):
        assert not Standing.objects.exists()
        assert not Move.objects.exists()
        assert not Deadline.objects.exists()


def test_a_split_and_a_merge_carry_everything_along(way):
    with acting_as(way.manager):
        add_person(way.code, CHILD, actor=way.manager, now=now())
    way.take("identification", "report")
    way.take("risk", "rate_high")
    with acting_as(way.manager):
        new_code = split_case(way.code, (1,), actor=way.manager, now=now())
        assert set(Standing.objects.values_list("case__code", flat=True)) == {new_code}
        assert set(Move.objects.values_list("case__code", flat=True)) == {new_code}
        assert set(Deadline.objects.values_list("case__code", flat=True)) == {new_code}
        merge = propose_merge(way.code, new_code, actor=way.manager, now=now())
    with acting_as(way.supervisor):
        decide_merge(merge, is_accepted=True, actor=way.supervisor, now=now())
    with acting_as(way.manager):
        assert set(Standing.objects.values_list("case__code", flat=True)) == {way.code}


def test_a_sealed_case_hides_where_the_person_stands_from_oversight(way):
    way.take("risk", "rate_high")
    with acting_as(way.manager):
        seal_case(way.code, is_sealed=True, actor=way.manager, now=now())
        raise_flag(way.code, FlagKind.DANGER, actor=way.manager, now=now())
    with acting_as(way.coordinator):
        assert not Standing.objects.exists()


def test_the_program_and_the_packs_schema_name_the_same_roles_and_conditions():
    assert needs.names() <= set(core()["needs"])
    assert set(core()["roles"]) <= set(Role.values)


def test_every_step_of_the_first_country_can_be_taken_by_somebody(way):
    with acting_as(way.manager):
        words = vocabulary()
    ways = words.ways
    assert {step.way for step in words.steps} == set(ways)
    for step in words.steps:
        assert step.roles, step.code
        assert ways[step.way].part.upper() in Part.__members__


def test_a_first_responder_keeps_the_case_until_everybody_in_it_is_referred(way):
    responder = make_actor("first_responder", body=way.police)
    way.assign(responder)
    with acting_as(way.manager):
        sibling = add_person(way.code, CHILD, actor=way.manager, now=now())
        scope = Scope(way.shelter.pk, Part.HEALTH, Purpose.PROTECTION)
        duty = DutyNamed(scope, DutyKind.CHILD_PROTECTION, "Invented: law on the protection of children")
        open_by_duty(way.code, duty, actor=way.manager, now=now())
    for verb, answers in (("report", {}), ("screen", {}), ("presume", {})):
        way.take("identification", verb, by=responder, **answers)
    way.take("identification", "refer", by=responder)
    with acting_as(responder):
        assert Standing.objects.filter(person=way.person, state="referred").exists()
    way.person = sibling
    for verb in ("report", "screen"):
        way.take("identification", verb, by=responder)
    way.take("identification", "set_aside", by=responder, second_look="yes")
    with acting_as(responder):
        assert Standing.objects.exists()
    way.take("identification", "screen", by=responder)
    way.take("identification", "presume", by=responder)
    way.take("identification", "refer", by=responder)
    with acting_as(responder):
        assert not Standing.objects.exists()
    with acting_as(way.manager):
        assert Standing.objects.count() == 2
