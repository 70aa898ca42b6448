"""Handing a call over to another body with the least that it must know, and the body's answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import ids_by_code
from zaklon.access.roles import MATRIX, Role
from zaklon.access.workflow import take_step
from zaklon.audit.commands import disclosed, record
from zaklon.common.errors import RuleBroken
from zaklon.helpline.commands.words import find_words, opened, write_words
from zaklon.helpline.kinds import WordsKind
from zaklon.helpline.models import Call, HandOver
from zaklon.helpline.rules.codes import TOLD
from zaklon.helpline.states import HAND_OVER_STEPS, OF_RECEIVER
from zaklon.helpline.values import NewHandOver
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.vocabulary.queries import vocabulary

RECEIVERS, GROUNDS, OUTCOMES = "helpline_receiver", "sharing_ground", "handover_outcome"
ANSWERERS = tuple(role for role in Role if Permission.CALL_ANSWER in MATRIX[role].permissions)


def receivers() -> dict[str, UUID]:
    """Bodies to which the helpline hands over, by code, in the pack's order."""
    found = sorted(
        (term for (listed, _code), term in vocabulary().terms.items() if listed == RECEIVERS),
        key=lambda term: (term.order, term.code),
    )
    ids = ids_by_code({term.code for term in found})
    return {term.code: ids[term.code] for term in found if term.code in ids}


@transaction.atomic
def hand_over(number: int, new: NewHandOver, *, actor: Actor, now: datetime) -> UUID:
    """Hand a call over and tell the body; the same form, however often it is sent, is one hand-over.

    Raises Call.DoesNotExist, NotPermitted, RuleBroken with the field that is wrong.
    """
    actor.must(Permission.CALL_LOG)
    user_id, body_id = actor.post()
    known = HandOver.objects.filter(user_id=user_id, request_key=new.request_key).values_list("pk", flat=True).first()
    if known is not None:
        return known
    call = Call.objects.select_for_update(of=("self",)).get(pk=number, body_id=body_id)
    _check(new)
    words = write_words(WordsKind.HANDED, new.words, actor=actor, now=now, receiver_id=new.receiver_id)
    told = {field: getattr(call, field) if field in new.told else "" for field in TOLD}
    handed = HandOver.objects.create(
        call=call,
        body_id=body_id,
        receiver_id=new.receiver_id,
        user_id=user_id,
        ground=new.ground,
        words=words,
        told_at=now,
        outcome="",
        request_key=new.request_key,
        **told,
    )
    record("call.handed_over", call.pk, by=actor, at=now, fields=sorted(new.told))
    path = reverse("helpline:handed", args=[handed.pk])
    for role in ANSWERERS:
        enqueue_for_role(Kind.TASK_WAITING, role, new.receiver_id, path=path, now=now)
    return handed.pk


@transaction.atomic
def move_hand_over(handed_id: UUID, verb: str, *, actor: Actor, now: datetime, outcome: str = "") -> None:
    """Take a step of a hand-over: the receiver's accept, decline and finish, or the helpline's take_back.

    Raises HandOver.DoesNotExist (also for another body's), NotPermitted, NotAllowedNow, RuleBroken.
    """
    user_id, body_id = actor.post()
    side = {"receiver_id": body_id} if verb in OF_RECEIVER else {"body_id": body_id}
    handed = HandOver.objects.select_for_update(of=("self",)).filter(**side).get(pk=handed_id)
    take_step(HAND_OVER_STEPS, handed, actor, verb)
    if verb in OF_RECEIVER and handed.answered_at is None:
        handed.answered_at, handed.answered_by_id = now, user_id
    if verb == "finish":
        if (OUTCOMES, outcome) not in vocabulary().terms:
            raise RuleBroken("hand_over_outcome_missing", field="outcome")
        handed.outcome, handed.ended_at = outcome, now
    handed.save(update_fields=["status", "answered_at", "answered_by", "outcome", "ended_at"])
    record(f"hand_over.{verb}", handed.pk, by=actor, at=now)
    if verb in OF_RECEIVER:
        path = reverse("helpline:call", args=[handed.call_id])
        enqueue(Kind.TASK_RETURNED, [handed.user_id], path=path, now=now)


@transaction.atomic
def read_handed_words(handed_id: UUID, *, actor: Actor, now: datetime) -> str:
    """The words told with a hand-over, for who wrote and for who received them.

    Raises HandOver.DoesNotExist, NotPermitted, NotAllowedNow for words that are gone.
    """
    _user_id, body_id = actor.post()
    handed = HandOver.objects.get(pk=handed_id)
    actor.must(Permission.CALL_ANSWER if handed.receiver_id == body_id else Permission.CALL_LOG)
    words = find_words(handed.words_id)
    with disclosed("hand_over.read", handed.pk, by=actor, at=now):
        return opened(words)


def _check(new: NewHandOver) -> None:
    if new.receiver_id not in receivers().values():
        raise RuleBroken("hand_over_body_unknown", field="receiver")
    check_ground(new.ground)


def check_ground(ground: str) -> None:
    """Consent or duty is named before anything is passed on. Raises RuleBroken."""
    if (GROUNDS, ground) not in vocabulary().terms:
        raise RuleBroken("hand_over_ground_missing", field="ground")
