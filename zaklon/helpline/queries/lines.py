"""Which bodies run a helpline."""

from datetime import date
from uuid import UUID

from zaklon.access.models import Post
from zaklon.access.roles import Role
from zaklon.helpline.models import Call, DayReport

AT_THE_LINE = (Role.HOTLINE_OPERATOR, Role.HOTLINE_SUPERVISOR)


def lines_on(day: date) -> tuple[UUID, ...]:
    """Bodies in which somebody answers calls on a day. One query, under the policies of whoever acts."""
    found = Post.objects.held_on(day).filter(role__in=AT_THE_LINE).values_list("body_id", flat=True)
    return tuple(sorted(set(found)))


def every_line() -> tuple[UUID, ...]:
    """Bodies in which somebody answers calls now, or did once. One query."""
    return tuple(sorted(set(Post.objects.filter(role__in=AT_THE_LINE).values_list("body_id", flat=True))))


def first_day_to_count(body_id: UUID) -> date | None:
    """The day after the last daily report, or the day of the first call; None for a line without either."""
    last = DayReport.objects.filter(body_id=body_id).order_by("-day").values_list("day", flat=True).first()
    if last is not None:
        return date.fromordinal(last.toordinal() + 1)
    return Call.objects.filter(body_id=body_id).order_by("day").values_list("day", flat=True).first()
