"""What the cover says of how far a report of a period has come."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zaklon.plan.outputs.figures import Line
from zaklon.plan.queries.outputs_rows import PeriodRow, Version


def is_complete(lines: Sequence[Line], period: PeriodRow) -> bool:
    """Whether every activity that owes a report has one that counts."""
    return not any(line.report is None and line.is_expected(period.end_date) for line in lines)


def standing_words(version: Version, period: PeriodRow, *, complete: bool) -> str:
    """The standing of the report, short enough for the head of each page."""
    if version is Version.DRAFT:
        return _("Draft, not adopted")
    if not period.is_frozen:
        return _("Adopted reports only; the period is still open")
    return pgettext("report", "Adopted") if complete else _("Adopted reports only; some are missing")
