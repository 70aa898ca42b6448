"""What waits for the data-protection officer: unusual uses, requests of persons, legal holds. Never content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.kinds import AlertKind, Verdict
from zaklon.cases.models import Alert, BreakGlass, Case, Erasure, Hold, Person, RightsRequest
from zaklon.cases.queries.naming import Names, names_for
from zaklon.cases.queries.page_rows import RequestRow, Who
from zaklon.cases.queries.page_sealed import request_rows
from zaklon.cases.queries.retention import due_for_erasure

PAGE = 50
_MOST = 500


@dataclass(frozen=True)
class AlertChoice:
    """Which alerts are wanted: reviewed ones, open ones, or (None) all; of one kind or of every."""

    is_reviewed: bool | None = False
    kind: AlertKind | None = None


@dataclass(frozen=True)
class AlertRow:
    """Something that was noticed about somebody. `code` is empty where it concerns no one case."""

    alert_id: UUID
    kind: AlertKind
    verdict: Verdict
    who: Who
    code: str
    count: int
    noted_at: datetime
    is_own: bool
    reviewed_at: datetime | None
    reviewed_by: Who
    words: str


@dataclass(frozen=True)
class HoldRow:
    """A legal hold, in force or lifted."""

    hold_id: UUID
    code: str
    reason: str
    set_at: datetime
    set_by: Who
    lifted_at: datetime | None
    lift_reason: str


@dataclass(frozen=True)
class RequestPage:
    """One request, with what the officer decides about it; `is_restricted` is how the person's data stand now."""

    row: RequestRow
    recorded_by: Who
    is_restricted: bool
    is_erased: bool


@dataclass(frozen=True)
class Waiting:
    """How much waits, for the first look of the day."""

    openings: int
    alerts: int
    requests: int
    late_requests: int
    due_files: int
    erasures: int


def waiting(*, actor: Actor, now: datetime) -> Waiting:
    """A few counts. Raises NotPermitted."""
    actor.must(Permission.PRIVACY_REVIEW)
    today = timezone.localdate(now)
    requests = RightsRequest.objects.filter(decided_at__isnull=True)
    return Waiting(
        BreakGlass.objects.filter(reviewed_at__isnull=True).count(),
        Alert.objects.filter(reviewed_at__isnull=True).count(),
        requests.count(),
        requests.filter(due_on__lt=today).count(),
        len(due_for_erasure(actor=actor, today=today)),
        Erasure.objects.filter(done_at__isnull=True).count(),
    )


def alert_count(chosen: AlertChoice, *, actor: Actor) -> int:
    """How many there are. Raises NotPermitted."""
    actor.must(Permission.PRIVACY_REVIEW)
    return Alert.objects.filter(**_filter(chosen)).count()


def alerts(chosen: AlertChoice, *, actor: Actor, language: str, offset: int = 0) -> tuple[AlertRow, ...]:
    """A page of them, the latest first. Raises NotPermitted."""
    actor.must(Permission.PRIVACY_REVIEW)
    found = Alert.objects.filter(**_filter(chosen)).order_by("-noted_at", "pk")
    rows = list(found[offset : offset + PAGE])
    names = names_for([each.user_id for each in rows], language)
    codes = _codes(each.case_id for each in rows)
    return tuple(_alert_row(each, names, codes, actor) for each in rows)


def alert(alert_id: UUID, *, actor: Actor, language: str) -> AlertRow:
    """One of them. Raises NotPermitted, Alert.DoesNotExist."""
    actor.must(Permission.PRIVACY_REVIEW)
    found = Alert.objects.get(pk=alert_id)
    names = names_for([found.user_id, found.reviewed_by_id], language)
    return _alert_row(found, names, _codes([found.case_id]), actor)


def requests(*, actor: Actor, now: datetime, is_answered: bool) -> tuple[RequestRow, ...]:
    """Requests of persons: those that wait, the most urgent first; or those that were answered, the latest first."""
    actor.must(Permission.PRIVACY_REVIEW)
    found = RightsRequest.objects.filter(decided_at__isnull=not is_answered)
    order = ("-decided_at", "pk") if is_answered else ("due_on", "asked_at", "pk")
    rows = list(found.order_by(*order)[:_MOST])
    return _request_rows(rows, now)


def request(request_id: UUID, *, actor: Actor, now: datetime, language: str) -> RequestPage:
    """One request. Raises NotPermitted, RightsRequest.DoesNotExist."""
    actor.must(Permission.PRIVACY_REVIEW)
    found = RightsRequest.objects.get(pk=request_id)
    (row,) = _request_rows([found], now)
    with acting_as(SYSTEM):
        person = Person.objects.get(pk=found.person_id)
    names = names_for([found.recorded_by_id], language)
    recorded_by = names.who(found.recorded_by_id, None)
    return RequestPage(row, recorded_by, person.is_restricted, person.erased_at is not None)


def restricted_code(person_id: UUID, *, actor: Actor) -> str:
    """The case of a person whose data are restricted. Raises NotPermitted, Person.DoesNotExist."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        return Person.objects.select_related("case").get(pk=person_id, is_restricted=True).case.code


def holds(*, actor: Actor, language: str) -> tuple[HoldRow, ...]:
    """Legal holds, those in force first, then the latest. Raises NotPermitted."""
    actor.must(Permission.PRIVACY_REVIEW)
    rows = list(Hold.objects.order_by("-set_at", "pk")[:_MOST])
    rows.sort(key=lambda each: each.lifted_at is not None)
    names = names_for([each.set_by_id for each in rows], language)
    codes = _codes(each.case_id for each in rows)
    return tuple(
        HoldRow(
            each.pk,
            codes[each.case_id],
            each.reason,
            each.set_at,
            names.who(each.set_by_id, None),
            each.lifted_at,
            each.lift_reason,
        )
        for each in rows
    )


def _filter(chosen: AlertChoice) -> dict[str, object]:
    wanted: dict[str, object] = {}
    if chosen.is_reviewed is not None:
        wanted["reviewed_at__isnull"] = not chosen.is_reviewed
    if chosen.kind is not None:
        wanted["kind"] = chosen.kind
    return wanted


def _codes(case_ids: Iterable[int | None]) -> dict[int, str]:
    # The officer sees no case; the code, which says nothing, is how others are asked about one.
    with acting_as(SYSTEM):
        wanted = {pk for pk in case_ids if pk is not None}
        return dict(Case.objects.filter(pk__in=wanted).values_list("pk", "code"))


def _request_rows(rows: list[RightsRequest], now: datetime) -> tuple[RequestRow, ...]:
    with acting_as(SYSTEM):
        loaded = list(RightsRequest.objects.filter(pk__in=[row.pk for row in rows]).select_related("person", "case"))
    known = {each.pk: each for each in loaded}
    ordered = [known[row.pk] for row in rows]
    return request_rows(ordered, {each.case_id: each.case.code for each in ordered}, now)


def _alert_row(found: Alert, names: Names, codes: dict[int, str], actor: Actor) -> AlertRow:
    return AlertRow(
        found.pk,
        AlertKind(found.kind),
        Verdict(found.verdict),
        names.who(found.user_id, found.body_id),
        codes.get(found.case_id or 0, ""),
        found.count,
        found.noted_at,
        found.user_id == actor.user_id,
        found.reviewed_at,
        names.who(found.reviewed_by_id, None),
        found.review_words,
    )
