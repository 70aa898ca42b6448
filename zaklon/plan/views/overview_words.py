"""Codes, periods, money and shares as people read them; everything here is in the active language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.plan.kinds import ActivityCode, FundingState, Payer, PeriodKind
from zaklon.plan.queries.choosing import PeriodChoice
from zaklon.plan.queries.standing import NO_REPORT, Standing, Tally
from zaklon.plan.queries.tree import MoneyPart
from zaklon.plan.rules.status import Realisation
from zaklon.web import formats

# The order of charts and tables: from done to not done, then what does not count.
CODES = (
    ActivityCode.IMPLEMENTED,
    ActivityCode.CONTINUOUS,
    ActivityCode.PARTLY,
    ActivityCode.NOT,
    NO_REPORT,
    ActivityCode.IN_PROGRESS,
    ActivityCode.NOT_DUE,
    ActivityCode.DROPPED,
)
DONE = (ActivityCode.IMPLEMENTED, ActivityCode.CONTINUOUS)
_TONES = {
    ActivityCode.IMPLEMENTED: "done",
    ActivityCode.CONTINUOUS: "done",
    ActivityCode.PARTLY: "partly",
    ActivityCode.NOT: "late",
    NO_REPORT: "waiting",
    ActivityCode.IN_PROGRESS: "going",
}


@dataclass(frozen=True)
class Tag:
    """A word with a tone that only helps the eye."""

    text: str
    tone: str = ""


def status_tag(code: str) -> Tag:
    """The status of an activity."""
    return Tag(status_word(code), _TONES.get(code, ""))


def status_word(code: str) -> str:
    """The status of an activity in words."""
    return _("No report yet") if code == NO_REPORT else str(ActivityCode(code).label)


def tags_of(standing: Standing | None) -> tuple[Tag, ...]:
    """Status and, apart from it, that it is late."""
    if standing is None:
        return ()
    late = (Tag(_("Late"), "late"),) if standing.is_late else ()
    return (status_tag(standing.code), *late)


def period_name(period: PeriodChoice | None) -> str:
    """First half of 2020; Q2 2020; Year 2020."""
    if period is None:
        return ""
    facts = {"year": period.end_date.year}
    if period.kind is PeriodKind.QUARTER:
        return formats.quarter(Quarter.of(period.end_date))
    if period.kind is PeriodKind.YEAR:
        return _("Year %(year)s") % facts
    return (_("First half of %(year)s") if period.end_date.month <= 6 else _("Whole of %(year)s")) % facts


def money_text(minor: int | None, currency: str) -> str:
    """An amount; a dash when it is not known, and no guess at a currency that the paper does not name."""
    if minor is None:
        return formats.NOTHING
    if not currency:
        return _("%(amount)s, currency not stated") % {"amount": formats.number(Money(currency, minor).amount)}
    return formats.money(Money(currency, minor))


def plain_money(minor: int | None, currency: str) -> str:
    """An amount for a file that programs read: 1500.50; empty when it is not known."""
    return "" if minor is None else str(Money(currency, minor).amount)


def source_name(payer: Payer, payer_body_id: UUID | None, names: Mapping[UUID, str]) -> str:
    """Where money comes from."""
    if payer is Payer.BUDGET and payer_body_id is not None:
        return _("Budget of %(body)s") % {"body": names[payer_body_id]}
    if payer is Payer.DONATION and payer_body_id is not None:
        return _("Donation of %(body)s") % {"body": names[payer_body_id]}
    return str(payer.label)


def planned_money(funding: FundingState, money: Iterable[MoneyPart], names: Mapping[UUID, str]) -> tuple[str, ...]:
    """One line for each source, or the words of the paper when there is no amount."""
    lines = []
    for part in money:
        source = source_name(part.payer, part.payer_body_id, names)
        if part.minor is None:
            lines.append(_("Amount unclear (%(source)s)") % {"source": source})
        else:
            lines.append(
                _("%(amount)s (%(source)s)") % {"amount": money_text(part.minor, part.currency), "source": source}
            )
    return tuple(lines) or (str(funding.label),)


def days_late(due_date: date, today: date) -> str:
    """How long ago the deadline was."""
    days = (today - due_date).days
    if days < 60:
        return ngettext("%(num)s day late", "%(num)s days late", days) % {"num": days}
    months = days // 30
    if months < 24:
        return ngettext("%(num)s month late", "%(num)s months late", months) % {"num": months}
    years = days // 365
    return ngettext("%(num)s year late", "%(num)s years late", years) % {"num": years}


def waiting_since(since: date, today: date) -> str:
    """How long something waits already."""
    days = (today - since).days
    if days <= 0:
        return _("since today")
    return ngettext("for %(num)s day", "for %(num)s days", days) % {"num": formats.number(days)}


@dataclass(frozen=True)
class Share:
    """The realisation rate with its formula and its numbers.

    `percent` is empty when nothing was due. `at_least` says what the rate is at worst while reports are missing.
    """

    percent: str
    formula: str
    numbers: str
    at_least: str
    apart: str


def realisation_words(tally: Tally) -> Share:
    """The rate spelled out, so that a reader can do the sum again."""
    rate, counts = tally.realisation, tally.counts
    facts = {
        "implemented": formats.number(counts[ActivityCode.IMPLEMENTED]),
        "continuous": formats.number(counts[ActivityCode.CONTINUOUS]),
        "partly": formats.number(counts[ActivityCode.PARTLY]),
        "not": formats.number(counts[ActivityCode.NOT]),
        "done": formats.number(rate.done),
        "due": formats.number(rate.due),
        "percent": _percent(rate),
    }
    numbers = _("Nothing that was due has been reported on yet, so there is no rate.")
    if rate.due:
        numbers = (
            _(
                "(%(implemented)s + %(continuous)s) / (%(implemented)s + %(continuous)s + %(partly)s + %(not)s) "
                "= %(done)s / %(due)s = %(percent)s"
            )
            % facts
        )
    formula = _(
        "Activities implemented and implemented continuously, divided by these two, the partly implemented and the not "
        "implemented ones."
    )
    return Share(_percent(rate), formula, numbers, _at_least(tally), _apart(tally))


def _percent(rate: Realisation) -> str:
    return "" if rate.percent is None else formats.percent(rate.percent / 100, 2)


def _at_least(tally: Tally) -> str:
    if not tally.unreported_due:
        return ""
    words = ngettext(
        "%(num)s activity was due and has no report. Counted as not implemented, the rate would be %(percent)s.",
        "%(num)s activities were due and have no report. Counted as not implemented, the rate would be %(percent)s.",
        tally.unreported_due,
    )
    return words % {"num": formats.number(tally.unreported_due), "percent": _percent(tally.at_least)}


def _apart(tally: Tally) -> str:
    """What stands outside the rate; only what there is."""
    said = (
        (tally.counts[ActivityCode.IN_PROGRESS], _("%(num)s in progress and not yet due")),
        (tally.counts[ActivityCode.NOT_DUE], _("%(num)s not due in the period")),
        (tally.counts[NO_REPORT], _("%(num)s without a report")),
        (tally.counts[ActivityCode.DROPPED], _("%(num)s dropped or replaced")),
    )
    parts = [words % {"num": formats.number(count)} for count, words in said if count]
    facts = {"total": formats.number(tally.total), "parts": formats.listed(parts)}
    if not parts:
        return _("All %(total)s activities are counted.") % facts
    return _("Of %(total)s activities these are not counted: %(parts)s.") % facts


def plain_words(counted: Tally) -> str:
    """The counts in one sentence that needs no table."""
    counts = counted.counts
    parts = [_("%(num)s done") % {"num": formats.number(sum(counts[code] for code in DONE))}]
    said = (
        (counts[ActivityCode.PARTLY], _("%(num)s done in part")),
        (counts[ActivityCode.NOT], _("%(num)s not done")),
        (counts[ActivityCode.IN_PROGRESS], _("%(num)s in progress and not yet due")),
        (counts[ActivityCode.NOT_DUE], _("%(num)s not begun, because not yet due")),
        (counts[NO_REPORT], _("%(num)s without an adopted report")),
        (counts[ActivityCode.DROPPED], _("%(num)s dropped or replaced")),
    )
    parts += [words % {"num": formats.number(count)} for count, words in said if count]
    return _("Of %(total)s promised: %(parts)s.") % {
        "total": formats.number(counted.total),
        "parts": formats.listed(parts),
    }
