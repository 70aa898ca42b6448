"""Charts of the plan's pages; each has its table and its file."""

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _

from zaklon.plan.kinds import BaseRule, ValueKind
from zaklon.plan.queries.indicators import IndicatorRow
from zaklon.plan.queries.standing import NO_REPORT, Tally
from zaklon.plan.rules.indicators import base_number
from zaklon.plan.views.overview_words import CODES, status_word
from zaklon.web import formats
from zaklon.web.charts import Chart, Series, bar_chart, line_chart
from zaklon.web.download import csv_answer

_MOST_YEARS = 15


def status_chart(counted: Tally, period: str) -> Chart | None:
    """Activities by status; None when there are none."""
    if counted.total == 0:
        return None
    labels = tuple(status_word(code) for code in CODES)
    values = tuple(float(counted.counts[code]) for code in CODES)
    said = [
        _("%(status)s: %(count)s") % {"status": label, "count": formats.number(value)}
        for label, value in zip(labels, values, strict=True)
        if value
    ]
    return bar_chart(
        _("Activities by status, %(period)s") % {"period": period},
        _("Bars with the number of activities for each status. %(numbers)s.") % {"numbers": "; ".join(said)},
        labels,
        (Series(_("Activities"), values),),
    )


def status_csv(counted: Tally) -> HttpResponse:
    """The figures of the chart as a file."""
    rows = [(code if code != NO_REPORT else "", status_word(code), counted.counts[code]) for code in CODES]
    return csv_answer("activities-by-status.csv", (_("Code"), _("Status"), _("Activities")), rows)


def indicator_chart(row: IndicatorRow) -> Chart | None:
    """Values in time against the path to the targets; None for what is no number or has nothing to show."""
    measured = {
        value.period_end: value.verdict.compared
        for value in row.values
        if value.verdict.compared is not None and _in_first_unit(row, value.period_end)
    }
    targets = {
        target.due_date: target.reach
        for target in row.gauge.targets
        if target.reach is not None and target.unit == row.gauge.unit
    }
    if row.gauge.kind not in {ValueKind.NUMBER, ValueKind.PERCENT} or not (measured or targets):
        return None
    base = base_number(row.gauge.baseline)
    path = ({row.gauge.base_day: base} if base is not None else {}) | targets
    days = _evenly(sorted({*path, *measured}))
    title = _("Values in time, against the path to the targets")
    if row.gauge.baseline.rule is BaseRule.YEARLY_MEAN:
        title = _("Values in time as yearly means, against the path to the targets")
    series = (Series(_("Measured"), tuple(_float(measured.get(day)) for day in days)),) if measured else ()
    aims = Series(_("Path from the baseline to the targets"), tuple(_float(path.get(day)) for day in days))
    labels = tuple(_label(day) for day in days)
    return line_chart(
        title, _described(row, measured, targets), labels, series, (aims,) if targets else (), from_zero=False
    )


def _evenly(days: list[date]) -> list[date]:
    """The days with the ends of the years between, so that a straight path is drawn straight."""
    years = {date(year, 12, 31) for year in range(days[0].year, days[-1].year + 1)}
    return sorted({*days, *years}) if len(years) <= _MOST_YEARS else days


def _described(row: IndicatorRow, measured: dict[date, Decimal], targets: dict[date, Decimal]) -> str:
    said = [
        _("%(day)s: measured %(value)s") % {"day": _label(day), "value": formats.number(_float(value))}
        for day, value in sorted(measured.items())
    ]
    said += [
        _("%(day)s: target %(value)s") % {"day": _label(day), "value": formats.number(_float(value))}
        for day, value in sorted(targets.items())
    ]
    return _("Lines over time for %(code)s. %(numbers)s.") % {"code": row.code, "numbers": "; ".join(said)}


def _in_first_unit(row: IndicatorRow, day: date) -> bool:
    ahead = [target for target in row.gauge.targets if target.due_date >= day] or list(row.gauge.targets[-1:])
    return not ahead or ahead[0].unit == row.gauge.unit


def _label(day: date) -> str:
    return str(day.year) if (day.month, day.day) == (12, 31) else formats.month(day)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(round(value, 2))
