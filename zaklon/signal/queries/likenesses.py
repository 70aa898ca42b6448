"""Who may be the same as a person of a case: as whoever writes its shell may know it."""

from dataclasses import dataclass
from uuid import UUID

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import looking_as
from zaklon.cases.models import Case
from zaklon.signal.models import Likeness


@dataclass(frozen=True)
class LikenessRow:
    """One open question. `other_code` is empty for a reader who does not see the other case."""

    likeness_id: UUID
    position: int
    other_code: str
    why: tuple[str, ...]
    is_signal: bool
    is_asked: bool


def likenesses_of(code: str) -> tuple[LikenessRow, ...]:
    """Open questions of a case, the oldest first; none for a reader who does not write its shell. Three queries.

    What nobody asks of this side yet is left out; a pair whose persons are in one case
    by now is no question, nor is one of whom somebody was erased.
    """
    mine = list(
        Likeness.objects.filter(case__code=code, ruled_out_at__isnull=True)
        .select_related("person")
        .order_by("found_at", "pk")
    )
    if not mine:
        return ()
    with looking_as(SYSTEM):
        sides = Likeness.objects.filter(pair__in=[row.pair for row in mine]).select_related("person")
        gone = {row.pair for row in sides if row.person.erased_at is not None}
        pairs = {(row.pair, row.is_signal): row.case_id for row in sides}
    mine = [row for row in mine if row.pair not in gone]
    others = {row.pk: pairs[row.pair, not row.is_signal] for row in mine}
    seen = dict(Case.objects.filter(pk__in=others.values(), status="open").values_list("pk", "code"))
    return tuple(
        LikenessRow(
            row.pk,
            row.person.position,
            seen.get(others[row.pk], ""),
            tuple(str(each) for each in row.why),
            row.is_signal,
            row.asked_at is not None,
        )
        for row in mine
        if others[row.pk] != row.case_id and (row.is_signal or row.asked_at is not None or others[row.pk] in seen)
    )
