"""A performance indicator in words: baseline, targets, values, and where it stands, for every trap of DOMAIN.md A.2."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.plan.kinds import BaseRule, Direction, TargetForm, ValueKind
from zaklon.plan.queries.indicators import IndicatorRow, ValueRow
from zaklon.plan.rules.indicators import Standing, base_number
from zaklon.plan.rules.paths import Hindrance, Target, Verdict, target_for, whole_years
from zaklon.plan.views.overview_shared import address
from zaklon.plan.views.overview_words import Tag
from zaklon.vocabulary.queries import vocabulary
from zaklon.web import formats
from zaklon.web.languages import current

_PERCENT = {"percent", "%"}
Units = Callable[[str], str]


@dataclass(frozen=True)
class Gist:
    """An indicator in one line of a list."""

    code: str
    text: str
    href: str
    latest: str
    period: str
    expected: str
    target: str
    tag: Tag


def units() -> Units:
    """How units are called in the language of the page; one query."""
    wording = vocabulary().wording(current().code)
    return lambda unit: wording.label("indicator_unit", unit) if unit else ""


def number_words(number: Decimal | None, row: IndicatorRow, unit: str) -> str:
    """A bare number of the indicator: a percentage, yes or no, or a number with as few decimals as tell it."""
    if number is None:
        return formats.NOTHING
    if row.gauge.kind is ValueKind.BOOLEAN:
        return _("Yes") if number else _("No")
    if row.gauge.kind is ValueKind.PERCENT or unit in _PERCENT:
        return formats.percent(_rounded(number) / 100, 2)
    return formats.number(_rounded(number), 2)


def _rounded(number: Decimal) -> Decimal:
    """402.1, 23.75, 0.43: halves upwards, as people do and as the strategy's own figures are."""
    places = Decimal("0.1") if abs(number) >= 100 else Decimal("0.01")
    return number.quantize(places, ROUND_HALF_UP)


def span_words(first: date, last: date) -> str:
    """2020; 2012–2018; 1 Jan 2020 – 30 Jun 2020."""
    if whole_years(first, last) and first.month == 1:
        years = {"first": first.year, "last": last.year}
        return str(first.year) if first.year == last.year else _("%(first)s–%(last)s") % years
    return _("%(first)s – %(last)s") % {"first": formats.short_date(first), "last": formats.short_date(last)}


def value_words(row: IndicatorRow, value: ValueRow) -> str:
    """What was recorded, or that nothing was measured."""
    if not value.is_measured:
        return _("Not measured")
    if row.gauge.kind is ValueKind.CATEGORY:
        return dict(row.places).get(value.category, value.category)
    if row.gauge.kind is ValueKind.TEXT:
        return value.text
    target = value.verdict.target
    return number_words(value.number, row, target.unit if target else row.gauge.unit)


def baseline_words(row: IndicatorRow) -> str:
    """The baseline with its period and its rule; an unknown one is said plainly."""
    baseline = row.gauge.baseline
    if baseline.rule is BaseRule.UNKNOWN:
        return _("Not known. A change against it cannot be counted before there is a first measurement.")
    if row.gauge.kind is ValueKind.CATEGORY and row.baseline_category:
        return dict(row.places).get(row.baseline_category, row.baseline_category)
    if baseline.value is None:
        return row.baseline_text
    facts = {
        "value": number_words(baseline.value, row, row.gauge.unit),
        "first": baseline.first_year,
        "last": baseline.last_year,
        "years": baseline.years,
        "mean": number_words(base_number(baseline), row, row.gauge.unit),
    }
    if baseline.first_year is None:
        known = _("%(value)s") % facts
    elif baseline.first_year == baseline.last_year:
        known = _("%(value)s in %(first)s") % facts
    else:
        known = _base_rule_words(baseline.rule) % facts
    if baseline.rule is BaseRule.UNDECIDED:
        return _("%(known)s. It is not decided yet what the targets are counted from.") % {"known": known}
    return known


def _base_rule_words(rule: BaseRule) -> str:
    if rule is BaseRule.YEARLY_MEAN:
        return _("%(value)s in %(first)s–%(last)s, a yearly mean of %(mean)s")
    if rule is BaseRule.PERIOD_TOTAL:
        return _("%(value)s in %(first)s–%(last)s, to be compared with a total of %(years)s years")
    return _("%(value)s in %(first)s–%(last)s")


def direction_words(row: IndicatorRow) -> str:
    """Which way is better."""
    return str(row.gauge.direction.label)


def target_words(row: IndicatorRow, target: Target) -> str:
    """The target as a number to reach, or why it is none."""
    if target.form is TargetForm.CATEGORY:
        place = dict(row.places).get(target.category, target.category)
        return _("At least this place: %(place)s") % {"place": place}
    if target.form is TargetForm.TEXT:
        return _("Stated in words; a person has to judge it")
    if target.reach is None:
        return _("Cannot be turned into a number, because the baseline is not known or not decided")
    reach = number_words(target.reach, row, target.unit)
    if row.gauge.kind is ValueKind.BOOLEAN:
        return reach
    if row.gauge.direction is Direction.DOWN:
        words = _("At most %(reach)s a year") if _is_yearly(row) else _("At most %(reach)s")
    elif row.gauge.direction is Direction.NONE:
        words = _("Exactly %(reach)s")
    else:
        words = _("At least %(reach)s a year") if _is_yearly(row) else _("At least %(reach)s")
    return words % {"reach": reach}


def tolerance_words(row: IndicatorRow) -> str:
    """What the tolerance forgives; empty without one."""
    if not row.gauge.tolerance:
        return ""
    return _("A difference of %(tolerance)s is forgiven, because a target such as 4.5 cases cannot be met exactly.") % {
        "tolerance": formats.number(row.gauge.tolerance, 2)
    }


def _is_yearly(row: IndicatorRow) -> bool:
    return row.gauge.baseline.rule is BaseRule.YEARLY_MEAN


def standing_words(row: IndicatorRow, value: ValueRow | None) -> str:
    """Where the indicator stands by this value, in one or two whole sentences."""
    if value is None:
        return _("Nothing has been recorded yet. That is not zero: nobody knows.")
    stands, target = value.verdict, value.verdict.target
    if stands.standing is Standing.NOT_MEASURED:
        return _("Nothing was measured for this period. That is not zero: nobody knows.")
    if stands.standing is Standing.CANNOT_TELL:
        return _hindrance_words(row, stands)
    if target is None or target.form is TargetForm.CATEGORY or stands.compared is None:
        return _place_words(row, value)
    facts = {
        "span": span_words(value.period_start, value.period_end),
        "value": number_words(stands.compared, row, target.unit),
        "target": target_words(row, target),
        "day": formats.long_date(target.due_date),
        "expected": number_words(stands.expected, row, target.unit),
    }
    return _number_words(stands, is_early=value.period_end < target.due_date) % facts


def _number_words(stands: Verdict, *, is_early: bool) -> str:
    if stands.standing is Standing.MET:
        return _("Measured for %(span)s: %(value)s. Target by %(day)s: %(target)s. It is met.")
    if not is_early:
        return _("Measured for %(span)s: %(value)s. Target by %(day)s: %(target)s. It is not met.")
    if stands.on_path is None:
        return _("Measured for %(span)s: %(value)s. Target by %(day)s: %(target)s. It is not reached yet.")
    if stands.on_path:
        return _(
            "Measured for %(span)s: %(value)s. Target by %(day)s: %(target)s. The value keeps up with its path: it was "
            "to be %(expected)s by the end of that time."
        )
    return _(
        "Measured for %(span)s: %(value)s. Target by %(day)s: %(target)s. The value is behind its path: it was to be "
        "%(expected)s by the end of that time."
    )


def _place_words(row: IndicatorRow, value: ValueRow) -> str:
    facts = {"place": value_words(row, value)}
    if value.verdict.standing is Standing.MET:
        return _("%(place)s. That is at least as good as the target.") % facts
    return _("%(place)s. That is not as good as the target.") % facts


def _hindrance_words(row: IndicatorRow, stands: Verdict) -> str:
    years = row.gauge.baseline.years
    sentences: dict[Hindrance, str] = {
        Hindrance.NO_TARGET: _("There is no target to hold it against."),
        Hindrance.BASE_UNKNOWN: _(
            "Whether the target is met cannot be said: it is a change against a baseline that nobody knows."
        ),
        Hindrance.BASE_UNDECIDED: _(
            "Whether the target is met cannot be said: it is not decided what the change is counted from."
        ),
        Hindrance.WORDS: _("The target is stated in words, so a person has to judge it."),
        Hindrance.NOT_WHOLE_YEARS: _(
            "The target is for a whole year. This value is for another length of time and cannot be held against it."
        ),
        Hindrance.OTHER_LENGTH: ngettext(
            "The target is for a total of %(num)s year, and this value is for another length of time.",
            "The target is for a total of %(num)s years, and this value is for another length of time.",
            years,
        )
        % {"num": years},
        Hindrance.PLACE_UNKNOWN: _("This place, or the target's, is not in the list, so they cannot be compared."),
    }
    return sentences.get(stands.hindrance, "")


def tag_of(value: ValueRow | None) -> Tag:
    """Where the indicator stands, in two or three words."""
    if value is None or value.verdict.standing is Standing.NOT_MEASURED:
        return Tag(_("Not measured"), "waiting")
    stands = value.verdict
    if stands.standing is Standing.CANNOT_TELL:
        return Tag(_("For a person to judge")) if stands.hindrance is Hindrance.WORDS else Tag(_("Cannot be compared"))
    if stands.standing is Standing.MET:
        return Tag(_("Target met"), "done")
    if stands.target is not None and value.period_end < stands.target.due_date and stands.on_path is not False:
        return Tag(_("On its path"), "going") if stands.on_path else Tag(_("Not reached yet"), "going")
    is_early = stands.target is not None and value.period_end < stands.target.due_date
    return Tag(_("Behind its path") if is_early else _("Target not met"), "late")


def tag_on(row: IndicatorRow, day: date) -> Tag:
    """The same on a day: when a milestone has passed since, and nothing was measured for it, that is what to say."""
    passed = [target for target in row.gauge.targets if target.due_date <= day]
    latest = row.latest
    if latest and passed and latest.verdict.target and latest.verdict.target.due_date < passed[-1].due_date:
        return Tag(_("Not measured since"), "waiting")
    return tag_of(latest)


def gist_of(row: IndicatorRow, day: date) -> Gist:
    """The indicator in one line: measured against where it should be on a day."""
    latest, expected = row.latest, row.expected(day)
    aim = target_for(row.gauge.targets, day)
    return Gist(
        row.code,
        row.text,
        address("plan:indicator", row.indicator_id),
        value_words(row, latest) if latest else formats.NOTHING,
        span_words(latest.period_start, latest.period_end) if latest else "",
        number_words(expected, row, row.gauge.unit),
        _aim_words(row, aim) if aim else formats.NOTHING,
        tag_on(row, day),
    )


def _aim_words(row: IndicatorRow, aim: Target) -> str:
    day = formats.short_date(aim.due_date)
    return _("%(target)s, by %(day)s") % {"target": target_words(row, aim), "day": day}
