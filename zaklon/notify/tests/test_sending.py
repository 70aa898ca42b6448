"""Messages arrive at least once, say nothing about anybody, and stop when nobody is left to read them."""

import uuid
from datetime import date, timedelta
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.commands import passwords, people
from zaklon.access.commands.people import NewPerson
from zaklon.access.models import Invitation, Post, User
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import NOON, make_actor, make_body, make_user
from zaklon.audit.queries import entries
from zaklon.notify import commands, rules
from zaklon.notify.kinds import Kind
from zaklon.notify.letters import LETTERS, Letter
from zaklon.notify.models import Message
from zaklon.notify.tests.factories import MINUTE, enqueue, fail_with

pytestmark = pytest.mark.django_db
lazystr_of_active_language = lazy(translation.get_language, str)


def the_message():
    with acting_as(SYSTEM):
        return Message.objects.get()


def test_a_message_is_sent_once_and_noted_on_the_trail(reader):
    enqueue(reader)
    assert commands.deliver_waiting(now=NOON) == 1
    assert commands.deliver_waiting(now=NOON + MINUTE) == 0
    assert [each.to for each in mail.outbox] == [["reader@example.invalid"]]
    message = the_message()
    assert (message.sent_at, message.given_up_at, message.attempts) == (NOON, None, 1)
    with acting_as(SYSTEM):
        assert [entry.action for entry in entries(subject=str(message.pk))] == ["message.sent"]


def test_a_crash_between_sending_and_noting_sends_again_after_the_claim_ends(reader, monkeypatch):
    enqueue(reader)
    with monkeypatch.context() as crash:
        crash.setattr(commands, "_mark", lambda *_args, **_options: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            commands.deliver_waiting(now=NOON)
    assert len(mail.outbox) == 1
    assert commands.deliver_waiting(now=NOON + MINUTE) == 0
    assert commands.deliver_waiting(now=NOON + 11 * MINUTE) == 1
    assert len(mail.outbox) == 2
    assert commands.deliver_waiting(now=NOON + 30 * MINUTE) == 0


def test_a_crash_before_sending_loses_nothing(reader, monkeypatch):
    enqueue(reader)
    with monkeypatch.context() as crash:
        crash.setattr(commands, "_send", lambda _claimed: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            commands.deliver_waiting(now=NOON)
    assert mail.outbox == []
    assert commands.deliver_waiting(now=NOON + 11 * MINUTE) == 1


def test_a_message_is_not_sent_before_its_time(reader):
    enqueue(reader, not_before=NOON + 5 * MINUTE)
    assert commands.deliver_waiting(now=NOON) == 0
    assert commands.deliver_waiting(now=NOON + 5 * MINUTE) == 1


def test_everybody_is_told_once_however_often_they_are_named(reader):
    with acting_as(SYSTEM):
        assert commands.enqueue(Kind.TASK_WAITING, [reader.pk, reader.pk], path="/", now=NOON) == 1


def test_what_waited_longest_goes_first(reader):
    later = make_user("later@example.invalid")
    enqueue(later, now=NOON + MINUTE)
    enqueue(reader)
    commands.deliver_waiting(now=NOON + 2 * MINUTE)
    assert [each.to[0] for each in mail.outbox] == ["reader@example.invalid", "later@example.invalid"]


def test_a_link_that_somebody_waits_for_goes_before_every_reminder(reader, monkeypatch):
    monkeypatch.setattr(commands, "_BATCH", 1)
    enqueue(make_user("reminded@example.invalid"), Kind.DEADLINE_NEAR)
    enqueue(reader, Kind.PASSWORD_RESET, now=NOON + MINUTE)
    commands.deliver_waiting(now=NOON + 2 * MINUTE)
    assert [each.to[0] for each in mail.outbox] == ["reader@example.invalid"]


def test_one_run_sends_a_batch_and_leaves_the_rest_to_the_next(monkeypatch):
    monkeypatch.setattr(commands, "_BATCH", 2)
    for _number in range(3):
        enqueue(make_user())
    assert [commands.deliver_waiting(now=NOON) for _run in range(3)] == [2, 1, 0]


def test_a_refused_mail_is_tried_again_later_and_later(reader, monkeypatch):
    enqueue(reader)
    with monkeypatch.context() as broken:
        fail_with(SMTPRecipientsRefused({}), broken)
        commands.deliver_waiting(now=NOON)
        assert the_message().not_before == NOON + 2 * MINUTE
        commands.deliver_waiting(now=NOON + 2 * MINUTE)
        assert the_message().not_before == NOON + 6 * MINUTE
    assert commands.deliver_waiting(now=NOON + 6 * MINUTE) == 1
    assert the_message().attempts == 3


def test_after_the_last_try_it_is_given_up_and_noted(reader, monkeypatch):
    enqueue(reader)
    tries = fail_with(OSError(), monkeypatch)
    now = NOON
    while the_message().given_up_at is None:
        commands.deliver_waiting(now=now)
        now = max(now + MINUTE, the_message().not_before)
    assert len(tries) == rules.ATTEMPTS
    commands.deliver_waiting(now=now + timedelta(days=30))
    assert len(tries) == rules.ATTEMPTS
    with acting_as(SYSTEM):
        (entry,) = entries(subject=str(the_message().pk))
    assert entry.action == "message.given_up"


@pytest.mark.parametrize("error", [SMTPServerDisconnected(), SMTPAuthenticationError(535, b""), TimeoutError()])
def test_when_the_server_cannot_be_reached_only_one_message_waits_longer(error, monkeypatch):
    for _number in range(3):
        enqueue(make_user())
    with monkeypatch.context() as broken:
        tries = fail_with(error, broken)
        assert commands.deliver_waiting(now=NOON) == 0
        assert len(tries) == 1
    assert commands.deliver_waiting(now=NOON) == 2
    assert commands.deliver_waiting(now=NOON + 2 * MINUTE) == 1


def test_one_refused_receiver_does_not_hold_up_the_others(reader, monkeypatch):
    enqueue(reader)
    enqueue(make_user("other@example.invalid"), now=NOON + MINUTE)
    send = mail.EmailMessage.send

    def refuse_one(self, **options):
        if self.to == ["reader@example.invalid"]:
            raise SMTPRecipientsRefused({})
        return send(self, **options)

    monkeypatch.setattr("zaklon.notify.commands.EmailMessage.send", refuse_one)
    assert commands.deliver_waiting(now=NOON + MINUTE) == 1
    assert [each.to[0] for each in mail.outbox] == ["other@example.invalid"]


def test_the_log_of_a_failure_names_nobody(reader, monkeypatch, caplog):
    enqueue(reader)
    fail_with(SMTPRecipientsRefused({"reader@example.invalid": (550, b"no")}), monkeypatch)
    commands.deliver_waiting(now=NOON)
    assert "notify.not_sent" in caplog.text
    assert "reader" not in caplog.text


def test_a_bug_is_not_taken_for_a_mail_server_that_is_down(reader, monkeypatch):
    enqueue(reader)
    fail_with(KeyError("bug"), monkeypatch)
    with pytest.raises(KeyError):
        commands.deliver_waiting(now=NOON)


@given(st.integers(min_value=1, max_value=rules.ATTEMPTS - 2))
def test_each_wait_is_at_least_as_long_as_the_one_before(attempts):
    first, second = rules.delay_after(attempts), rules.delay_after(attempts + 1)
    assert first is not None
    assert second is not None
    assert timedelta(0) < first <= second <= timedelta(hours=6)


def test_the_tries_last_longer_than_a_night_and_then_end():
    waits = [rules.delay_after(attempts) for attempts in range(1, rules.ATTEMPTS)]
    assert sum((wait for wait in waits if wait), timedelta()) > timedelta(hours=36)
    assert rules.delay_after(rules.ATTEMPTS) is None


def test_nobody_who_left_is_written_to(reader):
    enqueue(reader)
    with acting_as(SYSTEM):
        User.objects.filter(pk=reader.pk).update(is_active=False)
    assert commands.deliver_waiting(now=NOON) == 0
    assert the_message().given_up_at == NOON


def test_the_address_is_that_of_the_moment_of_sending(reader):
    enqueue(reader)
    with acting_as(SYSTEM):
        User.objects.filter(pk=reader.pk).update(email="new@example.invalid")
    commands.deliver_waiting(now=NOON)
    assert mail.outbox[0].to == ["new@example.invalid"]


def test_a_message_to_a_role_reaches_whoever_holds_it_in_the_body_when_it_is_sent():
    body = make_body()
    leaver, here = make_user(), make_user("here@example.invalid")
    make_actor("head", body=body, user=leaver)
    make_actor("head")
    make_actor("reporter", body=body)
    with acting_as(SYSTEM):
        commands.enqueue_for_role(Kind.TASK_WAITING, Role.HEAD, body.pk, path="/plan/review/", now=NOON)
        Post.objects.filter(user=leaver).update(end_date=NOON.date())
        Post.objects.create(id=uuid.uuid4(), user=here, body=body, role="head", start_date=NOON.date())
    assert commands.address_roles(now=NOON) == 1
    assert commands.address_roles(now=NOON) == 0
    commands.deliver_waiting(now=NOON)
    assert [each.to[0] for each in mail.outbox] == ["here@example.invalid"]


def test_a_message_to_a_role_anywhere_reaches_every_body():
    for _number in range(2):
        make_actor("board_member")
    with acting_as(SYSTEM):
        commands.enqueue_for_role(Kind.TASK_WAITING, Role.BOARD_MEMBER, None, path="/plan/review/", now=NOON)
    assert commands.address_roles(now=NOON) == 2
    assert commands.deliver_waiting(now=NOON) == 2


def test_a_message_to_a_role_that_nobody_holds_is_given_up():
    with acting_as(SYSTEM):
        commands.enqueue_for_role(Kind.TASK_WAITING, Role.HEAD, make_body().pk, path="/", now=NOON)
    assert commands.address_roles(now=NOON) == 0
    assert the_message().given_up_at == NOON


def test_a_post_that_begins_tomorrow_gets_nothing_today():
    body = make_body()
    make_actor("head", body=body, start_date=NOON.date() + timedelta(days=1))
    with acting_as(SYSTEM):
        commands.enqueue_for_role(Kind.TASK_WAITING, Role.HEAD, body.pk, path="/", now=NOON)
    assert commands.address_roles(now=NOON) == 0


@pytest.fixture
def invitation_id(as_system):
    person = NewPerson("new@example.invalid", "Invented Newcomer", "en", make_body().pk, Role.REPORTER)
    return people.invite(person, actor=SYSTEM, now=NOON)


def test_an_invitation_goes_out_once_with_a_link_that_opens_it(invitation_id):
    assert commands.collect_invitations(now=NOON) == 1
    assert commands.collect_invitations(now=NOON) == 0
    assert commands.deliver_waiting(now=NOON) == 1
    assert mail.outbox[0].to == ["new@example.invalid"]
    link = mail.outbox[0].body.split("\n\n")[1]
    prefix = "https://zaklon.invalid" + reverse("access:invitation", kwargs={"key": "K"}).split("K")[0]
    assert link.startswith(prefix)
    assert people.invitation_of_key(link.removeprefix(prefix).rstrip("/")) == invitation_id


def test_no_link_lies_in_the_outbox(invitation_id, reader):
    passwords.ask_for_reset(reader.pk, actor=SYSTEM, now=NOON)
    commands.collect_invitations(now=NOON)
    commands.collect_password_resets(now=NOON)
    assert set(Message.objects.values_list("path", flat=True)) == {""}


@pytest.mark.parametrize("change", [{"withdrawn_at": NOON}, {"accepted_at": NOON}, {"expires_at": NOON}])
def test_a_void_invitation_is_not_sent_even_when_it_waited_in_the_outbox(change, invitation_id):
    commands.collect_invitations(now=NOON)
    Invitation.objects.filter(pk=invitation_id).update(**change)
    assert commands.deliver_waiting(now=NOON) == 0
    assert Message.objects.get().given_up_at == NOON


@pytest.mark.parametrize("change", [{"withdrawn_at": NOON}, {"accepted_at": NOON}, {"expires_at": NOON}])
def test_a_void_invitation_is_not_even_queued(change, invitation_id):
    Invitation.objects.filter(pk=invitation_id).update(**change)
    assert commands.collect_invitations(now=NOON) == 0


def test_the_link_goes_out_once_and_its_path_is_made_when_it_is_sent(reader):
    with acting_as(SYSTEM):
        passwords.ask_for_reset(reader.pk, actor=SYSTEM, now=NOON)
    assert commands.collect_password_resets(now=NOON) == 1
    assert commands.collect_password_resets(now=NOON) == 0
    assert commands.deliver_waiting(now=NOON) == 1
    assert "https://zaklon.invalid/account/password/reset/key/" in mail.outbox[0].body
    assert "for an hour" in mail.outbox[0].body


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["en", "cnr", "cnr-cyrl", "sq"])
def test_a_mail_says_nothing_about_anybody(kind, language, as_system):
    body = make_body("SECRET-UNIT", name="Invented shelter")
    user = make_user("reader@example.invalid", full_name="Invented Reader")
    User.objects.filter(pk=user.pk).update(language=language)
    make_actor("head", body=body, user=user)
    if kind is Kind.INVITATION:
        newcomer = NewPerson("reader2@example.invalid", "Invented Reader", language, body.pk, Role.HEAD)
        people.invite(newcomer, actor=SYSTEM, now=NOON)
        commands.collect_invitations(now=NOON)
    else:
        commands.enqueue(kind, [user.pk], path="/plan/tasks/", now=NOON)
    assert commands.deliver_waiting(now=NOON) == 1
    sent = mail.outbox[0]
    said = f"{sent.subject} {sent.body}"
    for secret in ("Invented", "Reader", "reader", "shelter", "SECRET", "head", "traffick", "victim"):
        assert secret not in said
    assert sent.subject
    assert "https://zaklon.invalid/" in sent.body


def test_every_kind_has_its_letter():
    assert set(LETTERS) == set(Kind)


def test_the_words_are_in_the_reader_s_language(reader, monkeypatch):
    language = lazystr_of_active_language()
    monkeypatch.setitem(LETTERS, Kind.TASK_WAITING, Letter(language, language, language))
    with acting_as(SYSTEM):
        User.objects.filter(pk=reader.pk).update(language="sq")
    enqueue(reader)
    commands.deliver_waiting(now=NOON)
    assert mail.outbox[0].subject == "sq"
    assert mail.outbox[0].body == "sq\n\nhttps://zaklon.invalid/plan/tasks/\n\nsq\n"


def test_a_message_has_exactly_one_receiver(as_system, reader):
    for wrong in ({}, {"user": reader, "role": "head"}, {"user": reader, "body": make_body()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.create(
                **{"role": "", **wrong}, kind=Kind.TASK_WAITING, path="/", created_at=NOON, not_before=NOON
            )


def test_the_worker_s_task_does_all_of_it(reader, monkeypatch):
    from zaklon.notify import tasks

    with acting_as(SYSTEM):
        passwords.ask_for_reset(reader.pk, actor=SYSTEM, now=NOON)
        invited = NewPerson("new@example.invalid", "New", "en", make_body().pk, Role.HEAD)
        people.invite(invited, actor=SYSTEM, now=NOON)
        make_actor("head", user=reader, start_date=date(2020, 1, 1))
        commands.enqueue_for_role(Kind.TASK_WAITING, Role.HEAD, None, path="/", now=NOON)
    monkeypatch.setattr("zaklon.notify.tasks.timezone.now", lambda: NOON)
    tasks.send_waiting(timestamp=0)
    assert len(mail.outbox) == 3
