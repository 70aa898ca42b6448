"""Entries that count: of a register, on days, with conditions on their coded answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from zaklon.registers.counting import Days
from zaklon.registers.models import Entry
from zaklon.vocabulary.pack import Condition, Relation
from zaklon.vocabulary.pack.registers import Register


def counting(register: Register, days: Days, where: Iterable[Condition] = ()) -> QuerySet[Entry]:
    """Entries of a register that are not withdrawn, on days of the stretch, for which all conditions hold.

    Where entries last (the register names their last day), those count that stand on one of the days: an agreement
    of 2014 without an end is in force in 2020.
    """
    found = Entry.objects.filter(register=register.code, day__lte=days.end, withdrawn_at__isnull=True)
    lasts = Q(until__isnull=True) | Q(until__gte=days.start)
    found = found.filter(lasts) if register.until else found.filter(day__gte=days.start)
    for condition in where:
        found = found.filter(holds(condition))
    return found


def holds(condition: Condition) -> Q:
    """A condition of the pack on the answers of an entry; an answer is a text or a list of codes."""
    path = f"answers__{condition.field}"
    if condition.relation is Relation.ANSWERED:
        return Q(**{f"{path}__isnull": False})
    # `contains` is JSON containment: a text equals itself, and a list contains each of its codes.
    is_it = Q(**{path: condition.value}) | Q(**{f"{path}__contains": [condition.value]})
    return is_it if condition.relation is Relation.IS else ~is_it | Q(**{f"{path}__isnull": True})


def serving_activity(entries: QuerySet[Entry], activity_id: UUID) -> QuerySet[Entry]:
    """Those that serve an activity, themselves or through what they belong to."""
    own = Q(servings__activity_id=activity_id)
    return entries.filter(own | Q(parent__servings__activity_id=activity_id))


@dataclass(frozen=True)
class Said:
    """What an entry says now, and the sums of numbers over its parts that count."""

    entry_id: UUID
    body_id: UUID
    day: date
    until: date | None
    answers: Mapping[str, object]
    is_withdrawn: bool
    number: int
    total: int


def said_by(entry_id: UUID, parts: str, fields: Iterable[str]) -> Said | None:
    """An entry that the actor sees, with the sum of number fields over its parts in one register; None for no entry."""
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None:
        return None
    below = Entry.objects.filter(parent=entry, register=parts, withdrawn_at__isnull=True)
    total = sum(
        int(str(answers.get(code) or 0)) for answers in below.values_list("answers", flat=True) for code in fields
    )
    withdrawn = entry.withdrawn_at is not None
    return Said(entry.pk, entry.body_id, entry.day, entry.until, entry.answers, withdrawn, entry.number, total)
