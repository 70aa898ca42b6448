"""The copy that a person asked for: what each worker has to decide on, and how far it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.kinds import AgeGroup, Level, Part, RightKind, RightOutcome, Sex
from zaklon.cases.models import Consent, CopyDecision, Person, Record, RightsRequest
from zaklon.cases.queries.facts import tie_of
from zaklon.cases.queries.naming import names_for
from zaklon.cases.queries.page_rows import PersonRow
from zaklon.cases.rules.decide import decide
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken


@dataclass(frozen=True)
class EntryToDecide:
    """An entry by its outside: when, by which body, of which kind; `ground` is None while nobody has decided."""

    record_id: UUID
    kind: str
    body: str
    written_at: datetime
    ground: str | None


@dataclass(frozen=True)
class PartToDecide:
    """A part with its entries, for somebody who may read it."""

    part: Part
    entries: tuple[EntryToDecide, ...]


@dataclass(frozen=True)
class PartProgress:
    """How far a part is, for the officer: counts, never content."""

    part: Part
    entries: int
    undecided: int
    withheld: int


@dataclass(frozen=True)
class CopyRequest:
    """A request for a copy. `parts` is what the reader decides on, `progress` what the officer oversees."""

    request_id: UUID
    code: str
    position: int
    asked_at: datetime
    is_decided: bool
    is_approved: bool
    parts: tuple[PartToDecide, ...]
    progress: tuple[PartProgress, ...]

    @property
    def is_ready(self) -> bool:
        """Whether every entry is decided on."""
        return not any(row.undecided for row in self.progress)


@dataclass(frozen=True)
class ConsentGivenRow:
    """A consent as the person is reminded of it."""

    given_at: datetime
    withdrawn_at: datetime | None
    openings: tuple[tuple[str, Part], ...]


def copy_request(request_id: UUID, *, actor: Actor, now: datetime, language: str) -> CopyRequest:
    """A request for a copy, as far as it concerns the reader. Raises NotPermitted, RightsRequest.DoesNotExist."""
    if not actor.may(Permission.PRIVACY_REVIEW):
        actor.must(Permission.CASE_WORK)
    asked = seen_request(request_id)
    tie = tie_of(asked.case_id, actor=actor, now=now)
    readable = [part for part in Part if part and decide(tie, Level.READ, part).allow]
    bodies = names_for((), language).bodies
    grounds = dict(CopyDecision.objects.filter(request=asked).values_list("record_id", "ground"))
    found = Record.objects.filter(case_id=asked.case_id, person_id=asked.person_id).order_by("written_at", "pk")
    entries: dict[Part, list[EntryToDecide]] = {}
    for row in found.defer("sealed"):
        entry = EntryToDecide(row.pk, row.kind, bodies.get(row.body_id, ""), row.written_at, grounds.get(row.pk))
        entries.setdefault(Part(row.part), []).append(entry)
    return CopyRequest(
        request_id=asked.pk,
        code=asked.case.code,
        position=asked.person.position,
        asked_at=asked.asked_at,
        is_decided=asked.decided_at is not None,
        is_approved=asked.decided_at is not None and asked.outcome != RightOutcome.REFUSED,
        parts=tuple(PartToDecide(part, tuple(entries[part])) for part in readable if part in entries),
        progress=_progress(asked) if actor.may(Permission.PRIVACY_REVIEW) else (),
    )


def seen_request(request_id: UUID) -> RightsRequest:
    """A request for a copy that whoever acts sees, with its case and person; the officer sees no case.

    Raises RightsRequest.DoesNotExist.
    """
    seen = RightsRequest.objects.values_list("pk", flat=True).get(pk=request_id, kind=RightKind.COPY)
    with acting_as(SYSTEM):
        return RightsRequest.objects.select_related("case", "person").get(pk=seen)


def _progress(asked: RightsRequest) -> tuple[PartProgress, ...]:
    with acting_as(SYSTEM):
        entries = Counter(Record.objects.filter(person_id=asked.person_id).values_list("part", flat=True))
        decisions = list(CopyDecision.objects.filter(request=asked).values_list("part", "ground"))
    decided = Counter(part for part, _ground in decisions)
    withheld = Counter(part for part, ground in decisions if ground)
    return tuple(
        PartProgress(Part(part), entries[part], entries[part] - decided[part], withheld[part])
        for part in sorted(entries)
    )


def refuse_unready(asked: RightsRequest, outcome: RightOutcome, officer_id: UUID | None) -> None:
    """Raise unless every entry on the person was decided on by somebody else and the outcome fits. As the system."""
    decisions = CopyDecision.objects.filter(request=asked)
    decided = set(decisions.values_list("record_id", flat=True))
    if Record.objects.filter(person_id=asked.person_id).exclude(pk__in=decided).exists():
        raise NotAllowedNow("copy_undecided")
    if decisions.filter(decided_by_id=officer_id).exists():
        raise NotPermitted("own_copy_decision")
    if outcome is RightOutcome.GRANTED and decisions.exclude(ground="").exists():
        raise RuleBroken("copy_is_in_part", field="outcome")


def person_row(person_id: UUID, language: str) -> tuple[PersonRow, tuple[ConsentGivenRow, ...]]:
    """The coded facts of a person, and the consents with what they open to whom. As the system."""
    person = Person.objects.get(pk=person_id)
    bodies = names_for((), language).bodies
    consents = Consent.objects.filter(person=person).order_by("given_at", "pk").prefetch_related("openings")
    return (
        PersonRow(
            person.pk,
            person.position,
            Sex(person.sex),
            AgeGroup(person.age_group),
            person.citizenship,
            person.erased_at is not None,
            person.is_restricted,
        ),
        tuple(
            ConsentGivenRow(
                each.given_at,
                each.withdrawn_at,
                tuple((bodies.get(o.receiver_id, ""), Part(o.part)) for o in each.openings.all()),
            )
            for each in consents
        ),
    )
