"""What a merge moves, and how it goes back; called by commands.merging as the system, under the lock of both cases."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from zaklon.cases.commands.carrying import carry, last_position
from zaklon.cases.kinds import CaseStatus, ClosingReason, MovedKind, TaskKind
from zaklon.cases.models import Assignment, Case, Conflict, Flag, Merge, Moved, Opening, Person, Task
from zaklon.cases.models.windows import goes_on

REVIEW_WITHIN = timedelta(days=3)
# These end with the review that they ask for, which looks for them in their own case.
_STAYS = (TaskKind.REVIEW_MERGE, TaskKind.REVIEW_BREAK_GLASS)


def take_up(merge: Merge, now: datetime) -> None:
    """Move the persons and what is open; the timeline, what is done and who worked stay with the empty shell."""
    kept, taken = merge.kept, merge.taken_up
    people = dict(Person.objects.filter(case=taken).order_by("position").values_list("pk", "position"))
    first = last_position(kept) + 1
    carry({person_id: first + place for place, person_id in enumerate(people)}, kept)
    Moved.objects.bulk_create(
        Moved(merge=merge, kind=MovedKind.PERSON, row=person_id, former_position=position)
        for person_id, position in people.items()
    )
    raised = Flag.objects.filter(case=kept, resolved_at__isnull=True).values_list("kind", flat=True)
    moving: dict[MovedKind, QuerySet[Opening] | QuerySet[Task] | QuerySet[Flag]] = {
        MovedKind.OPENING: Opening.objects.filter(case=taken, consent__isnull=True),
        MovedKind.TASK: Task.objects.filter(case=taken, done_at__isnull=True).exclude(kind__in=_STAYS),
        MovedKind.FLAG: Flag.objects.filter(case=taken, resolved_at__isnull=True).exclude(kind__in=list(raised)),
    }
    for kind, rows in moving.items():
        _remember(merge, kind, list(rows.values_list("pk", flat=True)))
        rows.update(case=kept)
    _remember(merge, MovedKind.CONFLICT, _copy_conflicts(taken, kept))
    _remember(merge, MovedKind.ASSIGNMENT, _copy_assignments(taken, kept, now))
    taken.status, taken.merged_into = CaseStatus.MERGED, kept
    taken.closed_at, taken.closing_reason, taken.changed_at = now, ClosingReason.MERGED, now
    taken.save(update_fields=["status", "merged_into", "closed_at", "closing_reason", "changed_at"])


def give_back(merge: Merge, now: datetime) -> None:
    """Move everything back to where it was, and end what the merge had made."""
    kept, taken = merge.kept, merge.taken_up
    moved = list(Moved.objects.filter(merge=merge))
    taken.status, taken.merged_into, taken.changed_at = CaseStatus.OPEN, None, now
    taken.closed_at, taken.closing_reason = None, ""
    for name in ("is_sealed", "is_referred", "is_on_hold"):
        setattr(taken, name, getattr(taken, name) or getattr(kept, name))
    taken.save()
    carry({row.row: row.former_position for row in moved if row.former_position is not None}, taken)
    for kind, table in ((MovedKind.OPENING, Opening), (MovedKind.TASK, Task), (MovedKind.FLAG, Flag)):
        table.objects.filter(pk__in=_rows(moved, kind), case=kept).update(case=taken)
    Assignment.objects.filter(pk__in=_rows(moved, MovedKind.ASSIGNMENT), case=kept).filter(goes_on(now)).update(
        ends_at=now, is_lead=False
    )
    # Before the copies are lifted: who stepped aside since the merge, perhaps because of a person who now goes back.
    _copy_conflicts(kept, taken)
    Conflict.objects.filter(pk__in=_rows(moved, MovedKind.CONFLICT), lifted_at__isnull=True).update(
        lifted_at=now, lifted_by_id=merge.undone_by_id
    )


def _copy_conflicts(source: Case, target: Case) -> list[UUID]:
    """Whoever must not see the one must not see the other either."""
    there = Conflict.objects.filter(case=target, lifted_at__isnull=True).values("user_id")
    made = Conflict.objects.bulk_create(
        Conflict(
            case=target, user_id=each.user_id, stance=each.stance, is_declared=each.is_declared, noted_at=each.noted_at
        )
        for each in Conflict.objects.filter(case=source, lifted_at__isnull=True).exclude(user_id__in=there)
    )
    return [each.pk for each in made]


def _copy_assignments(source: Case, target: Case, now: datetime) -> list[UUID]:
    """Who works on the one goes on with its persons in the other; the lead stays with whoever leads there."""
    running_now = goes_on(now)
    there = set(Assignment.objects.filter(running_now, case=target).values_list("user_id", "body_id", "role"))
    made = Assignment.objects.bulk_create(
        Assignment(
            case=target,
            user_id=each.user_id,
            body_id=each.body_id,
            role=each.role,
            starts_at=max(now, each.starts_at),
            ends_at=each.ends_at,
            is_lead=False,
            is_sealed=target.is_sealed,
        )
        for each in Assignment.objects.filter(running_now, case=source)
        if (each.user_id, each.body_id, each.role) not in there
    )
    return [each.pk for each in made]


def _remember(merge: Merge, kind: MovedKind, rows: Iterable[UUID]) -> None:
    Moved.objects.bulk_create(Moved(merge=merge, kind=kind, row=row) for row in rows)


def _rows(moved: Iterable[Moved], kind: MovedKind) -> list[UUID]:
    return [each.row for each in moved if each.kind == kind]
