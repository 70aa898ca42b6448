"""What changes between a plan as kept and a plan as read, or between two versions of a plan: plain values only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from zaklon.plan.importing.folding import fold, tidy
from zaklon.plan.importing.readings import Funding, ReadActivity, ReadPlan


@dataclass(frozen=True, slots=True)
class PlainIndicator:
    """A result indicator as compared."""

    text: str
    comparator: str | None = None
    target: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class PlainMoney:
    """A money line as compared, in minor units."""

    amount_minor: int
    currency: str
    source: str
    is_donation: bool = False


@dataclass(frozen=True, slots=True)
class PlainActivity:
    """An activity as compared; bodies by their label ("Body - Unit"), quarters as "2020-Q2"."""

    code: str
    title: str
    measure: str
    lead: str = ""
    partners: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    indicators: tuple[PlainIndicator, ...] = ()
    money: tuple[PlainMoney, ...] = ()
    funding: Funding = Funding.UNCLEAR


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an activity before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class ActivityChange:
    """An activity that is in both plans and differs; `new_code` where only its number moved."""

    code: str
    new_code: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """Added and changed activities in the order of the new plan, removed ones in the order of the old."""

    added: tuple[PlainActivity, ...]
    removed: tuple[PlainActivity, ...]
    changed: tuple[ActivityChange, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether both plans say the same."""
        return not (self.added or self.removed or self.changed)


def plain_activity(activity: ReadActivity) -> PlainActivity:
    """The plain values of an activity as read."""
    lead = activity.lead
    return PlainActivity(
        code=activity.code,
        title=activity.title,
        measure=activity.measure,
        lead=lead.label if lead else "",
        partners=tuple(partner.label for partner in activity.partners),
        start=str(activity.start) if activity.start else None,
        end=str(activity.end) if activity.end else None,
        indicators=tuple(PlainIndicator(i.text, i.comparator, i.target, i.unit) for i in activity.indicators),
        money=tuple(PlainMoney(m.amount_minor, m.currency, m.source, m.is_donation) for m in activity.money),
        funding=activity.funding,
    )


def difference(old: Sequence[PlainActivity], new: ReadPlan) -> PlanDifference:
    """What a newly read plan changes in the activities kept so far."""
    return difference_between(old, [plain_activity(activity) for activity in new.activities])


def difference_between(old: Sequence[PlainActivity], new: Sequence[PlainActivity]) -> PlanDifference:
    """What differs between two versions of a plan.

    Activities are matched by code (a code that is used twice by its order), then, among those left, by an equal
    title, as a renumbered activity keeps its words. Spacing and letter case are no change.
    """
    pairs = _matched_by_code(old, new)
    left_old = [index for index in range(len(old)) if index not in pairs]
    left_new = sorted(set(range(len(new))) - set(pairs.values()))
    pairs.update(_matched_by_title(old, new, left_old, left_new))
    partners = {new_index: old_index for old_index, new_index in pairs.items()}
    compared = [(old[partners[index]], after) for index, after in enumerate(new) if index in partners]
    changed = tuple(change for before, after in compared if (change := _change(before, after)))
    return PlanDifference(
        added=tuple(activity for index, activity in enumerate(new) if index not in partners),
        removed=tuple(activity for index, activity in enumerate(old) if index not in pairs),
        changed=changed,
        unchanged=len(compared) - len(changed),
    )


def _numbered(codes: Iterable[str]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    numbered = []
    for code in codes:
        counted[code] += 1
        numbered.append((code, counted[code]))
    return numbered


def _matched_by_code(old: Sequence[PlainActivity], new: Sequence[PlainActivity]) -> dict[int, int]:
    places = {key: index for index, key in enumerate(_numbered(activity.code for activity in new))}
    numbered = _numbered(activity.code for activity in old)
    return {index: places[key] for index, key in enumerate(numbered) if key in places}


def _matched_by_title(
    old: Sequence[PlainActivity], new: Sequence[PlainActivity], left_old: Sequence[int], left_new: Sequence[int]
) -> dict[int, int]:
    free: dict[str, list[int]] = {}
    for index in left_new:
        free.setdefault(_same(new[index].title), []).append(index)
    matched = {}
    for index in left_old:
        candidates = free.get(_same(old[index].title))
        if candidates:
            matched[index] = candidates.pop(0)
    return matched


def _change(before: PlainActivity, after: PlainActivity) -> ActivityChange | None:
    changes = tuple(
        FieldChange(field.name, getattr(before, field.name), getattr(after, field.name))
        for field in fields(PlainActivity)
        if field.name != "code" and _same(getattr(before, field.name)) != _same(getattr(after, field.name))
    )
    if not changes and before.code == after.code:
        return None
    return ActivityChange(before.code, after.code, changes)


def _same(value: object) -> str:
    """A value as compared: texts folded, the order of partners kept."""
    return fold(tidy(str(value)))
