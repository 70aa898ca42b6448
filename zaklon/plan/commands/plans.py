"""Drafting and moving yearly plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import circle_of, ids_by_code
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.plan.commands.wordings import worded
from zaklon.plan.kinds import PartRole, ReferenceKind
from zaklon.plan.models import (
    Activity,
    ActivityBody,
    ActivityReference,
    KeyMeasure,
    MoneyLine,
    Objective,
    Reference,
    RegionQuota,
    ResultIndicator,
    Strategy,
    Wording,
    YearlyPlan,
)
from zaklon.plan.rules.changes import activities_of
from zaklon.plan.states import PAPER_STEPS, PaperStatus
from zaklon.plan.values import ActivityValues, MeasureValues, PlanValues


@transaction.atomic
def draft_plan(
    strategy_id: UUID, values: PlanValues, *, actor: Actor, now: datetime, amends: YearlyPlan | None = None
) -> UUID:
    """Write a whole yearly plan as a draft, or as the draft of an amendment; returns its id.

    Raises NotPermitted, RuleBroken (year outside the strategy, year taken, unknown body or objective, code twice).
    """
    actor.must(Permission.PLAN_EDIT)
    strategy = Strategy.objects.select_for_update().get(pk=strategy_id)
    _check_year(strategy, values, amends)
    plan = YearlyPlan.objects.create(
        strategy=strategy,
        year=values.year,
        title=values.title,
        language=values.language,
        currency=values.currency,
        amends=amends,
        amends_revision=amends.revision if amends else None,
        adopted_by="",
        source_fingerprint=values.fingerprint,
    )
    write_contents(plan, values)
    record("plan.amendment_drafted" if amends else "plan.drafted", plan.pk, by=actor, at=now)
    return plan.pk


def write_contents(plan: YearlyPlan, values: PlanValues) -> None:
    """Write measures and activities into an empty plan, in a constant number of statements."""
    _check_codes(values)
    rows = _Rows(_Known.of(plan, activities_of(values)))
    rows.words += worded(plan.pk, plan.pk, "title", values.wordings)
    for position, measure in enumerate(values.measures, start=1):
        rows.add_measure(plan, position, measure)
    rows.save()


def append_activity(plan: YearlyPlan, measure_number: str, values: ActivityValues) -> UUID:
    """Add one activity at the end of a measure of an existing plan. Raises RuleBroken when there is no such measure."""
    rows = _Rows(_Known.of(plan, [values]))
    rows.position = Activity.objects.filter(plan=plan).count()
    rows.add_activity(plan, _measure(plan, measure_number), values)
    rows.save()
    return rows.activities[0].pk


def _measure(plan: YearlyPlan, number: str) -> KeyMeasure:
    measure = KeyMeasure.objects.filter(plan=plan, number=number).first()
    if measure is None:
        raise RuleBroken("measure_not_known", field="measure", facts={"measure": number})
    return measure


def rewrite_activity(
    plan: YearlyPlan, activity_id: UUID, values: ActivityValues, *, measure_number: str | None = None
) -> None:
    """Give an activity new contents and keep its row, so that its reports and its past stay.

    Results that were reported on keep their row where their position stays; a reported result cannot vanish. With a
    measure number the activity moves there; RuleBroken when there is no such measure. A dropped one is taken up again.
    """
    former = Activity.objects.select_for_update(of=("self",)).select_related("measure").get(pk=activity_id, plan=plan)
    measure = former.measure if measure_number is None else _measure(plan, measure_number)
    rows = _Rows(_Known.of(plan, [values]))
    rows.add_activity(plan, measure, values)
    fresh = rows.activities[0]
    for name in _REWRITTEN:
        setattr(former, name, getattr(fresh, name))
    former.save(update_fields=_REWRITTEN)
    kept = {each.position: each.pk for each in ResultIndicator.objects.filter(activity=former)}
    _forget_contents(former, keep_results=len(rows.results))
    rows.move_to(former, kept)
    rows.save()


_REWRITTEN = [
    "measure", "code", "title", "start_date", "due_date", "is_continuous", "funding", "lead_body", "visible_to",
    "dropped_on", "dropped_reason",
]  # fmt: skip


def _forget_contents(activity: Activity, *, keep_results: int) -> None:
    for model in (ActivityBody, MoneyLine, ActivityReference):
        model.objects.filter(activity=activity).delete()
    RegionQuota.objects.filter(result__activity=activity).delete()
    ResultIndicator.objects.filter(activity=activity, position__gt=keep_results, values__isnull=True).delete()
    results = ResultIndicator.objects.filter(activity=activity).values_list("pk", flat=True)
    Wording.objects.filter(owner_id=activity.plan_id, subject_id__in=[activity.pk, *results]).delete()


@dataclass(frozen=True)
class _Known:
    """What a plan's rows refer to, looked up once."""

    bodies: Mapping[str, UUID]
    circles: Mapping[UUID, frozenset[UUID]]
    objectives: Mapping[int, Objective]
    references: Mapping[tuple[str, str], UUID]

    @classmethod
    def of(cls, plan: YearlyPlan, wanted: Iterable[ActivityValues]) -> "_Known":
        activities = list(wanted)
        codes = {part.body for activity in activities for part in activity.parts}
        codes |= {money.payer_body for activity in activities for money in activity.money if money.payer_body}
        bodies = ids_by_code(codes)
        if missing := sorted(codes - set(bodies)):
            raise RuleBroken("body_not_known", field="parts", facts={"bodies": ", ".join(missing)})
        objectives = {each.number: each for each in Objective.objects.filter(strategy_id=plan.strategy_id)}
        references = {
            (each.kind, each.code): each.pk for each in Reference.objects.filter(strategy_id=plan.strategy_id)
        }
        return cls(bodies, circle_of(set(bodies.values())), objectives, references)

    def reference(self, kind: ReferenceKind, code: str) -> UUID:
        """The reference's id. Raises RuleBroken when the strategy does not list it."""
        if (kind, code) not in self.references:
            raise RuleBroken("reference_not_known", field="references", facts={"code": code})
        return self.references[(kind, code)]


class _Rows:
    """Rows of a whole plan, gathered first and written together."""

    def __init__(self, known: _Known) -> None:
        self.known = known
        self.position = 0
        self.measures: list[KeyMeasure] = []
        self.activities: list[Activity] = []
        self.parts: list[ActivityBody] = []
        self.results: list[ResultIndicator] = []
        self.quotas: list[RegionQuota] = []
        self.money: list[MoneyLine] = []
        self.references: list[ActivityReference] = []
        self.words: list[Wording] = []

    def add_measure(self, plan: YearlyPlan, position: int, values: MeasureValues) -> None:
        if values.objective not in self.known.objectives:
            raise RuleBroken("objective_not_known", field="measures", facts={"objective": values.objective})
        measure = KeyMeasure(
            plan=plan,
            objective=self.known.objectives[values.objective],
            position=position,
            label=values.label,
            number=values.number,
            text=values.text,
        )
        self.measures.append(measure)
        self.words += worded(plan.pk, measure.pk, "text", values.wordings)
        for activity in values.activities:
            self.add_activity(plan, measure, activity)

    def add_activity(self, plan: YearlyPlan, measure: KeyMeasure, values: ActivityValues) -> None:
        body_ids = [self.known.bodies[part.body] for part in values.parts]
        self.position += 1
        activity = Activity(
            plan=plan,
            measure=measure,
            position=self.position,
            code=values.code,
            title=values.title,
            start_date=values.start.first_day,
            due_date=values.end.last_day,
            is_continuous=values.is_continuous,
            funding=values.funding,
            lead_body_id=body_ids[0],
            visible_to=sorted(frozenset().union(*(self.known.circles[each] for each in body_ids))),
            carried_from_id=values.carried_from,
            copied_from_id=values.copied_from,
            dropped_reason="",
        )
        self.activities.append(activity)
        self.words += worded(plan.pk, activity.pk, "title", values.wordings)
        self.parts += [
            ActivityBody(
                plan=plan,
                activity=activity,
                body_id=body_id,
                position=position,
                role=PartRole.LEAD if position == 1 else PartRole.PARTNER,
                as_written=part.as_written,
            )
            for position, (body_id, part) in enumerate(zip(body_ids, values.parts, strict=True), start=1)
        ]
        self._add_results(activity, values)
        self._add_money(activity, values)
        self.references += [
            ActivityReference(plan=plan, activity=activity, reference_id=self.known.reference(kind, code))
            for kind, code in values.references
        ]

    def _add_results(self, activity: Activity, values: ActivityValues) -> None:
        for position, each in enumerate(values.results, start=1):
            result = ResultIndicator(
                plan_id=activity.plan_id,
                activity=activity,
                position=position,
                text=each.text,
                kind=each.kind,
                comparator=each.comparator,
                target=each.target,
                unit=each.unit,
                periodicity=each.periodicity,
                measure_name=each.measure_name,
            )
            self.results.append(result)
            self.words += worded(activity.plan_id, result.pk, "text", each.wordings)
            self.quotas += [
                RegionQuota(plan_id=activity.plan_id, result=result, region=region, target=target)
                for region, target in each.quotas.items()
            ]

    def _add_money(self, activity: Activity, values: ActivityValues) -> None:
        self.money += [
            MoneyLine(
                plan_id=activity.plan_id,
                activity=activity,
                position=position,
                amount_minor=each.amount_minor,
                currency=each.currency,
                payer=each.payer,
                payer_body_id=self.known.bodies[each.payer_body] if each.payer_body else None,
                as_written=each.as_written,
            )
            for position, each in enumerate(values.money, start=1)
        ]

    def move_to(self, activity: Activity, kept: Mapping[int, UUID]) -> None:
        """Hang the rows of the one gathered activity on an existing one; results keep the rows of their positions."""
        fresh = self.activities.pop().pk
        rows: list[ActivityBody | ResultIndicator | MoneyLine | ActivityReference] = [
            *self.parts,
            *self.results,
            *self.money,
            *self.references,
        ]
        for row in rows:
            row.activity = activity
        moved = {fresh: activity.pk}
        for result in self.results:
            if result.position in kept:
                moved[result.pk], result.pk = kept[result.position], kept[result.position]
                result.save(force_update=True)
        self.results = [result for result in self.results if result.position not in kept]
        for quota in self.quotas:
            quota.result_id = moved.get(quota.result_id, quota.result_id)
        for word in self.words:
            word.subject_id = moved.get(word.subject_id, word.subject_id)

    def save(self) -> None:
        KeyMeasure.objects.bulk_create(self.measures)
        Activity.objects.bulk_create(self.activities)
        ActivityBody.objects.bulk_create(self.parts)
        ResultIndicator.objects.bulk_create(self.results)
        RegionQuota.objects.bulk_create(self.quotas)
        MoneyLine.objects.bulk_create(self.money)
        ActivityReference.objects.bulk_create(self.references)
        Wording.objects.bulk_create(self.words)


@transaction.atomic
def move_plan(plan_id: UUID, verb: str, *, actor: Actor, now: datetime, adopted_by: str = "") -> None:
    """Take one step of PAPER_STEPS with a yearly plan. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    plan = YearlyPlan.objects.select_for_update().get(pk=plan_id)
    if verb == "merge" or (verb == "adopt" and plan.amends_id):
        raise RuleBroken("amendment_is_merged", field="verb")
    take_step(PAPER_STEPS, plan, actor, verb)
    if verb == "submit" and not Activity.objects.filter(plan=plan).exists():
        raise RuleBroken("plan_is_empty", field="plan")
    if verb == "adopt":
        if plan.strategy.status not in {PaperStatus.ADOPTED, PaperStatus.CLOSED}:
            raise NotAllowedNow("strategy_not_adopted")
        plan.adopted_on, plan.adopted_by = timezone.localdate(now), adopted_by
    plan.save(update_fields=["status", "adopted_on", "adopted_by"])
    record(f"plan.{verb}", plan.pk, by=actor, at=now, fields=["status"])


@transaction.atomic
def drop_activity(activity_id: UUID, reason: str, *, on: date, actor: Actor, now: datetime) -> None:
    """Drop or replace an activity, with the reason. Raises NotPermitted, RuleBroken."""
    actor.must(Permission.PLAN_EDIT)
    if not reason.strip():
        raise RuleBroken("reason_missing", field="reason")
    activity = Activity.objects.select_for_update().get(pk=activity_id)
    activity.dropped_on, activity.dropped_reason = on, reason.strip()
    activity.save(update_fields=["dropped_on", "dropped_reason"])
    record("activity.dropped", activity.pk, by=actor, at=now, fields=["dropped_on", "dropped_reason"])


def _check_year(strategy: Strategy, values: PlanValues, amends: YearlyPlan | None) -> None:
    if not strategy.first_year <= values.year <= strategy.last_year:
        raise RuleBroken(
            "year_outside_strategy",
            field="year",
            facts={"year": values.year, "first_year": strategy.first_year, "last_year": strategy.last_year},
        )
    taken = YearlyPlan.objects.filter(strategy=strategy, year=values.year, amends__isnull=True)
    if amends is None and taken.exclude(status=PaperStatus.DISCARDED).exists():
        raise RuleBroken("plan_year_taken", field="year", facts={"year": values.year})


def _check_codes(values: PlanValues) -> None:
    seen: set[str] = set()
    for measure in values.measures:
        for activity in measure.activities:
            if activity.code in seen:
                raise RuleBroken("activity_code_twice", field="code", facts={"code": activity.code})
            if not activity.parts:
                raise RuleBroken("activity_without_body", field="parts", facts={"code": activity.code})
            if activity.end < activity.start:
                raise RuleBroken("activity_ends_before_start", field="end", facts={"code": activity.code})
            seen.add(activity.code)
