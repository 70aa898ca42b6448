"""Work on cases that begins or ends by the clock: the walls follow, and a case that is left alone is noticed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.commands.orphans import ask_to_take_over
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.models import Assignment, Case

# Longer than the worker may stand still without a case being missed.
_LOOKS_BACK = timedelta(days=8)


def sweep_walls(*, now: datetime) -> int:
    """Bring circles and lists in step with assignments that began or ended since the last sweeps; gives how many."""
    since = now - _LOOKS_BACK
    with acting_as(SYSTEM):
        begun = Q(starts_at__gt=since, starts_at__lte=now)
        ended = Q(ends_at__gt=since, ends_at__lte=now)
        case_ids = sorted(set(Assignment.objects.filter(begun | ended).values_list("case_id", flat=True)))
    for case_id in case_ids:
        with transaction.atomic(), acting_as(SYSTEM):
            keep_walls(case_id, now=now)
            case = Case.objects.get(pk=case_id)
            last = Assignment.objects.filter(case=case, ends_at__lte=now).order_by("-ends_at", "pk").first()
            if last is not None:
                ask_to_take_over(case, left=last.user_id, body_id=last.body_id, now=now)
    return len(case_ids)
