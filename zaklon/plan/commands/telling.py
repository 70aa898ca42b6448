"""Telling the next person that something waits."""

from datetime import datetime

from zaklon.access.roles import Role
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.plan.models import ProgressReport


def tell_next(report: ProgressReport, verb: str, *, now: datetime) -> None:
    """Leave a message for whoever has the report now; who that is, the worker finds out when it sends."""
    path = f"/plan/reports/{report.pk}/"
    if verb == "submit":
        enqueue_for_role(Kind.TASK_WAITING, Role.HEAD, report.lead_body_id, path=path, now=now)
    elif verb == "approve":
        enqueue_for_role(Kind.TASK_WAITING, Role.COORDINATOR, None, path=path, now=now)
    elif verb == "check":
        enqueue_for_role(Kind.TASK_WAITING, Role.BOARD_MEMBER, None, path=path, now=now)
    elif verb == "send_back" and report.activity.reporter_id:
        enqueue(Kind.TASK_RETURNED, [report.activity.reporter_id], path=path, now=now)
    elif verb == "send_back":
        enqueue_for_role(Kind.TASK_RETURNED, Role.REPORTER, report.lead_body_id, path=path, now=now)
