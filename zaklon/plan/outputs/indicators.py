"""Performance indicators as a table: where they began, where they are to be, where they are."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zaklon.plan.kinds import BaseRule, Milestone, ValueKind
from zaklon.plan.outputs.change import change_words
from zaklon.plan.outputs.wording import Writer
from zaklon.plan.queries.outputs_rows import IndicatorRow, IndicatorValueRow, TargetRow
from zaklon.plan.rules.indicators import Standing, place_standing, standing
from zaklon.reporting.description import Column, Kind, Row, Status, SubHeading, Table, Tone


def indicator_table(caption: str, indicators: Sequence[IndicatorRow], day: date, writer: Writer) -> Table:
    """One row for each indicator with its latest value; explanations stand under the table."""
    promised = _Promised(indicators, writer)
    columns = (
        *promised.columns(),
        Column(_("Latest value"), width=4),
        Column(_("Standing"), Kind.STATUS, width=4),
    )
    rows = tuple(
        Row((*promised.cells(each), latest_words(each, writer), standing_of(each, day))) for each in indicators
    )
    return Table(caption, columns, rows, notes=tuple(_notes(indicators)), is_wide=False)


def _notes(indicators: Sequence[IndicatorRow]) -> Iterator[str]:
    for each in indicators:
        said = (each.base_note, each.latest.note if each.latest else "", change_words(each.changes))
        yield from (_explained(each, note) for note in said if note)


def promise_table(caption: str, objective: str, indicators: Sequence[IndicatorRow], writer: Writer) -> Table:
    """The same as the strategy prints it, without values; it stands on the turned pages of the plan."""
    promised = _Promised(indicators, writer)
    rows: tuple[Row | SubHeading, ...] = (SubHeading(objective), *(Row(promised.cells(each)) for each in indicators))
    notes = tuple(_explained(each, each.base_note) for each in indicators if each.base_note)
    return Table(caption, promised.columns(), rows, notes=notes, is_wide=True)


class _Promised:
    """The columns of an indicator that do not change: its text, its baseline, what is to be reached."""

    def __init__(self, indicators: Sequence[IndicatorRow], writer: Writer) -> None:
        self.writer = writer
        self.mid = _Milestone(indicators, Milestone.MID, writer)
        self.final = _Milestone(indicators, Milestone.FINAL, writer)

    def columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Indicator"), width=6),
            Column(_("Baseline"), width=4),
            Column(self.mid.heading(_("Middle of the strategy")), width=4),
            Column(self.final.heading(_("End of the strategy")), width=4),
        )

    def cells(self, indicator: IndicatorRow) -> tuple[str, ...]:
        text = _("%(code)s: %(text)s") % {"code": indicator.code, "text": indicator.text}
        baseline = baseline_words(indicator, self.writer)
        return text, baseline, self.mid.words(indicator), self.final.words(indicator)


def baseline_words(indicator: IndicatorRow, writer: Writer) -> str:
    """The baseline as the strategy words it, and the number that targets are counted from."""
    if indicator.baseline.rule is BaseRule.UNKNOWN:
        unknown = _("not known")
        return _with_number(indicator.baseline_text, unknown) if indicator.baseline_text else unknown
    if indicator.baseline_category:
        place = indicator.categories.get(indicator.baseline_category, indicator.baseline_category)
        return _with_number(indicator.baseline_text, place) if indicator.baseline_text else place
    if indicator.base_number is None:
        return indicator.baseline_text or _("not decided")
    number = _amount(indicator.base_number, indicator.kind, indicator.unit, writer)
    if indicator.baseline.rule is BaseRule.YEARLY_MEAN and indicator.baseline.years > 1:
        number = _("%(number)s a year") % {"number": number}
    return _with_number(indicator.baseline_text, number)


class _Milestone:
    """A column of targets: the day stands in its heading when all its targets share it, else in each cell."""

    def __init__(self, indicators: Sequence[IndicatorRow], milestone: Milestone, writer: Writer) -> None:
        self.milestone = milestone
        self.writer = writer
        days = {target.due_date for each in indicators for target in each.targets if target.milestone is milestone}
        self.shared_day = days.pop() if len(days) == 1 else None

    def heading(self, name: str) -> str:
        if self.shared_day is None:
            return name
        return _("%(milestone)s, %(day)s") % {"milestone": name, "day": self.writer.day(self.shared_day)}

    def words(self, indicator: IndicatorRow) -> str:
        """What is to be reached, in words and as a number."""
        target = next((each for each in indicator.targets if each.milestone is self.milestone), None)
        if target is None:
            return _("no target set")
        words = _target(indicator, target, self.writer)
        if self.shared_day is not None:
            return words
        return _("%(target)s by %(day)s") % {"target": words, "day": self.writer.day(target.due_date)}


def _target(indicator: IndicatorRow, target: TargetRow, writer: Writer) -> str:
    if target.category:
        place = indicator.categories.get(target.category, target.category)
        return target.text or place
    if target.number is None:
        return target.text
    number = _amount(target.number, indicator.kind, target.own_unit or indicator.unit, writer)
    return _with_number(target.text, number)


def latest_words(indicator: IndicatorRow, writer: Writer) -> str:
    """The latest value with its period."""
    value = indicator.latest
    if value is None:
        return _("not measured")
    first, last = value.first_day, value.last_day
    words = {"value": value_words(indicator, value, writer), "day": writer.day(last), "year": last.year}
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return _("%(value)s (%(year)s)") % words
    if first == last:
        return _("%(value)s (on %(day)s)") % words
    return _("%(value)s (%(first_day)s to %(day)s)") % {**words, "first_day": writer.day(first)}


def value_words(indicator: IndicatorRow, value: IndicatorValueRow, writer: Writer) -> str:
    """One value."""
    if not value.is_measured:
        return _("not measured")
    if value.category:
        return indicator.categories.get(value.category, value.category)
    if value.number is None:
        return value.text or _("not known")
    if indicator.kind is ValueKind.BOOLEAN:
        return pgettext("indicator", "yes") if value.number else pgettext("indicator", "no")
    return _amount(value.number, indicator.kind, indicator.unit, writer)


def standing_of(indicator: IndicatorRow, day: date) -> Status:
    """Where the latest value stands against the target that is next, or else the last."""
    target = next((each for each in indicator.targets if each.due_date >= day), None)
    target = target or (indicator.targets[-1] if indicator.targets else None)
    found = _standing(indicator, target)
    if found is Standing.MET:
        return Status(pgettext("target", "Reached"), Tone.GOOD)
    if found is Standing.NOT_MEASURED:
        return Status(pgettext("target", "Not measured"))
    if found is Standing.CANNOT_TELL or target is None:
        return Status(pgettext("target", "Cannot be compared by number"))
    if target.due_date >= day:
        return Status(pgettext("target", "Not yet reached"))
    return Status(pgettext("target", "Not reached"), Tone.BAD)


def _standing(indicator: IndicatorRow, target: TargetRow | None) -> Standing:
    value = indicator.latest
    if value is None or not value.is_measured:
        return Standing.NOT_MEASURED
    if target is None:
        return Standing.CANNOT_TELL
    if indicator.kind is ValueKind.CATEGORY:
        return place_standing(value.category, target.category, tuple(indicator.categories))
    # A target in another unit than the value says nothing of it: three homes are no per cent.
    if value.number is None or target.own_unit:
        return Standing.CANNOT_TELL
    return standing(value.number, target.number, indicator.direction, indicator.tolerance)


def _amount(number: Decimal, kind: ValueKind, unit: str, writer: Writer) -> str:
    if kind is ValueKind.PERCENT or unit == "%":
        return writer.percent(number)
    return writer.counted(number, unit)


def _with_number(text: str, number: str) -> str:
    """Words of the strategy with what they come to; the words alone when they already say it."""
    if not text:
        return number
    return text if number in text else _("%(text)s (%(number)s)") % {"text": text, "number": number}


def _explained(indicator: IndicatorRow, note: str) -> str:
    return _("%(code)s: %(note)s") % {"code": indicator.code, "note": note} if note else ""
