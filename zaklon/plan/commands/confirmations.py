"""Partners confirm or dispute their own part."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.queries.bodies import circle_of
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.models import Confirmation
from zaklon.plan.states import CONFIRMATION_STEPS, ReportStatus


@transaction.atomic
def answer_for_partner(confirmation_id: UUID, verb: str, text: str, *, actor: Actor, now: datetime) -> None:
    """Confirm, or dispute with a reason, what a report says of the actor's body.

    Raises NotPermitted for another body, NotAllowedNow once the report is adopted, RuleBroken without a reason.
    """
    rows = Confirmation.objects.select_for_update(of=("self",)).select_related("report")
    confirmation = rows.get(pk=confirmation_id)
    take_step(CONFIRMATION_STEPS, confirmation, actor, verb)
    if actor.body_id not in circle_of({confirmation.body_id})[confirmation.body_id] and actor.reach != "system":
        raise NotPermitted("body_is_not_this_partner")
    if confirmation.report.status in {ReportStatus.ADOPTED, ReportStatus.SUPERSEDED}:
        raise NotAllowedNow("report_already_adopted")
    if verb == "dispute" and not text.strip():
        raise RuleBroken("reason_missing", field="text")
    confirmation.text = text.strip()
    confirmation.answered_by_id, confirmation.answered_at = actor.user_id, now
    confirmation.save(update_fields=["status", "text", "answered_by", "answered_at"])
    record(f"confirmation.{verb}", confirmation.pk, by=actor, at=now, fields=["status"])
