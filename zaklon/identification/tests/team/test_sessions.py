"""Sessions: every status with every verb, who may call one, who is present, what is on the agenda."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import MATRIX, Role
from zaklon.access.tests.factories import make_actor
from zaklon.cases.tests.factories import now
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.identification.commands import members, sessions
from zaklon.identification.kinds import Function, ItemStatus, SessionStatus
from zaklon.identification.models import AgendaItem, OnCallShift, TeamMember, TeamSession
from zaklon.identification.queries.people import AHEAD, roster
from zaklon.identification.states import SESSION_STEPS
from zaklon.identification.tests.team.factories import START, Referred, Team, address_of
from zaklon.identification.values import NewMember, NewShift
from zaklon.pathway.tests.factories import load_law

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VERBS = tuple(step.verb for step in SESSION_STEPS)
LEADS_TO = {
    SessionStatus.PLANNED: (),
    SessionStatus.OPEN: ("open_session",),
    SessionStatus.CLOSED: ("open_session", "close_session"),
    SessionStatus.CALLED_OFF: ("call_off",),
}


@pytest.fixture
def team():
    load_law()
    return Team()


def called(team, *verbs):
    by = {"actor": team.secretary, "now": now()}
    with acting_as(team.secretary):
        session_id = sessions.call_session("field_mission", now(), **by)
        for verb in verbs:
            sessions.move_session(session_id, verb, **by)
    return session_id


def status_of(session_id):
    with acting_as(SYSTEM):
        return TeamSession.objects.get(pk=session_id).status


@pytest.mark.parametrize("status", list(SessionStatus))
@pytest.mark.parametrize("verb", VERBS)
def test_a_session_moves_only_as_the_table_says(team, status, verb):
    session_id = called(team, *LEADS_TO[status])
    assert status_of(session_id) == status
    step = next((each for each in SESSION_STEPS if (each.verb, each.source) == (verb, status)), None)
    with acting_as(team.secretary):
        if step:
            sessions.move_session(session_id, verb, actor=team.secretary, now=now())
        else:
            with pytest.raises(NotAllowedNow, match="step_not_open"):
                sessions.move_session(session_id, verb, actor=team.secretary, now=now())
    assert status_of(session_id) == (step.target if step else status)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_only_the_team_calls_sessions(team, role):
    actor = make_actor(role)
    with acting_as(actor):
        if role in {Role.TEAM_MEMBER, Role.TEAM_PRESIDENT, Role.TEAM_SECRETARY}:
            assert sessions.call_session("session", now(), actor=actor, now=now())
        else:
            with pytest.raises(NotPermitted):
                sessions.call_session("session", now(), actor=actor, now=now())


def test_only_the_team_and_the_coordinator_meet_its_members_and_sessions(team):
    called(team)
    for role in MATRIX:
        if role is Role.PUBLIC:
            continue
        with acting_as(make_actor(role)):
            seen = TeamMember.objects.exists(), TeamSession.objects.exists()
        is_near = role in {Role.TEAM_MEMBER, Role.TEAM_PRESIDENT, Role.TEAM_SECRETARY, Role.COORDINATOR}
        assert seen == (is_near, is_near), role


def test_what_was_not_decided_is_free_for_another_session(team):
    referred = Referred(team)
    item_id = referred.session(team.members[:3])
    referred.close(item_id)
    with acting_as(SYSTEM):
        assert AgendaItem.objects.get(pk=item_id).status == ItemStatus.POSTPONED
    assert referred.session(team.members[:3]) != item_id


def test_a_person_stands_on_one_agenda_at_a_time(team):
    referred = Referred(team)
    item_id = referred.session(team.members[:3])
    other = called(team)
    with acting_as(team.secretary):
        with pytest.raises(NotAllowedNow, match="on_agenda_already"):
            sessions.put_on_agenda(other, referred.code, referred.person.pk, actor=team.secretary, now=now())
        sessions.take_off_agenda(item_id, actor=team.secretary, now=now())
        assert sessions.put_on_agenda(other, referred.code, referred.person.pk, actor=team.secretary, now=now())
        with pytest.raises(NotAllowedNow, match="item_ended"):
            sessions.take_off_agenda(item_id, actor=team.secretary, now=now())


def test_a_session_that_is_over_takes_nobody_and_nothing(team):
    referred, over = Referred(team), called(team, "call_off")
    with acting_as(team.secretary):
        with pytest.raises(NotAllowedNow, match="session_ended"):
            sessions.put_on_agenda(over, referred.code, referred.person.pk, actor=team.secretary, now=now())
        with pytest.raises(NotAllowedNow, match="session_ended"):
            sessions.set_present(over, [team.key(team.president)], actor=team.secretary, now=now())


def test_somebody_for_whom_the_team_has_nothing_to_decide_is_not_put_on_the_agenda(team):
    referred = Referred(team)
    referred.decide("refuse", team.members[:3])
    with acting_as(team.secretary), pytest.raises(NotAllowedNow, match="not_for_team"):
        sessions.put_on_agenda(called(team), referred.code, referred.person.pk, actor=team.secretary, now=now())


def test_whoever_has_voted_stays_on_the_list_and_nobody_without_a_mandate_comes(team):
    referred = Referred(team)
    item_id = referred.review(team.members[:3])
    referred.vote(item_id, grant=[team.members[1]])
    with acting_as(SYSTEM):
        session_id = AgendaItem.objects.get(pk=item_id).session_id
        TeamMember.objects.filter(pk=team.key(team.members[4])).update(ends_on=date(2020, 2, 2))
    with acting_as(team.secretary):
        with pytest.raises(NotAllowedNow, match="present_has_voted"):
            sessions.set_present(session_id, [team.key(team.president)], actor=team.secretary, now=now())
        with pytest.raises(RuleBroken, match="present_without_mandate"):
            sessions.set_present(session_id, [team.key(team.members[4])], actor=team.secretary, now=now())


def test_a_mandate_needs_the_post_and_does_not_run_beside_another(team):
    outsider = make_actor("team_member")
    new = NewMember(address_of(outsider), team.body.pk, Function.MEMBER, "police", START)
    second = NewMember(address_of(team.president), team.body.pk, Function.PRESIDENT, "police", date(2026, 1, 1))
    strange = NewMember(address_of(team.president), team.body.pk, Function.PRESIDENT, "sorcery", START)
    backwards = NewMember(address_of(outsider), outsider.body_id, Function.MEMBER, "police", START, date(2019, 1, 1))
    with acting_as(team.secretary):
        for wrong, code in (
            (new, "team_not_in_post"),
            (second, "mandate_runs_already"),
            (strange, "team_profile_unknown"),
            (backwards, "mandate_ends_before_start"),
        ):
            with pytest.raises((RuleBroken, NotAllowedNow), match=code):
                members.appoint(wrong, actor=team.secretary, now=now())
    with acting_as(team.members[1]), pytest.raises(NotPermitted):
        members.appoint(new, actor=team.members[1], now=now())


def test_a_mandate_that_ends_takes_later_shifts_along(team):
    member, by = team.members[1], {"actor": team.secretary, "now": now()}
    team.on_call(member)
    later = NewShift(team.key(member), now() + timedelta(days=9), now() + timedelta(days=10))
    with acting_as(team.secretary):
        members.put_on_call(later, **by)
        members.end_mandate(team.key(member), timezone.localdate(now() + timedelta(days=2)), **by)
        assert OnCallShift.objects.filter(taken_off_at__isnull=True).count() == 1
        with pytest.raises(RuleBroken, match="shift_outside_mandate"):
            members.put_on_call(later, **by)


def test_the_roster_tells_when_nobody_is_on_call(team):
    at = now()
    team.on_call(team.members[1], until=timedelta(days=2))
    with acting_as(team.secretary):
        found = roster(actor=team.secretary, now=at)
    (gap,) = found.gaps
    assert gap[0] > at + timedelta(days=1)
    assert gap[1] == at + AHEAD
    assert [shift.runs_now for shift in found.shifts] == [True]


def test_a_shift_that_is_taken_off_calls_nobody_and_is_not_taken_off_twice(team):
    shift = team.on_call(team.members[1])
    with acting_as(team.secretary):
        members.take_off_call(shift, actor=team.secretary, now=now())
        with pytest.raises(NotAllowedNow, match="shift_over"):
            members.take_off_call(shift, actor=team.secretary, now=now())
        with pytest.raises(RuleBroken, match="shift_ends_before_start"):
            backwards = NewShift(team.key(team.president), now(), now() - timedelta(hours=1))
            members.put_on_call(backwards, actor=team.secretary, now=now())
