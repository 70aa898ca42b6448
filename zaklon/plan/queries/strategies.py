"""Strategies, and what one holds for its whole cycle."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.plan.kinds import ReferenceKind
from zaklon.plan.models import Area, Goal, Objective, Reference, Strategy, YearlyPlan
from zaklon.plan.queries.texts import Wordings, wordings
from zaklon.plan.rules.changes import FIRST_WORDING
from zaklon.plan.states import PaperStatus


@dataclass(frozen=True)
class PaperRow:
    """A yearly plan in a list; `amends_id` is set for the draft of an amendment."""

    plan_id: UUID
    strategy_id: UUID
    year: int
    title: str
    status: PaperStatus
    revision: int
    adopted_on: date | None
    adopted_by: str
    amends_id: UUID | None


@dataclass(frozen=True)
class StrategyRow:
    """A strategy in the list, with its yearly plans, oldest first."""

    strategy_id: UUID
    code: str
    title: str
    first_year: int
    last_year: int
    status: PaperStatus
    adopted_on: date | None
    plans: tuple[PaperRow, ...]


@dataclass(frozen=True)
class ObjectiveRow:
    """An operational objective."""

    objective_id: UUID
    number: int
    text: str


@dataclass(frozen=True)
class AreaRow:
    """A strategic area with its objectives."""

    area_id: UUID
    number: int
    title: str
    objectives: tuple[ObjectiveRow, ...]


@dataclass(frozen=True)
class ReferenceRow:
    """Something outside the plan that activities answer to; `valid_until` is set once a newer version took over."""

    reference_id: UUID
    kind: ReferenceKind
    code: str
    text: str
    source: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True)
class Link:
    """Another strategy in time."""

    strategy_id: UUID
    title: str


@dataclass(frozen=True)
class StrategyPage:
    """One strategy, whole."""

    row: StrategyRow
    adopted_by: str
    vision: str
    mission: str
    goals: tuple[tuple[int, str, int], ...]  # number, text, year
    areas: tuple[AreaRow, ...]
    references: tuple[ReferenceRow, ...]
    predecessor: Link | None
    successors: tuple[Link, ...]


def strategies(*, actor: Actor, language: str) -> list[StrategyRow]:
    """Every strategy that the actor may see, newest first. Five queries however many."""
    actor.must(Permission.PLAN_READ)
    found = list(Strategy.objects.order_by("-first_year", "code", "pk"))
    return _rows(found, language)


def strategy(strategy_id: UUID, *, actor: Actor, language: str) -> StrategyPage:
    """One strategy. Raises Strategy.DoesNotExist, also when the row policy hides it. Thirteen queries."""
    actor.must(Permission.PLAN_READ)
    found = Strategy.objects.get(pk=strategy_id)
    near = Q(predecessor_id=strategy_id) | Q(successors=strategy_id)
    links = list(Strategy.objects.filter(near).order_by("first_year", "pk").distinct())
    say = wordings([strategy_id, *(each.pk for each in links)], language)
    named = [Link(each.pk, say.say(each.pk, each.pk, "title", each.title)) for each in links]
    goals = Goal.objects.filter(strategy_id=strategy_id).order_by("number", "pk")
    return StrategyPage(
        _rows([found], language)[0],
        found.adopted_by,
        say.say(strategy_id, strategy_id, "vision", found.vision),
        say.say(strategy_id, strategy_id, "mission", found.mission),
        tuple((goal.number, say.say(strategy_id, goal.pk, "text", goal.text), goal.by_year) for goal in goals),
        areas_of(strategy_id, say),
        _references(strategy_id, say),
        next((link for link in named if link.strategy_id == found.predecessor_id), None),
        tuple(link for link in named if link.strategy_id != found.predecessor_id),
    )


def areas_of(strategy_id: UUID, say: Wordings) -> tuple[AreaRow, ...]:
    """Areas of a strategy with their objectives, whatever the row policies show. Two queries."""
    objectives: dict[UUID, list[ObjectiveRow]] = {}
    for each in Objective.objects.filter(strategy_id=strategy_id).order_by("number", "pk"):
        text = say.say(strategy_id, each.pk, "text", each.text)
        objectives.setdefault(each.area_id, []).append(ObjectiveRow(each.pk, each.number, text))
    return tuple(
        AreaRow(
            area.pk,
            area.number,
            say.say(strategy_id, area.pk, "title", area.title),
            tuple(objectives.get(area.pk, ())),
        )
        for area in Area.objects.filter(strategy_id=strategy_id).order_by("number", "pk")
    )


def _references(strategy_id: UUID, say: Wordings) -> tuple[ReferenceRow, ...]:
    found = Reference.objects.filter(strategy_id=strategy_id).order_by("kind", "code", "valid_from", "pk")
    return tuple(
        ReferenceRow(
            each.pk,
            ReferenceKind(each.kind),
            each.code,
            say.say(strategy_id, each.pk, "text", each.text),
            each.source,
            each.valid_from,
            each.valid_until,
        )
        for each in found
    )


def _rows(found: list[Strategy], language: str) -> list[StrategyRow]:
    # A plan before its amendments: these begin with the plan's own year and revision.
    plans = list(
        YearlyPlan.objects.filter(strategy__in=found)
        .exclude(amends_revision=FIRST_WORDING)
        .order_by("year", F("amends_revision").asc(nulls_first=True), "pk")
    )
    say = wordings([*(each.pk for each in found), *(plan.pk for plan in plans)], language)
    of_strategy: dict[UUID, list[PaperRow]] = {}
    for plan in plans:
        of_strategy.setdefault(plan.strategy_id, []).append(
            PaperRow(
                plan.pk,
                plan.strategy_id,
                plan.year,
                say.say(plan.pk, plan.pk, "title", plan.title),
                PaperStatus(plan.status),
                plan.revision,
                plan.adopted_on,
                plan.adopted_by,
                plan.amends_id,
            )
        )
    return [
        StrategyRow(
            each.pk,
            each.code,
            say.say(each.pk, each.pk, "title", each.title),
            each.first_year,
            each.last_year,
            PaperStatus(each.status),
            each.adopted_on,
            tuple(of_strategy.get(each.pk, ())),
        )
        for each in found
    ]
