"""Walking the demonstration's reports along the same way that people go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.queries.bodies import codes_by_id
from zaklon.access.rls import acting_as
from zaklon.common.money import Money
from zaklon.plan.commands import progress
from zaklon.plan.commands.confirmations import answer_for_partner
from zaklon.plan.kinds import Payer
from zaklon.plan.queries.work_lists import ActivityToReport, activities_to_report, confirmations_of

Story = Mapping[str, Any]

# The steps of a report's way in order; a story's state says where the walk ends.
_WAY = ("draft", "submitted", "approved", "checked", "adopted")
_VERBS = {"submitted": "submit", "approved": "approve", "checked": "check", "adopted": "adopt"}


@dataclass(frozen=True)
class Cast:
    """Who plays which part: actors by body code and role; the system stands in where nobody was invented."""

    actors: Mapping[tuple[str, str], Actor]

    def of(self, code: str, role: str, body_id: UUID) -> Actor:
        """The actor of a role in a body."""
        return self.actors.get((code, role)) or replace(SYSTEM, body_id=body_id)


@dataclass(frozen=True)
class Walk:
    """One period of one plan: which values to take and when it happens."""

    plan_id: UUID
    period_id: UUID
    half: str
    begins: date


def walk_period(walk: Walk, stories: Mapping[str, Story], cast: Cast, *, state: str | None = None) -> None:
    """Report every activity of the plan for the period; `state` overrides where each story ends."""
    with acting_as(SYSTEM):
        activities = activities_to_report(walk.plan_id)
        codes = codes_by_id({each.lead_body_id for each in activities} | {b for a in activities for b in a.partners})
    for activity in activities:
        story = stories.get(activity.code, {})
        wanted = state or story.get("state")
        if wanted is not None:
            _walk_one(walk, activity, story, _Parts(cast, codes), wanted)


@dataclass(frozen=True)
class _Parts:
    cast: Cast
    codes: Mapping[UUID, str]

    def actor(self, body_id: UUID, role: str) -> Actor:
        return self.cast.of(self.codes[body_id], role, body_id)


def _walk_one(walk: Walk, activity: ActivityToReport, story: Story, parts: _Parts, wanted: str) -> None:
    times = _times(walk.begins)
    reporter = parts.actor(activity.lead_body_id, "reporter")
    with acting_as(reporter):
        report_id = progress.start_report(activity.activity_id, walk.period_id, actor=reporter, now=next(times))
        entry = _entry(activity, story, walk)
        if entry is not None:
            progress.save_report(report_id, entry, actor=reporter, now=next(times))
    stop = {"returned": "submitted", "disputed": "approved"}.get(wanted, wanted)
    if wanted in {"adopted", "checked"}:
        _let_partners_confirm(report_id, parts, next(times))
    for status in _WAY[1 : _WAY.index(stop) + 1]:
        actor = _mover(status, activity, parts)
        with acting_as(actor):
            if status == "checked" and story.get("late") and _done_on(story, walk):
                progress.accept_late(report_id, story["late"], actor=actor, now=next(times))
            progress.move_report(report_id, _VERBS[status], actor=actor, now=next(times))
    _unsettled(wanted, report_id, activity, story, parts, next(times))


def _mover(status: str, activity: ActivityToReport, parts: _Parts) -> Actor:
    if status == "submitted":
        return parts.actor(activity.lead_body_id, "reporter")
    if status == "approved":
        return parts.actor(activity.lead_body_id, "head")
    return (
        parts.cast.actors[("MOI-DEP", "coordinator")]
        if status == "checked"
        else parts.cast.actors[("CBO", "board_member")]
    )


def _unsettled(
    wanted: str, report_id: UUID, activity: ActivityToReport, story: Story, parts: _Parts, now: datetime
) -> None:
    """Send back, or let a partner dispute, where the story says so."""
    if wanted == "returned":
        head = parts.actor(activity.lead_body_id, "head")
        with acting_as(head):
            progress.move_report(report_id, "send_back", reason=story["reason"], actor=head, now=now)
    if wanted == "disputed":
        with acting_as(SYSTEM):
            confirmation_id, body_id = confirmations_of(report_id)[0]
        partner = parts.actor(body_id, "head")
        with acting_as(partner):
            answer_for_partner(confirmation_id, "dispute", story["reason"], actor=partner, now=now)


def _let_partners_confirm(report_id: UUID, parts: _Parts, now: datetime) -> None:
    with acting_as(SYSTEM):
        waiting = confirmations_of(report_id)
    for confirmation_id, body_id in waiting:
        partner = parts.actor(body_id, "head")
        with acting_as(partner):
            answer_for_partner(confirmation_id, "confirm", "", actor=partner, now=now)


def _times(begins: date) -> Iterator[datetime]:
    """Working moments, two days apart."""
    moment = datetime(begins.year, begins.month, begins.day, 9, 30, tzinfo=UTC)
    while True:
        yield moment
        moment += timedelta(days=2, minutes=17)


def _entry(activity: ActivityToReport, story: Story, walk: Walk) -> progress.ProgressEntry | None:
    values = story.get(walk.half)
    if values is None:
        return None
    regions = story.get("regions", {}).get(walk.half, [])
    results = tuple(
        _result(result_id, values[index], regions[index] if index < len(regions) else {})
        for index, result_id in enumerate(activity.results)
    )
    done_on = _done_on(story, walk)
    spent = _spent(activity, story, walk)
    return progress.ProgressEntry(
        results=results,
        spent=spent,
        done_text=_sentence(values),
        obstacles_text=story.get("obstacle", ""),
        next_step_text=story.get("next", ""),
        completed_on=done_on,
    )


def _result(result_id: UUID, value: object, regions: Mapping[str, int]) -> progress.ResultEntry:
    if isinstance(value, bool):
        return progress.ResultEntry(result_id, is_met=value)
    if value is None:
        return progress.ResultEntry(result_id, text="Not known yet; it is counted at the end of the year.")
    return progress.ResultEntry(
        result_id, Decimal(str(value)), regions={region: Decimal(number) for region, number in regions.items()}
    )


def _done_on(story: Story, walk: Walk) -> date | None:
    said = story.get("done_on")
    if said is None:
        return None
    year = walk.begins.year - 1 if walk.half == "h2" and walk.begins.month == 1 else walk.begins.year
    day = said if isinstance(said, date) else date.fromisoformat(f"{year}-{said}")
    half_end = date(day.year, 6, 30) if walk.half == "h1" else date(day.year, 12, 31)
    # Early in the half-year the day of the story has not come yet, and nobody completes anything tomorrow.
    return min(day, walk.begins) if day <= half_end else None


def _spent(activity: ActivityToReport, story: Story, walk: Walk) -> tuple[progress.SpentEntry, ...]:
    """The money of the year falls on the first planned lines; half of it by the middle of the year."""
    total = Money.of(activity.money[0].currency, story.get("spent", 0)).minor if activity.money else 0
    left = total if walk.half == "h2" else (total // 2 if len(activity.results) and story.get("h1") else 0)
    lines = []
    for money in activity.money:
        part = min(left, money.amount_minor) if money is not activity.money[-1] else left
        if part > 0:
            lines.append(
                progress.SpentEntry(part, money.currency, Payer(money.payer), money.payer_body_id, money.line_id)
            )
        left -= part
    return tuple(lines)


def _sentence(values: list[object]) -> str:
    reached = sum(value is True or (type(value) is int and value > 0) for value in values)
    if reached == 0:
        return "Nothing could be carried out in the period; the reasons are given below."
    if reached < len(values):
        return "Part of what was planned was carried out; the lists and programmes are kept by the organiser."
    return "What is reported was carried out; the lists and programmes are kept by the organiser."
