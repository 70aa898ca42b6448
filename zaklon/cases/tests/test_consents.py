"""What consent, duty and danger open, to whom, and that it closes at once."""

from datetime import timedelta

import pytest
from django.apps import apps

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.commands import record
from zaklon.audit.queries import entries
from zaklon.cases.commands.consents import open_by_duty, withdraw_consent
from zaklon.cases.commands.glass import break_glass, review_break_glass
from zaklon.cases.kinds import DutyKind, Giver, Level, Part, Purpose
from zaklon.cases.models import BreakGlass, Case
from zaklon.cases.queries.facts import tie_of
from zaklon.cases.rules.decide import decide
from zaklon.cases.tests.factories import CHILD, Circle, now
from zaklon.cases.values import DutyNamed, Scope
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

Message = apps.get_model("notify", "Message")

pytestmark = pytest.mark.django_db
REASON = "Invented: the child was seen with the suspect an hour ago."


@pytest.fixture
def circle(db):
    return Circle()


def reads(actor, circle, part):
    with acting_as(SYSTEM):
        case_id = Case.objects.get(code=circle.code).pk
    return decide(tie_of(case_id, actor=actor, now=now()), Level.READ, part).allow


def test_testimony_reaches_the_police_by_consent_only_and_health_never(circle):
    circle.assign(circle.investigator)
    assert not reads(circle.investigator, circle, Part.TESTIMONY)
    circle.consent((circle.police, Part.TESTIMONY), (circle.police, Part.HEALTH))
    assert reads(circle.investigator, circle, Part.TESTIMONY)
    assert not reads(circle.investigator, circle, Part.HEALTH)


def test_consent_for_one_body_opens_nothing_to_another(circle):
    circle.assign(circle.worker)
    circle.consent((circle.police, Part.HEALTH))
    assert not reads(circle.worker, circle, Part.HEALTH)


def test_withdrawal_closes_at_once_and_names_who_has_already_seen(circle):
    circle.assign(circle.investigator)
    consent = circle.consent((circle.police, Part.TESTIMONY))
    with acting_as(circle.investigator):
        record("case.read", circle.code, by=circle.investigator, at=now(), fields=["testimony"])
        record("case.read", circle.code, by=circle.investigator, at=now(), fields=["justice"])
    with acting_as(circle.manager):
        outcome = withdraw_consent(consent, actor=circle.manager, now=now())
    assert not reads(circle.investigator, circle, Part.TESTIMONY)
    assert outcome.closed == 1
    assert [(seen.user_id, seen.part) for seen in outcome.seen] == [(circle.investigator.user_id, Part.TESTIMONY)]
    with acting_as(circle.manager), pytest.raises(NotAllowedNow, match="consent_withdrawn_already"):
        withdraw_consent(consent, actor=circle.manager, now=now())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"has_capacity": False}, "consent_without_capacity"),
        ({"is_refusal_explained": False}, "consent_refusal_not_explained"),
        ({"scopes": ()}, "consent_without_scope"),
    ],
)
def test_a_consent_that_does_not_count_is_refused(circle, changes, code):
    with pytest.raises(RuleBroken, match=code):
        circle.consent((circle.police, Part.TESTIMONY), **changes)


def test_consent_opens_neither_identity_nor_shell(circle):
    with pytest.raises(RuleBroken, match="consent_scope_unfit"):
        circle.consent((circle.police, Part.IDENTITY))


def test_for_a_child_the_appointed_guardian_consents_and_the_child_is_asked():
    circle = Circle(CHILD)
    guardian = make_actor("guardian")
    by_guardian = {"giver": Giver.GUARDIAN, "guardian_id": guardian.user_id, "has_capacity": False}
    with pytest.raises(RuleBroken, match="child_needs_guardian"):
        circle.consent((circle.police, Part.TESTIMONY))
    with pytest.raises(RuleBroken, match="child_not_asked"):
        circle.consent((circle.police, Part.TESTIMONY), **by_guardian)
    with pytest.raises(RuleBroken, match="child_refuses"):
        circle.consent((circle.police, Part.TESTIMONY), **by_guardian, child_assents=False)
    with pytest.raises(RuleBroken, match="guardian_not_appointed"):
        circle.consent((circle.police, Part.TESTIMONY), **by_guardian, child_assents=True)
    circle.assign(guardian)
    circle.consent((circle.police, Part.TESTIMONY), **by_guardian, child_assents=True)
    circle.assign(circle.investigator)
    assert reads(circle.investigator, circle, Part.TESTIMONY)


def test_a_legal_duty_opens_a_part_with_a_reason_in_words(circle):
    circle.assign(circle.worker)
    scope = Scope(circle.shelter.pk, Part.HEALTH, Purpose.CARE, ends_at=now() + timedelta(days=3))
    with acting_as(circle.manager):
        with pytest.raises(RuleBroken, match="duty_reason_short"):
            open_by_duty(
                circle.code, DutyNamed(scope, DutyKind.VITAL_INTEREST, "urgent"), actor=circle.manager, now=now()
            )
        open_by_duty(circle.code, DutyNamed(scope, DutyKind.VITAL_INTEREST, REASON), actor=circle.manager, now=now())
    assert reads(circle.worker, circle, Part.HEALTH)


def test_broken_glass_opens_one_part_raises_the_alarm_and_ends(circle):
    responder = make_actor("first_responder")
    with acting_as(responder):
        broken = break_glass(circle.code, Part.IDENTITY, REASON, actor=responder, now=now())
        assert Case.objects.filter(code=circle.code).exists()
    assert reads(responder, circle, Part.IDENTITY)
    assert not reads(responder, circle, Part.RISK)
    with acting_as(SYSTEM):
        assert BreakGlass.objects.get().ends_at - BreakGlass.objects.get().starts_at == timedelta(hours=4)
        assert "case.glass_broken" in [entry.action for entry in entries(subject=circle.code)]
    with acting_as(circle.officer):
        review_break_glass(broken, is_justified=False, words="Not in danger", actor=circle.officer, now=now())
    later = now() + timedelta(seconds=2)
    with acting_as(SYSTEM):
        case_id = Case.objects.get(code=circle.code).pk
    assert not decide(tie_of(case_id, actor=responder, now=later), Level.READ, Part.IDENTITY).allow


def test_broken_glass_is_told_to_guardian_manager_officer_and_coordinator_and_not_to_who_broke_it(circle):
    guardian, second = make_actor("guardian"), make_actor("case_manager", body=circle.centre)
    for actor in (guardian, second, circle.investigator):
        circle.assign(actor)
    with acting_as(SYSTEM):
        Message.objects.update(sent_at=now())
    with acting_as(circle.investigator):
        break_glass(circle.code, Part.RISK, REASON, actor=circle.investigator, now=now())
    with acting_as(SYSTEM):
        told = Message.objects.filter(sent_at__isnull=True)
        people = set(told.exclude(user_id=None).values_list("user_id", flat=True))
        roles = set(told.exclude(role="").values_list("role", flat=True))
    assert people == {guardian.user_id, second.user_id, circle.manager.user_id}
    assert roles == {"coordinator", "data_protection_officer"}


def test_nobody_reviews_their_own_breaking_and_nobody_twice(circle):
    responder = make_actor("first_responder")
    with acting_as(responder):
        broken = break_glass(circle.code, Part.RISK, REASON, actor=responder, now=now())
        with pytest.raises(NotPermitted, match="permission_missing"):
            review_break_glass(broken, is_justified=True, words="fine", actor=responder, now=now())
    with acting_as(circle.officer):
        review_break_glass(broken, is_justified=True, words="Child was found", actor=circle.officer, now=now())
        with pytest.raises(NotAllowedNow, match="glass_reviewed_already"):
            review_break_glass(broken, is_justified=True, words="again", actor=circle.officer, now=now())


@pytest.mark.parametrize("part", [Part.CONTACT, Part.PLACEMENT, Part.HEALTH])
def test_no_danger_opens_where_somebody_is_or_how_they_are(circle, part):
    responder = make_actor("first_responder")
    with acting_as(responder), pytest.raises(NotPermitted, match="glass_not_for_role"):
        break_glass(circle.code, part, REASON, actor=responder, now=now())


def test_a_code_of_no_case_and_a_case_of_conflict_are_refused_in_the_same_words(circle):
    responder = make_actor("first_responder")
    with acting_as(responder), pytest.raises(NotPermitted, match="glass_refused"):
        break_glass("2222-2222", Part.RISK, REASON, actor=responder, now=now())
