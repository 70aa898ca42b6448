"""Carrying persons from one case to another, with everything recorded about them. Nothing is copied or lost."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Model

from zaklon.cases.following import of_person, overseen
from zaklon.cases.models import (
    Case,
    Consent,
    CopyDecision,
    DataKey,
    Erasure,
    Link,
    Opening,
    Person,
    Record,
    Reveal,
    RightsRequest,
    SealedFile,
    SheetFacts,
    Token,
)

# Rows of a person that name the case too; what lies sealed in them is bound to the person and stays readable.
_OF_PERSON = (DataKey, Record, SealedFile, SheetFacts, Token, Consent, Reveal)


def carry(positions: Mapping[UUID, int], case: Case) -> None:
    """Move these persons to the case, each to its position there. Called as the system, under the lock of both cases.

    Their keys, records, files, tokens, consents, reveals and links go too, also those that came after an earlier move.
    """
    for person_id, position in positions.items():
        Person.objects.filter(pk=person_id).update(
            case=case, position=position, circle=case.circle, is_sealed=case.is_sealed
        )
    people = list(positions)
    tables: tuple[type[Model], ...] = (*_OF_PERSON, *of_person())
    for table in tables:
        table._default_manager.filter(person_id__in=people).update(case=case)
    for table in overseen():
        table._default_manager.filter(person_id__in=people).update(circle=case.circle, is_sealed=case.is_sealed)
    Opening.objects.filter(consent__person_id__in=people).update(case=case)
    for asked in (RightsRequest, Erasure):
        asked.objects.filter(person_id__in=people).update(case=case)
    CopyDecision.objects.filter(record__person_id__in=people).update(case=case)
    Link.objects.filter(person_id__in=people).update(case=case)
    Link.objects.filter(other_id__in=people).update(other_case=case)


def last_position(case: Case) -> int:
    """The highest position in the case; 0 when it has nobody."""
    return Person.objects.filter(case=case).order_by("-position").values_list("position", flat=True).first() or 0
