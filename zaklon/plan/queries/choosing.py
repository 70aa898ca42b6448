"""Which yearly plan and which of its reporting periods a page is about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zaklon.plan.kinds import PeriodKind
from zaklon.plan.models import ReportingPeriod, YearlyPlan
from zaklon.plan.states import PaperStatus, PeriodStatus

IN_FORCE = (PaperStatus.ADOPTED, PaperStatus.CLOSED)


@dataclass(frozen=True)
class PlanChoice:
    """A yearly plan that a page can be about; titles are as the paper says them."""

    plan_id: UUID
    strategy_id: UUID
    year: int
    title: str
    status: PaperStatus
    revision: int
    adopted_on: date | None
    strategy_title: str


@dataclass(frozen=True)
class PeriodChoice:
    """A reporting period; its numbers count from `start_date`, bodies report until `due_date`."""

    period_id: UUID
    kind: PeriodKind
    number: int
    start_date: date
    end_date: date
    due_date: date
    is_frozen: bool


@dataclass(frozen=True)
class Choice:
    """The chosen plan and period, and what else could be chosen; plans newest first, periods oldest first."""

    plans: tuple[PlanChoice, ...]
    periods: tuple[PeriodChoice, ...]
    plan: PlanChoice | None
    period: PeriodChoice | None


def choose(plan_id: UUID | None, period_id: UUID | None, *, today: date) -> Choice:
    """The plan and period that the address names, else those of today. Two queries, three when a draft is named.

    Without a name: the plan in force of this year, else the latest before it, else the first one after it; and of its
    periods the last one that has ended, because that is the one being reported on. A period of another plan, as after
    changing the plan in the form, gives way to that one too.
    Raises YearlyPlan.DoesNotExist (also when the row policy hides it).
    """
    found = YearlyPlan.objects.filter(status__in=IN_FORCE, amends__isnull=True).select_related("strategy")
    plans = [plan_choice(each) for each in found.order_by("-year", "-strategy__first_year", "pk")]
    plan = _named_plan(plan_id, plans) if plan_id else _plan_of_today(plans, today)
    if plan is None:
        return Choice(tuple(plans), (), None, None)
    periods = [
        period_choice(each) for each in ReportingPeriod.objects.filter(plan_id=plan.plan_id).order_by("end_date", "pk")
    ]
    named = next((each for each in periods if each.period_id == period_id), None)
    period = named or period_of_today(periods, today)
    return Choice(tuple(plans), tuple(periods), plan, period)


def named(choice: Choice) -> PlanChoice:
    """The plan of a choice that was asked for by name. Raises YearlyPlan.DoesNotExist when there is none."""
    if choice.plan is None:
        raise YearlyPlan.DoesNotExist
    return choice.plan


def period_of_today(periods: list[PeriodChoice], today: date) -> PeriodChoice | None:
    """The last period that has ended, else the first; None when there is none. `periods` come oldest first."""
    ended = [period for period in periods if period.end_date <= today]
    return ended[-1] if ended else next(iter(periods), None)


def _plan_of_today(plans: list[PlanChoice], today: date) -> PlanChoice | None:
    begun = [plan for plan in plans if plan.year <= today.year]
    return begun[0] if begun else next(reversed(plans), None)


def _named_plan(plan_id: UUID, plans: list[PlanChoice]) -> PlanChoice:
    listed = next((plan for plan in plans if plan.plan_id == plan_id), None)
    return listed or plan_choice(YearlyPlan.objects.select_related("strategy").get(pk=plan_id))


def plan_choice(plan: YearlyPlan) -> PlanChoice:
    """A plan as a choice; its strategy should come with it (select_related)."""
    return PlanChoice(
        plan.pk,
        plan.strategy_id,
        plan.year,
        plan.title,
        PaperStatus(plan.status),
        plan.revision,
        plan.adopted_on,
        plan.strategy.title,
    )


def period_choice(period: ReportingPeriod) -> PeriodChoice:
    """A period as a choice."""
    return PeriodChoice(
        period.pk,
        PeriodKind(period.kind),
        period.number,
        period.start_date,
        period.end_date,
        period.due_date,
        period.status == PeriodStatus.FROZEN,
    )
