"""The record of each filing system: the facts of the country pack, with counts from the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import PeopleFilter, count_people
from zaklon.access.rls import acting_as
from zaklon.audit.queries.seal import seal_status
from zaklon.cases.kinds import AgeGroup, CaseStatus
from zaklon.cases.models import Case, Consent, Person, Record
from zaklon.vocabulary.queries import vocabulary

SYSTEMS = "filing_system"
# Lists of the pack, each with one entry for each filing system, in the order in which the authority asks.
FACTS = (
    "filing_purpose",
    "filing_basis",
    "filing_persons",
    "filing_data",
    "filing_recipients",
    "filing_retention",
    "filing_transfers",
    "filing_safeguards",
)


@dataclass(frozen=True)
class FilingSystem:
    """One filing system: its name and facts (label, text) in a language, and counts by a code of `outputs`."""

    name: str
    facts: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]


def filing_systems(*, actor: Actor, today: date, language: str) -> tuple[FilingSystem, ...]:
    """Those of the pack that are in use today, in its order. Raises NotPermitted."""
    actor.must(Permission.PRIVACY_REVIEW)
    wording = vocabulary().wording(language)
    known = vocabulary().terms
    with acting_as(SYSTEM):
        return tuple(
            FilingSystem(
                choice.label,
                tuple(
                    (wording.label("list", fact), wording.label(fact, choice.code))
                    for fact in FACTS
                    if (fact, choice.code) in known
                ),
                _COUNTS[choice.code](today) if choice.code in _COUNTS else (),
            )
            for choice in wording.terms(SYSTEMS, on=today)
        )


def _case_files(_today: date) -> tuple[tuple[str, int], ...]:
    people = Person.objects.all()
    return (
        ("cases", Case.objects.count()),
        ("open_cases", Case.objects.filter(status=CaseStatus.OPEN).count()),
        ("persons", people.count()),
        ("children", people.exclude(age_group=AgeGroup.ADULT).count()),
        ("erased", people.filter(erased_at__isnull=False).count()),
        ("restricted", people.filter(is_restricted=True).count()),
        ("entries", Record.objects.count()),
        ("consents", Consent.objects.filter(withdrawn_at__isnull=True).count()),
    )


def _staff_accounts(today: date) -> tuple[tuple[str, int], ...]:
    return (
        ("accounts", count_people(PeopleFilter(), actor=SYSTEM, today=today)),
        ("left", count_people(PeopleFilter(has_left=True), actor=SYSTEM, today=today)),
    )


def _audit_trail(_today: date) -> tuple[tuple[str, int], ...]:
    return (("sealed_rows", seal_status().sealed_rows),)


_COUNTS: Mapping[str, Callable[[date], tuple[tuple[str, int], ...]]] = {
    "case_files": _case_files,
    "staff_accounts": _staff_accounts,
    "audit_trail": _audit_trail,
}
