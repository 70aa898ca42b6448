"""The monthly statement of a provider as a report: nights and cost by group, for the financing of shelters."""

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zaklon.common.money import Money
from zaklon.protection.queries.statement import Statement
from zaklon.protection.rules.nights import month_of
from zaklon.reporting.description import Column, Kind, Paragraph, Period, Report, Row, Section, Table
from zaklon.web.formats import month


def statement_report(statement: Statement, *, made_by: str, language: str, now: datetime) -> Report:
    """Counts only: no name, no code of a case and no day of one stay stands in it."""
    first, end = month_of(statement.first)
    last = end - timedelta(days=1)
    with translation.override(language):
        return Report(
            title=_("Nights and cost"),
            subtitle=_("Provider %(code)s, %(month)s") % {"code": statement.provider, "month": month(first)},
            period=Period(first, last),
            language=language,
            made_at=timezone.localtime(now),
            made_by=made_by,
            reference=f"nights-{statement.provider}-{first:%Y-%m}",
            is_draft=last >= timezone.localdate(now),
            standing=_("The month is not over") if last >= timezone.localdate(now) else "",
            sections=(_nights(statement), _rates(statement)),
            notes=(
                _("A night belongs to the day on which it begins. The day of leaving is no night."),
                _("Nights are reckoned from the recorded days of entry and leaving."),
            ),
        )


def _nights(statement: Statement) -> Section:
    rows = tuple(
        Row((str(line.profile.label), line.persons, line.nights, line.costs or None)) for line in statement.lines
    )
    if not rows:
        return Section(_("Nights"), (Paragraph(_("Nobody stayed in this month.")),))
    table = Table(
        _("Nights by group"),
        (
            Column(_("Group"), width=3),
            Column(_("Persons"), Kind.WHOLE),
            Column(_("Nights"), Kind.WHOLE),
            Column(_("Cost"), Kind.MONEY, width=3),
        ),
        rows,
        totals=(_("All groups"), "", statement.nights, statement.costs or None),
        notes=(_("%(count)s nights have no rate.") % {"count": statement.unpriced},) if statement.unpriced else (),
    )
    return Section(_("Nights"), (table,))


def _rates(statement: Statement) -> Section:
    if not statement.rates:
        return Section(_("Rates"), (Paragraph(_("No rate for a night is on record.")),))
    table = Table(
        _("Rate for a night"),
        (Column(_("From"), Kind.DATE), Column(_("Rate"), Kind.MONEY)),
        tuple(Row((rate.from_date, Money(rate.currency, rate.minor))) for rate in statement.rates),
    )
    return Section(_("Rates"), (table,))
