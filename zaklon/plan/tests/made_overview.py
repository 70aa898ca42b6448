"""A small year in which every count can be checked by hand; plainly invented.

activity  lead    due      money                                   first half of 2020           second half
1.1.1     MOI     Q2       6 000 EUR budget, 1 000.50 EUR donation  I, adopted, in time          none
1.1.2     MOI     Q4       none required                            IP, adopted                  draft
1.1.3     SOC     Q1       amount unclear, EUR                      PI, late, approved, 100 EUR  none
2.1.1     SOC     Q3       500 USD donation                         not begun                    NI and late, approved
2.1.2     COURT   Q4, on   15 000 EUR of all implementers           IC, adopted                  none
2.1.3     COURT   Q2       none required                            dropped in May               none
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_body
from zaklon.common.dates import Quarter
from zaklon.plan.commands import progress
from zaklon.plan.commands.plans import drop_activity
from zaklon.plan.kinds import AreaKind, FundingState, Payer, Periodicity, ResultKind
from zaklon.plan.models import Activity, ReportingPeriod, ResultIndicator, Strategy, YearlyPlan
from zaklon.plan.queries.choosing import period_choice
from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy, strategy_values
from zaklon.plan.values import MeasureValues, MoneyValues, ObjectiveValues, ResultValues

JULY, FEBRUARY = date(2020, 7, 10), date(2021, 2, 1)
ADOPTED = ("submit", "approve", "check", "adopt")
APPROVED = ("submit", "approve")


@dataclass
class Year:
    """The plan with its bodies, periods and activities by code."""

    strategy: Strategy
    plan: YearlyPlan
    bodies: dict
    first: ReportingPeriod
    second: ReportingPeriod
    activities: dict

    @property
    def half(self):
        return period_choice(self.first)

    @property
    def whole(self):
        return period_choice(self.second)


@dataclass(frozen=True)
class Told:
    """What a body reports: a number, when it was reached, money as (minor, currency, payer), and how far it went."""

    number: int | None
    completed_on: date | None = None
    spent: tuple = ()
    way: tuple = ADOPTED
    text: str = "Invented trainings were held."


def measures(moi, soc, court):
    """Two measures under two objectives, the second with a joint label."""
    none = {"funding": FundingState.NONE_REQUIRED, "money": ()}
    monthly = ResultValues("A table every month", ResultKind.PERIODIC, periodicity=Periodicity.MONTHLY)
    year = {"start": Quarter(2020, 1), "end": Quarter(2020, 4)}
    first = (
        activity_values(
            "1.1.1",
            lead=moi,
            partners=(soc,),
            money=(MoneyValues(600_000, "EUR", Payer.BUDGET, moi), MoneyValues(100_050, "EUR", Payer.DONATION)),
        ),
        activity_values("1.1.2", lead=moi, **year, **none),
        activity_values(
            "1.1.3",
            lead=soc,
            start=Quarter(2020, 1),
            end=Quarter(2020, 1),
            funding=FundingState.UNCLEAR,
            money=(MoneyValues(None, "EUR", Payer.UNCLEAR),),
        ),
    )
    second = (
        activity_values(
            "2.1.1",
            lead=soc,
            start=Quarter(2020, 3),
            end=Quarter(2020, 3),
            money=(MoneyValues(50_000, "USD", Payer.DONATION),),
        ),
        activity_values(
            "2.1.2",
            lead=court,
            is_continuous=True,
            results=(monthly,),
            money=(MoneyValues(1_500_000, "EUR", Payer.ALL_IMPLEMENTERS),),
            **year,
        ),
        activity_values("2.1.3", lead=court, **none),
    )
    return (
        MeasureValues(1, "1", "1.1", "Invented measure one", first, wordings={"cnr": "Izmišljena mjera"}),
        MeasureValues(2, "2.1./2.2.", "2.1", "Invented measure two", second),
    )


def make_year(*, reported=True, adopted=True):
    """The plan and, unless told otherwise, its reports; `adopted=False` leaves the plan a draft."""
    bodies = {code: make_body(code, name=f"Invented {code}") for code in ("MOI", "SOC", "COURT")}
    indicator = strategy_values().objectives[0].indicators[0]
    strategy = make_strategy(
        objectives=(
            ObjectiveValues(1, "Invented objective one", AreaKind.PREVENTION, "Prevention", (indicator,)),
            ObjectiveValues(2, "Invented objective two", AreaKind.PROTECTION, "Protection"),
        ),
        wordings={"cnr": "Izmišljena strategija"},
    )
    plan = make_plan(strategy=strategy, adopted=adopted, measures=measures("MOI", "SOC", "COURT"))
    with acting_as(SYSTEM):
        periods = list(ReportingPeriod.objects.filter(plan=plan).order_by("end_date")) or [None, None]
        activities = {each.code: each for each in Activity.objects.filter(plan=plan)}
    year = Year(strategy, plan, bodies, *periods, activities)
    if reported:
        report_all(year)
    return year


def report_all(year):
    """Both half-years as the table above says."""
    with acting_as(SYSTEM):
        drop_activity(year.activities["2.1.3"].pk, "Replaced.", on=date(2020, 5, 1), actor=SYSTEM, now=at(2020, 5, 1))
    spent = ((590_000, "EUR", Payer.BUDGET), (100_050, "EUR", Payer.DONATION))
    tell(year, year.first, "1.1.1", Told(4, date(2020, 6, 10), spent))
    tell(year, year.first, "1.1.2", Told(2))
    tell(year, year.first, "1.1.3", Told(1, spent=((10_000, "EUR", Payer.BUDGET),), way=APPROVED))
    tell(year, year.first, "2.1.2", Told(6, spent=((700_000, "EUR", Payer.ALL_IMPLEMENTERS),)))
    tell(year, year.second, "1.1.2", Told(4, date(2020, 12, 1), way=()))
    tell(year, year.second, "2.1.1", Told(0, way=APPROVED))


def tell(year, period, code, told):
    """Walk one report as far as it goes; returns its id."""
    now = at(period.end_date.year, period.end_date.month, period.end_date.day)
    activity = year.activities[code]
    with acting_as(SYSTEM):
        report_id = progress.start_report(activity.pk, period.pk, actor=SYSTEM, now=now)
        enter(report_id, activity, told, now)
        for verb in told.way:
            progress.move_report(report_id, verb, actor=SYSTEM, now=now)
    return report_id


def enter(report_id, activity, told, now):
    """Enter what was told into an open report."""
    number = None if told.number is None else Decimal(told.number)
    results = ResultIndicator.objects.filter(activity=activity).values_list("pk", flat=True)
    entry = progress.ProgressEntry(
        results=tuple(progress.ResultEntry(pk, number) for pk in results),
        spent=tuple(
            progress.SpentEntry(minor, currency, payer, activity.lead_body_id if payer is Payer.BUDGET else None)
            for minor, currency, payer in told.spent
        ),
        done_text=told.text,
        completed_on=told.completed_on,
    )
    progress.save_report(report_id, entry, actor=SYSTEM, now=now)


def many(count, *, lead):
    """So many small activities of one body, each with two money lines."""
    money = (MoneyValues(100, "EUR", Payer.BUDGET, lead), MoneyValues(200, "EUR", Payer.DONATION))
    return tuple(activity_values(f"1.1.{number}", lead=lead, money=money) for number in range(1, count + 1))


def at(year, month, day):
    """Nine o'clock of a day."""
    return datetime(year, month, day, 9, 0, tzinfo=UTC)
