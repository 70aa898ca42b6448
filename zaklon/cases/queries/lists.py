"""Lists of cases: my own, those of the body, all of them; a page costs a page, however many there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import CaseStatus, FlagKind, Level, Part, TaskKind
from zaklon.cases.models import AccessKey, Assignment, Case, Flag, Listing, Reveal, Task
from zaklon.cases.models.windows import goes_on
from zaklon.cases.queries.naming import names_for
from zaklon.cases.queries.page_rows import TaskRow, Who
from zaklon.cases.queries.page_sealed import WAITS
from zaklon.cases.rules.keys import number_of

PAGE = 25
# Counting stops here; beyond it a list says "1000+".
COUNTED = 1000
_TASKS_SHOWN = 50


@dataclass(frozen=True)
class CaseRow:
    """A line of a list. `leads` is None where nobody leads the case."""

    code: str
    status: CaseStatus
    opened_at: datetime
    is_sealed: bool
    is_referred: bool
    leads: Who | None
    flags: tuple[FlagKind, ...]


@dataclass(frozen=True)
class CaseList:
    """One page of a list, newest first; `older` is the code after which the next one begins, empty on the last."""

    rows: tuple[CaseRow, ...]
    older: str
    count: int
    is_more: bool

    @classmethod
    def empty(cls) -> "CaseList":
        return cls((), "", 0, is_more=False)


def my_cases(*, actor: Actor, now: datetime, language: str, after: str = "") -> CaseList:
    """Cases that the actor works on now, for the body that is acted for."""
    actor.must(Permission.CASE_WORK)
    user_id, body_id = actor.post()
    mine = Assignment.objects.filter(goes_on(now), user_id=user_id, body_id=body_id, starts_at__lte=now)
    with acting_as(SYSTEM):
        # One's own assignments are seen without asking for keys. The cases come as the policies show them.
        case_ids = list(mine.values_list("case_id", flat=True))
    return _page(Case.objects.filter(pk__in=case_ids), after, language)


def cases_of_body(
    status: CaseStatus, *, actor: Actor, language: str, after: str = "", is_unled: bool = False
) -> CaseList:
    """Cases in whose circle the body of the actor is; on demand only those that nobody leads."""
    actor.must(Permission.CASE_OVERSEE)
    if Role.CASE_SUPERVISOR not in actor.roles:
        return CaseList.empty()
    _user_id, body_id = actor.post()
    found = Listing.objects.filter(body_id=body_id, status=status)
    if is_unled:
        found = found.filter(is_led=False)
    found = found.order_by("-opened_at", "-case_id")
    count = _capped(found.values("case_id"))
    mark = _mark(after)
    if mark:
        found = found.filter(opened_at__lte=mark[0]).filter(
            Q(opened_at__lt=mark[0]) | Q(opened_at=mark[0], case_id__lt=mark[1])
        )
    ids = list(found.values_list("case_id", flat=True)[: PAGE + 1])
    cases = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
    return _list([cases[pk] for pk in ids if pk in cases], count, language)


def all_cases(status: CaseStatus, *, actor: Actor, language: str, after: str = "", is_unled: bool = False) -> CaseList:
    """Every case that is not sealed, for the coordinator; on demand only those that nobody leads."""
    actor.must(Permission.CASE_OVERSEE)
    if Role.COORDINATOR not in actor.roles:
        return CaseList.empty()
    found = Case.objects.filter(status=status)
    return _page(found.filter(is_led=False) if is_unled else found, after, language)


def tasks_due(*, actor: Actor, now: datetime, language: str) -> tuple[TaskRow, ...]:
    """Open tasks for the actor, or for anybody of the body, the most urgent first."""
    user_id, body_id = actor.post()
    found = Task.objects.filter(
        Q(user_id=user_id) | Q(user_id__isnull=True, body_id=body_id), done_at__isnull=True
    ).select_related("case")
    tasks = list(found.order_by("due_at", "pk")[:_TASKS_SHOWN])
    names = names_for([task.user_id for task in tasks], language)
    return tuple(
        TaskRow(
            task.pk,
            task.case.code,
            TaskKind(task.kind),
            names.who(task.user_id, task.body_id),
            task.due_at,
            task.due_at < now,
            may_finish=True,
        )
        for task in tasks
    )


@dataclass(frozen=True)
class LookRow:
    """A look at a sealed part of a case, for which the reader may be the second person to agree."""

    reveal_id: UUID
    code: str
    asked_at: datetime


def looks_to_agree(*, actor: Actor, now: datetime) -> tuple[LookRow, ...]:
    """Looks of others that wait for somebody who reads the same part. Two queries."""
    user_id, body_id = actor.post()
    found = Reveal.objects.filter(granted_at__isnull=True, asked_at__gt=now - WAITS).exclude(user_id=user_id)
    waiting = list(found.select_related("case").order_by("asked_at", "pk")[:_TASKS_SHOWN])
    numbers = {each.pk: number_of(each.case_id, Part(each.part), Level.READ) for each in waiting}
    running_now = goes_on(now)
    held = set(
        AccessKey.objects.filter(
            running_now, user_id=user_id, body_id=body_id, number__in=numbers.values(), starts_at__lte=now
        ).values_list("number", flat=True)
    )
    return tuple(LookRow(each.pk, each.case.code, each.asked_at) for each in waiting if numbers[each.pk] in held)


def _page(found: QuerySet[Case], after: str, language: str) -> CaseList:
    found = found.order_by("-opened_at", "-pk")
    count = _capped(found)
    mark = _mark(after)
    if mark:
        found = found.filter(opened_at__lte=mark[0]).filter(
            Q(opened_at__lt=mark[0]) | Q(opened_at=mark[0], pk__lt=mark[1])
        )
    return _list(list(found[: PAGE + 1]), count, language)


def _capped(found: QuerySet[Listing, Any] | QuerySet[Case]) -> int:
    """How many there are, up to one more than is counted.

    In the order of the page: without one PostgreSQL gathers the whole list first (50 000 lines for 1001), because it
    takes the policies to hide nearly all of it.
    """
    return found[: COUNTED + 1].count()


def _mark(after: str) -> tuple[datetime, int] | None:
    """Where a page begins: after the case of this code. One that the reader cannot see begins at the top."""
    return Case.objects.filter(code=after).values_list("opened_at", "pk").first() if after else None


def _list(cases: list[Case], count: int, language: str) -> CaseList:
    shown = cases[:PAGE]
    ids = [case.pk for case in shown]
    with acting_as(SYSTEM):
        # That somebody leads a case, and for which body, belongs to its shell; the name shows where people may be seen.
        leads = {each.case_id: each for each in Assignment.objects.filter(_leading(), case_id__in=ids)}
    names = names_for([lead.user_id for lead in leads.values()], language)
    flags = _flags(ids)
    rows = []
    for case in shown:
        lead = leads.get(case.pk)
        rows.append(
            CaseRow(
                case.code,
                CaseStatus(case.status),
                case.opened_at,
                case.is_sealed,
                case.is_referred,
                names.who(lead.user_id, lead.body_id, lead.role) if lead else None,
                flags.get(case.pk, ()),
            )
        )
    older = shown[-1].code if len(cases) > PAGE else ""
    return CaseList(tuple(rows), older, min(count, COUNTED), is_more=count > COUNTED)


def _leading() -> Q:
    return Q(is_lead=True, ends_at__isnull=True)


def _flags(case_ids: Collection[int]) -> dict[int, tuple[FlagKind, ...]]:
    raised: dict[int, tuple[FlagKind, ...]] = {}
    found = Flag.objects.filter(case_id__in=case_ids, resolved_at__isnull=True).order_by(F("raised_at"), "pk")
    for flag in found:
        raised[flag.case_id] = (*raised.get(flag.case_id, ()), FlagKind(flag.kind))
    return raised
