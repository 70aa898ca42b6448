"""The formal check of applications, and withdrawing one."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.partnership.commands.shared import must_say
from zaklon.partnership.models import GrantApplication
from zaklon.partnership.queries.shared import days_to_complete
from zaklon.partnership.states import APPLICATION_STEPS

CHECKS = ("admit", "ask_missing", "complete", "refuse", "withdraw")
_WITH_REASON = ("ask_missing", "refuse", "withdraw")


@transaction.atomic
def check(application_id: UUID, verb: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """One of `CHECKS`: admit an application, ask for what is missing, refuse it, or note that it was withdrawn.

    The reason is what the applicant reads. Raises NotPermitted, NotAllowedNow, RuleBroken without a reason,
    ValueError for another verb.
    """
    if verb not in CHECKS:
        raise ValueError(f"{verb!r} is no step of the formal check")
    application = locked(application_id)
    workflow.take_step(APPLICATION_STEPS, application, actor, verb)
    application.reason = must_say(reason, "application_without_reason", "reason") if verb in _WITH_REASON else ""
    application.complete_by = None
    if verb == "ask_missing":
        application.complete_by = timezone.localdate(now) + timedelta(days=days_to_complete())
    if verb == "withdraw":
        application.granted_minor = None
    with acting_as(SYSTEM):
        application.save(update_fields=["status", "reason", "complete_by", "granted_minor"])
    record(f"grant.{verb}", application_id, by=actor, at=now, fields=["status"])


def locked(application_id: UUID) -> GrantApplication:
    """The application, held until the transaction ends. Raises GrantApplication.DoesNotExist, also when hidden."""
    GrantApplication.objects.only("pk").get(pk=application_id)
    with acting_as(SYSTEM):
        return GrantApplication.objects.select_for_update(of=("self",)).select_related("call").get(pk=application_id)
