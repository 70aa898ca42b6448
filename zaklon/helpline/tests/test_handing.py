"""Handing on: to a body with the least that it must know, to the Team as a signal, to the next shift."""

import uuid
from datetime import timedelta

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import MATRIX, Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.access.workflow import take_step
from zaklon.audit.queries import entries
from zaklon.cases.models import Case
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.helpline.commands import handing, shifts
from zaklon.helpline.commands.referring import refer_call
from zaklon.helpline.kinds import HandOverStatus
from zaklon.helpline.models import Call, CaseReferral, HandOver, SafetyPlan, Words
from zaklon.helpline.queries.calls import call_page
from zaklon.helpline.queries.facts import hand_over_facts, plan_facts, referral_facts
from zaklon.helpline.queries.handed import open_verbs, received, waiting_answers
from zaklon.helpline.queries.home import home_of
from zaklon.helpline.queries.standing import standing_of
from zaklon.helpline.states import HAND_OVER_STEPS, OF_RECEIVER
from zaklon.helpline.tests.factories import Line, now
from zaklon.helpline.values import NewHandOver, NewReferral
from zaklon.pathway.tests.factories import sheet_for

pytestmark = pytest.mark.django_db
TOLD = "Fabrika na izlazu iz grada, trojica ljudi."


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def police(line):
    """An investigator of the body that the pack calls the police."""
    return make_actor(Role.POLICE_INVESTIGATOR, body=make_body("POL"))


@pytest.fixture
def told(monkeypatch):
    """To whom messages were left: roles of a body, and users."""
    found = []
    monkeypatch.setattr(handing, "enqueue", lambda _kind, users, **_facts: found.extend(users))
    monkeypatch.setattr(
        handing, "enqueue_for_role", lambda _kind, role, body_id, **_facts: found.append((role, body_id))
    )
    return found


def handed(line, police, **changes):
    number = changes.pop("number", None) or line.log()
    given = {"ground": "report_crime", "request_key": uuid.uuid4(), "told": frozenset({"urgency"}), "words": TOLD}
    new = NewHandOver(police.body_id, **(given | changes))
    with acting_as(line.operator):
        return handing.hand_over(number, new, actor=line.operator, now=now())


def move(handed_id, verb, by, outcome=""):
    with acting_as(by):
        handing.move_hand_over(handed_id, verb, actor=by, now=now(), outcome=outcome)


def state(handed_id):
    with acting_as(SYSTEM):
        return HandOver.objects.get(pk=handed_id)


def refer(line, number, by=None, **changes):
    by = by or line.operator
    with acting_as(by):
        answers = sheet_for(
            "identification", "report", {"responder": "hotline", "urgency": "day", "age_group": "adult"}
        )
        new = NewReferral("report_crime", changes.pop("key", uuid.uuid4()), answers | changes)
        return refer_call(number, new, actor=by, now=now())


def test_the_receiver_sees_what_was_told_and_nothing_else_of_the_call(line, police, told):
    handed_id = handed(line, police)
    with acting_as(police):
        assert not Call.objects.exists()
        (row,) = received(actor=police)
        assert (row.urgency, row.municipality, row.form) == ("day", "", "")
        assert handing.read_handed_words(handed_id, actor=police, now=now()) == TOLD
    with acting_as(SYSTEM):
        assert TOLD.encode() not in bytes(Words.objects.get().content)
        assert "hand_over.read" in [entry.action for entry in entries(subject=str(handed_id))]
    assert (Role.POLICE_INVESTIGATOR, police.body_id) in told


def test_a_body_that_it_was_not_handed_to_meets_nothing(line, police):
    handed_id = handed(line, police)
    for stranger in (make_actor(Role.POLICE_INVESTIGATOR), Line(is_loaded=True).operator):
        with acting_as(stranger), pytest.raises(HandOver.DoesNotExist):
            handing.read_handed_words(handed_id, actor=stranger, now=now())
        with pytest.raises(HandOver.DoesNotExist):
            move(handed_id, "accept", stranger)
    office = make_actor(Role.COORDINATOR)
    with acting_as(office):
        assert HandOver.objects.get().pk == handed_id
        with pytest.raises(Refusal):
            handing.read_handed_words(handed_id, actor=office, now=now())


def test_the_answer_comes_back_in_codes_and_the_operator_is_told(line, police, told):
    handed_id = handed(line, police)
    with acting_as(line.operator):
        assert [row.handed_id for row in waiting_answers(actor=line.operator)] == [handed_id]
    move(handed_id, "accept", police)
    with pytest.raises(RuleBroken, match="hand_over_outcome_missing"):
        move(handed_id, "finish", police, "gossip")
    move(handed_id, "finish", police, "helped")
    with acting_as(line.operator):
        home = home_of(actor=line.operator, now=now())
        assert home.waiting == ()
        assert [(row.status, row.outcome) for row in home.answered] == [(HandOverStatus.ENDED, "helped")]
    assert told.count(line.operator.user_id) == 2
    (fact,) = hand_over_facts(now().year)
    assert (fact.outcome, fact.hours_to_answer) == ("helped", 0)


def test_the_same_form_is_one_hand_over_and_wrong_ones_are_refused(line, police):
    key, number = uuid.uuid4(), line.log()
    assert handed(line, police, number=number, request_key=key) == handed(line, police, number=number, request_key=key)
    with pytest.raises(RuleBroken, match="hand_over_ground_missing"):
        handed(line, police, ground="curiosity")
    with pytest.raises(RuleBroken, match="hand_over_body_unknown"):
        handed(line, make_actor(Role.POLICE_INVESTIGATOR))
    with pytest.raises(Call.DoesNotExist):
        handed(line, police, number=Line(is_loaded=True).log())


ALL = [(status, step.verb) for status in HandOverStatus for step in HAND_OVER_STEPS]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PUBLIC}))
def test_each_step_is_open_in_its_status_to_its_roles_alone(role):
    """Every status, every verb, every role."""
    actor = make_actor(role)
    for status, verb in ALL:
        step = next(each for each in HAND_OVER_STEPS if each.verb == verb)
        record = HandOver(status=status)
        is_open = status == step.source and step.permission in MATRIX[Role(role)].permissions
        if is_open:
            take_step(HAND_OVER_STEPS, record, actor, verb)
            assert record.status == step.target
        else:
            with pytest.raises((NotPermitted, NotAllowedNow)):
                take_step(HAND_OVER_STEPS, record, actor, verb)
            assert record.status == status


def test_each_side_takes_only_its_own_steps(line, police):
    handed_id = handed(line, police)
    with pytest.raises(HandOver.DoesNotExist):
        move(handed_id, "accept", line.operator)
    with pytest.raises(HandOver.DoesNotExist):
        move(handed_id, "take_back", police)
    with acting_as(police):
        (row,) = received(actor=police)
        assert set(open_verbs(row, actor=police)) == {"accept", "decline"} <= OF_RECEIVER
    with acting_as(line.operator):
        (row,) = waiting_answers(actor=line.operator)
        assert open_verbs(row, actor=line.operator) == ("take_back",)
    move(handed_id, "take_back", line.operator)
    with acting_as(police):
        assert received(actor=police) == ()
    with pytest.raises(NotAllowedNow):
        move(handed_id, "accept", police)


def test_a_declined_hand_over_is_an_answer(line, police):
    handed_id = handed(line, police)
    move(handed_id, "decline", police)
    assert state(handed_id).answered_at is not None
    with acting_as(line.operator):
        assert waiting_answers(actor=line.operator) == ()


def test_a_call_becomes_a_signal_and_only_who_sent_it_sees_which_case(line):
    number = line.log()
    code = refer(line, number)
    with acting_as(line.operator):
        assert call_page(number, actor=line.operator).case_code == code
    with acting_as(line.supervisor):
        seen = call_page(number, actor=line.supervisor)
        assert (seen.is_referred, seen.case_code) == (True, "")
        assert not Case.objects.exists()
    with acting_as(SYSTEM):
        assert CaseReferral.objects.get().ground == "report_crime"
    assert [fact.ground for fact in referral_facts(now().year)] == ["report_crime"]


def test_a_call_is_passed_on_once(line):
    number, key = line.log(), uuid.uuid4()
    assert refer(line, number, key=key) == refer(line, number, key=key)
    with pytest.raises(NotAllowedNow, match="call_referred_already"):
        refer(line, number)
    with acting_as(SYSTEM):
        assert Case.objects.count() == 1


def test_a_supervisor_who_is_no_operator_opens_no_case(line):
    with pytest.raises(NotPermitted):
        refer(line, line.log(), by=line.supervisor)


def test_no_ground_no_signal(line):
    number = line.log()
    with acting_as(line.operator), pytest.raises(RuleBroken, match="hand_over_ground_missing"):
        refer_call(number, NewReferral("", uuid.uuid4(), {}), actor=line.operator, now=now())
    with acting_as(SYSTEM):
        assert not Case.objects.exists()


def test_who_oversees_sees_what_came_of_the_calls_and_how_long_it_took(line, police):
    long_ago = now() - timedelta(hours=5)
    number = line.log(at=long_ago, started_at=long_ago)
    line.log()
    refer(line, number)
    handed_id = handed(line, police, number=number)
    with acting_as(line.supervisor):
        found = standing_of(actor=line.supervisor, now=now())
    assert found.week == sum(found.by_hour) == 2
    assert [row.handed_id for row in found.waiting] == [handed_id]
    came = found.conversion
    assert (came.calls, came.handed, came.answered, came.referred, came.decided) == (2, 1, 0, 1, 0)
    assert came.share_referred == 0.5
    assert 4.9 < came.hours_to_referral < 5.1
    assert came.days_to_decision is came.hours_to_answer is None
    with acting_as(line.operator), pytest.raises(NotPermitted):
        standing_of(actor=line.operator, now=now())


def test_the_safety_plan_keeps_only_which_steps_were_agreed(line):
    number = line.log()
    with acting_as(line.operator):
        by = {"actor": line.operator, "now": now()}
        with pytest.raises(RuleBroken, match="call_steps_unknown"):
            shifts.agree_plan(number, ["safe_word", "gossip"], **by)
        with pytest.raises(RuleBroken, match="call_steps_unknown"):
            shifts.agree_plan(number, [], **by)
        shifts.agree_plan(number, ["call_again", "safe_word"], **by)
        with pytest.raises(NotAllowedNow, match="call_plan_made"):
            shifts.agree_plan(number, ["safe_word"], **by)
        assert call_page(number, actor=line.operator).steps == ("safe_word", "call_again")
    with acting_as(SYSTEM):
        assert SafetyPlan.objects.get().steps == ["safe_word", "call_again"]
    assert plan_facts(now().year) == {"safe_word": 1, "call_again": 1}


def test_a_shift_leaves_a_sealed_note_for_the_next_one_of_its_own_line(line):
    with acting_as(line.operator):
        note_id = shifts.write_shift_note("Poziv 12 čeka policiju.", actor=line.operator, now=now())
        with pytest.raises(RuleBroken, match="shift_note_empty"):
            shifts.write_shift_note("  ", actor=line.operator, now=now())
    with acting_as(line.colleague):
        (row,) = home_of(actor=line.colleague, now=now()).notes
        assert (row.note_id, row.is_mine) == (note_id, False)
        assert shifts.read_shift_note(note_id, actor=line.colleague, now=now()) == "Poziv 12 čeka policiju."
    other = Line(is_loaded=True).operator
    with acting_as(other):
        assert home_of(actor=other, now=now()).notes == ()
