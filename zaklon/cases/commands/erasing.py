"""Erasing a person's data: asked for and agreed to by data-protection officers, never under a legal hold."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import CaseStatus, ErasureBasis, EventKind, Part, RightKind, RightOutcome
from zaklon.cases.models import Case, Erasure, Event, Person, Record, RightsRequest
from zaklon.cases.rules.erasure import Standing, refuse_unfit
from zaklon.cases.vault.erasure import destroy
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.vocabulary.queries import vocabulary


def persons_to_erase() -> int:
    """How many persons the country wants for an erasure."""
    return int(vocabulary().threshold("erasure_persons"))


@transaction.atomic
def ask_erasure(code: str, position: int, basis: ErasureBasis, words: str, *, actor: Actor, now: datetime) -> UUID:
    """Ask for the erasure of one person's data; done at once where the country wants no second person.

    Raises NotPermitted, NotAllowedNow (a legal hold, a time that has not passed, a request that was not granted),
    RuleBroken, Case.DoesNotExist.
    """
    actor.must(Permission.PRIVACY_REVIEW)
    user_id, _body_id = actor.post()
    with acting_as(SYSTEM):
        case = Case.objects.select_for_update().get(code=code)
        person = Person.objects.filter(case=case, position=position).first()
        if person is None:
            raise RuleBroken("person_not_of_case", field="position")
        refuse_unfit(basis, words, _standing(case, person), timezone.localdate(now))
        if Erasure.objects.filter(person=person).exists():
            raise NotAllowedNow("erasure_asked_already")
        asked = Erasure.objects.create(
            case=case,
            person=person,
            basis=basis,
            words=words.strip(),
            asked_by_id=user_id,
            asked_at=now,
            entries=Record.objects.filter(person=person).count(),
        )
        record("case.erasure_asked", code, by=actor, at=now, fields=[basis])
        if persons_to_erase() <= 1:
            _erase(asked, actor, now)
        else:
            path = "/cases/erasures/"
            enqueue_for_role(Kind.TASK_WAITING, Role.DATA_PROTECTION_OFFICER, None, path=path, now=now)
    return asked.pk


@transaction.atomic
def agree_to_erasure(erasure_id: UUID, *, actor: Actor, now: datetime) -> None:
    """A second officer agrees, and the data are gone. Raises NotPermitted, NotAllowedNow, Erasure.DoesNotExist."""
    with acting_as(SYSTEM):
        asked = _waiting(erasure_id, actor)
        refuse_unfit(
            ErasureBasis(asked.basis), asked.words, _standing(asked.case, asked.person), timezone.localdate(now)
        )
        asked.agreed_by_id = actor.user_id
        asked.save(update_fields=["agreed_by"])
        _erase(asked, actor, now)


@transaction.atomic
def decline_erasure(erasure_id: UUID, *, actor: Actor, now: datetime) -> None:
    """A second officer does not agree: everything stays. Raises as agree_to_erasure."""
    with acting_as(SYSTEM):
        asked = _waiting(erasure_id, actor)
        code = asked.case.code
        asked.delete()
        record("case.erasure_declined", code, by=actor, at=now)


def _waiting(erasure_id: UUID, actor: Actor) -> Erasure:
    actor.must(Permission.PRIVACY_REVIEW)
    asked = Erasure.objects.select_for_update(of=("self",)).select_related("case", "person").get(pk=erasure_id)
    if asked.done_at is not None:
        raise NotAllowedNow("person_erased")
    if asked.asked_by_id == actor.user_id:
        raise NotPermitted("own_erasure")
    return asked


def _standing(case: Case, person: Person) -> Standing:
    granted = RightsRequest.objects.filter(
        person=person, kind=RightKind.ERASURE, outcome__in=(RightOutcome.GRANTED, RightOutcome.IN_PART)
    )
    return Standing(
        is_on_hold=case.is_on_hold,
        is_erased=person.erased_at is not None,
        is_open=case.status == CaseStatus.OPEN,
        retain_until=case.retain_until,
        has_granted_request=granted.exists(),
    )


def _erase(asked: Erasure, actor: Actor, now: datetime) -> None:
    destroy(asked.person, now=now)
    Event.objects.create(
        case_id=asked.case_id,
        part=Part.SHELL,
        kind=EventKind.ERASED,
        happened_at=now,
        user_id=actor.user_id,
        body_id=actor.body_id,
        about=str(asked.person.position),
    )
    record("case.erased", asked.case.code, by=actor, at=now, fields=[asked.basis])
    keep_walls(asked.case_id, now=now)
