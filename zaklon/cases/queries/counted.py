"""What statistics count of case files: coded facts of the files that the caller sees; no code, no name.

Whoever counts the country calls them as the system. Cases, persons and events are counted apart (DOMAIN.md B.6); of
an erased person the facts stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from zaklon.cases.kinds import CaseStatus
from zaklon.cases.models import BreakGlass, Case, Consent, Flag, Opening, Person, SheetFacts


@dataclass(frozen=True)
class CaseFact:
    """A case that was not merged into another."""

    status: str
    opened_on: date
    closed_on: date | None
    closing_reason: str
    owner_id: UUID
    is_led: bool
    persons: int


@dataclass(frozen=True)
class PersonFact:
    """A person; `person_id` tells only whether two facts are about one person."""

    person_id: UUID
    sex: str
    age_group: str
    citizenship: str
    added_on: date
    is_erased: bool


@dataclass(frozen=True)
class ConsentFact:
    """A consent: by whom, how it was explained, whether it was withdrawn."""

    giver: str
    child_assents: bool | None
    language: str
    is_interpreted: bool
    given_on: date
    withdrawn_on: date | None


@dataclass(frozen=True)
class OpeningFact:
    """A part that was opened to a body, by consent or by a named legal duty."""

    receiver_id: UUID
    part: int
    purpose: str
    duty: str
    starts_on: date


@dataclass(frozen=True)
class FlagFact:
    """Something that was to be known at once, such as a person who is missing."""

    kind: str
    raised_on: date
    resolved_on: date | None


@dataclass(frozen=True)
class GlassFact:
    """A part that was broken open in danger: for the yearly register."""

    role: str
    part: int
    on: date
    is_reviewed: bool


@dataclass(frozen=True)
class SheetFact:
    """A filled form in codes; `facts` maps its questions to codes, numbers and days."""

    person_id: UUID
    form: str
    version: int
    is_complete: bool
    facts: Mapping[str, str | list[str]]
    on: date


def case_facts() -> Iterator[CaseFact]:
    """Every case, the earliest first. Two queries."""
    persons: dict[int, int] = {}
    for case_id in Person.objects.values_list("case_id", flat=True).iterator():
        persons[case_id] = persons.get(case_id, 0) + 1
    for row in Case.objects.exclude(status=CaseStatus.MERGED).order_by("opened_at", "pk").iterator():
        yield CaseFact(
            row.status,
            timezone.localdate(row.opened_at),
            timezone.localdate(row.closed_at) if row.closed_at else None,
            row.closing_reason,
            row.owner_body_id,
            row.is_led,
            persons.get(row.pk, 0),
        )


def person_facts() -> Iterator[PersonFact]:
    """Every person, the earliest first. One query."""
    for row in Person.objects.order_by("added_at", "pk").iterator():
        added_on = timezone.localdate(row.added_at)
        yield PersonFact(row.pk, row.sex, row.age_group, row.citizenship, added_on, is_erased=row.erased_at is not None)


def consent_facts() -> tuple[ConsentFact, ...]:
    """Every consent, the earliest first. One query."""
    return tuple(
        ConsentFact(
            row.giver,
            row.child_assents,
            row.language,
            row.is_interpreted,
            timezone.localdate(row.given_at),
            timezone.localdate(row.withdrawn_at) if row.withdrawn_at else None,
        )
        for row in Consent.objects.order_by("given_at", "pk")
    )


def opening_facts() -> tuple[OpeningFact, ...]:
    """Every part that was opened to a body, the earliest first. One query."""
    return tuple(
        OpeningFact(row.receiver_id, row.part, row.purpose, row.duty, timezone.localdate(row.starts_at))
        for row in Opening.objects.order_by("starts_at", "pk")
    )


def flag_facts() -> tuple[FlagFact, ...]:
    """Every flag, the earliest first. One query."""
    return tuple(
        FlagFact(
            row.kind,
            timezone.localdate(row.raised_at),
            timezone.localdate(row.resolved_at) if row.resolved_at else None,
        )
        for row in Flag.objects.order_by("raised_at", "pk")
    )


def glass_facts() -> tuple[GlassFact, ...]:
    """Every part that was broken open, the earliest first. One query."""
    return tuple(
        GlassFact(row.role, row.part, timezone.localdate(row.starts_at), row.reviewed_at is not None)
        for row in BreakGlass.objects.order_by("starts_at", "pk")
    )


def sheet_facts(form: str) -> Iterator[SheetFact]:
    """Every filled sheet of a form that holds, in codes, the earliest first. One query."""
    found = SheetFacts.objects.filter(form=form, record__superseded_by__isnull=True)
    for row in found.order_by("written_at", "pk").iterator():
        on = timezone.localdate(row.written_at)
        yield SheetFact(row.person_id, row.form, row.version, row.is_complete, row.facts, on)
