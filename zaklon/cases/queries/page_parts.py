"""Reading what stands on the page of a case, part by part, as the row policies show it to the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from zaklon.access.actor import Actor
from zaklon.access.roles import Role
from zaklon.cases.kinds import (
    DutyKind,
    EventKind,
    FlagKind,
    Giver,
    Level,
    LinkKind,
    Part,
    Purpose,
    TaskKind,
)
from zaklon.cases.models import Assignment, Case, Consent, Event, Flag, Link, Merge, Opening, Task
from zaklon.cases.models.windows import goes_on
from zaklon.cases.queries.naming import Names
from zaklon.cases.queries.page_rows import (
    ConsentRow,
    EventRow,
    FlagRow,
    LinkRow,
    MergeRow,
    OpeningRow,
    StaffRow,
    TaskRow,
)
from zaklon.cases.rules.decide import Tie, decide

# The page of a case shows what happened last; all of it has a page of its own.
EVENTS_SHOWN = 8


@dataclass(frozen=True)
class Raw:
    """Rows as they were read, before names are put to them."""

    staff: list[Assignment]
    consents: list[Consent]
    openings: list[Opening]
    flags: list[Flag]
    tasks: list[Task]
    links: list[Link]
    events: list[Event]
    merges: list[Merge]


def merges_of(case_id: int) -> list[Merge]:
    """Merges of the case with others that were not undone; as the system. One query."""
    return list(Merge.objects.filter(Q(kept_id=case_id) | Q(taken_up_id=case_id), undone_at__isnull=True))


def read(case_id: int, merges: list[Merge], now: datetime) -> Raw:
    """Seven queries."""
    running_now = goes_on(now)
    return Raw(
        list(
            Assignment.objects.filter(running_now, case_id=case_id, starts_at__lte=now).order_by(
                "-is_lead", "starts_at", "pk"
            )
        ),
        list(Consent.objects.filter(case_id=case_id).select_related("person").order_by("-given_at", "pk")),
        list(Opening.objects.filter(case_id=case_id).order_by("part", "receiver_id", "starts_at", "pk")),
        list(Flag.objects.filter(case_id=case_id).order_by("-raised_at", "pk")),
        list(Task.objects.filter(case_id=case_id, done_at__isnull=True).order_by("due_at", "pk")),
        list(
            Link.objects.filter(Q(case_id=case_id) | Q(other_case_id=case_id), ended_at__isnull=True)
            .select_related("person", "other", "case", "other_case")
            .order_by("pk")
        ),
        list(Event.objects.filter(case_id=case_id).order_by("-happened_at", "-id")[: EVENTS_SHOWN + 1]),
        [merge for merge in merges if merge.is_accepted is not False],
    )


def staff_rows(raw: Raw, names: Names) -> tuple[StaffRow, ...]:
    """Who works on the case now; the lead first."""
    return tuple(
        StaffRow(
            each.pk,
            each.user_id,
            each.body_id,
            names.who(each.user_id, each.body_id, each.role),
            each.starts_at,
            each.ends_at,
            each.is_lead,
        )
        for each in raw.staff
    )


def consent_rows(raw: Raw, names: Names, now: datetime) -> tuple[ConsentRow, ...]:
    """Consents, newest first, each with what it opens."""
    return tuple(
        ConsentRow(
            each.pk,
            each.person.position,
            Giver(each.giver),
            each.child_assents,
            each.language,
            each.text_version,
            each.is_read_aloud,
            each.is_interpreted,
            each.given_at,
            each.withdrawn_at,
            opening_rows((o for o in raw.openings if o.consent_id == each.pk), names, now),
        )
        for each in raw.consents
    )


def opening_rows(openings: Iterable[Opening], names: Names, now: datetime) -> tuple[OpeningRow, ...]:
    """Parts opened to bodies."""
    return tuple(
        OpeningRow(
            each.pk,
            names.bodies.get(each.receiver_id, ""),
            Part(each.part),
            Purpose(each.purpose),
            each.starts_at,
            each.ends_at,
            each.ends_at is None or each.ends_at > now,
            DutyKind(each.duty) if each.duty else None,
            each.duty_reason,
        )
        for each in openings
    )


def flag_rows(raw: Raw, names: Names) -> tuple[FlagRow, ...]:
    """Flags, the latest first."""
    return tuple(
        FlagRow(
            each.pk,
            FlagKind(each.kind),
            each.raised_at,
            names.who(each.raised_by_id, None),
            each.resolved_at,
            each.resolution,
        )
        for each in raw.flags
    )


def task_rows(raw: Raw, names: Names, code: str, actor: Actor, *, writes: bool, now: datetime) -> tuple[TaskRow, ...]:
    """Open tasks, the most urgent first."""
    return tuple(
        TaskRow(
            each.pk,
            code,
            TaskKind(each.kind),
            names.who(each.user_id, each.body_id),
            each.due_at,
            each.due_at < now,
            writes or each.user_id == actor.user_id or (each.user_id is None and each.body_id == actor.body_id),
        )
        for each in raw.tasks
    )


def link_rows(raw: Raw, case_id: int) -> tuple[LinkRow, ...]:
    """Links, seen from this case."""
    rows = []
    for each in raw.links:
        if each.case_id == case_id:
            rows.append((each, each.person, each.other_case.code, each.other, True))
        else:
            rows.append((each, each.other, each.case.code, each.person, False))
    return tuple(
        LinkRow(link.pk, own.position, code, other.position, LinkKind(link.kind), is_first)
        for link, own, code, other, is_first in rows
    )


def merge_rows(raw: Raw, names: Names, case_id: int, tie: Tie, actor: Actor) -> tuple[MergeRow, ...]:
    """Merges whose other case the reader sees too."""
    others = {each.pk: each.taken_up_id if each.kept_id == case_id else each.kept_id for each in raw.merges}
    codes = dict(Case.objects.filter(pk__in=others.values()).values_list("pk", "code"))
    writes = decide(tie, Level.WRITE, Part.SHELL).allow
    decides = writes or Role.CASE_SUPERVISOR in tie.oversees
    return tuple(
        MergeRow(
            each.pk,
            codes[others[each.pk]],
            each.kept_id == case_id,
            each.proposed_at,
            names.who(each.proposed_by_id, None),
            each.decided_at is not None,
            each.decided_at is None and decides and each.proposed_by_id != actor.user_id,
            bool(each.is_accepted) and writes,
        )
        for each in raw.merges
        if others[each.pk] in codes
    )


def event_rows(events: Iterable[Event], names: Names) -> tuple[EventRow, ...]:
    """Lines of the timeline, in the order in which they come."""
    return tuple(
        EventRow(
            EventKind(each.kind), Part(each.part), each.about, each.happened_at, names.who(each.user_id, each.body_id)
        )
        for each in events
    )
