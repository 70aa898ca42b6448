"""Keeping the walls: after a fact changes, the keys, the circle and the copies are brought in step, in one transaction.

The circle are the bodies that work on the case now; with nobody at work, the body that owns it, so that no case is lost
from every list. One whose time begins or ends later by the clock joins or leaves it
when the worker's sweep passes (commands.sweeping); what opens parts does so to the second, in the keys.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Model

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.following import overseen as overseen_elsewhere
from zaklon.cases.models import AccessKey, Assignment, Case, Listing, Person, Task, Track
from zaklon.cases.models.windows import goes_on
from zaklon.cases.queries.facts import facts_of
from zaklon.cases.rules.keys import keys_of, number_of

_KeyRow = tuple[UUID, UUID, int, str, datetime, datetime | None]


def keep_walls(case_id: int, *, now: datetime) -> None:
    """Bring everything that follows from the facts of a case in step with them. Call it last, under the case's lock."""
    with acting_as(SYSTEM):
        case = Case.objects.select_for_update().get(pk=case_id)
        _keep_keys(case_id)
        _keep_circle(case, now)


def _keep_keys(case_id: int) -> None:
    wanted: dict[_KeyRow, None] = {}
    for key in keys_of(facts_of(case_id)):
        number = number_of(case_id, key.part, key.level)
        wanted[key.user_id, key.body_id, number, key.ground, key.window.starts, key.window.ends] = None
    present = {
        (row.user_id, row.body_id, row.number, row.ground, row.starts_at, row.ends_at): row.pk
        for row in AccessKey.objects.filter(case_id=case_id)
    }
    AccessKey.objects.filter(pk__in=[pk for row, pk in present.items() if row not in wanted]).delete()
    AccessKey.objects.bulk_create(
        AccessKey(
            case_id=case_id, user_id=user, body_id=body, number=number, ground=ground, starts_at=starts, ends_at=ends
        )
        for user, body, number, ground, starts, ends in wanted
        if (user, body, number, ground, starts, ends) not in present
    )


def _keep_circle(case: Case, now: datetime) -> None:
    working = Assignment.objects.filter(goes_on(now), case=case, starts_at__lte=now)
    circle = sorted(set(working.values_list("body_id", flat=True))) or [case.owner_body_id]
    case.circle, case.is_led = circle, working.filter(is_lead=True).exists()
    case.save(update_fields=["circle", "is_led"])
    overseen_tables: tuple[type[Model], ...] = (Person, Track, *overseen_elsewhere())
    for overseen in overseen_tables:
        overseen._default_manager.filter(case=case).update(circle=circle, is_sealed=case.is_sealed)
    for supervised in (Assignment, Task):
        supervised.objects.filter(case=case).exclude(is_sealed=case.is_sealed).update(is_sealed=case.is_sealed)
    Listing.objects.filter(case=case).exclude(body_id__in=circle).delete()
    line = {
        "status": case.status,
        "is_sealed": case.is_sealed,
        "is_led": case.is_led,
        "opened_at": case.opened_at,
    }
    for body_id in circle:
        Listing.objects.update_or_create(case=case, body_id=body_id, defaults=line)
