"""The numbers of an implementation report: plain counts and sums of frozen rows, no words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from zaklon.common.money import Money
from zaklon.plan.kinds import ActivityCode, FundingState, Payer
from zaklon.plan.outputs.wording import summed
from zaklon.plan.queries.outputs_rows import ActivityRow, ImplementationRows, MoneyRow, PeriodRow, ReportRow
from zaklon.plan.rules.status import Realisation, realisation_rate

DONE = (ActivityCode.IMPLEMENTED, ActivityCode.CONTINUOUS)
LACKING = (ActivityCode.PARTLY, ActivityCode.NOT)


@dataclass(frozen=True)
class Line:
    """One activity with the latest report that counts for it; `code` None says that nobody knows its status."""

    activity: ActivityRow
    report: ReportRow | None
    code: ActivityCode | None
    is_late: bool = False

    @property
    def spent(self) -> tuple[MoneyRow, ...]:
        return self.report.spent if self.report else ()

    @property
    def needs_money(self) -> bool:
        return self.activity.funding is not FundingState.NONE_REQUIRED

    def is_due(self, day: date) -> bool:
        """Whether the activity should be finished by the day."""
        return self.activity.due_date <= day and self.code is not ActivityCode.DROPPED

    def is_expected(self, day: date) -> bool:
        """Whether a report is owed: the activity has begun by the day and was not dropped."""
        return self.activity.start_date <= day and self.code is not ActivityCode.DROPPED


def lines_of(rows: ImplementationRows) -> tuple[Line, ...]:
    """One line for each activity, in the plan's order."""
    made_on = timezone.localdate(rows.frame.made_at)
    return tuple(
        line_of(each, rows.reports.get(each.activity_id), rows.period, made_on) for each in rows.plan.activities
    )


def line_of(activity: ActivityRow, report: ReportRow | None, period: PeriodRow, made_on: date) -> Line:
    """The activity with its status at the end of the period, as the pages of the plan count it too.

    What was implemented in an earlier period stays so. Any other status of an earlier period is none of this one: then
    only what the plan itself says is known, and what is due without a report is late.
    """
    if activity.dropped_on is not None and activity.dropped_on <= period.end_date:
        return Line(activity, report, ActivityCode.DROPPED)
    if report is not None and (report.period_id == period.period_id or report.code is ActivityCode.IMPLEMENTED):
        return Line(activity, report, report.code, report.is_late)
    if activity.start_date > period.end_date:
        return Line(activity, report, ActivityCode.NOT_DUE)
    is_late = activity.due_date <= period.end_date and activity.due_date < made_on
    return Line(activity, report, None, is_late)


@dataclass(frozen=True)
class Counts:
    """How many activities have which status; `unknown` have no report that counts."""

    by_code: dict[ActivityCode, int]
    unknown: int
    late: int

    @property
    def total(self) -> int:
        return sum(self.by_code.values()) + self.unknown

    @property
    def done(self) -> int:
        return sum(self.by_code[code] for code in DONE)


def count(lines: Iterable[Line]) -> Counts:
    """Count activities by status."""
    found = list(lines)
    counted = Counter(line.code for line in found)
    return Counts(
        by_code={code: counted[code] for code in ActivityCode},
        unknown=counted[None],
        late=sum(line.is_late for line in found),
    )


def realisation(lines: Iterable[Line]) -> Realisation:
    """The realisation rate of the activities whose status is known."""
    return realisation_rate(line.code for line in lines if line.code is not None)


@dataclass(frozen=True)
class MoneySum:
    """Money of a group of activities or of a source, one amount for each currency.

    `planned_unclear` counts lines whose amount the plan leaves unclear, and activities whose money it leaves unclear;
    `spent_unknown` counts activities with money of which nothing was reported.
    """

    planned: tuple[Money, ...]
    spent: tuple[Money, ...]
    planned_unclear: int = 0
    spent_unknown: int = 0

    @property
    def share_spent(self) -> Decimal | None:
        """Spent of planned as a ratio; None unless both are known, complete and of one currency."""
        if self.planned_unclear or self.spent_unknown:
            return None
        return share(self.spent, self.planned)


def share(part: tuple[Money, ...], whole: tuple[Money, ...]) -> Decimal | None:
    """Part of whole as a ratio; None when the currencies differ or there is nothing to divide by."""
    if len(part) != 1 or len(whole) != 1 or part[0].currency != whole[0].currency or whole[0].minor == 0:
        return None
    return Decimal(part[0].minor) / whole[0].minor


def money_of(lines: Iterable[Line], *, day: date) -> MoneySum:
    """Money planned for the activities and spent on them by the day."""
    found = list(lines)
    planned = [row for line in found for row in line.activity.money]
    without_line = sum(line.activity.funding is FundingState.UNCLEAR and not line.activity.money for line in found)
    return MoneySum(
        planned=summed(row.clear for row in planned if row.clear),
        spent=summed(row.clear for line in found for row in line.spent if row.clear),
        planned_unclear=sum(row.clear is None for row in planned) + without_line,
        spent_unknown=sum(line.needs_money and not line.spent and line.is_expected(day) for line in found),
    )


def sources_of(lines: Iterable[Line]) -> dict[tuple[Payer, str], MoneySum]:
    """Money by payer and paying body: budgets first, the largest first, then the other payers."""
    planned: dict[tuple[Payer, str], list[MoneyRow]] = {}
    spent: dict[tuple[Payer, str], list[MoneyRow]] = {}
    for line in lines:
        for row in line.activity.money:
            planned.setdefault((row.payer, row.body), []).append(row)
        for row in line.spent:
            spent.setdefault((row.payer, row.body), []).append(row)
    sums = {
        source: MoneySum(
            planned=summed(row.clear for row in planned.get(source, ()) if row.clear),
            spent=summed(row.clear for row in spent.get(source, ()) if row.clear),
            planned_unclear=sum(row.clear is None for row in planned.get(source, ())),
        )
        for source in {*planned, *spent}
    }
    order = list(Payer)
    return dict(sorted(sums.items(), key=lambda item: (order.index(item[0][0]), -_size(item[1].planned), item[0][1])))


def _size(amounts: tuple[Money, ...]) -> int:
    return sum(amount.minor for amount in amounts)
