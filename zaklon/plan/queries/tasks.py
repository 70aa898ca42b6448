"""What waits for the acting person, and what waits for somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import BodyRow, directory
from zaklon.plan.kinds import PeriodKind
from zaklon.plan.models import Activity, Confirmation, ProgressReport, ReportEvent, ReportingPeriod, Wording
from zaklon.plan.queries.periods import PeriodLine, current_periods, owed, period_line, period_name
from zaklon.plan.queries.report_parts import ASKS_PARTNERS
from zaklon.plan.queries.texts import wordings
from zaklon.plan.states import ConfirmationStatus, PaperStatus, ReportStatus

_P = Permission


class Turn(TextChoices):
    """What is to be done next, and so by whom."""

    START = "start", _("Start the report")
    CONTINUE = "continue", _("Finish the report and send it")
    RETURNED = "returned", _("Correct what came back")
    APPROVE = "approve", _("Approve the report")
    CONFIRM = "confirm", _("Confirm the body's part")
    CHECK = "check", _("Check the report")
    ADOPT = "adopt", _("Adopt the report")


@dataclass(frozen=True)
class TaskFilter:
    """What the reader looks for; empty means everything."""

    plan_id: UUID | None = None
    period_id: UUID | None = None
    turn: str = ""
    body_id: UUID | None = None
    text: str = ""


@dataclass(frozen=True)
class TaskRow:
    """One task. `waits_for` names a body or, where the database shows it, a person; empty for an office.

    `answers` is how many partners a report waits for; `waits_for` is then the first of them.
    """

    turn: Turn
    activity_id: UUID
    code: str
    title: str
    year: int
    period_id: UUID
    period: str
    period_number: int
    report_id: UUID | None
    is_correction: bool
    lead: str
    due_date: date
    days_late: int
    since: datetime | None
    waits_for: str
    answers: int
    reason: str


@dataclass(frozen=True)
class TaskCounts:
    """How much is on each list under the filter, and how much of ours is late."""

    ours: int
    others: int
    late: int


@dataclass(frozen=True)
class TaskChoices:
    """What the filter can offer."""

    plans: tuple[tuple[UUID, str], ...]
    periods: tuple[PeriodLine, ...]
    bodies: tuple[tuple[UUID, str], ...]


class _Line(NamedTuple):
    """The columns that the three sorts of task have in common, in the order of the union."""

    turn: str
    activity_ref: UUID
    activity_code: str
    activity_title: str
    plan_ref: UUID
    year: int
    place: int
    period_ref: UUID
    period_kind: str
    period_end: date
    period_no: int
    due: date
    report_ref: UUID | None
    revision_no: int
    since: datetime | None
    lead_ref: UUID
    waits_ref: UUID
    person: str | None
    why: str | None
    answers: int


# The turn of a report in this status, the permission that it takes, and whether only the lead body has it.
TURNS = (
    (ReportStatus.DRAFT, Turn.CONTINUE, _P.PROGRESS_WRITE, True),
    (ReportStatus.RETURNED, Turn.RETURNED, _P.PROGRESS_WRITE, True),
    (ReportStatus.SUBMITTED, Turn.APPROVE, _P.PROGRESS_APPROVE, True),
    (ReportStatus.APPROVED, Turn.CHECK, _P.PROGRESS_CHECK, False),
    (ReportStatus.CHECKED, Turn.ADOPT, _P.PROGRESS_ADOPT, False),
)
_ORDERS: Mapping[str, tuple[str, ...]] = {
    "due": ("due", "year", "place"),
    "code": ("year", "place", "due"),
    "since": ("since", "due", "place"),
}
SORT_KEYS = tuple(_ORDERS)


class Tasks:
    """The tasks that an actor sees. Constant number of queries, however many tasks."""

    def __init__(self, *, actor: Actor, today: date, language: str) -> None:
        actor.must(Permission.PLAN_READ)
        self._actor, self._today, self._language = actor, today, language
        self._bodies = directory(language)
        self._own = own_and_units(actor.body_id, self._bodies)
        self._current = [period.period_id for period in current_periods(today)]

    def counts(self, chosen: TaskFilter) -> TaskCounts:
        """Length of both lists under the filter, and how many tasks of ours are past their day. Three queries."""
        ours = self._parts(chosen, is_ours=True)
        late = [part.filter(due__lt=self._today) for part in ours]
        return TaskCounts(_count(ours), _count(self._parts(chosen, is_ours=False)), _count(late))

    def rows(
        self, chosen: TaskFilter, *, is_ours: bool, sort: str = "due", is_descending: bool = False, window: slice
    ) -> list[TaskRow]:
        """One page of a list: ours, or what waits for somebody else. Two queries."""
        order = [f"-{key}" if is_descending else key for key in _ORDERS[sort]]
        first, *others = self._parts(chosen, is_ours=is_ours)
        found = first.union(*others, all=True).order_by(*order, "turn", "activity_ref", "waits_ref")
        lines = [_Line(*line) for line in found[window]]
        say = wordings({line.plan_ref for line in lines}, self._language, only={line.activity_ref for line in lines})
        return [
            self._row(line, say.say(line.plan_ref, line.activity_ref, "title", line.activity_title)) for line in lines
        ]

    def choices(self) -> TaskChoices:
        """What can be filtered by: adopted plans, their periods, and the bodies whose work the actor sees. Three
        queries."""
        periods = ReportingPeriod.objects.filter(plan__status=PaperStatus.ADOPTED).select_related("plan")
        found = list(periods.order_by("end_date", "pk"))
        plans = {period.plan_id: period.plan for period in found}
        say = wordings(plans, self._language, only=plans)
        leads = Activity.objects.filter(plan__in=list(plans)).order_by("lead_body_id")
        if not self._actor.may(_P.PROGRESS_READ_ALL):
            leads = leads.filter(lead_body__in=self._own)
        bodies = {
            body_id: self._bodies[body_id].name for body_id in leads.values_list("lead_body_id", flat=True).distinct()
        }
        titles = {pk: say.say(pk, pk, "title", plan.title) for pk, plan in plans.items()}
        return TaskChoices(
            tuple(sorted(titles.items(), key=lambda item: (item[1], str(item[0])))),
            tuple(period_line(period) for period in found),
            tuple(sorted(bodies.items(), key=lambda item: (item[1], str(item[0])))),
        )

    def _row(self, line: _Line, title: str) -> TaskRow:
        turn = Turn(line.turn)
        by_name = line.person if turn in {Turn.START, Turn.CONTINUE, Turn.RETURNED} else None
        is_office = turn in {Turn.CHECK, Turn.ADOPT}
        return TaskRow(
            turn=turn,
            activity_id=line.activity_ref,
            code=line.activity_code,
            title=title,
            year=line.year,
            period_id=line.period_ref,
            period=period_name(PeriodKind(line.period_kind), line.period_end),
            period_number=line.period_no,
            report_id=line.report_ref,
            is_correction=line.revision_no > 1,
            lead=self._bodies[line.lead_ref].name,
            due_date=line.due,
            days_late=max(0, (self._today - line.due).days),
            since=line.since,
            waits_for="" if is_office else by_name or self._bodies[line.waits_ref].name,
            answers=line.answers,
            reason=line.why or "",
        )

    def _parts(self, chosen: TaskFilter, *, is_ours: bool) -> list[QuerySet[Any]]:
        """The three sorts of task as querysets with the same columns."""
        parts = [
            _as_lines(owed(self._current), "", _OWED).filter(self._owed_scope(is_ours=is_ours)),
            _as_lines(ProgressReport.objects.all(), "activity__", _REPORTS).filter(self._report_scope(is_ours=is_ours)),
            self._words(is_ours=is_ours),
        ]
        paths = ("", "activity__", "report__activity__" if is_ours else "activity__")
        return [
            part.filter(_chosen_of(chosen, prefix)).order_by().values_list(*_Line._fields)
            for part, prefix in zip(parts, paths, strict=True)
        ]

    def _owed_scope(self, *, is_ours: bool) -> Q:
        own = Q(lead_body__in=self._own)
        return _split(own if self._actor.may(_P.PROGRESS_WRITE) else NOTHING, own | self._reads_all(), is_ours=is_ours)

    def _report_scope(self, *, is_ours: bool) -> Q:
        own = Q(lead_body__in=self._own)
        mine = [
            Q(status=status) & (own if of_body else EVERYTHING)
            for status, _turn, permission, of_body in TURNS
            if self._actor.may(permission)
        ]
        is_open = Q(status__in=[status for status, *_rest in TURNS])
        return is_open & _split(reduce(or_, mine, NOTHING), own | self._reads_all(), is_ours=is_ours)

    def _words(self, *, is_ours: bool) -> QuerySet[Any]:
        """Answers that we owe, one by one; or reports with answers that others owe, each once."""
        asked = Confirmation.objects.filter(_ASKED, report__status__in=ASKS_PARTNERS)
        own = Q(body__in=self._own) if self._actor.may(_P.PROGRESS_CONFIRM) else NOTHING
        if is_ours:
            return _as_lines(asked.filter(own), "report__activity__", _WORDS)
        # The wait is the lead's and the office's; another partner need not know of it here.
        led = ProgressReport.objects.filter(Q(lead_body__in=self._own) | self._reads_all())
        of_report = asked.filter(~own, report=OuterRef("pk")).order_by()
        counted = of_report.values("report").annotate(count=Count("pk")).values("count")
        first = of_report.order_by("pk").values("body")[:1]
        columns = {**_REPORTS, **_ANSWERS, "answers": Subquery(counted), "waits_ref": Subquery(first)}
        return _as_lines(led, "activity__", columns).filter(answers__gt=0)

    def _reads_all(self) -> Q:
        return EVERYTHING if self._actor.may(_P.PROGRESS_READ_ALL) else NOTHING


NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])


def matching(text: str, prefix: str) -> Q:
    """Activities whose code begins with the text, or whose title has it, in the paper's language or a translation."""
    text = text.strip()
    if not text:
        return Q()
    translated = Wording.objects.filter(field="title", text__icontains=text).values("subject_id")
    return (
        Q(**{f"{prefix}code__istartswith": text})
        | Q(**{f"{prefix}title__icontains": text})
        | Q(**{f"{prefix}pk__in": translated})
    )


def _chosen_of(chosen: TaskFilter, prefix: str) -> Q:
    found = Q()
    if chosen.plan_id:
        found &= Q(**{f"{prefix}plan": chosen.plan_id})
    if chosen.period_id:
        found &= Q(period_ref=chosen.period_id)
    if chosen.body_id:
        found &= Q(**{f"{prefix}lead_body": chosen.body_id})
    if chosen.turn:
        found &= Q(turn=chosen.turn)
    return found & matching(chosen.text, prefix)


def own_and_units(body_id: UUID | None, bodies: Mapping[UUID, BodyRow]) -> list[UUID]:
    """The body and every unit under it: what it may report for."""
    if body_id is None:
        return []
    own = [body_id]
    for known in own:  # the list grows while it is walked
        own += [row.body_id for row in bodies.values() if row.parent_id == known and row.body_id not in own]
    return own


def last_event(path: str, field: str) -> Subquery:
    """A field of the latest step of a report; `path` leads from the row to the report."""
    return Subquery(ReportEvent.objects.filter(report=OuterRef(path)).order_by("-pk").values(field)[:1])


def _split(mine: Q, seen: Q, *, is_ours: bool) -> Q:
    return mine if is_ours else seen & ~mine


def _count(parts: list[QuerySet[Any]]) -> int:
    first, *others = (part.values_list("turn") for part in parts)
    return first.union(*others, all=True).count()


def _as_lines(rows: QuerySet[Any], prefix: str, own_columns: Mapping[str, object]) -> QuerySet[Any]:
    """Annotate the columns of `_Line`; `prefix` leads from the row to the activity."""
    of_activity = {
        "activity_ref": F(f"{prefix}pk"),
        "activity_code": F(f"{prefix}code"),
        "activity_title": F(f"{prefix}title"),
        "plan_ref": F(f"{prefix}plan_id"),
        "year": F(f"{prefix}plan__year"),
        "place": F(f"{prefix}position"),
        "lead_ref": F(f"{prefix}lead_body_id"),
        "person": F(f"{prefix}reporter__full_name"),
    }
    lines: QuerySet[Any] = rows.annotate(**of_activity, **own_columns)
    return lines


def _of_period(path: str) -> dict[str, Any]:
    return {
        "period_ref": F(f"{path}pk"),
        "period_kind": F(f"{path}kind"),
        "period_end": F(f"{path}end_date"),
        "period_no": F(f"{path}number"),
        "due": F(f"{path}due_date"),
    }


_OWED: Mapping[str, Any] = {
    **_of_period("owed_period__"),
    "turn": Value(Turn.START.value, CharField()),
    "report_ref": Cast(Value(None), UUIDField()),
    "revision_no": Value(1, IntegerField()),
    "since": Cast(Value(None), DateTimeField()),
    "waits_ref": F("lead_body_id"),
    "why": Value("", CharField()),
    "answers": Value(0, IntegerField()),
}
_REPORTS: Mapping[str, Any] = {
    **_of_period("period__"),
    "turn": Case(
        *(When(status=status, then=Value(turn.value)) for status, turn, *_r in TURNS), output_field=CharField()
    ),
    "report_ref": F("pk"),
    "revision_no": F("revision"),
    "since": last_event("pk", "at"),
    "waits_ref": F("lead_body_id"),
    "why": Case(
        When(status=ReportStatus.RETURNED, then=last_event("pk", "reason")), default=Value(""), output_field=TextField()
    ),
    "answers": Value(0, IntegerField()),
}
# What was disputed before the report was sent again is to be looked at once more.
_ASKED = Q(status=ConfirmationStatus.WAITING) | Q(
    status=ConfirmationStatus.DISPUTED, answered_at__lt=F("report__submitted_at")
)
_ANSWERS: Mapping[str, Any] = {
    "turn": Value(Turn.CONFIRM.value, CharField()),
    "since": F("submitted_at"),
    "why": Value("", CharField()),
}
_WORDS: Mapping[str, Any] = {
    **_of_period("report__period__"),
    "turn": Value(Turn.CONFIRM.value, CharField()),
    "report_ref": F("report_id"),
    "revision_no": F("report__revision"),
    "since": F("report__submitted_at"),
    "waits_ref": F("body_id"),
    "why": Value("", CharField()),
    "answers": Value(0, IntegerField()),
}
