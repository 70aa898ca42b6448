"""What differs between two versions of a yearly plan: measure by measure, activity by activity, field by field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from zaklon.plan.values import ActivityValues, MeasureValues, PlanValues

# Revision that the kept copy of a plan as adopted names as the one it came from.
FIRST_WORDING = 0
_COMPARED = ("code", "title", "parts", "start", "end", "results", "funding", "money", "is_continuous", "references")
_OF_MEASURES = ("label", "text", "objective")


@dataclass(frozen=True)
class FieldDifference:
    """One field, before and after."""

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
class MeasureDifference:
    """One key measure that changed; measures are known by their number."""

    number: str
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True)
class PlanChanges:
    """Everything that an amendment, or a newer file, would change."""

    added: tuple[ActivityValues, ...]
    removed: tuple[ActivityValues, ...]
    changed: tuple[ActivityDifference, ...]
    measures_added: tuple[MeasureValues, ...] = ()
    measures_removed: tuple[MeasureValues, ...] = ()
    measures_changed: tuple[MeasureDifference, ...] = ()

    @property
    def is_empty(self) -> bool:
        measures = self.measures_added or self.measures_removed or self.measures_changed
        return not (self.added or self.removed or self.changed or measures)


def changes_between(former: PlanValues, later: PlanValues) -> PlanChanges:
    """Compare the plan in force (read by `contents_of`) with a later version.

    Activities are matched by the row that the later one was copied from, else by code; measures by number.
    """
    before = {each.copied_from: each for each in activities_of(former) if each.copied_from is not None}
    origins = _origins(before, list(activities_of(later)))
    numbers, later_numbers = _measure_numbers(former), _measure_numbers(later)
    added, changed = [], []
    for index, activity in enumerate(activities_of(later)):
        former_id = origins.get(index)
        if former_id is None:
            added.append(activity)
            continue
        origin = before[former_id]
        moved = (numbers[origin.code], later_numbers[activity.code])
        found = field_differences(origin, activity)
        if moved[0] != moved[1]:
            found = (*found, FieldDifference("measure", *moved))
        if found:
            changed.append(ActivityDifference(former_id, activity.code, found))
    matched = set(origins.values())
    removed = tuple(each for key, each in before.items() if key not in matched)
    return PlanChanges(tuple(added), removed, tuple(changed), *_measure_changes(former, later))


def _origins(before: Mapping[UUID, ActivityValues], later: Sequence[ActivityValues]) -> Mapping[int, UUID]:
    """Place of each later activity to the row that it continues; what says where it came from is believed first."""
    found: dict[int, UUID] = {}
    taken: set[UUID] = set()
    for index, activity in enumerate(later):
        origin = activity.copied_from
        if origin is not None and origin in before and origin not in taken:
            found[index] = origin
            taken.add(origin)
    by_code = {each.code: former_id for former_id, each in before.items() if former_id not in taken}
    for index, activity in enumerate(later):
        if index not in found and activity.code in by_code:
            found[index] = by_code.pop(activity.code)
    return found


def _measure_changes(
    former: PlanValues, later: PlanValues
) -> tuple[tuple[MeasureValues, ...], tuple[MeasureValues, ...], tuple[MeasureDifference, ...]]:
    before = {measure.number: measure for measure in former.measures}
    after = {measure.number: measure for measure in later.measures}
    changed = []
    for number, measure in after.items():
        if number in before and (found := _differences(before[number], measure, _OF_MEASURES)):
            changed.append(MeasureDifference(number, found))
    return (
        tuple(measure for number, measure in after.items() if number not in before),
        tuple(measure for number, measure in before.items() if number not in after),
        tuple(changed),
    )


def _measure_numbers(plan: PlanValues) -> Mapping[str, str]:
    """Code of each activity to the number of its measure."""
    return {activity.code: measure.number for measure in plan.measures for activity in measure.activities}


def field_differences(before: ActivityValues, after: ActivityValues) -> tuple[FieldDifference, ...]:
    """The fields that differ; translations and copies' origins do not count."""
    return _differences(before, after, _COMPARED)


def _differences(before: object, after: object, names: Iterable[str]) -> tuple[FieldDifference, ...]:
    return tuple(
        FieldDifference(name, getattr(before, name), getattr(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def activities_of(plan: PlanValues) -> Iterable[ActivityValues]:
    """All activities in the plan's order."""
    return (activity for measure in plan.measures for activity in measure.activities)
