"""Files whose time has passed, or soon will: what the data-protection officer has to decide on."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.kinds import CaseStatus, ClosingReason
from zaklon.cases.models import Case, Extension

_MOST = 500
# So long before its time passes, a file is shown as coming up.
AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class KeepingRow:
    """A closed file with the day until which it is kept; `longer` are the reasons for which it was given more time."""

    code: str
    closed_on: date | None
    closing_reason: ClosingReason
    until: date
    is_due: bool
    is_on_hold: bool
    longer: tuple[str, ...]


def due_for_erasure(*, actor: Actor, today: date) -> list[str]:
    """Codes of closed cases whose time has passed and that no hold keeps, oldest first: the officer's list."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        due = Case.objects.filter(retain_until__lte=today, is_on_hold=False).exclude(status=CaseStatus.ERASED)
        return list(due.order_by("retain_until", "pk").values_list("code", flat=True)[:_MOST])


def keeping(*, actor: Actor, today: date) -> tuple[KeepingRow, ...]:
    """Closed cases whose time has passed or passes within three months, oldest first. Two queries. NotPermitted."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        found = Case.objects.filter(retain_until__lte=today + AHEAD, status=CaseStatus.CLOSED)
        cases = list(found.order_by("retain_until", "pk")[:_MOST])
        longer: dict[int, tuple[str, ...]] = {}
        for each in Extension.objects.filter(case__in=cases).order_by("made_at", "pk"):
            longer[each.case_id] = (*longer.get(each.case_id, ()), each.reason)
    return tuple(_row(case, longer.get(case.pk, ()), today) for case in cases)


def keeping_of(code: str, *, actor: Actor, today: date) -> KeepingRow:
    """One closed case. Raises NotPermitted, Case.DoesNotExist."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        case = Case.objects.get(code=code, status=CaseStatus.CLOSED, retain_until__isnull=False)
        reasons = Extension.objects.filter(case=case).order_by("made_at", "pk").values_list("reason", flat=True)
        return _row(case, tuple(reasons), today)


def _row(case: Case, longer: tuple[str, ...], today: date) -> KeepingRow:
    until = case.retain_until or today
    return KeepingRow(
        case.code,
        timezone.localdate(case.closed_at) if case.closed_at else None,
        ClosingReason(case.closing_reason),
        until,
        until <= today,
        case.is_on_hold,
        longer,
    )
