"""Who gets a grant, and how much: never more than the call has."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.common.money import Money
from zaklon.partnership.commands import calls
from zaklon.partnership.commands.checking import locked
from zaklon.partnership.commands.shared import must_say
from zaklon.partnership.models import GrantApplication, GrantCall
from zaklon.partnership.rules.calls import Clock, fits, may_be_decided
from zaklon.partnership.rules.ranking import left
from zaklon.partnership.states import APPLICATION_STEPS


@transaction.atomic
def choose(application_id: UUID, amount: Money, *, actor: Actor, now: datetime) -> None:
    """Give a grant. The call is held meanwhile, so that two who decide at once never give more than it has.

    Raises NotPermitted, NotAllowedNow, RuleBroken for an amount that does not fit, GrantApplication.DoesNotExist.
    """
    call, application = _held(application_id, actor, now)
    workflow.take_step(APPLICATION_STEPS, application, actor, "choose")
    if application.score is None:
        raise NotAllowedNow("decision_before_scores")
    if application.score < call.least_percent:
        raise NotAllowedNow("decision_under_least", facts={"least": call.least_percent})
    minor = calls.in_currency(amount, call, "amount")
    if not fits(minor, max(call.least_minor, 1), min(call.most_minor, application.asked_minor)):
        raise RuleBroken("decision_amount_unfit", field="amount")
    with acting_as(SYSTEM):
        given = [each for each in call.applications.values_list("granted_minor", flat=True) if each is not None]
        rest = left(call.sum_minor, given)
        if minor > rest:
            rest_of_call = Money(call.currency, rest).amount
            raise RuleBroken(
                "decision_over_sum", field="amount", facts={"left": rest_of_call, "currency": call.currency}
            )
        application.granted_minor = minor
        _keep(application, "", actor, now)
    record("grant.choose", application_id, by=actor, at=now, fields=["status", "granted_minor"])


@transaction.atomic
def turn_down(application_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Decide that an application gets no grant, and why. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    _call, application = _held(application_id, actor, now)
    workflow.take_step(APPLICATION_STEPS, application, actor, "turn_down")
    if application.score is None:
        raise NotAllowedNow("decision_before_scores")
    with acting_as(SYSTEM):
        _keep(application, must_say(reason, "application_without_reason", "reason"), actor, now)
    record("grant.turn_down", application_id, by=actor, at=now, fields=["status"])


def _held(application_id: UUID, actor: Actor, now: datetime) -> tuple[GrantCall, GrantApplication]:
    """Call first, then application: always in this order, so that two never wait for each other."""
    actor.must(Permission.GRANT_DECIDE)
    user_id, _body_id = actor.post()
    call = calls.locked(GrantApplication.objects.only("call_id").get(pk=application_id).call_id)
    application = locked(application_id)
    with acting_as(SYSTEM):
        if application.assessments.filter(user_id=user_id).exists():
            raise NotPermitted("decision_by_assessor")
    if not may_be_decided(Clock(call.status, call.opens_at, call.closes_at), now):
        raise NotAllowedNow("decision_while_call_runs")
    return call, application


def _keep(application: GrantApplication, reason: str, actor: Actor, now: datetime) -> None:
    application.reason = reason
    application.decided_by_id, application.decided_on = actor.user_id, timezone.localdate(now)
    application.save(update_fields=["status", "reason", "granted_minor", "decided_by", "decided_on"])
