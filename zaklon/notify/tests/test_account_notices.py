"""Owners of accounts learn what an administrator did to them; what was sent long ago leaves the outbox."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, ProgrammingError, transaction

from zaklon.access.actor import SYSTEM
from zaklon.access.commands import accounts
from zaklon.access.models import AccountNotice, NoticeKind
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor, make_user
from zaklon.audit.queries import entries
from zaklon.common.errors import NotPermitted
from zaklon.notify import commands, rules
from zaklon.notify.kinds import Kind
from zaklon.notify.models import Message

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def administrator(db):
    return make_actor("administrator")


@pytest.fixture
def person(db):
    return make_user("old@example.invalid", full_name="Invented Owner")


def change_address(person, administrator):
    with acting_as(administrator):
        accounts.change_address(person.pk, "new@example.invalid", actor=administrator, now=NOON)


def drop_second_factors(person, administrator, now=NOON):
    with acting_as(administrator):
        accounts.drop_second_factors(person.pk, actor=administrator, now=now)


def run_worker(now=NOON):
    commands.collect_account_notices(now=now)
    return commands.deliver_waiting(now=now)


def left():
    with acting_as(SYSTEM):
        return Message.objects.count(), AccountNotice.objects.count()


def test_a_changed_address_is_told_to_the_old_one(person, administrator):
    change_address(person, administrator)
    assert run_worker() == 1
    (letter,) = mail.outbox
    assert letter.to == ["old@example.invalid"]
    assert "changed the e-mail address" in letter.body
    assert "tell your administrator at once" in letter.body
    assert "new@example.invalid" not in letter.body + letter.subject


def test_a_dropped_second_step_is_told_to_the_person(person, administrator):
    drop_second_factors(person, administrator)
    assert run_worker() == 1
    (letter,) = mail.outbox
    assert letter.to == ["old@example.invalid"]
    assert "dropped the second step" in letter.body
    assert "Invented Owner" not in letter.body


def test_whoever_changes_the_address_first_and_then_drops_the_step_is_still_found_out(person, administrator):
    change_address(person, administrator)
    drop_second_factors(person, administrator, now=NOON + DAY)
    assert run_worker(NOON + DAY) == 2
    assert sorted(letter.to for letter in mail.outbox) == [["new@example.invalid"], ["old@example.invalid"]]


@pytest.mark.parametrize(
    ("language", "words"), [("cnr", "administrator je"), ("cnr-cyrl", "администратор је"), ("sq", "një administrator")]
)
@pytest.mark.parametrize("act", [change_address, drop_second_factors])
def test_the_letter_is_in_the_language_of_the_person(administrator, language, words, act):
    person = make_user("old@example.invalid")
    with acting_as(SYSTEM):
        type(person).objects.filter(pk=person.pk).update(language=language)
    act(person, administrator)
    run_worker()
    (letter,) = mail.outbox
    assert words in letter.body.casefold()
    assert "An administrator" not in letter.body


def test_a_notice_is_sent_once(person, administrator):
    change_address(person, administrator)
    assert [run_worker(), run_worker()] == [1, 0]


def test_a_refused_change_leaves_no_notice(person):
    nobody = make_actor("coordinator")
    with acting_as(nobody), pytest.raises(NotPermitted):
        accounts.change_address(person.pk, "new@example.invalid", actor=nobody, now=NOON)
    assert left() == (0, 0)


def test_only_the_worker_reads_notices(person, administrator):
    change_address(person, administrator)
    for actor in (administrator, make_actor("coordinator")):
        with acting_as(actor):
            assert not AccountNotice.objects.exists()
    with acting_as(make_actor("coordinator")), pytest.raises(ProgrammingError), transaction.atomic():
        AccountNotice.objects.create(
            kind=NoticeKind.ADDRESS_CHANGED, user=person, email="x@example.invalid", language="en", noted_at=NOON
        )


def test_a_message_has_one_receiver(person, administrator):
    change_address(person, administrator)
    with acting_as(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            kind=Kind.ADDRESS_CHANGED,
            user=person,
            notice=AccountNotice.objects.get(),
            created_at=NOON,
            not_before=NOON,
        )


def test_what_was_sent_long_ago_leaves_the_outbox_with_its_address_and_stays_on_the_trail(person, administrator):
    change_address(person, administrator)
    run_worker()
    with acting_as(SYSTEM):
        message = Message.objects.get().pk
    assert commands.purge_old(now=NOON + rules.KEPT_FOR) == 0
    assert left() == (1, 1)
    assert commands.purge_old(now=NOON + rules.KEPT_FOR + DAY) == 1
    assert left() == (0, 0)
    with acting_as(SYSTEM):
        assert [entry.action for entry in entries(subject=str(message))] == ["message.sent"]
        assert "account.address_changed" in [entry.action for entry in entries(subject=str(person.pk))]


def test_what_was_given_up_leaves_the_outbox_too(person):
    with acting_as(SYSTEM):
        commands.enqueue(Kind.TASK_WAITING, [person.pk], path="/", now=NOON)
        Message.objects.update(given_up_at=NOON)
    assert commands.purge_old(now=NOON + rules.KEPT_FOR + DAY) == 1


def test_a_message_that_still_waits_stays_however_old(person):
    with acting_as(SYSTEM):
        commands.enqueue(Kind.TASK_WAITING, [person.pk], path="/", now=NOON)
    assert commands.purge_old(now=NOON + 10 * rules.KEPT_FOR) == 0
    assert left() == (1, 0)


def test_nobody_but_the_worker_deletes_messages(person, administrator):
    with acting_as(SYSTEM):
        commands.enqueue(Kind.TASK_WAITING, [person.pk], path="/", now=NOON)
    with acting_as(administrator):
        assert Message.objects.all().delete()[0] == 0
    assert left() == (1, 0)
