"""Consent and legal duties: dated records that open a part to a body, and close it again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import AgeGroup, EventKind, Giver, Level, Part
from zaklon.cases.models import Assignment, Conflict, Consent, Opening, Person
from zaklon.cases.queries.disclosures import seen_by
from zaklon.cases.rules.consent import OPENABLE, refuse_invalid
from zaklon.cases.values import ConsentGiven, DutyNamed, Scope, Withdrawal
from zaklon.common.errors import NotAllowedNow, RuleBroken

# A named duty is a reason in words, long enough to be one.
_SHORTEST_REASON = 20


@transaction.atomic
def give_consent(code: str, given: ConsentGiven, *, actor: Actor, now: datetime) -> UUID:
    """Record a consent; what it names is open from now. Gives its key.

    Raises NotPermitted, NotAllowedNow, RuleBroken with the codes of rules.consent, Case.DoesNotExist.
    """
    entered = _enter(code, actor=actor, now=now)
    with acting_as(SYSTEM):
        person = Person.objects.filter(case=entered.case, pk=given.person_id, erased_at__isnull=True).first()
    if person is None:
        raise RuleBroken("person_not_of_case", field="person")
    refuse_invalid(given, AgeGroup(person.age_group))
    if given.giver is Giver.GUARDIAN:
        _refuse_unfit_guardian(entered, given.guardian_id)
    _refuse_past(given.scopes, now)
    with acting_as(SYSTEM):
        consent = _create(entered, given)
        Opening.objects.bulk_create(_opening(entered, scope, consent=consent) for scope in given.scopes)
    keep_walls(entered.case.pk, now=now)
    for scope in given.scopes:
        entered.note(EventKind.CONSENT_GIVEN, part=scope.part, about=scope.purpose)
    return consent.pk


@transaction.atomic
def withdraw_consent(consent_id: UUID, *, actor: Actor, now: datetime) -> Withdrawal:
    """Close at once what the consent had opened, and say who has already seen it.

    Raises NotPermitted, NotAllowedNow, Consent.DoesNotExist.
    """
    code = Consent.objects.values_list("case__code", flat=True).get(pk=consent_id)
    entered = _enter(code, actor=actor, now=now)
    with acting_as(SYSTEM):
        consent = Consent.objects.select_for_update().get(pk=consent_id)
        if consent.withdrawn_at is not None:
            raise NotAllowedNow("consent_withdrawn_already")
        consent.withdrawn_at = now
        consent.save(update_fields=["withdrawn_at"])
        openings = list(Opening.objects.filter(consent=consent))
        for opening in openings:
            if opening.ends_at is None or opening.ends_at > now:
                opening.ends_at = now
                opening.save(update_fields=["ends_at"])
    keep_walls(entered.case.pk, now=now)
    for opening in openings:
        entered.note(EventKind.CONSENT_WITHDRAWN, part=Part(opening.part))
    closed = {(opening.receiver_id, Part(opening.part)) for opening in openings}
    return Withdrawal(len(openings), seen_by(entered.case.code, closed, since=consent.given_at))


@transaction.atomic
def open_by_duty(code: str, named: DutyNamed, *, actor: Actor, now: datetime) -> UUID:
    """Open a part by a legal duty, with its reason in words. Raises as give_consent."""
    entered = _enter(code, actor=actor, now=now)
    if named.scope.part not in OPENABLE:
        raise RuleBroken("consent_scope_unfit", field="part")
    if len(named.reason.strip()) < _SHORTEST_REASON:
        raise RuleBroken("duty_reason_short", field="reason", facts={"least": _SHORTEST_REASON})
    _refuse_past([named.scope], now)
    with acting_as(SYSTEM):
        opening = _opening(entered, named.scope)
        opening.duty, opening.duty_reason = named.duty, named.reason.strip()
        opening.save(force_insert=True)
    keep_walls(entered.case.pk, now=now)
    entered.note(EventKind.OPENED_BY_DUTY, part=named.scope.part, about=named.duty)
    return opening.pk


def _enter(code: str, *, actor: Actor, now: datetime) -> Entered:
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    entered.must_be_open()
    return entered


def _refuse_unfit_guardian(entered: Entered, guardian_id: UUID | None) -> None:
    if guardian_id is None:
        raise RuleBroken("child_needs_guardian", field="guardian")
    with acting_as(SYSTEM):
        if Conflict.objects.filter(case=entered.case, user_id=guardian_id, lifted_at__isnull=True).exists():
            raise NotAllowedNow("guardian_in_conflict")
        appointed = Assignment.objects.filter(
            case=entered.case, user_id=guardian_id, role=Role.GUARDIAN, ends_at__isnull=True
        )
        if not appointed.exists():
            raise RuleBroken("guardian_not_appointed", field="guardian")


def _refuse_past(scopes: tuple[Scope, ...] | list[Scope], now: datetime) -> None:
    if any(scope.ends_at is not None and scope.ends_at <= now for scope in scopes):
        raise RuleBroken("opening_ends_in_past", field="ends_at")


def _create(entered: Entered, given: ConsentGiven) -> Consent:
    return Consent.objects.create(
        case=entered.case,
        person_id=given.person_id,
        giver=given.giver,
        guardian_id=given.guardian_id,
        has_capacity=given.has_capacity,
        child_assents=given.child_assents,
        text_version=given.text_version,
        language=given.language,
        is_read_aloud=given.is_read_aloud,
        is_interpreted=given.is_interpreted,
        is_refusal_explained=given.is_refusal_explained,
        given_at=entered.now,
        recorded_by_id=entered.actor.post()[0],
    )


def _opening(entered: Entered, scope: Scope, *, consent: Consent | None = None) -> Opening:
    return Opening(
        case=entered.case,
        receiver_id=scope.receiver_id,
        part=scope.part,
        purpose=scope.purpose,
        consent=consent,
        duty="",
        duty_reason="",
        starts_at=entered.now,
        ends_at=scope.ends_at,
        opened_by_id=entered.actor.post()[0],
    )
