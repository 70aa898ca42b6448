"""Opening a case, who works on it, and what a reader meets of it."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands import files, posts
from zaklon.cases.kinds import ClosingReason, Part, Stance, TaskKind
from zaklon.cases.models import Assignment, Case, Listing, Task, Track
from zaklon.cases.rules.codes import check_letter, new_code, read_code
from zaklon.cases.tests.factories import ADULT, Circle, now
from zaklon.cases.values import NewAssignment, NewCase, PersonFacts
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db):
    return Circle()


def sees(actor, code):
    with acting_as(actor):
        return Case.objects.filter(code=code).exists()


def states(actor, code):
    with acting_as(actor):
        return {Part(part) for part in Track.objects.filter(case__code=code).values_list("part", flat=True)}


LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"


@given(body=st.text(LETTERS, min_size=7, max_size=7), place=st.integers(0, 7), shift=st.integers(1, len(LETTERS) - 1))
def test_one_wrong_letter_of_a_code_is_noticed(body, place, shift):
    letters = body + check_letter(body)
    other = LETTERS[(LETTERS.index(letters[place]) + shift) % len(LETTERS)]
    assert read_code(letters) == f"{letters[:4]}-{letters[4:]}"
    assert read_code(letters.lower()) == read_code(letters)
    assert read_code(letters[:place] + other + letters[place + 1 :]) is None


def test_swapped_neighbours_in_a_code_are_noticed():
    for _ in range(200):
        body = new_code().replace("-", "")[:7]
        for place in range(6):
            swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
            assert swapped == body or check_letter(swapped) != check_letter(body)


def test_the_opener_leads_the_case_and_nobody_else_of_the_body_sees_it(circle):
    colleague = make_actor("case_manager", body=circle.centre)
    assert sees(circle.manager, circle.code)
    assert not sees(colleague, circle.code)
    assert not sees(circle.investigator, circle.code)
    with acting_as(SYSTEM):
        assert Assignment.objects.get(case__code=circle.code).is_lead
        assert [entry.action for entry in entries(subject=circle.code)] == ["case.opened"]


def test_those_who_oversee_see_the_shell_and_the_words_of_some_states(circle):
    assert sees(circle.supervisor, circle.code)
    assert sees(circle.coordinator, circle.code)
    assert states(circle.supervisor, circle.code) == {
        Part.SHELL, Part.SCREENING, Part.PLACEMENT, Part.SERVICES, Part.RISK, Part.SIGNAL, Part.RESIDENCE,
    }  # fmt: skip
    assert not sees(make_actor("case_supervisor", body=circle.police), circle.code)
    assert not sees(make_actor("analyst"), circle.code)
    assert not sees(make_actor("administrator"), circle.code)


def test_the_same_request_sent_again_is_one_case(circle):
    values = NewCase((ADULT,), Role.CASE_MANAGER, request_key=uuid.uuid4())
    with acting_as(circle.manager):
        first = files.open_case(values, actor=circle.manager, now=now())
        assert files.open_case(values, actor=circle.manager, now=now()) == first
        assert Case.objects.count() == 2


def test_a_case_has_a_person_and_is_opened_in_a_role_of_ones_own(circle):
    with acting_as(circle.manager):
        with pytest.raises(RuleBroken, match="case_without_person"):
            files.open_case(NewCase((), Role.CASE_MANAGER), actor=circle.manager, now=now())
        with pytest.raises(NotPermitted, match="role_opens_no_case"):
            files.open_case(NewCase((ADULT,), Role.SHELTER_STAFF), actor=circle.manager, now=now())
    with acting_as(circle.investigator), pytest.raises(NotPermitted, match="permission_missing"):
        files.open_case(NewCase((ADULT,), Role.POLICE_INVESTIGATOR), actor=circle.investigator, now=now())


def test_assignment_opens_the_case_and_relief_closes_it_at_once(circle):
    assignment = circle.assign(circle.investigator)
    assert sees(circle.investigator, circle.code)
    with acting_as(circle.manager):
        posts.relieve(circle.code, assignment, actor=circle.manager, now=now())
    assert not sees(circle.investigator, circle.code)
    with acting_as(SYSTEM):
        assert set(Listing.objects.values_list("body_id", flat=True)) == {circle.centre.pk}


def test_only_who_writes_the_shell_or_supervises_the_body_decides_on_staff(circle):
    circle.assign(circle.investigator)
    with acting_as(circle.investigator), pytest.raises(NotPermitted, match="part_withheld"):
        circle.assign(circle.worker, by=circle.investigator)
    colleague = make_actor("case_manager", body=circle.centre)
    circle.assign(colleague, by=circle.supervisor)
    assert sees(colleague, circle.code)
    with acting_as(circle.supervisor), pytest.raises(NotPermitted, match="part_withheld"):
        circle.assign(circle.worker, by=circle.supervisor)


def test_a_hidden_case_and_an_absent_one_are_the_same_to_a_stranger(circle):
    for code in (circle.code, "2222-2222"):
        with acting_as(circle.worker), pytest.raises(Case.DoesNotExist):
            files.close_case(code, ClosingReason.GOALS_MET, actor=circle.worker, now=now())


def test_handing_over_gives_the_lead_to_another_and_takes_the_case_from_the_first(circle):
    colleague = make_actor("case_manager", body=circle.centre)
    with acting_as(circle.supervisor):
        posts.hand_over(circle.code, colleague.user_id, circle.centre.pk, actor=circle.supervisor, now=now())
    assert sees(colleague, circle.code)
    assert not sees(circle.manager, circle.code)


def test_nobody_is_assigned_to_a_post_that_they_do_not_hold(circle):
    new = NewAssignment(circle.worker.user_id, circle.worker.body_id, Role.CASE_MANAGER)
    with acting_as(circle.manager), pytest.raises(RuleBroken, match="not_in_post"):
        posts.assign(circle.code, new, actor=circle.manager, now=now())


def test_who_steps_aside_meets_nothing_of_the_case_and_cannot_be_assigned_again(circle):
    circle.assign(circle.investigator)
    with acting_as(circle.investigator):
        posts.declare_conflict(circle.code, Stance.FAMILY, actor=circle.investigator, now=now())
    assert not sees(circle.investigator, circle.code)
    with pytest.raises(NotAllowedNow, match="person_steps_aside"):
        circle.assign(circle.investigator)


def test_a_conflict_beats_oversight(circle):
    both = replace(circle.supervisor, permissions=circle.supervisor.permissions | circle.manager.permissions)
    with acting_as(both):
        posts.declare_conflict(circle.code, Stance.SUSPECT, actor=both, now=now())
    assert not sees(circle.supervisor, circle.code)


def test_a_sealed_case_is_invisible_to_those_who_oversee(circle):
    with acting_as(circle.coordinator):
        files.seal_case(circle.code, is_sealed=True, actor=circle.coordinator, now=now())
    assert sees(circle.manager, circle.code)
    for actor in (circle.supervisor, circle.coordinator):
        assert not sees(actor, circle.code)
        assert states(actor, circle.code) == set()
    with acting_as(circle.manager):
        files.seal_case(circle.code, is_sealed=False, actor=circle.manager, now=now())
    assert sees(circle.coordinator, circle.code)


def test_a_first_responder_keeps_nothing_once_the_case_is_referred():
    responder = make_actor("first_responder")
    with acting_as(responder):
        code = files.open_case(NewCase((PersonFacts(),), Role.FIRST_RESPONDER), actor=responder, now=now())
        assert states(responder, code) == {
            Part.SHELL, Part.IDENTITY, Part.SCREENING, Part.TESTIMONY, Part.RISK, Part.SIGNAL,
        }  # fmt: skip
        files.refer_case(code, actor=responder, now=now())
    assert not sees(responder, code)
    assert states(responder, code) == set()


def test_the_lead_of_a_referred_case_passes_to_a_case_manager_or_is_asked_for():
    responder, manager = make_actor("first_responder"), make_actor("case_manager")
    for is_managed in (False, True):
        with acting_as(responder):
            code = files.open_case(NewCase((PersonFacts(),), Role.FIRST_RESPONDER), actor=responder, now=now())
            if is_managed:
                new = NewAssignment(manager.user_id, manager.body_id, Role.CASE_MANAGER)
                posts.assign(code, new, actor=responder, now=now())
            files.refer_case(code, actor=responder, now=now())
        with acting_as(SYSTEM):
            case = Case.objects.get(code=code)
            leads = list(Assignment.objects.filter(case=case, is_lead=True).values_list("user_id", flat=True))
            is_asked = Task.objects.filter(case=case, kind=TaskKind.TAKE_OVER, done_at__isnull=True).exists()
        assert (leads, case.is_led, is_asked) == (([manager.user_id], True, False) if is_managed else ([], False, True))


def test_a_case_manager_who_leads_goes_on_leading_a_referred_case(circle):
    with acting_as(circle.manager):
        files.refer_case(circle.code, actor=circle.manager, now=now())
        assert Assignment.objects.get(case__code=circle.code, is_lead=True).user_id == circle.manager.user_id


def test_a_closed_case_takes_nothing_new_until_it_is_reopened(circle):
    with acting_as(circle.manager):
        files.close_case(circle.code, ClosingReason.GOALS_MET, actor=circle.manager, now=now())
        with pytest.raises(NotAllowedNow, match="case_not_open"):
            files.add_person(circle.code, ADULT, actor=circle.manager, now=now())
        files.reopen_case(circle.code, actor=circle.manager, now=now())
        assert files.add_person(circle.code, ADULT, actor=circle.manager, now=now()).position == 2
