"""Tying a record to the activities of the plan that it serves."""

from collections.abc import Iterable
from uuid import UUID

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.common.errors import RuleBroken
from zaklon.registers.models import Entry, Serving
from zaklon.registers.queries.serving import may_serve


def must_be_in_force(activities: set[UUID]) -> None:
    """Raise RuleBroken unless every activity stands in an adopted plan."""
    if activities and activities - may_serve(activities):
        raise RuleBroken("activity_not_in_force", field="activities")


def serving(entry: Entry, activity_id: UUID) -> Serving:
    """The tie between an entry and an activity, read by whoever reads the entry."""
    return Serving(
        entry=entry, activity_id=activity_id, body_id=entry.body_id, read_by=entry.read_by, readers=entry.readers
    )


def serve(entry: Entry, activities: Iterable[UUID]) -> None:
    """Let an entry serve exactly these activities. A part serves what it belongs to serves, and nothing of its own.

    Raises RuleBroken for an activity that is not in a plan in force, and for a part that names any.
    """
    wanted = set(activities)
    if wanted and entry.parent_id is not None:
        raise RuleBroken("part_serves_nothing_itself", field="activities")
    with acting_as(SYSTEM):
        held = set(Serving.objects.filter(entry=entry).values_list("activity_id", flat=True))
    must_be_in_force(wanted - held)
    with acting_as(SYSTEM):
        Serving.objects.filter(entry=entry).exclude(activity_id__in=wanted).delete()
        Serving.objects.bulk_create(serving(entry, each) for each in sorted(wanted - held))
