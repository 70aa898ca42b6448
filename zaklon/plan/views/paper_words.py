"""Activities and their changes as people read them: bodies, results, money, before and after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaklon.common.dates import Quarter
from zaklon.plan.kinds import Comparator, FundingState, Payer, Periodicity, ReferenceKind, ResultKind
from zaklon.plan.rules.changes import FieldDifference, PlanChanges
from zaklon.plan.values import ActivityValues, MeasureValues, MoneyValues, PartValues, ResultValues
from zaklon.plan.views.overview_words import money_text
from zaklon.web import formats

FIELDS: dict[str, str | Promise] = {
    "code": gettext_lazy("Code"),
    "title": gettext_lazy("Title"),
    "measure": gettext_lazy("Key measure"),
    "parts": gettext_lazy("Bodies"),
    "start": gettext_lazy("Start"),
    "end": gettext_lazy("Completion"),
    "is_continuous": gettext_lazy("Goes on all the time"),
    "results": gettext_lazy("Result indicators"),
    "funding": gettext_lazy("Is money needed?"),
    "money": gettext_lazy("Money"),
    "references": gettext_lazy("Answers to"),
    "label": gettext_lazy("Label as printed"),
    "text": gettext_lazy("Text"),
    "objective": gettext_lazy("Operational objective"),
}


@dataclass(frozen=True)
class FieldShown:
    """A field before and after, each as lines of text."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class ChangedShown:
    """Something that changes, with its fields."""

    title: str
    fields: tuple[FieldShown, ...]


@dataclass(frozen=True)
class LineShown:
    """Something that comes or goes: its title and a few lines on it."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangesShown:
    """Everything that an amendment or a newer file changes, in words."""

    added: tuple[LineShown, ...]
    removed: tuple[LineShown, ...]
    changed: tuple[ChangedShown, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


def changes_shown(changes: PlanChanges, names: Mapping[str, str]) -> ChangesShown:
    """The changes in words; `names` are bodies by code."""
    added = [_measure_line(each) for each in changes.measures_added]
    removed = [_measure_line(each) for each in changes.measures_removed]
    measures = [
        ChangedShown(_("Measure %(number)s") % {"number": each.number}, _fields(each.fields, names))
        for each in changes.measures_changed
    ]
    return ChangesShown(
        added=(*added, *(_activity_line(each, names) for each in changes.added)),
        removed=(*removed, *(_activity_line(each, names) for each in changes.removed)),
        changed=(
            *measures,
            *(ChangedShown(_activity_name(each.code), _fields(each.fields, names)) for each in changes.changed),
        ),
    )


def _activity_name(code: str) -> str:
    return _("Activity %(code)s") % {"code": code}


def _measure_line(measure: MeasureValues) -> LineShown:
    return LineShown(_("Measure %(number)s: %(text)s") % {"number": measure.number, "text": measure.text})


def _activity_line(activity: ActivityValues, names: Mapping[str, str]) -> LineShown:
    title = _("Activity %(code)s: %(title)s") % {"code": activity.code, "title": activity.title}
    facts = {"start": formats.quarter(activity.start), "end": formats.quarter(activity.end)}
    time = facts["start"] if activity.start == activity.end else _("%(start)s to %(end)s") % facts
    return LineShown(title, (*part_lines(activity.parts, names), time))


def _fields(differences: Iterable[FieldDifference], names: Mapping[str, str]) -> tuple[FieldShown, ...]:
    return tuple(
        FieldShown(
            str(FIELDS[each.field]),
            value_lines(each.field, each.before, names),
            value_lines(each.field, each.after, names),
        )
        for each in differences
    )


def value_lines(field: str, value: Any, names: Mapping[str, str]) -> tuple[str, ...]:
    """One field of an activity or a measure as lines; an empty one is a dash."""
    if field == "parts":
        lines = part_lines(value, names)
    elif field == "results":
        lines = tuple(result_text(each) for each in value)
    elif field == "money":
        lines = tuple(money_line(each, names) for each in value)
    elif field == "references":
        lines = reference_lines(value)
    else:
        lines = (_plain(value),)
    return tuple(line for line in lines if line) or (formats.NOTHING,)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Quarter):
        return formats.quarter(value)
    return str(value.label) if isinstance(value, FundingState) else str(value)


def part_lines(parts: Sequence[PartValues], names: Mapping[str, str]) -> tuple[str, ...]:
    """The lead, then the partners."""
    named = [names.get(part.body, part.body) for part in parts]
    return tuple(
        (_("Lead: %(body)s") if index == 0 else _("Partner: %(body)s")) % {"body": name}
        for index, name in enumerate(named)
    )


def result_text(result: ResultValues) -> str:
    """The result with its target: "Trainings held (at least 4 trainings)"."""
    details = [each for each in (_target(result), _rhythm(result), _quotas(result)) if each]
    if not details:
        return result.text
    return _("%(text)s (%(details)s)") % {"text": result.text, "details": "; ".join(details)}


def _target(result: ResultValues) -> str:
    if result.target is None:
        return str(ResultKind(result.kind).label) if result.kind is not ResultKind.PERIODIC else ""
    facts = {"number": f"{formats.number(result.target)} {result.unit}".strip()}
    if result.comparator is Comparator.AT_MOST:
        return _("at most %(number)s") % facts
    if result.comparator is Comparator.AT_LEAST:
        return _("at least %(number)s") % facts
    return _("target %(number)s") % facts


def _rhythm(result: ResultValues) -> str:
    return "" if result.periodicity is Periodicity.NONE else str(Periodicity(result.periodicity).label)


def _quotas(result: ResultValues) -> str:
    return ", ".join(f"{region} {formats.number(share)}" for region, share in sorted(result.quotas.items()))


def money_line(line: MoneyValues, names: Mapping[str, str]) -> str:
    """The amount and who pays it."""
    amount = money_text(line.amount_minor, line.currency)
    if line.amount_minor is None:
        amount = _("Amount unclear")
    return _("%(amount)s (%(source)s)") % {"amount": amount, "source": payer_text(line, names)}


def payer_text(line: MoneyValues, names: Mapping[str, str]) -> str:
    """Where the money comes from."""
    if line.payer is Payer.BUDGET and line.payer_body:
        return _("budget of %(body)s") % {"body": names.get(line.payer_body, line.payer_body)}
    if line.payer is Payer.BUDGET:
        return _("budgets of several bodies")
    return str(Payer(line.payer).label).lower() if line.payer is not Payer.UNCLEAR else _("payer unclear")


def reference_lines(references: Iterable[tuple[ReferenceKind, str]]) -> tuple[str, ...]:
    """What the activity answers to."""
    return tuple(f"{ReferenceKind(kind).label} {code}" for kind, code in references)
