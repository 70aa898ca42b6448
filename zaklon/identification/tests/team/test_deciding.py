"""The Team decides: called, in session, without conflict, by majority; and looks again with other members."""

import pytest
from django.apps import apps

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.commands.posts import declare_conflict
from zaklon.cases.kinds import CaseStatus, Stance
from zaklon.cases.models import Assignment, Case, Record
from zaklon.cases.tests.factories import now
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.identification.commands import calling, items
from zaklon.identification.kinds import ItemStatus
from zaklon.identification.models import AgendaItem, TeamDecision, Vote
from zaklon.identification.tests.team.factories import Referred, Team
from zaklon.pathway.tests.factories import load_law

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Message = apps.get_model("notify", "Message")


@pytest.fixture
def team():
    load_law()
    return Team(deputies=3)


@pytest.fixture
def referred(team):
    team.on_call(team.members[1])
    return Referred(team)


def at_work(code):
    with acting_as(SYSTEM):
        found = Assignment.objects.filter(case__code=code, ends_at__isnull=True)
        return set(found.values_list("user_id", flat=True))


def test_a_referral_calls_the_member_on_call_and_the_secretary(team, referred):
    assert at_work(referred.code) == {
        referred.manager.user_id,
        team.members[1].user_id,
        team.secretary.user_id,
    }
    with acting_as(SYSTEM):
        told = set(Message.objects.filter(path="/team/").values_list("user_id", flat=True))
    assert {team.members[1].user_id, team.secretary.user_id} <= told


def test_with_nobody_on_call_the_president_is_called(team):
    assert team.president.user_id in at_work(Referred(team).code)


def test_with_nobody_to_call_the_coordinator_is_told_and_calls_again(team):
    nobody = type("Nobody", (), {})()
    with acting_as(SYSTEM):
        from zaklon.identification.models import TeamMember

        TeamMember.objects.update(ends_on="2020-02-01")
    referred = Referred(nobody)
    assert at_work(referred.code) == {referred.manager.user_id}
    with acting_as(SYSTEM):
        assert Message.objects.filter(path="/team/", role="coordinator").count() == 1
        TeamMember.objects.update(ends_on=None)
    coordinator = referred.coordinator
    with acting_as(coordinator):
        assert calling.call_again(referred.code, actor=coordinator, now=now())
    assert team.president.user_id in at_work(referred.code)
    with acting_as(coordinator), pytest.raises(NotAllowedNow, match="team_works_already"):
        calling.call_again(referred.code, actor=coordinator, now=now())


def test_somebody_with_a_conflict_is_never_called(team, referred):
    with acting_as(team.members[1]):
        declare_conflict(referred.code, Stance.FAMILY, actor=team.members[1], now=now())
    with acting_as(team.secretary):
        declare_conflict(referred.code, Stance.FAMILY, actor=team.secretary, now=now())
    coordinator = referred.coordinator
    with acting_as(coordinator):
        calling.call_again(referred.code, actor=coordinator, now=now())
    assert at_work(referred.code) == {referred.manager.user_id, team.president.user_id}


def test_the_majority_grants_and_the_members_go_home(team, referred):
    item_id = referred.decide(
        "grant",
        team.members[:4],
        forms_found=["begging", "marriage"],
        main_form="begging",
        origin="XK",
        decision="granted",
        votes_for="4",
        votes_against="0",
    )
    assert referred.state("identification") == "granted"
    with acting_as(team.secretary):
        decision = TeamDecision.objects.get(item=item_id)
        assert (decision.state, decision.votes_for, decision.votes_against, decision.voters) == ("granted", 4, 0, 4)
        assert (decision.forms, decision.main_form, decision.origin) == (["begging", "marriage"], "begging", "XK")
        assert AgendaItem.objects.get(pk=item_id).status == ItemStatus.DECIDED
        assert Record.objects.filter(kind="f4_team_record").count() == 1
    assert at_work(referred.code) == {referred.manager.user_id, team.president.user_id, team.secretary.user_id}


def test_a_deferral_keeps_the_members_at_work(team, referred):
    referred.decide("defer", team.members[:3])
    assert referred.state("identification") == "deferred"
    assert team.members[2].user_id in at_work(referred.code)


def test_taking_up_needs_a_session_and_a_declaration(team, referred):
    with pytest.raises(NotAllowedNow, match="need_session"):
        referred.take("identification", "take_up", by=team.secretary)
    referred.session(team.members)
    with pytest.raises(NotAllowedNow, match="need_no_conflict"):
        referred.take("identification", "take_up", by=team.secretary)


def test_without_a_quorum_nothing_is_decided(team, referred):
    item_id = referred.review(team.members[:2])
    referred.vote(item_id, grant=team.members[:2])
    with pytest.raises(NotAllowedNow, match="need_quorum") as refusal:
        referred.take("identification", "grant", by=team.secretary)
    assert refusal.value.facts == {"there": 2, "needed": 3}
    assert referred.state("identification") == "in_review"


def test_without_a_majority_nothing_is_decided(team, referred):
    item_id = referred.review(team.members[:4])
    referred.vote(item_id, grant=team.members[:2], refuse=team.members[2:4])
    for verb in ("grant", "refuse", "defer"):
        with pytest.raises(NotAllowedNow, match="need_majority"):
            referred.take("identification", verb, by=team.secretary)


def test_the_form_cannot_say_other_votes_than_were_cast(team, referred):
    item_id = referred.review(team.members[:3])
    referred.vote(item_id, grant=team.members[:3])
    with pytest.raises(RuleBroken, match="votes_differ") as refusal:
        referred.take("identification", "grant", by=team.secretary, votes_for="5")
    assert refusal.value.field == "votes_for"
    with pytest.raises(RuleBroken, match="decision_differs"):
        referred.take("identification", "grant", by=team.secretary, decision="refused")


def test_stepping_aside_walls_the_member_off_and_leaves_the_count(team, referred):
    aside, item_id = team.members[1], referred.review(team.members[:4])
    with acting_as(aside):
        items.step_aside(item_id, Stance.SUSPECT, actor=aside, now=now())
        assert not Case.objects.filter(code=referred.code).exists()
        assert not AgendaItem.objects.exists()
    assert aside.user_id not in at_work(referred.code)
    others = [team.members[0], *team.members[2:4]]
    referred.vote(item_id, refuse=others)
    referred.take("identification", "refuse", by=team.secretary)
    with acting_as(team.secretary):
        assert TeamDecision.objects.get().voters == 3


def test_a_vote_before_stepping_aside_does_not_count(team, referred):
    present, item_id = team.members[:3], referred.review(team.members[:3])
    referred.vote(item_id, grant=present)
    with acting_as(present[0]):
        items.step_aside(item_id, Stance.OTHER, actor=present[0], now=now())
    # Four seats are left, two of them there: more than half are three.
    with pytest.raises(NotAllowedNow, match="need_quorum"):
        referred.take("identification", "grant", by=team.secretary)


def test_nobody_votes_twice_nor_without_a_declaration_and_the_secretary_never(team, referred):
    present, item_id = team.members[:3], referred.session(team.members[:3])
    with acting_as(present[0]), pytest.raises(NotAllowedNow, match="declare_first"):
        items.vote(item_id, "grant", actor=present[0], now=now())
    referred.declare(item_id, *present, team.secretary)
    with acting_as(present[0]), pytest.raises(NotAllowedNow, match="vote_before_review"):
        items.vote(item_id, "grant", actor=present[0], now=now())
    referred.take("identification", "take_up", by=team.secretary)
    with acting_as(present[0]), pytest.raises(RuleBroken, match="vote_unknown"):
        items.vote(item_id, "uphold", actor=present[0], now=now())
    referred.vote(item_id, grant=[present[0]])
    with acting_as(present[0]), pytest.raises(NotAllowedNow, match="voted_already"):
        items.vote(item_id, "refuse", actor=present[0], now=now())
    with acting_as(team.secretary), pytest.raises(NotPermitted, match="vote_of_secretary"):
        items.vote(item_id, "grant", actor=team.secretary, now=now())


def test_an_opinion_is_sealed_and_only_its_author_s_profile_is_in_codes(team, referred):
    item_id = referred.review(team.members[:3])
    by = team.members[2]
    with acting_as(by):
        record_id = items.give_opinion(item_id, "kanarinac-opinion", actor=by, now=now())
        assert b"kanarinac" not in bytes(Record.objects.get(pk=record_id).sealed)


def test_who_does_not_work_on_the_case_sees_no_vote_of_others(team, referred):
    referred.decide("refuse", team.members[:3])
    with acting_as(team.members[1]):
        assert Vote.objects.count() == 1  # the own one
        assert not TeamDecision.objects.exists()
    with acting_as(referred.coordinator):
        assert not Vote.objects.exists()
    with acting_as(referred.manager):
        assert Vote.objects.count() == 3


def test_the_team_refuses_an_organisation_asks_again_and_other_members_decide(team, referred):
    """Scenario 7 of the field study: both decisions stay, and the person counts once."""
    from zaklon.identification.queries.facts import decision_facts
    from zaklon.identification.rules.counting import PERSONS, YEAR, Cell, count

    first = team.members[:3]
    referred.decide("refuse", first, forms_found=["unknown"])
    referred.take("identification", "ask_again", asked_by="organisation", grounds=["new_facts"])
    assert referred.state("identification") == "reconsideration"
    others = [*team.members[3:], *team.deputies]
    again = referred.session([*first, *others])
    assert not {member.user_id for member in first[1:]} & at_work(referred.code)
    referred.declare(again, team.president, *others)
    with acting_as(team.president), pytest.raises(NotAllowedNow, match="voted_in_former"):
        items.vote(again, "grant_again", actor=team.president, now=now())
    referred.vote(again, grant_again=others[:3])
    with pytest.raises(NotAllowedNow, match="need_other_reviewers"):
        referred.take("identification", "grant_again", by=team.president)
    referred.take("identification", "grant_again", by=team.secretary, decision="reconsidered_granted")
    assert referred.state("identification") == "granted"
    with acting_as(SYSTEM):
        decided = list(TeamDecision.objects.order_by("decided_at").values_list("state", "is_reconsidered"))
    assert decided == [("refused", False), ("granted", True)]
    counts = count(decision_facts(), now().year)
    assert counts[Cell(YEAR, PERSONS)] == 1
    assert counts[Cell(YEAR, "outcome", "refused")] == counts[Cell(YEAR, "outcome", "granted")] == 1


def test_a_closed_case_is_not_decided_on(team, referred):
    item_id = referred.review(team.members[:3])
    with acting_as(SYSTEM):
        Case.objects.filter(code=referred.code).update(
            status=CaseStatus.CLOSED, closed_at=now(), closing_reason="declined"
        )
    with acting_as(team.members[0]), pytest.raises(NotAllowedNow, match="case_not_open"):
        items.vote(item_id, "grant", actor=team.members[0], now=now())
