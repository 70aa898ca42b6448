"""What differs between two versions of a yearly plan, activity by activity and field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from zaklon.plan.values import ActivityValues, PlanValues

_COMPARED = ("code", "title", "parts", "start", "end", "results", "funding", "money", "is_continuous", "references")


@dataclass(frozen=True)
class FieldDifference:
    """One field of one activity, before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class ActivityDifference:
    """One activity that changed; `former_id` is the row of the plan in force."""

    former_id: UUID
    code: str
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True)
class PlanChanges:
    """Everything that an amendment, or a newer file, would change."""

    added: tuple[ActivityValues, ...]
    removed: tuple[ActivityValues, ...]
    changed: tuple[ActivityDifference, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


def changes_between(former: PlanValues, later: PlanValues) -> PlanChanges:
    """Compare the plan in force (read by `contents_of`) with a later version.

    Activities are matched by the row that the later one was copied from, else by code.
    """
    before = {each.copied_from: each for each in activities_of(former) if each.copied_from is not None}
    by_code = {each.code: each for each in before.values()}
    matched: set[UUID] = set()
    added, changed = [], []
    for activity in activities_of(later):
        origin = before.get(activity.copied_from) if activity.copied_from else None
        origin = origin or by_code.get(activity.code)
        if origin is None or origin.copied_from is None or origin.copied_from in matched:
            added.append(activity)
            continue
        matched.add(origin.copied_from)
        if found := field_differences(origin, activity):
            changed.append(ActivityDifference(origin.copied_from, activity.code, found))
    removed = tuple(each for key, each in before.items() if key not in matched)
    return PlanChanges(tuple(added), removed, tuple(changed))


def field_differences(before: ActivityValues, after: ActivityValues) -> tuple[FieldDifference, ...]:
    """The fields that differ; translations and copies' origins do not count."""
    return tuple(
        FieldDifference(name, getattr(before, name), getattr(after, name))
        for name in _COMPARED
        if getattr(before, name) != getattr(after, name)
    )


def activities_of(plan: PlanValues) -> Iterable[ActivityValues]:
    """All activities in the plan's order."""
    return (activity for measure in plan.measures for activity in measure.activities)
