"""What the plan's indicators can count here, for any period; both days are included.

Every function counts over all rows, whoever asks: the numbers hold no name and no word. COUNTERS ties them to the
measures that the country pack calls `programmed`.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.common.money import Money
from zaklon.partnership.kinds import ConclusionStatus, SessionStatus
from zaklon.partnership.models import BoardSession, Conclusion, GrantCall, GrantInstalment, WorkPlan
from zaklon.registers.counting import Counter, Days, between
from zaklon.vocabulary.queries import vocabulary


def body_sessions(start: date, end: date) -> int:
    """Sessions of the Coordination Body that were held and closed, each on the day for which it was called."""
    with acting_as(SYSTEM):
        return BoardSession.objects.filter(
            status=SessionStatus.CLOSED, planned_at__gte=_begin(start), planned_at__lt=_begin(end + timedelta(days=1))
        ).count()


def conclusions_done(start: date, end: date) -> int:
    """Conclusions that are done, on the day that their owner told."""
    with acting_as(SYSTEM):
        return Conclusion.objects.filter(status=ConclusionStatus.DONE, done_on__range=(start, end)).count()


def calls_for_ngos(start: date, end: date) -> int:
    """Calls for organisations that were published, on the day of publication; one that was called off counts not."""
    with acting_as(SYSTEM):
        found = GrantCall.objects.filter(published_on__range=(start, end))
        return found.exclude(status="called_off").count()


def grants_paid(start: date, end: date) -> tuple[Money, ...]:
    """Instalments that were paid, on the day of payment: one sum for each currency, never mixed."""
    with acting_as(SYSTEM):
        paid = GrantInstalment.objects.filter(paid_on__range=(start, end))
        sums = paid.values("contract__application__call__currency").annotate(sum=Sum("amount_minor"))
        found = ((row["contract__application__call__currency"], row["sum"]) for row in sums)
        return tuple(Money(currency, minor) for currency, minor in sorted(found))


def work_plans_adopted(start: date, end: date) -> int:
    """Annual work plans of the Coordination Body that were adopted, on the day of adoption."""
    with acting_as(SYSTEM):
        return WorkPlan.objects.filter(adopted_on__range=(start, end)).count()


def work_plans_implemented(start: date, end: date) -> int:
    """Annual work plans of the Coordination Body that were implemented whole, on the day that was told."""
    with acting_as(SYSTEM):
        return WorkPlan.objects.filter(implemented_on__range=(start, end)).count()


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _paid_at_home(days: Days) -> Decimal | None:
    """What was paid in the country's own currency; None where nothing was."""
    home = vocabulary().home().currency
    return next((money.amount for money in grants_paid(days.start, days.end) if money.currency == home), None)


COUNTERS: tuple[tuple[str, Counter, str], ...] = (
    ("body_sessions", between(body_sessions), "board:home"),
    ("conclusions_done", between(conclusions_done), "board:conclusions"),
    ("calls_for_ngos", between(calls_for_ngos), "grants:home"),
    ("grants_paid", _paid_at_home, "grants:home"),
    ("work_plans_adopted", between(work_plans_adopted), "board:home"),
    ("work_plans_implemented", between(work_plans_implemented), "board:home"),
)
