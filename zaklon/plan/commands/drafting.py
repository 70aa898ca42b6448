"""Changing what a draft plan, or the draft of an amendment, says: activity by activity, measure by measure."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.plan.commands.measures import align_measures, remove_empty_measures
from zaklon.plan.commands.plans import append_activity, rewrite_activity
from zaklon.plan.kinds import Comparator, FundingState
from zaklon.plan.models import Activity, KeyMeasure, Objective, RegionQuota, ResultIndicator, Wording, YearlyPlan
from zaklon.plan.queries.contents import contents_of
from zaklon.plan.rules.changes import activities_of, changes_between
from zaklon.plan.rules.matching import continuing
from zaklon.plan.states import PaperStatus
from zaklon.plan.values import ActivityValues, MeasureValues, PlanValues


@transaction.atomic
def add_activity(plan_id: UUID, measure_number: str, values: ActivityValues, *, actor: Actor, now: datetime) -> UUID:
    """Add an activity at the end of a measure; returns its id.

    Raises NotPermitted, NotAllowedNow unless the plan is a draft, RuleBroken for what does not fit.
    """
    plan = _draft(plan_id, actor)
    _check(plan, values)
    activity_id = append_activity(plan, measure_number, values)
    record("activity.added", activity_id, by=actor, at=now)
    return activity_id


@transaction.atomic
def change_activity(
    activity_id: UUID, measure_number: str, values: ActivityValues, *, actor: Actor, now: datetime
) -> None:
    """Give an activity of a draft new contents; translations stay where the text stayed. Raises as `add_activity`."""
    plan = _draft_of(activity_id, actor)
    _check(plan, values, besides=activity_id)
    former = next(each for each in activities_of(contents_of(plan.pk)) if each.copied_from == activity_id)
    rewrite_activity(plan, activity_id, continuing(values, former), measure_number=measure_number)
    record("activity.changed", activity_id, by=actor, at=now)


@transaction.atomic
def remove_activity(activity_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take an activity out of a draft. In the plan in force it stays until the amendment is merged, then is dropped.

    Raises NotPermitted, NotAllowedNow unless the plan is a draft.
    """
    plan = _draft_of(activity_id, actor)
    _forget(plan, [activity_id])
    record("activity.removed", activity_id, by=actor, at=now)


@transaction.atomic
def add_measure(plan_id: UUID, values: MeasureValues, *, actor: Actor, now: datetime) -> UUID:
    """Add a key measure without activities; returns its id. Raises as `add_activity`."""
    plan = _draft(plan_id, actor)
    _check_measure(plan, values)
    measure = KeyMeasure.objects.create(
        plan=plan,
        objective=_objective(plan, values.objective),
        position=KeyMeasure.objects.filter(plan=plan).count() + 1,
        label=values.label,
        number=values.number,
        text=values.text,
    )
    record("measure.added", measure.pk, by=actor, at=now)
    return measure.pk


@transaction.atomic
def change_measure(measure_id: UUID, values: MeasureValues, *, actor: Actor, now: datetime) -> None:
    """Give a key measure another label, number, text or objective; its activities stay. Raises as `add_activity`."""
    actor.must(Permission.PLAN_EDIT)
    measure = KeyMeasure.objects.select_for_update(of=("self",)).get(pk=measure_id)
    plan = _draft(measure.plan_id, actor)
    _check_measure(plan, values, besides=measure_id)
    if measure.text != values.text:
        Wording.objects.filter(owner_id=plan.pk, subject_id=measure.pk).delete()
    measure.objective = _objective(plan, values.objective)
    measure.label, measure.number, measure.text = values.label, values.number, values.text
    measure.save(update_fields=["objective", "label", "number", "text"])
    record("measure.changed", measure.pk, by=actor, at=now)


@transaction.atomic
def remove_measure(measure_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a key measure out of a draft. Raises NotPermitted, NotAllowedNow while activities stand under it."""
    actor.must(Permission.PLAN_EDIT)
    measure = KeyMeasure.objects.select_for_update(of=("self",)).get(pk=measure_id)
    plan = _draft(measure.plan_id, actor)
    if Activity.objects.filter(measure=measure).exists():
        raise NotAllowedNow("measure_has_activities")
    Wording.objects.filter(owner_id=plan.pk, subject_id=measure.pk).delete()
    measure.delete()
    record("measure.removed", measure_id, by=actor, at=now)


@transaction.atomic
def replace_contents(plan: YearlyPlan, values: PlanValues, *, actor: Actor, now: datetime) -> None:
    """Make a draft say what a newer file says; what stays the same keeps its row. Raises as `add_activity`."""
    plan = _draft(plan.pk, actor)
    former = contents_of(plan.pk)
    changes = changes_between(former, values)
    _forget(plan, [each.copied_from for each in changes.removed if each.copied_from is not None])
    align_measures(plan, values.measures)
    numbers = {each.code: measure.number for measure in values.measures for each in measure.activities}
    later = {each.code: each for each in activities_of(values)}
    _free_codes(plan, (change.former_id for change in changes.changed))
    for change in changes.changed:
        rewrite_activity(plan, change.former_id, later[change.code], measure_number=numbers[change.code])
    for added in changes.added:
        append_activity(plan, numbers[added.code], added)
    remove_empty_measures(plan, values.measures)
    _put_in_order(plan, list(later))
    plan.title, plan.currency, plan.language = values.title, values.currency, values.language
    plan.source_fingerprint = values.fingerprint
    plan.save(update_fields=["title", "currency", "language", "source_fingerprint"])
    record("plan.redrafted", plan.pk, by=actor, at=now, fields={"title", "currency", "language"})


def _free_codes(plan: YearlyPlan, activity_ids: Iterable[UUID]) -> None:
    """Codes of activities that are about to be rewritten may pass from one to another."""
    for number, activity in enumerate(Activity.objects.filter(plan=plan, pk__in=list(activity_ids)), start=1):
        activity.code = f"~{number}"
        activity.save(update_fields=["code"])


def _put_in_order(plan: YearlyPlan, codes: list[str]) -> None:
    places = {code: position for position, code in enumerate(codes, start=1)}
    activities = list(Activity.objects.filter(plan=plan).order_by("pk"))
    for activity in activities:
        activity.position = places[activity.code]
    Activity.objects.bulk_update(activities, ["position"], batch_size=500)


def _forget(plan: YearlyPlan, activity_ids: list[UUID]) -> None:
    """Delete activities of a draft, which no report can speak of yet, in a constant number of statements."""
    results = ResultIndicator.objects.filter(plan=plan, activity_id__in=activity_ids)
    gone = {*activity_ids, *results.values_list("pk", flat=True)}
    Wording.objects.filter(owner_id=plan.pk, subject_id__in=gone).delete()
    RegionQuota.objects.filter(plan=plan, result__in=results).delete()
    for table in ("plan_resultindicator", "plan_activitybody", "plan_moneyline", "plan_activityreference"):
        _delete(table, "activity_id", activity_ids)
    _delete("plan_activity", "id", activity_ids)


def _delete(table: str, column: str, keys: list[UUID]) -> None:
    """Plain SQL: the ORM would first delete from tables of reports, in which the application may delete nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)").format(sql.Identifier(table), sql.Identifier(column)), [keys]
        )


def _draft(plan_id: UUID, actor: Actor) -> YearlyPlan:
    actor.must(Permission.PLAN_EDIT)
    plan = YearlyPlan.objects.select_for_update().get(pk=plan_id)
    if plan.status != PaperStatus.DRAFT:
        raise NotAllowedNow("plan_not_draft")
    return plan


def _draft_of(activity_id: UUID, actor: Actor) -> YearlyPlan:
    actor.must(Permission.PLAN_EDIT)
    return _draft(Activity.objects.values_list("plan_id", flat=True).get(pk=activity_id), actor)


def _objective(plan: YearlyPlan, number: int) -> Objective:
    found = Objective.objects.filter(strategy_id=plan.strategy_id, number=number).first()
    if found is None:
        raise RuleBroken("objective_not_known", field="objective", facts={"objective": number})
    return found


def _check_measure(plan: YearlyPlan, values: MeasureValues, besides: UUID | None = None) -> None:
    if not values.number.strip():
        raise RuleBroken("measure_without_number", field="number")
    held = set(KeyMeasure.objects.filter(plan=plan, number=values.number).values_list("pk", flat=True))
    if held - {besides}:
        raise RuleBroken("measure_number_twice", field="number", facts={"number": values.number})


def _check(plan: YearlyPlan, values: ActivityValues, besides: UUID | None = None) -> None:
    """What a form can get wrong, in the words of the field, before the database would refuse it."""
    if not values.code.strip():
        raise RuleBroken("activity_without_code", field="code")
    if not values.title.strip():
        raise RuleBroken("activity_without_title", field="title")
    if set(Activity.objects.filter(plan=plan, code=values.code).values_list("pk", flat=True)) - {besides}:
        raise RuleBroken("activity_code_twice", field="code", facts={"code": values.code})
    if not values.parts:
        raise RuleBroken("activity_without_body", field="parts", facts={"code": values.code})
    bodies = [part.body for part in values.parts]
    if len(set(bodies)) < len(bodies):
        raise RuleBroken("body_twice", field="parts")
    if values.end < values.start:
        raise RuleBroken("activity_ends_before_start", field="end", facts={"code": values.code})
    _check_lines(values)


def _check_lines(values: ActivityValues) -> None:
    if any((result.target is None) is not (result.comparator is Comparator.NONE) for result in values.results):
        raise RuleBroken("result_target_and_comparator", field="results")
    if any(share <= 0 for result in values.results for share in result.quotas.values()):
        raise RuleBroken("quota_not_above_zero", field="results")
    if any(line.amount_minor is not None and line.amount_minor < 0 for line in values.money):
        raise RuleBroken("number_negative", field="money")
    if values.money and values.funding is FundingState.NONE_REQUIRED:
        raise RuleBroken("money_not_required", field="money")
