"""Stays: asking for a place, answering, entering, leaving. Two at once never get the same place."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.posts import admit
from zaklon.cases.kinds import EventKind, Level, Part
from zaklon.cases.models import Case, Person
from zaklon.cases.queries.facts import tie_of
from zaklon.cases.rules.decide import decide
from zaklon.cases.values import NewAssignment
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.protection.commands.replanning import end_when_replanned
from zaklon.protection.kinds import CURRENT, HOLDS_PLACE, StayState
from zaklon.protection.models import Licence, Placement, Provider
from zaklon.protection.queries.law import codes_of
from zaklon.protection.queries.standing import block_for, licence_for, licences_of, stopped_providers
from zaklon.protection.rules.capacity import first_free
from zaklon.protection.values import NewStay
from zaklon.vocabulary.queries import vocabulary

_S = StayState


@dataclass(frozen=True)
class _Stay:
    """A stay under the locks of its case and of its licence, and the case as the actor entered it."""

    entered: Entered
    placement: Placement


@transaction.atomic
def ask_for_place(code: str, new: NewStay, *, actor: Actor, now: datetime) -> UUID:
    """Ask a provider for a place; it is held until the provider has answered. Gives the key of the stay.

    Raises NotPermitted, NotAllowedNow for a provider that is full, unlicensed or stopped, RuleBroken for what does not
    fit, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.PLACEMENT)
    entered.must_be_open()
    with acting_as(SYSTEM):
        person = _person(entered, new.person_id)
        provider = Provider.objects.filter(code=new.provider_code).first()
        if provider is None:
            raise RuleBroken("provider_unknown", field="provider_code")
        licence = _open_licence(provider, new.service, now)
        if Placement.objects.filter(person=person, provider=provider, state__in=CURRENT).exists():
            raise NotAllowedNow("stay_asked_already")
        placement = _hold(entered, person, licence, new)
    _note(entered, placement)
    enqueue_for_role(Kind.TASK_WAITING, Role.SHELTER_STAFF, provider.body_id, path="/shelter/", now=now)
    return placement.pk


def _hold(entered: Entered, person: Person, licence: Licence, new: NewStay) -> Placement:
    """Hold a free place, or a place on the waiting list. Raises NotAllowedNow for a provider that is full."""
    user_id, body_id = entered.actor.post()
    slot, provider = _slot(licence, new.profile), licence.provider
    if slot is None and not new.may_wait:
        raise NotAllowedNow("provider_full", facts={"provider": provider.code})
    return Placement.objects.create(
        case=entered.case,
        person=person,
        provider=provider,
        licence=licence,
        host_id=provider.body_id,
        service=new.service,
        profile=new.profile,
        state=_S.WAITING if slot is None else _S.ASKED,
        slot=slot,
        asked_at=entered.now,
        asked_by_id=user_id,
        asking_body_id=body_id,
        wanted_from=new.wanted_from,
        circle=entered.case.circle,
        is_sealed=entered.case.is_sealed,
    )


def _person(entered: Entered, person_id: UUID) -> Person:
    person = Person.objects.filter(case=entered.case, pk=person_id).first()
    if person is None:
        raise RuleBroken("person_not_of_case", field="person")
    if person.erased_at is not None:
        raise NotAllowedNow("person_erased")
    return person


def _open_licence(provider: Provider, service: str, now: datetime) -> Licence:
    """The licence under which somebody may be placed now, under its lock. Raises NotAllowedNow with the reason.

    The lock of the provider comes first, so that a complaint and a placement never pass each other.
    """
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    today = timezone.localdate(now)
    licences = licences_of([provider.pk]).get(provider.pk, [])
    is_stopped = provider.pk in stopped_providers()
    block = block_for(provider, service, licences, today, now, is_stopped=is_stopped)
    if block is not None:
        raise NotAllowedNow(block.value, facts={"provider": provider.code})
    licence = licence_for(service, licences, today)
    if licence is None:
        raise NotAllowedNow("provider_unlicensed", facts={"provider": provider.code})
    return licence


def _slot(licence: Licence, profile: str) -> int | None:
    """A free place for the profile, under the lock of the provider. Raises RuleBroken where there are none at all."""
    places = {each.profile: each.places for each in licence.capacities.all()}.get(profile, 0)
    if not places:
        raise RuleBroken("profile_not_taken", field="profile")
    held = Placement.objects.filter(licence=licence, profile=profile, slot__isnull=False)
    taken = [slot for slot in held.values_list("slot", flat=True) if slot is not None]
    return first_free(taken, places)


def _note(entered: Entered, placement: Placement) -> None:
    entered.note(EventKind.STATE_CHANGED, part=Part.PLACEMENT, about=f"stay_{placement.state}")


def _locked(placement_id: UUID, *, actor: Actor, now: datetime) -> _Stay:
    """A stay that the actor sees, under the locks of its case and provider, whoever the actor is to the case."""
    actor.must(Permission.CASE_WORK)
    case_id = Placement.objects.values_list("case_id", flat=True).get(pk=placement_id)
    with acting_as(SYSTEM):
        case = Case.objects.select_for_update().get(pk=case_id)
        provider_id = Placement.objects.values_list("provider_id", flat=True).get(pk=placement_id)
        Provider.objects.select_for_update().get(pk=provider_id)
        placement = Placement.objects.select_for_update().select_related("provider").get(pk=placement_id)
    return _Stay(Entered(case, tie_of(case_id, actor=actor, now=now), actor, now), placement)


def _must_host(stay: _Stay) -> None:
    actor = stay.entered.actor
    if stay.entered.tie.is_conflicted:
        raise NotPermitted("conflict_of_interest")
    if Role.SHELTER_STAFF not in actor.roles or actor.body_id != stay.placement.host_id:
        raise NotPermitted("stay_of_another_provider")


def _must_stand(stay: _Stay, *states: StayState) -> None:
    if stay.placement.state not in states:
        raise NotAllowedNow("stay_moved_meanwhile")


def _set(stay: _Stay, state: StayState, **changes: object) -> None:
    """Bring a stay to a state; a place that is no longer held is free for others in the same transaction."""
    placement = stay.placement
    placement.state = state
    if state not in HOLDS_PLACE:
        changes = {**changes, "slot": None, "replan_since": None}
    for name, value in changes.items():
        setattr(placement, name, value)
    with acting_as(SYSTEM):
        placement.save(update_fields=["state", *changes])
    _note(stay.entered, placement)
    if state not in HOLDS_PLACE:
        end_when_replanned(stay.entered)


@transaction.atomic
def accept(placement_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take somebody in, by the provider's staff: who accepts works on the case from then on.

    Raises NotPermitted, NotAllowedNow when the provider is stopped or full meanwhile, Placement.DoesNotExist.
    """
    stay = _locked(placement_id, actor=actor, now=now)
    _must_host(stay)
    stay.entered.must_be_open()
    _must_stand(stay, _S.ASKED, _S.WAITING)
    user_id, body_id = actor.post()
    placement = stay.placement
    with acting_as(SYSTEM):
        licence = _open_licence(placement.provider, placement.service, now)
        slot = placement.slot if licence.pk == placement.licence_id else None
        slot = slot or _slot(licence, placement.profile)
        if slot is None:
            raise NotAllowedNow("provider_full", facts={"provider": placement.provider.code})
    placement.licence = licence
    _set(stay, _S.ACCEPTED, slot=slot, licence=licence, answered_at=now)
    if Role.SHELTER_STAFF not in stay.entered.tie.assigned:
        admit(stay.entered, NewAssignment(user_id, body_id, Role.SHELTER_STAFF))
    enqueue(Kind.TASK_WAITING, [placement.asked_by_id], path="/cases/", now=now)


@transaction.atomic
def decline(placement_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Say that nobody can be taken in, by the provider's staff. Raises as accept."""
    stay = _locked(placement_id, actor=actor, now=now)
    _must_host(stay)
    _must_stand(stay, _S.ASKED, _S.WAITING, _S.ACCEPTED)
    _set(stay, _S.DECLINED, answered_at=now)
    enqueue(Kind.TASK_RETURNED, [stay.placement.asked_by_id], path="/cases/", now=now)


@transaction.atomic
def withdraw(placement_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Ask no longer, by whoever places. Raises NotPermitted, NotAllowedNow, Placement.DoesNotExist."""
    stay = _locked(placement_id, actor=actor, now=now)
    stay.entered.must(Level.WRITE, Part.PLACEMENT)
    _must_stand(stay, _S.ASKED, _S.WAITING, _S.ACCEPTED)
    _set(stay, _S.WITHDRAWN)


@transaction.atomic
def enter_stay(
    placement_id: UUID,
    on: date,
    *,
    has_agreed: bool,
    until: date | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Record the day on which somebody came. Raises as accept, RuleBroken for a day that cannot be."""
    stay = _locked(placement_id, actor=actor, now=now)
    stay.entered.must(Level.WRITE, Part.PLACEMENT)
    _must_stand(stay, _S.ACCEPTED)
    if on > timezone.localdate(now):
        raise RuleBroken("stay_in_future", field="on")
    if until is not None and until < on:
        raise RuleBroken("stay_ends_before_start", field="until")
    try:
        with acting_as(SYSTEM):
            _open_licence(stay.placement.provider, stay.placement.service, now)
        with transaction.atomic():
            _set(stay, _S.STAYING, entered_on=on, planned_until=until, has_agreed_to_rules=has_agreed)
    except IntegrityError as error:
        raise NotAllowedNow("person_stays_elsewhere") from error


@transaction.atomic
def leave(placement_id: UUID, on: date, reason: str, *, actor: Actor, now: datetime) -> None:
    """Record the day and the reason of leaving; the place is free. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    stay = _locked(placement_id, actor=actor, now=now)
    if not decide(stay.entered.tie, Level.WRITE, Part.PLACEMENT).allow:
        _must_host(stay)
    _must_stand(stay, _S.STAYING)
    entered_on = stay.placement.entered_on
    if on > timezone.localdate(now):
        raise RuleBroken("stay_in_future", field="on")
    if entered_on is not None and on < entered_on:
        raise RuleBroken("stay_ends_before_start", field="on")
    if reason not in codes_of("stay_end", vocabulary()):
        raise RuleBroken("stay_reason_missing", field="reason")
    _set(stay, _S.LEFT, left_on=on, left_reason=reason)
