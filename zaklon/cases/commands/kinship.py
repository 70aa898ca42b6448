"""Staff who bear a family name that stands in a case: noticed by the system, without showing the name to anybody."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as, looking_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.orphans import ask_to_take_over, at_work
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import AlertKind, Part, Stance, Verdict
from zaklon.cases.models import Alert, Assignment, Case, Conflict, DataKey, Record, Token
from zaklon.cases.vault import keys
from zaklon.cases.vault.keys import ContentPlace
from zaklon.cases.vault.search_key import SearchKey
from zaklon.cases.vault.slots import sizes_of
from zaklon.cases.vault.spelling import name_parts
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.vocabulary.queries import vocabulary

# Parts with answers that may name those from whom the danger comes, and the answers.
WATCHED = frozenset({Part.IDENTITY, Part.JUSTICE, Part.RISK})
_SUSPECTS = {Part.JUSTICE: ("suspects",), Part.RISK: ("from_whom",)}


def closes_the_case() -> bool:
    """Whether the country closes a case to somebody of the same family name until the officer has looked."""
    return bool(vocabulary().threshold("insider_same_name_stops"))


def notice_staff(case: Case, *, now: datetime) -> None:
    """After names came into a case: look at everybody who works on it."""
    with looking_as(SYSTEM):
        staff = sorted(set(at_work(case, now).values_list("user_id", "body_id")))
    for user_id, body_id in staff:
        notice_same_name(case, user_id, body_id, now=now)


def notice_same_name(case: Case, user_id: UUID, body_id: UUID, *, now: datetime) -> None:
    """Put somebody who bears a family name of the case on the officer's list, and close the case where the pack says.

    Whoever lifted such a finding has looked: the same person is not noticed again in that case.
    """
    with acting_as(SYSTEM):
        family = _family_names(names_of({user_id}).get(user_id, ""))
        if not family or Conflict.objects.filter(case=case, user_id=user_id, is_declared=False).exists():
            return
        stance = _stance(case, family)
        if stance is None:
            return
        closes = closes_the_case()
        _alert(case, user_id, body_id, Verdict.STOPPED if closes else Verdict.NOTED, now)
        if closes:
            note_conflict(case, user_id, stance, now=now)
            ask_to_take_over(case, left=user_id, body_id=body_id, now=now)


def note_conflict(case: Case, user_id: UUID, stance: Stance, *, now: datetime) -> None:
    """Close the case to somebody on whom the rules have found a tie, until the officer lifts it. As the system."""
    Conflict.objects.get_or_create(
        case=case, user_id=user_id, lifted_at=None, defaults={"stance": stance, "is_declared": False, "noted_at": now}
    )
    for assignment in Assignment.objects.filter(case=case, user_id=user_id, ends_at__isnull=True):
        assignment.ends_at, assignment.is_lead = max(now, assignment.starts_at), False
        assignment.save(update_fields=["ends_at", "is_lead"])
    keep_walls(case.pk, now=now)


def _family_names(full_name: str) -> tuple[str, ...]:
    """The folded parts of a name without its first one; the whole of a name that has one part."""
    parts = name_parts([full_name])
    return parts[1:] or parts


def _stance(case: Case, family: tuple[str, ...]) -> Stance | None:
    key = SearchKey.current()
    sizes = sizes_of([("name", part) for part in family], key)
    wanted = [key.token(*value, slot) for value, size in sizes.items() for slot in range(size)]
    if Token.objects.filter(case=case, token__in=wanted).exists():
        return Stance.FAMILY
    named = {part for text in _suspects(case) for part in name_parts([text])}
    return Stance.SUSPECT if named & set(family) else None


def _suspects(case: Case) -> Iterator[str]:
    """Answers that may name suspects, opened by the system for the comparison alone."""
    found = Record.objects.filter(case=case, part__in=_SUSPECTS, superseded_by__isnull=True)
    unlocked = {row.pk: keys.unlock(row) for row in DataKey.objects.filter(case=case, destroyed_at__isnull=True)}
    for entry in found:
        if entry.person_id in unlocked:
            content = unlocked[entry.person_id].open(ContentPlace.of(entry), bytes(entry.sealed))
            yield from (str(content[name]) for name in _SUSPECTS[Part(entry.part)] if content.get(name))


def _alert(case: Case, user_id: UUID, body_id: UUID, verdict: Verdict, now: datetime) -> None:
    _, is_new = Alert.objects.get_or_create(
        kind=AlertKind.SAME_NAME,
        verdict=verdict,
        user_id=user_id,
        case=case,
        day=timezone.localdate(now),
        defaults={"body_id": body_id, "count": 1, "noted_at": now, "review_words": ""},
    )
    if is_new:
        record("alert.noted", user_id, by=SYSTEM, at=now, fields=[AlertKind.SAME_NAME, verdict])
        enqueue_for_role(Kind.TASK_WAITING, Role.DATA_PROTECTION_OFFICER, None, path="/cases/review/", now=now)
