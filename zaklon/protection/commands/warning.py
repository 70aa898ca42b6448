"""Word before a licence runs out: to the staff of the provider's body, and to those who license."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.protection.models import Licence
from zaklon.vocabulary.queries import vocabulary

# The country's reminders before a deadline; and on the last day itself.
_CLOCKS = ("plan_reminder_before_first", "plan_reminder_before_second")
_PATH = "/providers/"


@transaction.atomic
def warn_of_endings(*, now: datetime) -> int:
    """Tell of licences that run out on one of the days of warning; gives how many. Once a day."""
    with acting_as(SYSTEM):
        words, today = vocabulary(), timezone.localdate(now)
        ahead = {words.clocks[code].amount or 0 for code in _CLOCKS if code in words.clocks} | {0}
        days = [today + timedelta(days=amount) for amount in ahead]
        found = Licence.objects.filter(valid_until__in=days, provider__ended_on__isnull=True)
        licences = list(found.select_related("provider"))
        for body_id in {licence.provider.body_id for licence in licences}:
            enqueue_for_role(Kind.DEADLINE_NEAR, Role.SHELTER_STAFF, body_id, path=_PATH, now=now)
        if licences:
            enqueue_for_role(Kind.DEADLINE_NEAR, Role.COORDINATOR, None, path=_PATH, now=now)
    return len(licences)
