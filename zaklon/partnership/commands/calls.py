"""Calls for organisations: drafted, published, their results announced; criteria and assessors."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.posts import holder_with_address
from zaklon.access.rls import acting_as
from zaklon.access.roles import MATRIX
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.common.money import Money
from zaklon.partnership.commands.shared import must_say
from zaklon.partnership.kinds import ApplicationStatus, CallStatus
from zaklon.partnership.models import GrantAssessor, GrantCall, GrantCriterion
from zaklon.partnership.states import CALL_STEPS
from zaklon.partnership.values import NewCall, NewCriterion

WHOLE = 100
_MOST_CRITERIA = 12
_UNDECIDED = (ApplicationStatus.RECEIVED, ApplicationStatus.INCOMPLETE, ApplicationStatus.ADMITTED)
_UNFINISHED = (*_UNDECIDED, ApplicationStatus.CHOSEN, ApplicationStatus.CONTRACTED)


@transaction.atomic
def draft_call(new: NewCall, *, actor: Actor, now: datetime) -> UUID:
    """Draft a call; gives its key. Raises NotPermitted, RuleBroken."""
    actor.must(Permission.GRANT_MANAGE)
    user_id, body_id = actor.post()
    _must_fit(new)
    with acting_as(SYSTEM):
        call = GrantCall.objects.create(
            year=new.year,
            title=must_say(new.title, "call_without_title", "title"),
            priority=must_say(new.priority, "call_without_priority", "priority"),
            reference=new.reference.strip(),
            currency=new.total.currency,
            sum_minor=new.total.minor,
            least_minor=new.least.minor,
            most_minor=new.most.minor,
            least_percent=new.least_percent,
            opens_at=new.opens_at,
            closes_at=new.closes_at,
            owner_id=body_id,
            drafted_by_id=user_id,
        )
    record("grant.call_drafted", call.pk, by=actor, at=now)
    return call.pk


def _must_fit(new: NewCall) -> None:
    if len({new.total.currency, new.least.currency, new.most.currency}) > 1:
        raise RuleBroken("call_mixes_currencies", field="total")
    if not 0 <= new.least.minor <= new.most.minor <= new.total.minor or not new.total.minor:
        raise RuleBroken("call_amounts_unfit", field="most")
    if new.closes_at <= new.opens_at:
        raise RuleBroken("call_closes_before_opening", field="closes")
    if not 0 <= new.least_percent <= WHOLE:
        raise RuleBroken("call_percent_unfit", field="least_percent")


@transaction.atomic
def add_criterion(call_id: UUID, new: NewCriterion, *, actor: Actor, now: datetime) -> UUID:
    """Add a criterion to a draft; gives its key. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.GRANT_MANAGE)
    call = locked(call_id)
    if call.status != CallStatus.DRAFT:
        raise NotAllowedNow("call_not_draft")
    text = must_say(new.text, "criterion_without_text", "text")
    if new.most_points < 1:
        raise RuleBroken("criterion_without_points", field="most_points")
    with acting_as(SYSTEM):
        others = list(call.criteria.values_list("weight", flat=True))
        if not 1 <= new.weight <= WHOLE - sum(others) or len(others) >= _MOST_CRITERIA:
            raise RuleBroken("criteria_over_hundred", field="weight", facts={"left": WHOLE - sum(others)})
        criterion = GrantCriterion.objects.create(
            call=call, position=len(others) + 1, text=text, weight=new.weight, most_points=new.most_points
        )
    record("grant.criterion_added", criterion.pk, by=actor, at=now)
    return criterion.pk


@transaction.atomic
def drop_criteria(call_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take all criteria out of a draft, to begin again. Raises NotPermitted, NotAllowedNow."""
    actor.must(Permission.GRANT_MANAGE)
    call = locked(call_id)
    if call.status != CallStatus.DRAFT:
        raise NotAllowedNow("call_not_draft")
    with acting_as(SYSTEM):
        call.criteria.all().delete()
    record("grant.criteria_dropped", call_id, by=actor, at=now)


@transaction.atomic
def name_assessor(call_id: UUID, address: str, body_id: UUID, *, actor: Actor, now: datetime) -> UUID:
    """Let somebody assess applications of a call; gives the key. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.GRANT_MANAGE)
    call = locked(call_id)
    if call.status not in (CallStatus.DRAFT, CallStatus.PUBLISHED):
        raise NotAllowedNow("call_decided")
    today = timezone.localdate(now)
    roles = [role for role, grant in MATRIX.items() if Permission.GRANT_ASSESS in grant.permissions]
    with acting_as(SYSTEM):
        found = (holder_with_address(address, body_id, role, today=today) for role in roles)
        user_id = next((each for each in found if each is not None), None)
        if user_id is None:
            raise RuleBroken("assessor_not_in_post", field="address")
        assessor, is_new = GrantAssessor.objects.get_or_create(
            call=call, user_id=user_id, defaults={"body_id": body_id}
        )
    if not is_new:
        raise NotAllowedNow("assessor_named_already")
    record("grant.assessor_named", assessor.pk, by=actor, at=now)
    return assessor.pk


@transaction.atomic
def move_call(call_id: UUID, verb: str, *, actor: Actor, now: datetime) -> None:
    """Publish a call, announce its results, close it or call it off.

    Raises NotPermitted, NotAllowedNow with what is missing, GrantCall.DoesNotExist, ValueError for no such verb.
    """
    call = locked(call_id)
    workflow.take_step(CALL_STEPS, call, actor, verb)
    today = timezone.localdate(now)
    with acting_as(SYSTEM):
        if verb == "publish":
            _must_be_publishable(call, now)
            call.published_on = today
        elif verb == "announce":
            _must_be_decided(call, now)
            call.decided_on = today
        elif verb == "close_call" and call.applications.filter(status__in=_UNFINISHED).exists():
            raise NotAllowedNow("call_grants_run")
        elif verb == "call_off" and call.applications.filter(granted_minor__isnull=False).exists():
            raise NotAllowedNow("call_has_grants")
        call.save(update_fields=["status", "published_on", "decided_on"])
    record(f"grant.{verb}", call_id, by=actor, at=now, fields=["status"])


def _must_be_publishable(call: GrantCall, now: datetime) -> None:
    if sum(call.criteria.values_list("weight", flat=True)) != WHOLE:
        raise NotAllowedNow("criteria_not_hundred")
    if call.closes_at <= now:
        raise NotAllowedNow("call_over_before_publishing")


def _must_be_decided(call: GrantCall, now: datetime) -> None:
    if now < call.closes_at:
        raise NotAllowedNow("call_still_runs")
    if call.applications.filter(status__in=_UNDECIDED).exists():
        raise NotAllowedNow("call_undecided")


def locked(call_id: UUID) -> GrantCall:
    """The call, held until the transaction ends: decisions about its money come one after the other."""
    GrantCall.objects.only("pk").get(pk=call_id)
    with acting_as(SYSTEM):
        return GrantCall.objects.select_for_update().get(pk=call_id)


def in_currency(amount: Money, call: GrantCall, field: str) -> int:
    """The amount in minor units. Raises RuleBroken for another currency than the call's."""
    if amount.currency != call.currency:
        raise RuleBroken("call_mixes_currencies", field=field)
    return amount.minor
