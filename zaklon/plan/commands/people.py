"""Who reports on an activity inside the lead body, and what happens when that person leaves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

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
    if user_id is not None and not _reports_for(user_id, activity.lead_body_id, now):
        raise RuleBroken("person_is_not_a_reporter", field="reporter")
    activity.reporter_id = user_id
    activity.save(update_fields=["reporter"])
    record("activity.reporter_named", activity.pk, by=actor, at=now, fields=["reporter"])
    if user_id is not None:
        enqueue(Kind.WORK_HANDED_OVER, [user_id], path=f"/plan/activities/{activity.pk}/", now=now)


@transaction.atomic
def hand_over(from_user_id: UUID, to_user_id: UUID | None, *, actor: Actor, now: datetime) -> int:
    """Take a leaver's activities from them; returns how many the successor got.

    The successor gets those of bodies for which they report today; the others go back to their lead body, whose head
    names somebody. Needs the reach `system`: an administrator's own does not open drafts, nor change any activity.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    found = Activity.objects.select_for_update(of=("self",)).filter(reporter_id=from_user_id).order_by("pk")
    activities = list(found)
    fit = {body_id for body_id in {each.lead_body_id for each in activities} if _reports_for(to_user_id, body_id, now)}
    for activity in activities:
        activity.reporter_id = to_user_id if activity.lead_body_id in fit else None
        record("activity.handed_over", activity.pk, by=actor, at=now, fields=["reporter"])
    Activity.objects.bulk_update(activities, ["reporter"])
    handed = sum(activity.reporter_id is not None for activity in activities)
    if to_user_id is not None and handed:
        enqueue(Kind.WORK_HANDED_OVER, [to_user_id], path="/plan/tasks/", now=now)
    return handed


def _reports_for(user_id: UUID | None, body_id: UUID, now: datetime) -> bool:
    return user_id is not None and user_id in holders(
        body_id, {Role.REPORTER, Role.COORDINATOR}, today=timezone.localdate(now)
    )
