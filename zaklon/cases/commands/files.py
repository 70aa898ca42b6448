"""Opening, referring, sealing, closing and reopening a case."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.posts import pass_on_lead
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import CaseStatus, ClosingReason, EventKind, Level, Part
from zaklon.cases.models import Assignment, Case, Person, Track
from zaklon.cases.queries.facts import tie_of
from zaklon.cases.rules.codes import new_code
from zaklon.cases.rules.matrix import MATRIX
from zaklon.cases.values import NewCase, PersonFacts
from zaklon.cases.vault import keys
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

# What a part's state is called before anybody has set one.
NOT_BEGUN = "none"
_CODE_TRIES = 5


@transaction.atomic
def open_case(values: NewCase, *, actor: Actor, now: datetime, needs: Permission = Permission.CASE_OPEN) -> str:
    """Open a case for one or more persons and give its code; the opener works on it from now.

    The opener leads it, except one who has no more than the right to report (`needs`): then its body is asked for a
    lead. The same request sent again gives the same case. Raises NotPermitted, RuleBroken.
    """
    actor.must(needs)
    user_id, body_id = actor.post()
    if values.role not in actor.roles or values.role not in MATRIX:
        raise NotPermitted("role_opens_no_case")
    if not values.persons:
        raise RuleBroken("case_without_person", field="persons")
    with acting_as(SYSTEM):
        known = Case.objects.filter(opened_by_id=user_id, request_key=values.request_key).first()
        if values.request_key and known:
            return known.code
        case = create_case(actor, body_id, now, request_key=values.request_key)
        for position, facts in enumerate(values.persons, start=1):
            _add_person(case, facts, position, now)
        Track.objects.bulk_create(
            Track(case=case, part=part, state=NOT_BEGUN, since=now, circle=[], is_sealed=False) for part in Part
        )
        Assignment.objects.create(
            case=case,
            user_id=user_id,
            body_id=body_id,
            role=values.role,
            starts_at=now,
            is_lead=actor.may(Permission.CASE_OPEN),
            is_sealed=False,
        )
    keep_walls(case.pk, now=now)
    Entered(case, tie_of(case.pk, actor=actor, now=now), actor, now).note(EventKind.OPENED)
    return case.code


def create_case(
    actor: Actor, owner_id: UUID, now: datetime, *, request_key: UUID | None = None, split_from: Case | None = None
) -> Case:
    """The bare row of a new case under a fresh code; for the commands that open and split cases, as the system."""
    for _ in range(_CODE_TRIES):
        try:
            with transaction.atomic():
                return Case.objects.create(
                    code=new_code(),
                    status=CaseStatus.OPEN,
                    owner_body_id=owner_id,
                    circle=[],
                    opened_at=now,
                    opened_by_id=actor.user_id,
                    request_key=request_key,
                    split_from=split_from,
                    changed_at=now,
                )
        except IntegrityError as error:
            if "case_once_for_a_request" in str(error):
                raise NotAllowedNow("request_in_progress") from error
    raise NotAllowedNow("no_free_code")


def _add_person(case: Case, facts: PersonFacts, position: int, now: datetime) -> Person:
    person = Person.objects.create(
        case=case,
        position=position,
        sex=facts.sex,
        age_group=facts.age_group,
        citizenship=facts.citizenship,
        added_at=now,
        circle=case.circle,
        is_sealed=case.is_sealed,
    )
    keys.make(person, now=now)
    return person


@transaction.atomic
def add_person(code: str, facts: PersonFacts, *, actor: Actor, now: datetime) -> Person:
    """Add a person, such as a sibling who is found later. Raises NotPermitted, NotAllowedNow, Case.DoesNotExist."""
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    entered.must_be_open()
    with acting_as(SYSTEM):
        last = Person.objects.filter(case=entered.case).order_by("-position")[0].position
        person = _add_person(entered.case, facts, last + 1, now)
    entered.note(EventKind.PERSON_ADDED, about=str(person.position))
    return person


@transaction.atomic
def refer_case(code: str, *, actor: Actor, now: datetime) -> None:
    """Mark the case as referred: first responders keep nothing of it but the outcome.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    entered.must_be_open()
    if entered.case.is_referred:
        raise NotAllowedNow("case_referred_already")
    mark_referred(entered)


def mark_referred(entered: Entered) -> None:
    """The same for a case that was entered, whose actor takes the step that refers it."""
    entered.note(EventKind.REFERRED)
    _set(entered, is_referred=True)
    pass_on_lead(entered)


@transaction.atomic
def seal_case(code: str, *, is_sealed: bool, actor: Actor, now: datetime) -> None:
    """Seal a case, so that only those who work on it know that it exists, or lift the seal.

    By whoever writes its shell, or by the coordinator; lifting is for those who work on it, since nobody else finds it.
    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist.
    """
    needs = Permission.CASE_SEAL if actor.may(Permission.CASE_SEAL) else Permission.CASE_WORK
    entered = enter(code, needs=needs, actor=actor, now=now)
    if needs is Permission.CASE_WORK:
        entered.must(Level.WRITE, Part.SHELL)
    if entered.case.is_sealed == is_sealed:
        raise NotAllowedNow("case_sealed_already" if is_sealed else "case_not_sealed")
    entered.note(EventKind.SEALED if is_sealed else EventKind.UNSEALED)
    _set(entered, is_sealed=is_sealed)


@transaction.atomic
def close_case(code: str, reason: ClosingReason, *, actor: Actor, now: datetime) -> None:
    """Close a case. Raises NotPermitted, NotAllowedNow, Case.DoesNotExist."""
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    entered.must_be_open()
    if reason in (ClosingReason.MERGED, ClosingReason.ERASED):
        raise RuleBroken("closing_reason_of_other_command", field="reason")
    entered.note(EventKind.CLOSED, about=reason)
    _set(entered, status=CaseStatus.CLOSED, closed_at=now, closing_reason=reason)


@transaction.atomic
def reopen_case(code: str, *, actor: Actor, now: datetime) -> None:
    """Open a closed case again. Raises NotPermitted, NotAllowedNow, Case.DoesNotExist."""
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    if entered.case.status != CaseStatus.CLOSED:
        raise NotAllowedNow("case_not_closed")
    _set(entered, status=CaseStatus.OPEN, closed_at=None, closing_reason="", retain_until=None)
    entered.note(EventKind.REOPENED)


def _set(entered: Entered, **changes: object) -> None:
    for name, value in changes.items():
        setattr(entered.case, name, value)
    entered.case.changed_at = entered.now
    with acting_as(SYSTEM):
        entered.case.save(update_fields=[*changes, "changed_at"])
    keep_walls(entered.case.pk, now=entered.now)
