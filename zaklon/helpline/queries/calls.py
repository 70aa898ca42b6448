"""Logged calls as rows of a list, and one of them whole; codes only."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as
from zaklon.helpline.models import Call, CallChange, CaseReferral, HandOver, SafetyPlan
from zaklon.helpline.queries.handed import HandedRow, rows_of
from zaklon.helpline.rules.codes import LISTS

PAGE, MOST_COUNTED = 50, 1000


@dataclass(frozen=True)
class CallRow:
    """A call in a list."""

    number: int
    started_at: datetime
    minutes: int | None
    codes: Mapping[str, str]
    earlier: int | None
    has_note: bool
    was_corrected: bool

    def code(self, field: str) -> str:
        """The code of a field; empty where it was not said."""
        return self.codes[field]


@dataclass(frozen=True)
class CallFilter:
    """Which calls of a list; an empty value takes none away."""

    structure: str = ""
    urgency: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether all calls are wanted."""
        return not any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True)
class ChangeRow:
    """One field of a correction."""

    changed_at: datetime
    reason: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class CallPage:
    """A call with everything that came of it; `case_code` only for the post that passed it on."""

    row: CallRow
    seconds: int | None
    logged_at: datetime
    operator: str
    is_of_body: bool
    changes: tuple[ChangeRow, ...]
    repeats: tuple[int, ...]
    steps: tuple[str, ...]
    handed: tuple[HandedRow, ...]
    is_referred: bool
    case_code: str


def count_calls(wanted: CallFilter, *, actor: Actor) -> int:
    """How many there are, up to one more than MOST_COUNTED; a list of a million is not gone through for a number."""
    actor.must(Permission.CALL_READ)
    return _found(wanted, actor).order_by("-started_at", "-pk").values("pk")[: MOST_COUNTED + 1].count()


def calls(wanted: CallFilter, *, actor: Actor, offset: int = 0) -> tuple[CallRow, ...]:
    """A page of calls, the newest first. One query."""
    actor.must(Permission.CALL_READ)
    found = _found(wanted, actor).order_by("-started_at", "-pk")
    return tuple(row_of(call) for call in found[offset : offset + PAGE])


def call_page(number: int, *, actor: Actor) -> CallPage:
    """One call. Seven queries. Raises NotPermitted, Call.DoesNotExist also where the row policies hide it."""
    actor.must(Permission.CALL_READ)
    _user_id, body_id = actor.post()
    call = Call.objects.get(pk=number)
    with acting_as(SYSTEM):
        is_referred = CaseReferral.objects.filter(call_id=number).exists()
        names = names_of({call.user_id})
    code = CaseReferral.objects.filter(call_id=number).values_list("code", flat=True).first()
    plan = SafetyPlan.objects.filter(call_id=number).values_list("steps", flat=True).first()
    return CallPage(
        row=row_of(call),
        seconds=call.seconds,
        logged_at=call.logged_at,
        operator=names.get(call.user_id, "") if call.body_id == body_id else "",
        is_of_body=call.body_id == body_id,
        changes=_changes(number),
        repeats=tuple(Call.objects.filter(earlier_id=number).order_by("pk").values_list("pk", flat=True)[:PAGE]),
        steps=tuple(plan or ()),
        handed=rows_of(HandOver.objects.filter(call_id=number).order_by("told_at", "pk")),
        is_referred=is_referred,
        case_code=code or "",
    )


def row_of(call: Call) -> CallRow:
    """A call as a row."""
    return CallRow(
        number=call.pk,
        started_at=call.started_at,
        minutes=None if call.seconds is None else -(-call.seconds // 60),
        codes={field: getattr(call, field) for field in LISTS},
        earlier=call.earlier_id,
        has_note=call.note_id is not None,
        was_corrected=call.corrected_at is not None,
    )


def own_body(actor: Actor) -> UUID | None:
    """The body whose calls the actor's lists hold; None for the coordinator's office, which sees every line."""
    return None if actor.reach == "office" else actor.body_id


def _found(wanted: CallFilter, actor: Actor) -> QuerySet[Call]:
    found = Call.objects.all()
    # Says the same as the row policy, so that the index of the body's calls is used.
    if (body_id := own_body(actor)) is not None:
        found = found.filter(body_id=body_id)
    if wanted.structure:
        found = found.filter(structure=wanted.structure)
    if wanted.urgency:
        found = found.filter(urgency=wanted.urgency)
    if wanted.since:
        found = found.filter(day__gte=wanted.since)
    if wanted.until:
        found = found.filter(day__lte=wanted.until)
    return found


def _changes(number: int) -> tuple[ChangeRow, ...]:
    found = CallChange.objects.filter(call_id=number).order_by("-changed_at", "pk")[:PAGE]
    return tuple(ChangeRow(row.changed_at, row.reason, row.field, row.before, row.after) for row in found)
