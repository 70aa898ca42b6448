"""Rights of the person, holds of the law, and erasure at the end of a file's time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.kinds import Level, Part, RightKind, RightOutcome
from zaklon.cases.models import Case, Hold, Person, RightsRequest
from zaklon.cases.queries.copies import refuse_unready
from zaklon.common.errors import NotAllowedNow, RuleBroken

# A month to answer (GDPR article 12; the same in Convention 108+ practice).
_DAYS_TO_ANSWER = 30


@transaction.atomic
def ask_right(code: str, person_id: UUID, kind: RightKind, *, actor: Actor, now: datetime) -> UUID:
    """Record what a person asks for; gives its key. Raises NotPermitted, RuleBroken, Case.DoesNotExist."""
    entered = _enter(code, actor=actor, now=now)
    user_id, _body_id = actor.post()
    with acting_as(SYSTEM):
        if not Person.objects.filter(case=entered.case, pk=person_id).exists():
            raise RuleBroken("person_not_of_case", field="person")
        asked = RightsRequest.objects.create(
            case=entered.case,
            person_id=person_id,
            kind=kind,
            asked_at=now,
            due_on=timezone.localdate(now + timedelta(days=_DAYS_TO_ANSWER)),
            recorded_by_id=user_id,
            outcome="",
            reason="",
        )
    record("case.right_asked", entered.case.code, by=actor, at=now, fields=[kind])
    return asked.pk


@transaction.atomic
def decide_right(request_id: UUID, outcome: RightOutcome, reason: str, *, actor: Actor, now: datetime) -> None:
    """Answer a request: by the data-protection officer. A granted restriction takes hold at once.

    Raises NotPermitted, NotAllowedNow, RuleBroken without a reason for what is not granted whole.
    """
    actor.must(Permission.PRIVACY_REVIEW)
    if outcome is not RightOutcome.GRANTED and not reason.strip():
        raise RuleBroken("rights_reason_missing", field="reason")
    with acting_as(SYSTEM):
        asked = RightsRequest.objects.select_for_update().select_related("case", "person").get(pk=request_id)
        if asked.decided_at is not None:
            raise NotAllowedNow("right_decided_already")
        if asked.kind == RightKind.COPY and outcome is not RightOutcome.REFUSED:
            refuse_unready(asked, outcome, actor.user_id)
        asked.outcome, asked.reason = outcome, reason.strip()
        asked.decided_at, asked.decided_by_id = now, actor.user_id
        asked.save()
        if asked.kind == RightKind.RESTRICTION and outcome is not RightOutcome.REFUSED:
            asked.person.is_restricted = True
            asked.person.save(update_fields=["is_restricted"])
    record("case.right_decided", asked.case.code, by=actor, at=now, fields=[asked.kind, outcome])


@transaction.atomic
def lift_restriction(person_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Allow the ordinary use of a person's data again. Raises NotPermitted, NotAllowedNow, Person.DoesNotExist."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        person = Person.objects.select_for_update().select_related("case").get(pk=person_id)
        if not person.is_restricted:
            raise NotAllowedNow("not_restricted")
        person.is_restricted = False
        person.save(update_fields=["is_restricted"])
    record("case.restriction_lifted", person.case.code, by=actor, at=now)


@transaction.atomic
def set_hold(code: str, reason: str, *, actor: Actor, now: datetime) -> UUID:
    """Keep a file whatever its time, for a court or an inquiry.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    user_id, case = _officer_and_case(code, actor)
    if not reason.strip():
        raise RuleBroken("hold_reason_missing", field="reason")
    with acting_as(SYSTEM):
        if case.is_on_hold:
            raise NotAllowedNow("hold_set_already")
        hold = Hold.objects.create(case=case, reason=reason.strip(), set_at=now, set_by_id=user_id, lift_reason="")
        Case.objects.filter(pk=case.pk).update(is_on_hold=True)
    record("case.hold_set", case.code, by=actor, at=now)
    return hold.pk


@transaction.atomic
def lift_hold(code: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """End a legal hold. Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist."""
    user_id, case = _officer_and_case(code, actor)
    if not reason.strip():
        raise RuleBroken("hold_lift_reason_missing", field="reason")
    with acting_as(SYSTEM):
        lifted = Hold.objects.filter(case=case, lifted_at__isnull=True).update(
            lifted_at=now, lifted_by_id=user_id, lift_reason=reason.strip()
        )
        if not lifted:
            raise NotAllowedNow("hold_not_set")
        Case.objects.filter(pk=case.pk).update(is_on_hold=False)
    record("case.hold_lifted", case.code, by=actor, at=now)


def _enter(code: str, *, actor: Actor, now: datetime) -> Entered:
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    return entered


def _officer_and_case(code: str, actor: Actor) -> tuple[UUID, Case]:
    """The officer finds a case by its code alone, and sees no content of it."""
    actor.must(Permission.PRIVACY_REVIEW)
    user_id, _body_id = actor.post()
    with acting_as(SYSTEM):
        return user_id, Case.objects.select_for_update().get(code=code)
