"""Opening identity or testimony: a deliberate act with a reason, on the trail, by two where the country says so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.records import disclose
from zaklon.cases.commands.watch import refuse_stopped, watch
from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import AccessKey, Person, Reveal
from zaklon.cases.models.windows import goes_on
from zaklon.cases.rules import reveal as rule
from zaklon.cases.rules.keys import number_of
from zaklon.cases.values import OpenedPart
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind
from zaklon.vocabulary.queries import vocabulary


def ask_reveal(code: str, person_id: UUID, part: Part, reason: str, *, actor: Actor, now: datetime) -> UUID:
    """Ask to see a person's identity or testimony; granted at once unless it takes two. Gives the reveal's key.

    Raises NotPermitted, NotAllowedNow (also for whom the rules against misuse stop), RuleBroken, Case.DoesNotExist.
    """
    actor.must(Permission.CASE_WORK)
    # Before the transaction of the asking: that somebody was stopped must stay on the officer's list.
    refuse_stopped(watch(actor=actor, now=now))
    return _ask(code, person_id, part, reason, actor=actor, now=now)


@transaction.atomic
def _ask(code: str, person_id: UUID, part: Part, reason: str, *, actor: Actor, now: datetime) -> UUID:
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.READ, part)
    rule.refuse_unfit(part, reason)
    user_id, body_id = actor.post()
    with acting_as(SYSTEM):
        if not Person.objects.filter(case=entered.case, pk=person_id).exists():
            raise RuleBroken("person_not_of_case", field="person")
        waits = rule.needs_second(part, persons_to_reveal())
        asked = Reveal.objects.create(
            case=entered.case,
            person_id=person_id,
            part=part,
            user_id=user_id,
            body_id=body_id,
            reason=reason.strip(),
            asked_at=now,
            granted_at=None if waits else now,
            ends_at=None if waits else now + rule.LASTS,
        )
    record("case.reveal_asked", code, by=actor, at=now, fields=[part.name.lower()])
    if waits:
        _tell_others(entered, part)
    return asked.pk


def _tell_others(entered: Entered, part: Part) -> None:
    """Whoever could agree hears that something waits; the message says neither what nor in which case."""
    with acting_as(SYSTEM):
        keys = AccessKey.objects.filter(
            goes_on(entered.now),
            number=number_of(entered.case.pk, part, Level.READ),
            starts_at__lte=entered.now,
        ).exclude(user_id=entered.actor.post()[0])
        others = sorted(set(keys.values_list("user_id", flat=True)))
    if others:
        enqueue(Kind.TASK_WAITING, others, path="/cases/", now=entered.now)


def persons_to_reveal() -> int:
    """How many persons the country wants for testimony."""
    return int(vocabulary().threshold("reveal_persons"))


@transaction.atomic
def agree_to_reveal(reveal_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The second person, who may read the part as well, agrees. Raises NotPermitted, NotAllowedNow."""
    code, part = Reveal.objects.values_list("case__code", "part").get(pk=reveal_id)
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.READ, Part(part))
    with acting_as(SYSTEM):
        asked = Reveal.objects.select_for_update().get(pk=reveal_id)
        if asked.user_id == actor.user_id:
            raise NotPermitted("own_reveal")
        if asked.granted_at is not None:
            raise NotAllowedNow("reveal_granted_already")
        asked.second_user_id, asked.granted_at, asked.ends_at = actor.user_id, now, now + rule.LASTS
        asked.save(update_fields=["second_user", "granted_at", "ends_at"])
    record("case.reveal_agreed", code, by=actor, at=now, fields=[Part(part).name.lower()])


@transaction.atomic
def open_revealed(reveal_id: UUID, *, actor: Actor, now: datetime) -> OpenedPart:
    """Show what was asked for, while it lasts; each look is on the trail.

    Raises NotPermitted for anybody else's, NotAllowedNow before it is granted and after it ended, Reveal.DoesNotExist.
    """
    asked = reveal_of(reveal_id, actor=actor)
    if asked.ends_at is None:
        raise NotAllowedNow("reveal_waits")
    if now >= asked.ends_at:
        raise NotAllowedNow("reveal_ended")
    return disclose(asked.case.code, Part(asked.part), actor=actor, now=now, person_id=asked.person_id)


def is_revealed(case_id: int, part: Part, person_id: UUID, *, actor: Actor, now: datetime) -> bool:
    """Whether the actor has a look at this part of this person open now."""
    user_id, body_id = actor.post()
    return Reveal.objects.filter(
        case_id=case_id, part=part, person_id=person_id, user_id=user_id, body_id=body_id, ends_at__gt=now
    ).exists()


def reveal_of(reveal_id: UUID, *, actor: Actor) -> Reveal:
    """What the actor asked for. Raises NotPermitted for anybody else's, Reveal.DoesNotExist."""
    asked = Reveal.objects.select_related("case").get(pk=reveal_id)
    if asked.user_id != actor.user_id or asked.body_id != actor.body_id:
        raise NotPermitted("reveal_of_another")
    return asked
