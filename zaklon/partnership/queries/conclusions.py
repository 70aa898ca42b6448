"""Conclusions, and the annual work plan, as pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.documents.queries import AttachmentRow, of_subjects
from zaklon.partnership.kinds import ConclusionStatus
from zaklon.partnership.models import Conclusion, WorkPlan, WorkPlanTask

EVIDENCE = "partnership.conclusion"


@dataclass(frozen=True)
class ConclusionRow:
    """A conclusion; `session_id` only for who sees the session."""

    conclusion_id: UUID
    session_id: UUID | None
    position: int
    concluded_on: date
    text: str
    owner_id: UUID
    owner: str
    due_on: date
    status: ConclusionStatus
    done_on: date | None
    done_word: str
    reason: str
    is_late: bool
    files: tuple[AttachmentRow, ...]
    may_answer: bool


@dataclass(frozen=True)
class Tracker:
    """Conclusions that the reader sees: what is late stands first, then by the last day."""

    rows: tuple[ConclusionRow, ...]
    late: int
    open: int
    done: int


def conclusions(
    language: str, *, actor: Actor, now: datetime, of_session: UUID | None = None, owner: UUID | None = None
) -> Tracker:
    """The tracker, whole or of one session or body. Three queries. Raises NotPermitted."""
    _must_read(actor)
    found = Conclusion.objects.all()
    if of_session is not None:
        found = found.filter(session_id=of_session)
    if owner is not None:
        found = found.filter(owner_id=owner)
    rows = list(found.order_by("-status", "due_on", "concluded_on", "position", "pk"))
    made = _rows(rows, language, actor, timezone.localdate(now))
    late = sum(row.is_late for row in made)
    still = sum(row.status is ConclusionStatus.OPEN for row in made)
    return Tracker(made, late, still, len(made) - still)


def conclusion(conclusion_id: UUID, language: str, *, actor: Actor, now: datetime) -> ConclusionRow:
    """One conclusion. Raises NotPermitted, Conclusion.DoesNotExist."""
    _must_read(actor)
    found = Conclusion.objects.get(pk=conclusion_id)
    return _rows([found], language, actor, timezone.localdate(now))[0]


def _must_read(actor: Actor) -> None:
    if not actor.may(Permission.CONCLUSION_ANSWER):
        actor.must(Permission.BOARD_READ)


def _rows(rows: list[Conclusion], language: str, actor: Actor, today: date) -> tuple[ConclusionRow, ...]:
    bodies, files = names_in(language), of_subjects(EVIDENCE, [row.pk for row in rows])
    manages, answers = actor.may(Permission.BOARD_MANAGE), actor.may(Permission.CONCLUSION_ANSWER)
    return tuple(
        ConclusionRow(
            row.pk,
            row.session_id if actor.may(Permission.BOARD_READ) else None,
            row.position,
            row.concluded_on,
            row.text,
            row.owner_id,
            bodies.get(row.owner_id, ""),
            row.due_on,
            ConclusionStatus(row.status),
            row.done_on,
            row.done_word,
            row.reason,
            row.status == ConclusionStatus.OPEN and row.due_on < today,
            tuple(file for file in files[row.pk] if not file.is_removed),
            row.status == ConclusionStatus.OPEN and answers and (manages or row.owner_id == actor.body_id),
        )
        for row in rows
    )


@dataclass(frozen=True)
class TaskRow:
    """An item of a work plan."""

    task_id: UUID
    position: int
    text: str
    owner: str
    due_on: date
    implemented_on: date | None
    dropped_on: date | None
    word: str

    @property
    def is_open(self) -> bool:
        """Whether it is neither implemented nor dropped."""
        return self.implemented_on is None and self.dropped_on is None


@dataclass(frozen=True)
class PlanRow:
    """A work plan with its two facts."""

    plan_id: UUID
    year: int
    adopted_on: date | None
    session_id: UUID | None
    implemented_on: date | None
    tasks: tuple[TaskRow, ...]

    @property
    def done(self) -> int:
        """How many items are implemented."""
        return sum(task.implemented_on is not None for task in self.tasks)


def work_plans(language: str, *, actor: Actor) -> tuple[PlanRow, ...]:
    """All work plans, the newest first. Three queries. Raises NotPermitted."""
    actor.must(Permission.BOARD_READ)
    bodies = names_in(language)
    plans = WorkPlan.objects.prefetch_related("tasks").order_by("-year")
    return tuple(_plan(plan, bodies) for plan in plans)


def work_plan(plan_id: UUID, language: str, *, actor: Actor) -> PlanRow:
    """One work plan. Raises NotPermitted, WorkPlan.DoesNotExist."""
    actor.must(Permission.BOARD_READ)
    return _plan(WorkPlan.objects.prefetch_related("tasks").get(pk=plan_id), names_in(language))


def plan_of_task(task_id: UUID) -> UUID:
    """The plan of an item. Raises WorkPlanTask.DoesNotExist."""
    return WorkPlanTask.objects.get(pk=task_id).plan_id


def _plan(plan: WorkPlan, bodies: dict[UUID, str]) -> PlanRow:
    tasks = sorted(plan.tasks.all(), key=lambda task: task.position)
    return PlanRow(
        plan.pk,
        plan.year,
        plan.adopted_on,
        plan.session_id,
        plan.implemented_on,
        tuple(
            TaskRow(
                task.pk,
                task.position,
                task.text,
                bodies.get(task.owner_id, ""),
                task.due_on,
                task.implemented_on,
                task.dropped_on,
                task.word,
            )
            for task in tasks
        ),
    )
