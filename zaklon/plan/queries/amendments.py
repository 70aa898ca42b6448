"""Drafts and amendments for their pages: what stands in them, what they would change, what can be done."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.workflow import open_steps
from zaklon.common.dates import Quarter
from zaklon.plan.models import Activity, KeyMeasure, Strategy, YearlyPlan
from zaklon.plan.queries.contents import contents_as_copied, contents_of
from zaklon.plan.queries.drafting import Choices
from zaklon.plan.rules.changes import FIRST_WORDING, PlanChanges, activities_of, changes_between
from zaklon.plan.rules.matching import following
from zaklon.plan.settling.drafts import DraftActivity, DraftMoney, DraftPart
from zaklon.plan.states import PAPER_STEPS, PaperStatus
from zaklon.plan.values import ActivityValues, MeasureValues

_OPEN = (PaperStatus.DRAFT, PaperStatus.SUBMITTED)


@dataclass(frozen=True)
class PaperRow:
    """A yearly plan or an amendment; `revision` is that of an amendment's result, or the plan's own."""

    plan_id: UUID
    strategy_id: UUID
    strategy_title: str
    strategy_status: PaperStatus
    title: str
    year: int
    status: PaperStatus
    revision: int
    amends_id: UUID | None
    verbs: tuple[str, ...]
    may_edit: bool = False
    is_outdated: bool = False

    @property
    def is_draft(self) -> bool:
        return self.status is PaperStatus.DRAFT

    @property
    def is_amendment(self) -> bool:
        return self.amends_id is not None


@dataclass(frozen=True)
class Amendments:
    """A plan with its amendments, the latest first, and whether another may be begun."""

    plan: PaperRow
    open_one: PaperRow | None
    past: tuple[PaperRow, ...]
    may_begin: bool


@dataclass(frozen=True)
class DraftMeasureRow:
    """A key measure with the activities under it."""

    measure_id: UUID
    objective: int
    label: str
    number: str
    text: str
    activities: tuple["DraftActivityRow", ...]


@dataclass(frozen=True)
class DraftActivityRow:
    """One activity of a draft, in short."""

    activity_id: UUID
    code: str
    title: str
    lead_body_id: UUID
    start: Quarter
    end: Quarter
    results: int


@dataclass(frozen=True)
class Draft:
    """A paper with what stands in it; `total` activities, of which `measures` hold one page."""

    paper: PaperRow
    measures: tuple[DraftMeasureRow, ...]
    total: int


@dataclass(frozen=True)
class AmendmentPage:
    """An amendment with what it changes; `changes` is None where the former wording was not kept."""

    amendment: PaperRow
    plan: PaperRow
    changes: PlanChanges | None


def amendments(plan_id: UUID, *, actor: Actor) -> Amendments:
    """A plan with its amendments. Two queries however many. Raises YearlyPlan.DoesNotExist."""
    actor.must(Permission.PROGRESS_READ_ALL)
    plan = _paper(plan_id, amends__isnull=True)
    found = YearlyPlan.objects.filter(amends=plan).exclude(amends_revision=FIRST_WORDING).select_related("strategy")
    rows = [_row(each, actor, plan) for each in found.order_by("-amends_revision", "pk")]
    open_one = next((row for row in rows if row.status in _OPEN), None)
    may_begin = actor.may(Permission.PLAN_EDIT) and plan.status == PaperStatus.ADOPTED and open_one is None
    return Amendments(_row(plan, actor), open_one, tuple(row for row in rows if row.status not in _OPEN), may_begin)


def amendment(amendment_id: UUID, *, actor: Actor) -> AmendmentPage:
    """One amendment with its difference, a constant number of queries. Raises YearlyPlan.DoesNotExist."""
    actor.must(Permission.PROGRESS_READ_ALL)
    found = _paper(amendment_id, amends__isnull=False)
    plan = _paper(found.amends_id or amendment_id)
    return AmendmentPage(_row(found, actor, plan), _row(plan, actor), _changes(found))


def _changes(found: YearlyPlan) -> PlanChanges | None:
    """Against the plan in force while it is open; once merged, against the wording that it replaced."""
    base = found.amends_id
    if found.status not in _OPEN:
        former = YearlyPlan.objects.filter(
            amends_id=found.amends_id, status=PaperStatus.MERGED, amends_revision__lt=found.amends_revision
        )
        base = former.order_by("-amends_revision", "pk").values_list("pk", flat=True).first()
    if base is None or found.status == PaperStatus.DISCARDED:
        return None
    former_values = contents_of(base)
    if found.status not in _OPEN:
        return changes_between(former_values, following(former_values, contents_of(found.pk)))
    return changes_between(former_values, contents_as_copied(found.pk))


def draft(plan_id: UUID, *, actor: Actor, offset: int = 0, size: int = 100) -> Draft:
    """A plan or amendment before it is in force: one page of its activities under their measures, in their order.

    Three queries however many activities. Raises YearlyPlan.DoesNotExist.
    """
    actor.must(Permission.PROGRESS_READ_ALL)
    plan = _paper(plan_id)
    activities = Activity.objects.filter(plan=plan, dropped_on__isnull=True)
    total = activities.count()
    by_measure: dict[UUID, list[DraftActivityRow]] = {}
    page = activities.annotate(promised=Count("results")).order_by("measure__position", "position", "pk")
    for each in page[offset : offset + size]:
        row = DraftActivityRow(
            each.pk,
            each.code,
            each.title,
            each.lead_body_id,
            Quarter.of(each.start_date),
            Quarter.of(each.due_date),
            each.promised,
        )
        by_measure.setdefault(each.measure_id, []).append(row)
    measures = KeyMeasure.objects.filter(plan=plan).select_related("objective").order_by("position", "pk")
    shown = tuple(
        DraftMeasureRow(
            each.pk, each.objective.number, each.label, each.number, each.text, tuple(by_measure.get(each.pk, ()))
        )
        for each in measures
        if each.pk in by_measure or total <= size
    )
    return Draft(_row(plan, actor), shown, total)


def draft_activity(activity_id: UUID, *, actor: Actor) -> tuple[PaperRow, DraftActivity]:
    """One activity of a draft for editing; its `measure` is the measure's number. Raises Activity.DoesNotExist."""
    actor.must(Permission.PLAN_EDIT)
    plan_id = Activity.objects.values_list("plan_id", flat=True).get(pk=activity_id)
    values = contents_of(plan_id, with_dropped=True)
    numbers = {each.copied_from: measure.number for measure in values.measures for each in measure.activities}
    found = next(each for each in activities_of(values) if each.copied_from == activity_id)
    return _row(_paper(plan_id), actor), _as_draft(found, numbers[activity_id])


def draft_measure(measure_id: UUID, *, actor: Actor) -> tuple[PaperRow, MeasureValues]:
    """One measure of a draft for editing, without its activities. Raises KeyMeasure.DoesNotExist."""
    actor.must(Permission.PLAN_EDIT)
    measure = KeyMeasure.objects.select_related("objective").get(pk=measure_id)
    values = MeasureValues(measure.objective.number, measure.label, measure.number, measure.text, ())
    return _row(_paper(measure.plan_id), actor), values


def paper(plan_id: UUID, *, actor: Actor) -> PaperRow:
    """A plan or an amendment by itself. Raises YearlyPlan.DoesNotExist."""
    actor.must(Permission.PROGRESS_READ_ALL)
    found = _paper(plan_id)
    return _row(found, actor, _paper(found.amends_id) if found.amends_id else None)


@dataclass(frozen=True)
class StrategyPaper:
    """A strategy as a paper, with the steps that the reader may take."""

    strategy_id: UUID
    title: str
    status: PaperStatus
    verbs: tuple[str, ...]


def strategy_paper(strategy_id: UUID, *, actor: Actor) -> StrategyPaper:
    """A strategy by itself. Raises Strategy.DoesNotExist."""
    actor.must(Permission.PROGRESS_READ_ALL)
    found = Strategy.objects.get(pk=strategy_id)
    verbs = tuple(verb for verb in open_steps(PAPER_STEPS, found, actor) if verb != "merge")
    return StrategyPaper(found.pk, found.title, PaperStatus(found.status), verbs)


def carry_over_choices(plan_id: UUID, *, actor: Actor) -> Choices:
    """Activities of the plans before this one that it can continue, the latest plan first."""
    actor.must(Permission.PLAN_EDIT)
    plan = _paper(plan_id)
    former = Activity.objects.filter(
        plan__year__lt=plan.year, plan__amends__isnull=True, plan__status__in=[PaperStatus.ADOPTED, PaperStatus.CLOSED]
    )
    taken = Activity.objects.filter(plan=plan, carried_from__isnull=False).values("carried_from_id")
    rows = former.exclude(pk__in=taken).select_related("plan").order_by("-plan__year", "position", "pk")
    return tuple((str(each.pk), f"{each.plan.year}: {each.code} {each.title}") for each in rows)


def _as_draft(values: ActivityValues, measure: str) -> DraftActivity:
    return DraftActivity(
        row="",
        code=values.code,
        title=values.title,
        measure=measure,
        parts=tuple(DraftPart(part.body, part.as_written) for part in values.parts),
        start=values.start,
        end=values.end,
        is_continuous=values.is_continuous,
        results=values.results,
        funding=values.funding,
        money=tuple(DraftMoney(line) for line in values.money),
        references=values.references,
    )


def _paper(plan_id: UUID, **wanted: object) -> YearlyPlan:
    return YearlyPlan.objects.select_related("strategy").get(pk=plan_id, **wanted)


def _row(found: YearlyPlan, actor: Actor, plan: YearlyPlan | None = None) -> PaperRow:
    """`plan` is the one that an amendment amends."""
    never = {"adopt", "close"} if found.amends_id else {"merge"}
    status = PaperStatus(found.status)
    return PaperRow(
        plan_id=found.pk,
        strategy_id=found.strategy_id,
        strategy_title=found.strategy.title,
        strategy_status=PaperStatus(found.strategy.status),
        title=found.title,
        year=found.year,
        status=status,
        revision=found.revision if found.amends_revision is None else found.amends_revision + 1,
        amends_id=found.amends_id,
        verbs=tuple(verb for verb in open_steps(PAPER_STEPS, found, actor) if verb not in never),
        may_edit=status is PaperStatus.DRAFT and actor.may(Permission.PLAN_EDIT),
        is_outdated=plan is not None and status in _OPEN and plan.revision != found.amends_revision,
    )
