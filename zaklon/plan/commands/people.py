"""Who reports on an activity inside the lead body, and what happens when that person leaves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import holders
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind
from zaklon.plan.models import Activity


@transaction.atomic
def name_reporter(activity_id: UUID, user_id: UUID | None, *, actor: Actor, now: datetime) -> None:
    """The head of the lead body names who reports on the activity, or nobody.

    Raises NotPermitted outside the lead body, RuleBroken when the person is no reporter of it.
    """
    actor.must(Permission.PROGRESS_APPROVE)
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity_id)
    if actor.body_id != activity.lead_body_id and actor.reach != "system":
        raise NotPermitted("body_does_not_lead")
    if user_id is not None and user_id not in holders(
        activity.lead_body_id, {Role.REPORTER, Role.COORDINATOR}, today=now.date()
    ):
        raise RuleBroken("person_is_not_a_reporter", field="reporter")
    activity.reporter_id = user_id
    activity.save(update_fields=["reporter"])
    record("activity.reporter_named", activity.pk, by=actor, at=now, fields=["reporter"])
    if user_id is not None:
        enqueue(Kind.WORK_HANDED_OVER, [user_id], path=f"/plan/activities/{activity.pk}/", now=now)


@transaction.atomic
def hand_over(from_user_id: UUID, to_user_id: UUID | None, *, actor: Actor, now: datetime) -> int:
    """Give a leaver's activities to a successor, or back to the body; returns how many moved."""
    actor.must(Permission.PEOPLE_MANAGE)
    activity_ids = list(Activity.objects.filter(reporter_id=from_user_id).values_list("pk", flat=True))
    Activity.objects.filter(pk__in=activity_ids).update(reporter_id=to_user_id)
    for activity_id in activity_ids:
        record("activity.handed_over", activity_id, by=actor, at=now, fields=["reporter"])
    if to_user_id is not None and activity_ids:
        enqueue(Kind.WORK_HANDED_OVER, [to_user_id], path="/plan/tasks/", now=now)
    return len(activity_ids)
