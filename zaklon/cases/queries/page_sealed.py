"""What the page of a case says about sealed entries, looks at them, and requests of persons: codes and dates only."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.cases.kinds import Level, Part, RightKind, RightOutcome
from zaklon.cases.models import Record, Reveal, RightsRequest, SealedFile
from zaklon.cases.queries.naming import Names
from zaklon.cases.queries.page_rows import RecordRow, RequestRow, RevealRow
from zaklon.cases.rules.decide import Tie, decide

# A look for which nobody has agreed by then is asked for anew.
WAITS = timedelta(days=7)


@dataclass(frozen=True)
class Sealed:
    """Rows as they were read, before names are put to them."""

    records: list[Record]
    files: dict[UUID, int]
    reveals: list[Reveal]
    requests: list[RightsRequest]

    def people(self) -> Iterator[UUID | None]:
        """Whose names are wanted."""
        yield from (each.author_id for each in self.records)
        yield from (each.user_id for each in self.reveals)


def read(case_id: int, tie: Tie, actor: Actor, now: datetime) -> Sealed:
    """At most four queries. Entries as the policies show them; those that a newer one has replaced are left out."""
    records = (
        Record.objects.filter(case_id=case_id, superseded_by__isnull=True)
        .defer("sealed")
        .select_related("person")
        .order_by("-written_at", "pk")
    )
    goes_on = Q(ends_at__gt=now) | Q(granted_at__isnull=True, asked_at__gt=now - WAITS)
    reveals = Reveal.objects.filter(goes_on, case_id=case_id).select_related("person").order_by("asked_at", "pk")
    requests = RightsRequest.objects.filter(case_id=case_id).select_related("person").order_by("-asked_at", "pk")
    found = list(records)
    counted = SealedFile.objects.filter(record__in=[each.pk for each in found])
    files = dict(counted.values_list("record_id").annotate(Count("pk")))
    return Sealed(found, files, [each for each in reveals if _concerns(each, tie, actor)], list(requests))


def _concerns(reveal: Reveal, tie: Tie, actor: Actor) -> bool:
    """Whether the look is the reader's own, or waits for somebody who reads the part, as the reader does."""
    if not decide(tie, Level.READ, Part(reveal.part)).allow:
        return False
    if reveal.user_id == actor.user_id:
        return reveal.body_id == actor.body_id
    return reveal.granted_at is None


def record_rows(sealed: Sealed, names: Names) -> dict[Part, tuple[RecordRow, ...]]:
    """Lines of the entries of each part, the latest first."""
    found: dict[Part, tuple[RecordRow, ...]] = {}
    for each in sealed.records:
        part = Part(each.part)
        row = RecordRow(
            each.pk,
            part,
            each.person.position,
            each.kind,
            each.written_at,
            names.who(each.author_id, each.body_id),
            sealed.files.get(each.pk, 0),
        )
        found[part] = (*found.get(part, ()), row)
    return found


def reveal_rows(sealed: Sealed, names: Names, actor: Actor) -> tuple[RevealRow, ...]:
    """Looks that are open or wait, the oldest first."""
    return tuple(
        RevealRow(
            each.pk,
            Part(each.part),
            each.person.position,
            names.who(each.user_id, each.body_id),
            each.reason,
            each.asked_at,
            each.ends_at,
            each.user_id == actor.user_id,
        )
        for each in sealed.reveals
    )


def request_rows(
    requests: Collection[RightsRequest], codes: Mapping[int, str], now: datetime
) -> tuple[RequestRow, ...]:
    """Requests of persons, in the order in which they come."""
    today = timezone.localdate(now)
    return tuple(
        RequestRow(
            each.pk,
            codes[each.case_id],
            each.person_id,
            each.person.position,
            RightKind(each.kind),
            each.asked_at,
            each.due_on,
            each.decided_at is None and each.due_on < today,
            RightOutcome(each.outcome) if each.outcome else None,
            each.reason,
            each.decided_at,
        )
        for each in requests
    )
