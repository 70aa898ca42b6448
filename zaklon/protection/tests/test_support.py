"""Steps of support and stay with what protection adds: missing and found, trafficked again, visits, neutral words."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.cases.commands.files import add_person
from zaklon.cases.kinds import FlagKind, TaskKind
from zaklon.cases.models import Flag, Person, Record, Task
from zaklon.cases.tests.factories import ADULT, now
from zaklon.cases.values import PersonFacts
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.commands.telling import tell_due
from zaklon.pathway.kinds import Outcome
from zaklon.pathway.panel import law_now
from zaklon.pathway.tests.factories import Way, sheet_for
from zaklon.pathway.values import NewStep
from zaklon.protection.queries.plans import plan_of
from zaklon.protection.queries.reflections import running_stays
from zaklon.protection.tests.test_placing import refused

# What other contexts keep is looked at from outside.
Message = apps.get_model("notify", "Message")
Deadline = apps.get_model("pathway", "Deadline")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FOREIGNER = PersonFacts(age_group=ADULT.age_group, citizenship="UA")


@pytest.fixture
def way():
    made = Way(FOREIGNER)
    made.take("identification", "report")
    made.take("identification", "screen")
    made.take("identification", "presume")
    made.take("risk", "rate_medium")
    made.take("support", "assess")
    return made


def flags(way):
    with acting_as(SYSTEM):
        return set(Flag.objects.filter(case__code=way.code, resolved_at__isnull=True).values_list("kind", flat=True))


def tasks(way, kind):
    with acting_as(SYSTEM):
        return Task.objects.filter(case__code=way.code, kind=kind, done_at__isnull=True).count()


def test_a_missing_person_is_flagged_looked_for_and_taken_off_when_found(way):
    way.take("support", "report_missing")
    assert flags(way) == {FlagKind.MISSING}
    assert tasks(way, TaskKind.LOOK_FOR) == 1
    with acting_as(way.manager):
        assert Deadline.objects.get(clock="way_missing").ended_at is None
    way.take("support", "found")
    assert flags(way) == set()
    assert tasks(way, TaskKind.LOOK_FOR) == 0
    with acting_as(way.manager):
        assert Deadline.objects.get(clock="way_missing").outcome == Outcome.KEPT


def test_only_police_who_work_on_the_case_are_told_of_a_missing_person(way):
    stranger = make_actor("police_investigator")
    way.assign(way.investigator)
    with acting_as(SYSTEM):
        Message.objects.all().update(sent_at=now())
    way.take("support", "report_missing")
    with acting_as(SYSTEM):
        told = set(Message.objects.filter(sent_at__isnull=True).values_list("user_id", flat=True))
    assert way.investigator.user_id in told
    assert stranger.user_id not in told


def test_the_flag_stays_while_somebody_else_of_the_case_is_missing(way):
    with acting_as(way.manager):
        add_person(way.code, FOREIGNER, actor=way.manager, now=now())
        other = Person.objects.get(case__code=way.code, position=2).pk
    with acting_as(way.manager):
        for verb, answers in (("report", {}), ("screen", {}), ("presume", {})):
            step(way, other, "identification", verb, answers)
        step(way, other, "risk", "rate_low", {})
        step(way, other, "support", "assess", {})
        step(way, other, "support", "report_missing", {})
    way.take("support", "report_missing")
    way.take("support", "found")
    assert flags(way) == {FlagKind.MISSING}


def step(way, person, name, verb, answers):
    new = NewStep(person, name, verb, sheet_for(name, verb, answers))
    take_step(way.code, new, actor=way.manager, now=now())


def test_coming_back_after_being_trafficked_again_is_flagged_and_plain_coming_back_is_not(way):
    way.take("support", "close", reason="goals_met")
    way.take("support", "reopen")
    assert flags(way) == set()
    way.take("support", "close", reason="goals_met")
    way.take("support", "reopen_trafficked")
    assert flags(way) == {FlagKind.RE_TRAFFICKED}
    assert way.state("support") == "assessed"


def test_each_visit_ends_its_own_clock(way):
    way.take("support", "begin_plan", person_agrees="given")
    way.take("support", "include")
    way.take("support", "follow_up")
    for number, (verb, clock) in enumerate(
        [
            ("visit_first", "way_visit_first"),
            ("visit_second", "way_visit_second"),
            ("visit_third", "way_visit_third"),
            ("visit_last", "way_visit_last"),
        ]
    ):
        way.take("support", verb, visited_on="2026-03-02", services_useful="good", time="month_1")
        with acting_as(way.manager):
            running = Deadline.objects.filter(ended_at__isnull=True, clock__startswith="way_visit")
            assert running.count() == 3 - number
            assert Deadline.objects.get(clock=clock).outcome == Outcome.KEPT
    with acting_as(way.manager):
        plan = plan_of(way.code, way.person.pk, actor=way.manager, now=now())
    assert len(plan.visits) == 4
    assert plan.visits[0].feedback == "good"


def test_the_plan_page_reads_the_newest_form_and_only_for_readers_of_services(way):
    way.take("support", "begin_plan", person_agrees="given", goal_1="Invented goal", cost_1="100")
    way.take("support", "review_plan", goal_1="Changed goal", cost_1="150", goal_2="Second", cost_2="50")
    with acting_as(way.manager):
        plan = plan_of(way.code, way.person.pk, actor=way.manager, now=now())
    assert [goal.goal for goal in plan.goals] == ["Changed goal", "Second"]
    assert (plan.cost, plan.reviews) == (200, 1)
    way.assign(way.investigator)
    with acting_as(way.investigator):
        refused(NotPermitted, "part_withheld", plan_of, way.code, way.person.pk, actor=way.investigator, now=now())


def officer_of(way):
    officer = make_actor("residence_officer")
    way.assign(officer)
    return officer


def test_recovery_and_reflection_warns_after_30_60_and_80_days_and_when_it_is_over(way):
    officer, begun = officer_of(way), now()
    way.take("residence", "reflect", by=officer, at=begun)
    warned = []
    while True:
        with acting_as(SYSTEM):
            moment = Deadline.objects.get(clock="nrm_reflection").tell_at
        if moment is None:
            break
        # It is told when the day is over.
        last_day = timezone.localdate(moment - timedelta(seconds=1))
        warned.append((last_day - timezone.localdate(begun)).days)
        assert tell_due(now=moment) >= 1
    assert warned == [30, 60, 80, 90]


def test_residence_officers_see_the_days_that_are_left(way):
    officer = officer_of(way)
    way.take("residence", "reflect", by=officer)
    with acting_as(officer):
        (row,) = running_stays(law_now(), actor=officer, now=now())
        assert (row.due.code, row.days_left) in {(way.code, 90), (way.code, 91)}
    with acting_as(way.manager):
        assert running_stays(law_now(), actor=way.manager, now=now()) == ()


@pytest.mark.parametrize("words", ["Boravak žrtve trgovine ljudima", "VICTIM", "Leje për viktimat", "жртва"])
def test_a_permit_whose_words_tell_is_refused(way, words):
    officer = officer_of(way)
    refused(RuleBroken, "wording_tells", way.take, "residence", "permit", by=officer, wording=words)
    way.take("residence", "permit", by=officer, wording="Privremeni boravak")
    assert way.state("residence", seen_by=officer) == "permit"


def test_legal_aid_reconsideration_and_the_note_against_punishment_come_with_their_forms(way):

    way.take("legal_aid", "apply", scope=["advice"])
    way.take("non_punishment", "ask")
    way.take("non_punishment", "turn_down")
    way.take("non_punishment", "ask")
    way.take("non_punishment", "follow")
    with acting_as(way.manager):
        kinds = set(Record.objects.values_list("kind", flat=True))
    assert {"f19_legal_aid", "f15_non_punishment"} <= kinds
    assert way.state("non_punishment") == "followed"
    refused(NotAllowedNow, "step_leads_from_elsewhere", way.take, "identification", "ask_again", grounds=["new_facts"])
    with acting_as(way.manager):
        law = law_now().words
    (step_of_law,) = (each for each in law.steps if each.verb == "ask_again")
    assert step_of_law.form == "f18_reconsideration"
