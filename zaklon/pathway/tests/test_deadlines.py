"""Deadlines: paused, resumed, extended with a reason; told of in time, to those who can end them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.audit.queries import entries
from zaklon.cases.commands.files import seal_case
from zaklon.cases.models import Person
from zaklon.cases.tests.factories import CHILD, now
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import address_roles, deliver_waiting
from zaklon.pathway.commands.deadlines import extend, pause, resume
from zaklon.pathway.commands.telling import tell_due
from zaklon.pathway.kinds import ChangeKind
from zaklon.pathway.models import Deadline, DeadlineChange
from zaklon.pathway.panel import law_now
from zaklon.pathway.queries.due import my_due
from zaklon.pathway.tests.factories import Way
from zaklon.plan.tests.pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHY = "Invented: the person is in hospital"


@pytest.fixture
def way():
    """A file whose plan is due in fourteen days, and whose danger is looked at again in thirty."""
    made = Way()
    for verb, answers in (("report", {}), ("screen", {}), ("presume", {})):
        made.take("identification", verb, **answers)
    made.take("risk", "rate_low")
    made.take("support", "assess")
    return made


def the(clock: str) -> Deadline:
    with acting_as(SYSTEM):
        return Deadline.objects.get(clock=clock)


def told(at) -> list[tuple[str, str]]:
    """Who got a letter until then, and its subject; the tray is empty afterwards."""
    with acting_as(SYSTEM):
        address_roles(now=at)
        deliver_waiting(now=at)
    letters = [(letter.to[0], letter.subject, str(letter.message())) for letter in mail.outbox]
    mail.outbox.clear()
    assert all("/cases/due/" in text for _to, subject, text in letters if "deadline" in subject.lower())
    return [(to, subject) for to, subject, _text in letters if "deadline" in subject.lower()]


def address_of(actor) -> str:
    with acting_as(SYSTEM):
        return User.objects.get(pk=actor.user_id).email


def test_a_pause_keeps_what_is_left_and_says_why(way):
    before = the("way_plan")
    with acting_as(way.manager):
        pause(way.code, before.pk, WHY, actor=way.manager, now=now() + timedelta(days=2))
        assert the("way_plan").tell_at is None
        resume(way.code, before.pk, WHY, actor=way.manager, now=now() + timedelta(days=9))
        after = the("way_plan")
        assert after.due_at - before.due_at == timedelta(days=7)
        assert after.tell_at is not None
        changes = DeadlineChange.objects.order_by("pk")
        assert [change.kind for change in changes] == [ChangeKind.PAUSED, ChangeKind.RESUMED]
        assert {change.reason for change in changes} == {WHY}
    with acting_as(SYSTEM):
        assert {"deadline.paused", "deadline.resumed"} <= {entry.action for entry in entries(subject=way.code)}


def test_an_extension_is_at_most_what_the_law_allows(way):
    before = the("way_plan")
    with acting_as(way.manager):
        with pytest.raises(RuleBroken, match="clock_extension_unfit") as refused:
            extend(way.code, before.pk, 15, WHY, actor=way.manager, now=now())
        assert refused.value.facts == {"most": 14}
        extend(way.code, before.pk, 5, WHY, actor=way.manager, now=now())
    assert the("way_plan").due_at - before.due_at == timedelta(days=5)


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (lambda way, clock, actor: pause(way.code, clock, "short", actor=actor, now=now()), "clock_reason_short"),
        (lambda way, clock, actor: resume(way.code, clock, WHY, actor=actor, now=now()), "clock_not_paused"),
    ],
)
def test_what_does_not_do_is_refused(way, deed, code):
    with acting_as(way.manager), pytest.raises((RuleBroken, NotAllowedNow), match=code):
        deed(way, the("way_plan").pk, way.manager)


def test_a_clock_that_never_stands_still_does_not(way):
    child = Way(CHILD)
    child.take("guardianship", "request")
    clock = the("way_guardian")
    with acting_as(child.manager):
        with pytest.raises(NotAllowedNow, match="clock_never_pauses"):
            pause(child.code, clock.pk, WHY, actor=child.manager, now=now())
        with pytest.raises(NotAllowedNow, match="clock_never_extended"):
            extend(child.code, clock.pk, 1, WHY, actor=child.manager, now=now())


def test_only_who_may_end_a_clock_changes_it(way):
    way.assign(way.investigator)
    with acting_as(way.investigator), pytest.raises(NotPermitted, match="step_of_others"):
        pause(way.code, the("way_plan").pk, WHY, actor=way.investigator, now=now())


def test_a_deadline_of_another_case_is_unknown(way):
    other = Way()
    with acting_as(other.manager), pytest.raises(RuleBroken, match="clock_unknown"):
        pause(other.code, the("way_plan").pk, WHY, actor=other.manager, now=now())


def test_the_worker_is_warned_before_and_the_supervisor_told_after(way):
    plan = the("way_plan")
    # The referral has passed on the next day; everybody concerned knows.
    early = plan.started_at + timedelta(days=9)
    tell_due(now=early)
    told(early)
    warned = plan.started_at + timedelta(days=12)
    assert tell_due(now=warned) == 1
    assert told(warned) == [(address_of(way.manager), "A deadline is near")]
    assert tell_due(now=warned + timedelta(minutes=10)) == 0
    assert tell_due(now=plan.due_at) == 1
    expected = {(address_of(each), "A deadline has passed") for each in (way.manager, way.supervisor)}
    assert set(told(plan.due_at)) == expected
    assert the("way_plan").tell_at is None


def test_nobody_is_told_of_what_was_done(way):
    way.take("support", "begin_plan", person_agrees="given")
    with acting_as(SYSTEM):
        assert not Deadline.objects.filter(clock="way_plan", tell_at__isnull=False).exists()
        Deadline.objects.update(tell_at=None)
    late = now() + timedelta(days=20)
    assert tell_due(now=late) == 0
    assert told(late) == []


def test_a_supervisor_does_not_learn_of_a_sealed_case(way):
    with acting_as(way.manager):
        seal_case(way.code, is_sealed=True, actor=way.manager, now=now())
    late = the("way_plan").due_at
    tell_due(now=late)
    assert {to for to, _subject in told(late)} == {address_of(way.manager)}


def test_a_letter_names_neither_the_case_nor_what_is_due(way):
    late = the("way_plan").due_at
    tell_due(now=late)
    with acting_as(SYSTEM):
        address_roles(now=late)
        deliver_waiting(now=late)
    text = "".join(str(letter.message()) for letter in mail.outbox)
    assert text
    assert way.code not in text
    assert "plan" not in text.lower()


def test_nothing_is_due_for_somebody_whose_data_were_erased(way):
    client, address = client_of(way.manager), reverse("cases:case", args=[way.code])
    with acting_as(way.manager):
        law = law_now()
        assert my_due(law, actor=way.manager, now=now())
    assert "cs-due__line" in client.get(address).content.decode()
    with acting_as(SYSTEM):
        Person.objects.filter(pk=way.person.pk).update(erased_at=now())
    with acting_as(way.manager):
        assert my_due(law, actor=way.manager, now=now()) == ()
    assert "cs-due__line" not in client.get(address).content.decode()
