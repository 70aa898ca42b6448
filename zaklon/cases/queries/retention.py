"""Files whose time has passed: what the data-protection officer has to decide on."""

from datetime import date

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.kinds import CaseStatus
from zaklon.cases.models import Case

_MOST = 500


def due_for_erasure(*, actor: Actor, today: date) -> list[str]:
    """Codes of closed cases whose time has passed and that no hold keeps, oldest first: the officer's list."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        due = Case.objects.filter(retain_until__lte=today, is_on_hold=False).exclude(status=CaseStatus.ERASED)
        return list(due.order_by("retain_until", "pk").values_list("code", flat=True)[:_MOST])
