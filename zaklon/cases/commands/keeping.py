"""How long files are kept: the clock begins when a case is closed, and somebody may give it more time."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.kinds import AgeGroup, CaseStatus, ClosingReason, EventKind, Part
from zaklon.cases.models import Case, DataKey, Event, Extension, Person, Record
from zaklon.cases.rules.retention import Times, kept_until
from zaklon.cases.vault import keys
from zaklon.cases.vault.keys import ContentPlace
from zaklon.common.dates import months_later
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.vocabulary.queries import vocabulary

_BATCH = 200
_MONTHS = {"month": 1, "year": 12}
# Longer than this needs another decision, so that nothing is kept for ever by one.
_MOST_MONTHS = 60


def times() -> Times:
    """The times of the country pack. Raises NotAllowedNow before a pack is loaded."""
    loaded = vocabulary()

    def months(code: str) -> int:
        clock = loaded.clock(code)
        return (clock.amount or 0) * _MONTHS[clock.unit or "month"]

    return Times(
        dismissed_months=months("case_retention_dismissed"),
        refused_months=months("case_retention_refused"),
        closed_months=months("case_retention_closed"),
        child_age=months("case_retention_child_age") // 12,
    )


def start_clocks() -> int:
    """Reckon until when each closed case is kept that has no day yet; gives how many. The worker does it each night.

    The longest of its persons' times counts. Birthdays are read for this by the system and shown to nobody.
    """
    with acting_as(SYSTEM):
        known = times()
    done = 0
    while batch := _start_batch(known):
        done += batch
    return done


@transaction.atomic
def _start_batch(known: Times) -> int:
    with acting_as(SYSTEM):
        closed = Case.objects.filter(status=CaseStatus.CLOSED, retain_until__isnull=True, closed_at__isnull=False)
        count = 0
        for case in closed.select_for_update().order_by("pk")[:_BATCH]:
            case.retain_until = _until(case, known)
            case.save(update_fields=["retain_until"])
            count += 1
    return count


def _until(case: Case, known: Times) -> date:
    reason, closed_on = ClosingReason(case.closing_reason), timezone.localdate(case.closed_at)
    people = list(Person.objects.filter(case=case))
    born = _birthdays(people)
    days = [kept_until(reason, closed_on, AgeGroup(each.age_group), born.get(each.pk), known).until for each in people]
    return max(days, default=months_later(closed_on, known.closed_months))


def _birthdays(people: Iterable[Person]) -> dict[UUID, date]:
    """Birthdays of the children among them, from the entries that hold."""
    children = [each.pk for each in people if each.age_group != AgeGroup.ADULT and each.erased_at is None]
    unlocked = {row.pk: keys.unlock(row) for row in DataKey.objects.filter(pk__in=children, destroyed_at__isnull=True)}
    entries = Record.objects.filter(person_id__in=unlocked, part=Part.IDENTITY, superseded_by__isnull=True)
    found: dict[UUID, date] = {}
    for entry in entries.order_by("written_at", "pk"):
        said = unlocked[entry.person_id].open(ContentPlace.of(entry), bytes(entry.sealed)).get("birth_date")
        try:
            found[entry.person_id] = date.fromisoformat(str(said))
        except ValueError:
            continue
    return found


@transaction.atomic
def keep_longer(code: str, until: date, reason: str, *, actor: Actor, now: datetime) -> UUID:
    """Give a closed file more time; by the data-protection officer, who finds it by its code and sees no content.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    actor.must(Permission.PRIVACY_REVIEW)
    user_id, body_id = actor.post()
    if not reason.strip():
        raise RuleBroken("keeping_reason_missing", field="reason")
    today = timezone.localdate(now)
    with acting_as(SYSTEM):
        case = Case.objects.select_for_update().get(code=code)
        if case.status != CaseStatus.CLOSED or case.retain_until is None:
            raise NotAllowedNow("keeping_not_running")
        if until <= max(today, case.retain_until):
            raise RuleBroken("keeping_not_longer", field="until")
        if until > months_later(today, _MOST_MONTHS):
            raise RuleBroken("keeping_too_long", field="until", facts={"most": _MOST_MONTHS // 12})
        made = Extension.objects.create(case=case, until=until, reason=reason.strip(), made_at=now, made_by_id=user_id)
        case.retain_until = until
        case.save(update_fields=["retain_until"])
        Event.objects.create(
            case=case,
            part=Part.SHELL,
            kind=EventKind.KEPT_LONGER,
            happened_at=now,
            user_id=user_id,
            body_id=body_id,
            about="",
        )
    record("case.kept_longer", code, by=actor, at=now)
    return made.pk
