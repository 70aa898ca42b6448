"""Writing the demonstration: everything through the same commands that people use, in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.models import User
from zaklon.access.queries.bodies import ids_by_code
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.config.demo.accounts import PEOPLE, make_people
from zaklon.config.demo.board import write_board
from zaklon.config.demo.calls import write_calls
from zaklon.config.demo.cases import write_cases
from zaklon.config.demo.courses import write_courses
from zaklon.config.demo.grants import write_grants
from zaklon.config.demo.papers import indicator_entries, load, plan_values, strategy_values
from zaklon.config.demo.registers import RegisterWriter, indicators_with_measures, with_measures
from zaklon.config.demo.scenarios import play_scenarios
from zaklon.config.demo.scenarios.stage import Stage
from zaklon.config.demo.scenarios.team import appoint_team
from zaklon.config.demo.signals import write_signals
from zaklon.config.demo.walking import Cast, Walk, walk_period
from zaklon.plan.commands.measurements import record_indicator_value
from zaklon.plan.commands.periods import freeze_period, open_periods
from zaklon.plan.commands.plans import draft_plan, move_plan
from zaklon.plan.commands.progress import ProgressEntry, ResultEntry, correct_report, move_report, save_report
from zaklon.plan.commands.strategies import draft_strategy, move_strategy
from zaklon.plan.queries.work_lists import (
    activities_to_report,
    activity_ids,
    adopted_report,
    indicator_ids,
    periods_of,
)
from zaklon.plan.values import PlanValues
from zaklon.registers.commands.keeping import keep_due_reports

# The demonstration's people joined before the first reported year.
JOINED = datetime(2019, 12, 2, 9, 0, tzinfo=UTC)
_DAYS_TO_REPORT = 15
# A group of a training of 1.1.2, by its key in the data file.
_COUNTED_TWICE = "e162"


def seed() -> bool:
    """Write the demonstration once; returns whether it was written. A first start that was cut off leaves nothing.

    Raises ImproperlyConfigured in production.
    """
    if settings.ENVIRONMENT == "production":
        raise ImproperlyConfigured("The invented demonstration is never written in production.")
    with acting_as(SYSTEM):
        if User.objects.exists():
            return False
    with transaction.atomic():
        make_people(JOINED)
        cast = _cast()
        writer = RegisterWriter(cast, timezone.localdate())
        former = _write_2020(cast, writer)
        _write_running_year(cast, former, writer)
        stage = Stage(cast, timezone.now())
        appoint_team(stage)
        write_cases(cast, stage.now)
        write_signals(cast, stage.now)
        write_calls(cast, stage.now)
        write_courses(cast, stage.now)
        play_scenarios(stage)
        write_board(stage)
        write_grants(stage)
    return True


def _cast() -> Cast:
    """Actors of the demonstration's people, by body and role."""
    actors: dict[tuple[str, str], Actor] = {}
    with acting_as(SYSTEM):
        users = dict(User.objects.values_list("email", "pk"))
        bodies = ids_by_code({person.body for person in PEOPLE})
    for person in PEOPLE:
        actor = Actor.holding(frozenset(person.roles), user_id=users[person.email], body_id=bodies[person.body])
        for role in person.roles:
            actors[(person.body, role.value)] = actor
    # The office leads activities of its own, and its coordinator reports on them.
    actors[("MOI-DEP", Role.REPORTER.value)] = actors[("MOI-DEP", Role.COORDINATOR.value)]
    return Cast(actors)


def _write_2020(cast: Cast, writer: RegisterWriter) -> UUID:
    """The strategy of 2019 to 2024 and its plan of 2020, reported for both half-years."""
    data = load("strategy.yaml")
    strategy_id = _adopt_strategy(data, "strategy", data["adopted_on"], cast)
    with acting_as(SYSTEM):
        indicators = indicator_ids(strategy_id)
        for code, entry in indicator_entries(data):
            record_indicator_value(indicators[code], entry, actor=SYSTEM, now=_noon(date(2022, 2, 1)))
    values = with_measures(plan_values(load("plan_2020.yaml"), year=2020), "plan_2020")
    plan_id = _adopt_plan(strategy_id, values, date(2020, 1, 30), cast)
    with acting_as(SYSTEM):
        activities = activity_ids(plan_id)
    writer.write(range(1900, writer.today.year), "plan_2020", activities)
    keep_due_reports(now=_noon(date(2021, 1, 2)))
    stories = load("progress_2020.yaml")
    with acting_as(SYSTEM):
        first, second = periods_of(plan_id)
    walk_period(Walk(plan_id, first, "h1", date(2020, 7, 1)), stories, cast, state="adopted")
    walk_period(Walk(plan_id, second, "h2", date(2021, 1, 4)), stories, cast, state="adopted")
    with acting_as(SYSTEM):
        for period_id, day in ((first, date(2020, 8, 3)), (second, date(2021, 2, 8))):
            freeze_period(period_id, actor=SYSTEM, now=_noon(day))
    _correct_one(plan_id, second, cast, writer)
    return plan_id


def _write_running_year(cast: Cast, former_plan: UUID, writer: RegisterWriter) -> None:
    """An invented strategy and plan of this year, so that tasks are due now."""
    today = writer.today
    data = _in_years(load("strategy_current.yaml"), today.year - 1)
    strategy_id = _adopt_strategy(data, "strategy_current", date(today.year - 1, 3, 14), cast)
    with acting_as(SYSTEM):
        former = activity_ids(former_plan)
        indicators = indicator_ids(strategy_id)
        for code, entry in indicator_entries(data):
            record_indicator_value(indicators[code], entry, actor=SYSTEM, now=_noon(date(today.year, 1, 20)))
    paper = load("plan_current.yaml")
    carried = {
        activity["code"]: former[activity["carried"]]
        for measure in paper["measures"]
        for activity in measure["activities"]
        if "carried" in activity
    }
    values = with_measures(_with_origins(plan_values(paper, year=today.year), carried), "plan_current")
    plan_id = _adopt_plan(strategy_id, values, date(today.year, 1, 22), cast)
    with acting_as(SYSTEM):
        activities = activity_ids(plan_id)
    writer.write(range(today.year, today.year + 1), "plan_current", activities)
    keep_due_reports(now=timezone.now())
    stories = load("progress_current.yaml")
    with acting_as(SYSTEM):
        first, second = periods_of(plan_id)
    if today > date(today.year, 6, 30):
        walk_period(Walk(plan_id, first, "h1", date(today.year, 7, 1)), stories, cast, state="adopted")
        with acting_as(SYSTEM):
            freeze_period(first, actor=SYSTEM, now=_noon(min(today, date(today.year, 8, 3))))
        walk_period(Walk(plan_id, second, "h2", min(today, date(today.year, 10, 5))), stories, cast)
    else:
        walk_period(Walk(plan_id, first, "h1", today), stories, cast)


def _adopt_strategy(data: Mapping[str, Any], paper: str, adopted_on: date, cast: Cast) -> UUID:
    board = cast.actors[("CBO", Role.BOARD_MEMBER.value)]
    now = _noon(adopted_on)
    with acting_as(SYSTEM):
        values = indicators_with_measures(strategy_values(dict(data)), paper)
        strategy_id = draft_strategy(values, actor=SYSTEM, now=now)
        move_strategy(strategy_id, "submit", actor=SYSTEM, now=now)
    with acting_as(board):
        move_strategy(strategy_id, "adopt", actor=board, now=now, adopted_on=adopted_on)
    return strategy_id


def _adopt_plan(strategy_id: UUID, values: PlanValues, adopted_on: date, cast: Cast) -> UUID:
    board = cast.actors[("CBO", Role.BOARD_MEMBER.value)]
    office = cast.actors[("MOI-DEP", Role.COORDINATOR.value)]
    now = _noon(adopted_on)
    with acting_as(office):
        plan_id = draft_plan(strategy_id, values, actor=office, now=now)
        move_plan(plan_id, "submit", actor=office, now=now)
    with acting_as(board):
        move_plan(plan_id, "adopt", actor=board, now=now, adopted_by="Government")
    with acting_as(office):
        open_periods(plan_id, days_to_report=_DAYS_TO_REPORT, actor=office, now=now)
    return plan_id


def _correct_one(plan_id: UUID, period_id: UUID, cast: Cast, writer: RegisterWriter) -> None:
    """One number of the frozen year was wrong and was corrected: people and papers make mistakes."""
    now = _noon(date(2021, 3, 15))
    reporter = cast.actors[("ISCP", Role.REPORTER.value)]
    with acting_as(reporter):
        writer.correct_group(_COUNTED_TWICE, "One participant was counted twice.", reporter, now)
        activity = next(each for each in activities_to_report(plan_id) if each.code == "1.1.2")
        former = adopted_report(activity.activity_id, period_id)
        revision = correct_report(former, "One participant was counted twice.", actor=reporter, now=now)
        entry = ProgressEntry(
            results=tuple(
                ResultEntry(result, Decimal(number)) for result, number in zip(activity.results, (3, 51), strict=True)
            ),
            done_text="Three trainings were held; the list of participants was corrected.",
            completed_on=date(2020, 9, 24),
        )
        save_report(revision, entry, actor=reporter, now=now)
        move_report(revision, "submit", actor=reporter, now=now)
        move_report(revision, "approve", actor=reporter, now=now)
    for actor, verb in (
        (cast.actors[("MOI-DEP", Role.COORDINATOR.value)], "check"),
        (cast.actors[("CBO", Role.BOARD_MEMBER.value)], "adopt"),
    ):
        with acting_as(actor):
            move_report(revision, verb, actor=actor, now=now)


def _in_years(data: dict[str, Any], first_year: int) -> dict[str, Any]:
    """The data file with its relative years made absolute."""
    last_year = first_year + data["last_year"]
    objectives = [
        {
            **objective,
            "indicators": [
                {
                    **indicator,
                    "targets": [
                        {**target, "due": date(first_year + target["due_year"], 12, 31)}
                        for target in indicator["targets"]
                    ],
                }
                for indicator in objective.get("indicators", [])
            ],
        }
        for objective in data["objectives"]
    ]
    goals = [[number, text, first_year + years] for number, text, years in data["goals"]]
    values = [{**each, "from": date(first_year, 1, 1), "to": date(first_year, 12, 31)} for each in data["values"]]
    return {
        **data,
        "first_year": first_year,
        "last_year": last_year,
        "objectives": objectives,
        "goals": goals,
        "values": values,
    }


def _with_origins(values: PlanValues, carried: Mapping[str, UUID]) -> PlanValues:
    measures = tuple(
        replace(
            measure,
            activities=tuple(replace(each, carried_from=carried.get(each.code)) for each in measure.activities),
        )
        for measure in values.measures
    )
    return replace(values, measures=measures)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)
