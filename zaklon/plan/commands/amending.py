"""Amending an adopted plan by copy, difference and merge; carrying activities over into the next plan."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.dates import Quarter
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.plan.commands.measures import align_measures, remove_empty_measures
from zaklon.plan.commands.plans import append_activity, draft_plan, rewrite_activity, write_contents
from zaklon.plan.models import Activity, YearlyPlan
from zaklon.plan.queries.contents import contents_as_copied, contents_of
from zaklon.plan.rules.changes import FIRST_WORDING, PlanChanges, activities_of, changes_between
from zaklon.plan.states import PAPER_STEPS, PaperStatus
from zaklon.plan.values import PlanValues


@transaction.atomic
def amend_plan(plan_id: UUID, *, actor: Actor, now: datetime, values: PlanValues | None = None) -> UUID:
    """Begin an amendment: a draft copy of an adopted plan, or the draft of a newer file for it.

    Raises NotPermitted, NotAllowedNow (plan not adopted, another amendment open).
    """
    actor.must(Permission.PLAN_EDIT)
    plan = YearlyPlan.objects.select_for_update().get(pk=plan_id)
    if plan.status != PaperStatus.ADOPTED or plan.amends_id is not None:
        raise NotAllowedNow("plan_not_adopted")
    open_ones = YearlyPlan.objects.filter(amends=plan, status__in=[PaperStatus.DRAFT, PaperStatus.SUBMITTED])
    if open_ones.exists():
        raise NotAllowedNow("amendment_already_open")
    return draft_plan(plan.strategy_id, values or contents_of(plan_id), actor=actor, now=now, amends=plan)


def changes_of(amendment_id: UUID) -> PlanChanges:
    """What the amendment would change in the plan as it stands now. Raises YearlyPlan.DoesNotExist."""
    amendment = YearlyPlan.objects.get(pk=amendment_id, amends__isnull=False)
    if amendment.amends_id is None:
        raise ValueError("not an amendment")
    return changes_between(contents_of(amendment.amends_id), contents_as_copied(amendment_id))


@transaction.atomic
def merge_amendment(amendment_id: UUID, reason: str, *, actor: Actor, now: datetime) -> PlanChanges:
    """Carry a submitted amendment into its plan, which becomes its next revision.

    Changed activities keep their row, so their reports stay; removed ones are dropped with the reason, never deleted.
    Raises NotPermitted, NotAllowedNow when the plan has moved since the copy was taken, RuleBroken without a reason.
    """
    amendment = YearlyPlan.objects.select_for_update().get(pk=amendment_id, amends__isnull=False)
    take_step(PAPER_STEPS, amendment, actor, "merge")
    plan = YearlyPlan.objects.select_for_update().get(amendments=amendment)
    if plan.revision != amendment.amends_revision:
        raise NotAllowedNow("plan_has_moved", facts={"revision": plan.revision})
    if not reason.strip():
        raise RuleBroken("reason_missing", field="reason")
    changes = changes_of(amendment_id)
    if plan.revision == 1:
        _keep_first_wording(plan)
    _carry_in(plan, contents_as_copied(amendment_id), changes)
    _drop(changes, reason.strip(), now)
    plan.revision += 1
    plan.save(update_fields=["revision"])
    amendment.save(update_fields=["status"])
    touched = {field.field for change in changes.changed for field in change.fields}
    record("plan.amended", plan.pk, by=actor, at=now, fields=touched)
    return changes


@transaction.atomic
def carry_over(activity_id: UUID, plan_id: UUID, code: str, *, end: Quarter, actor: Actor, now: datetime) -> UUID:
    """Continue an activity in a later draft plan under a new code, linked to where it came from; returns its id.

    Raises NotPermitted, NotAllowedNow unless the plan is a draft, RuleBroken (code taken, no such measure, same year).
    """
    actor.must(Permission.PLAN_EDIT)
    plan = YearlyPlan.objects.select_for_update().get(pk=plan_id)
    if plan.status != PaperStatus.DRAFT:
        raise NotAllowedNow("plan_not_draft")
    former = Activity.objects.select_related("plan", "measure").get(pk=activity_id)
    if former.plan.year >= plan.year:
        raise RuleBroken("carry_over_goes_forward", field="plan")
    if Activity.objects.filter(plan=plan, code=code).exists():
        raise RuleBroken("activity_code_twice", field="code", facts={"code": code})
    if end.year < plan.year:
        raise RuleBroken("activity_ends_before_start", field="end", facts={"code": code})
    values = next(
        each for each in activities_of(contents_of(former.plan_id, with_dropped=True)) if each.copied_from == former.pk
    )
    values = replace(
        values, code=code, start=Quarter(plan.year, 1), end=end, carried_from=former.pk, copied_from=None, references=()
    )
    new_id = append_activity(plan, former.measure.number, values)
    record("activity.carried_over", new_id, by=actor, at=now)
    return new_id


def _keep_first_wording(plan: YearlyPlan) -> None:
    """Copy the plan as adopted: every later revision stands in the amendment that made it, the first nowhere else."""
    values = contents_of(plan.pk)
    copy = YearlyPlan.objects.create(
        strategy_id=plan.strategy_id,
        year=plan.year,
        title=plan.title,
        language=plan.language,
        currency=plan.currency,
        status=PaperStatus.MERGED,
        amends=plan,
        amends_revision=FIRST_WORDING,
        adopted_by="",
        source_fingerprint=plan.source_fingerprint,
    )
    write_contents(copy, values)


def _carry_in(plan: YearlyPlan, later: PlanValues, changes: PlanChanges) -> None:
    """Write what the changes say into the plan; an activity that was dropped before is taken up again by its code."""
    align_measures(plan, later.measures)
    wanted = {each.code: (measure.number, each) for measure in later.measures for each in measure.activities}
    _make_room(plan, changes)
    for change in changes.changed:
        number, values = wanted[change.code]
        rewrite_activity(plan, change.former_id, values, measure_number=number)
    dropped = dict(Activity.objects.filter(plan=plan, dropped_on__isnull=False).values_list("code", "pk"))
    for values in changes.added:
        number = wanted[values.code][0]
        if values.code in dropped:
            rewrite_activity(plan, dropped[values.code], values, measure_number=number)
        else:
            append_activity(plan, number, replace(values, copied_from=None))
    remove_empty_measures(plan, later.measures)


def _make_room(plan: YearlyPlan, changes: PlanChanges) -> None:
    """Take codes that change hands out of the way, so that two activities may swap theirs.

    An activity that leaves, or left before, gives its code up where another takes it, and then says so in its own.
    """
    renamed = {
        each.former_id: each.code
        for each in changes.changed
        if any(difference.field == "code" for difference in each.fields)
    }
    for number, activity in enumerate(Activity.objects.filter(pk__in=renamed).order_by("pk"), start=1):
        activity.code = f"~{number}"
        activity.save(update_fields=["code"])
    staying = {each.former_id for each in changes.changed}
    leaving = {each.copied_from for each in changes.removed}
    added = {each.code for each in changes.added}
    for activity in Activity.objects.filter(plan=plan, code__in={*renamed.values(), *added}).order_by("pk"):
        is_taken_up_again = activity.dropped_on is not None and activity.code in added
        is_gone = activity.dropped_on is not None or activity.pk in leaving
        if is_gone and not is_taken_up_again and activity.pk not in staying:
            activity.code = f"{activity.code[:14]} r{plan.revision}"
            activity.save(update_fields=["code"])


def _drop(changes: PlanChanges, reason: str, now: datetime) -> None:
    gone = [each.copied_from for each in changes.removed if each.copied_from is not None]
    Activity.objects.filter(pk__in=gone, dropped_on__isnull=True).update(
        dropped_on=timezone.localdate(now), dropped_reason=reason
    )
