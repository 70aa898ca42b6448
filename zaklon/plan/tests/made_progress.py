"""Two invented years with every kind of status, reached by walking real commands; nothing in it is real."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_body
from zaklon.plan.commands import progress
from zaklon.plan.commands.confirmations import answer_for_partner
from zaklon.plan.commands.measurements import IndicatorEntry, record_indicator_value
from zaklon.plan.commands.periods import freeze_period, open_periods
from zaklon.plan.commands.plans import draft_plan, drop_activity, move_plan
from zaklon.plan.commands.strategies import draft_strategy, move_strategy
from zaklon.plan.kinds import Payer, ReferenceKind
from zaklon.plan.models import (
    Activity,
    Confirmation,
    PerformanceIndicator,
    ProgressReport,
    ReportingPeriod,
    ResultIndicator,
    Strategy,
    YearlyPlan,
)
from zaklon.plan.tests.made_plan import activity, count_of, measures, strategy_values
from zaklon.plan.values import MeasureValues, PlanValues

JULY, JANUARY, LATER = (
    datetime(2020, 7, 20, 9, tzinfo=UTC),
    datetime(2021, 1, 25, 9, tzinfo=UTC),
    datetime(2021, 3, 9, 9, tzinfo=UTC),
)
_CYCLE = datetime(2019, 2, 28, 9, tzinfo=UTC)
_STEPS = ("submit", "approve", "check", "adopt")


@dataclass
class Told:
    """What a lead body tells of one activity for one period; `numbers` are by position of the result."""

    numbers: tuple = ()
    met: bool | None = None
    regions: dict = field(default_factory=dict)
    spent: tuple = ()
    done: str = "The invented work was done with the partners."
    obstacles: str = ""
    next_step: str = ""
    completed_on: date | None = None
    way: tuple = _STEPS
    late_reason: str = ""


@dataclass
class Made:
    """A strategy with its plan and both half-years."""

    strategy: Strategy
    plan: YearlyPlan
    first: ReportingPeriod
    second: ReportingPeriod


FIRST_HALF = {
    "1.1.1": Told((2, 21), regions={0: {"north": 1, "south": 1}}, spent=((70_000, Payer.BUDGET, "lead"),)),
    "1.1.2": Told(
        (300, 2), obstacles="The printer's office was closed in the spring.", next_step="Print the rest in autumn."
    ),
    "1.1.3": Told((6,)),
    "2.1.1": Told((2700,), met=False, spent=((90_000, Payer.BUDGET, "lead"),)),
}
SECOND_HALF = {
    "1.1.1": Told(
        (4, 52),
        regions={0: {"north": 1, "centre": 1, "south": 2}},
        spent=((148_025, Payer.BUDGET, "lead"), (1_250_050, Payer.DONATION, "")),
        completed_on=date(2020, 9, 21),
    ),
    "1.1.2": Told(
        (500, 6),
        spent=((190_000, Payer.BUDGET, "lead"),),
        completed_on=date(2020, 9, 14),
        late_reason="The closure in spring was not the body's doing.",
    ),
    "1.1.3": Told((12,)),
    "1.1.4": Told(met=True, completed_on=date(2020, 10, 2), obstacles="The form of the application was changed twice."),
    "1.2.1": Told((0,), obstacles="No donor was found for the film.", next_step="Ask again with the next plan."),
    "1.2.2": Told((1,)),
    "1.2.3": Told(met=True, completed_on=date(2020, 3, 20)),
    "2.1.1": Told(
        (5400,),
        met=True,
        spent=((175_000, Payer.BUDGET, "lead"),),
        obstacles="Two inspectors' posts were not filled.",
        next_step="The missing inspections follow in spring.",
    ),
    "2.1.2": Told(
        (4,),
        spent=((1_500_000, Payer.ALL_IMPLEMENTERS, ""), (480_000, Payer.BUDGET, "lead")),
        completed_on=date(2020, 6, 12),
    ),
    "2.1.3": Told((10,), spent=((61_500, Payer.BUDGET, "lead"),)),
    "2.3.1": Told(met=True, spent=((400_000, Payer.BUDGET, "lead"),), way=_STEPS[:3]),
    "2.3.2": Told((0,), way=()),
}


def make_strategy():
    """An adopted strategy of two objectives."""
    strategy_id = draft_strategy(strategy_values(), actor=SYSTEM, now=_CYCLE)
    for verb in ("submit", "adopt"):
        move_strategy(strategy_id, verb, actor=SYSTEM, now=_CYCLE)
    return Strategy.objects.get(pk=strategy_id)


def adopt_plan(strategy, values, now):
    """An adopted plan with its half-years open."""
    plan_id = draft_plan(strategy.pk, values, actor=SYSTEM, now=now)
    move_plan(plan_id, "submit", actor=SYSTEM, now=now)
    move_plan(plan_id, "adopt", actor=SYSTEM, now=now, adopted_by="Invented Government")
    open_periods(plan_id, days_to_report=15, actor=SYSTEM, now=now)
    return YearlyPlan.objects.get(pk=plan_id)


def report(plan, period, code, told, now):
    """Walk one report as far as it goes; returns its id."""
    found = Activity.objects.get(plan=plan, code=code)
    report_id = progress.start_report(found.pk, period.pk, actor=SYSTEM, now=now)
    enter(report_id, found, told, now)
    for verb in told.way:
        if verb == "check" and told.late_reason:
            progress.accept_late(report_id, told.late_reason, actor=SYSTEM, now=now)
        progress.move_report(report_id, verb, actor=SYSTEM, now=now)
    return report_id


def enter(report_id, found, told, now):
    """Enter what was told, and let the first partner confirm."""
    entries = []
    for place, result in enumerate(ResultIndicator.objects.filter(activity=found).order_by("position")):
        number = told.numbers[place] if place < len(told.numbers) else None
        regions = {region: Decimal(part) for region, part in told.regions.get(place, {}).items()}
        is_met = told.met if number is None else None
        entries.append(
            progress.ResultEntry(result.pk, None if number is None else Decimal(number), is_met, regions=regions)
        )
    spent = tuple(
        progress.SpentEntry(minor, "EUR", payer, found.lead_body_id if body else None)
        for minor, payer, body in told.spent
    )
    entry = progress.ProgressEntry(tuple(entries), spent, told.done, told.obstacles, told.next_step, told.completed_on)
    progress.save_report(report_id, entry, actor=SYSTEM, now=now)
    partner = Confirmation.objects.filter(report_id=report_id).order_by("pk").first()
    if partner is not None and told.way:
        answer_for_partner(partner.pk, "confirm", "", actor=SYSTEM, now=now)


def make_reported_plan(*, freeze=True):
    """The plan for 2020 with both half-years reported; a correction, a dropped activity, values of indicators."""
    bodies = [
        make_body("INT", name="Invented Ministry of the Interior"),
        make_body("WEL", name="Invented Ministry of Labour and Social Welfare"),
        make_body("COU", name="Invented Supreme Court"),
    ]
    with acting_as(SYSTEM):
        strategy = make_strategy()
        values = PlanValues(
            2020,
            "Invented action plan for 2020",
            "en",
            "EUR",
            measures(*(body.code for body in bodies)),
            wordings={"cnr": "Izmišljeni akcioni plan za 2020. godinu"},
        )
        plan = adopt_plan(strategy, values, datetime(2020, 2, 27, 9, tzinfo=UTC))
        first, second = ReportingPeriod.objects.filter(plan=plan).order_by("end_date")
        for period, told, now in ((first, FIRST_HALF, JULY), (second, SECOND_HALF, JANUARY)):
            if period == second:
                dropped = Activity.objects.get(plan=plan, code="2.1.4")
                drop_activity(dropped.pk, "Replaced by a law.", on=date(2020, 9, 1), actor=SYSTEM, now=now)
            for code, each in told.items():
                report(plan, period, code, each, now)
        measure(strategy, JANUARY)
    made = Made(strategy, plan, first, second)
    return frozen(made) if freeze else made


def frozen(made):
    """The same with both half-years frozen."""
    with acting_as(SYSTEM):
        freeze_period(made.first.pk, actor=SYSTEM, now=datetime(2020, 8, 1, 9, tzinfo=UTC))
        freeze_period(made.second.pk, actor=SYSTEM, now=datetime(2021, 1, 31, 9, tzinfo=UTC))
        made.first.refresh_from_db()
        made.second.refresh_from_db()
    return made


def measure(strategy, now):
    """Values of 2020: one counted, one that nobody measured."""
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    calls = PerformanceIndicator.objects.get(strategy=strategy, code="PI-1.1")
    entry = IndicatorEntry(first, last, number=Decimal(431), note="Counted from the invented daily reports.")
    record_indicator_value(calls.pk, entry, actor=SYSTEM, now=now)
    unknown = PerformanceIndicator.objects.get(strategy=strategy, code="PI-1.2")
    entry = IndicatorEntry(first, last, is_measured=False, note="No survey was made.")
    record_indicator_value(unknown.pk, entry, actor=SYSTEM, now=now)


def correct(made, code, told, *, reason="One was counted twice.", now=LATER):
    """Correct the adopted report of an activity for the second half-year; returns the id of the revision."""
    with acting_as(SYSTEM):
        found = Activity.objects.get(plan=made.plan, code=code)
        former = ProgressReport.objects.get(activity=found, period=made.second, status="adopted")
        report_id = progress.correct_report(former.pk, reason, actor=SYSTEM, now=now)
        enter(report_id, found, replace(told, completed_on=told.completed_on or former.completed_on), now)
        for verb in told.way:
            progress.move_report(report_id, verb, actor=SYSTEM, now=now)
        return report_id


def make_next_year(made):
    """The plan for 2021 that continues two activities, with one report of its first half-year."""
    with acting_as(SYSTEM):
        former = {each.code: each for each in Activity.objects.filter(plan=made.plan)}
        lead = "COU"
        continued = (
            activity(
                "1.1.1",
                "Show the film that was not made",
                lead,
                year=2021,
                carried_from=former["1.2.1"].pk,
                references=((ReferenceKind.BENCHMARK, "25"),),
            ),
            activity(
                "1.1.2",
                "Finish the inspections",
                "INT",
                year=2021,
                end=4,
                carried_from=former["2.1.1"].pk,
                results=(count_of(600, "600 inspections", "inspections"),),
                references=((ReferenceKind.BENCHMARK, "28"),),
            ),
            activity("1.1.3", "Something new", lead, year=2021),
        )
        values = PlanValues(
            2021,
            "Invented action plan for 2021",
            "en",
            "EUR",
            (MeasureValues(1, "1.1", "1.1", "Go on with what was begun", continued),),
        )
        plan = adopt_plan(made.strategy, values, datetime(2021, 1, 20, 9, tzinfo=UTC))
        first, second = ReportingPeriod.objects.filter(plan=plan).order_by("end_date")
        report(
            plan,
            first,
            "1.1.2",
            Told((600,), spent=((20_000, Payer.BUDGET, "lead"),)),
            datetime(2021, 7, 12, 9, tzinfo=UTC),
        )
        return Made(made.strategy, plan, first, second)
