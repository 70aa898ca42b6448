"""How the reports of a plan say things: statuses, targets, values, money. All in the active language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zaklon.common.money import Money, totals
from zaklon.plan.kinds import ActivityCode, Comparator, Payer, ReferenceKind, ResultKind
from zaklon.plan.queries.outputs_rows import (
    ActivityRow,
    MoneyRow,
    PromiseRow,
    ReferenceRow,
    RegionPart,
    ResultRow,
    ValueRow,
)
from zaklon.plan.rules.status import Result, ResultState, Timing, periods_due, result_state
from zaklon.reporting import formats
from zaklon.reporting.description import Kind, Status, Tone
from zaklon.reporting.languages import Language

_TONES = {
    ActivityCode.IMPLEMENTED: Tone.GOOD,
    ActivityCode.CONTINUOUS: Tone.GOOD,
    ActivityCode.PARTLY: Tone.ATTENTION,
    ActivityCode.NOT: Tone.BAD,
}


@dataclass(frozen=True)
class Writer:
    """Writes numbers, days and amounts in the report's language."""

    language: Language

    def number(self, value: Decimal | int) -> str:
        """A number with as many decimal places as it needs, at most two."""
        return formats.show_value(Decimal(value), Kind.DECIMAL, self.language)

    def counted(self, value: Decimal | int, unit: str) -> str:
        """A number with its unit: 45 people."""
        if not unit:
            return self.number(value)
        return _("%(number)s %(unit)s") % {"number": self.number(value), "unit": unit}

    def percent(self, hundredths: Decimal) -> str:
        """A number of per cent: 47.4 is shown as 47.4 %."""
        return formats.show_value(hundredths / 100, Kind.PERCENT, self.language)

    def day(self, day: date) -> str:
        """A day in words."""
        return formats.show_long_day(day, self.language)

    def money(self, amount: Money) -> str:
        """An amount with its currency; one without is said to have none, and no currency is guessed."""
        if not amount.currency:
            number = self.number(amount.amount)
            return _("%(number)s, currency not stated") % {"number": number}
        return formats.show_value(amount, Kind.MONEY, self.language)

    def amounts(self, amounts: Iterable[Money]) -> str:
        """The sum in each currency."""
        return self.listed(self.money(amount) for amount in summed(amounts))

    def listed(self, words: Iterable[str]) -> str:
        """Words one after the other, as lists inside a sentence are written."""
        return ", ".join(words)


def status_of(code: ActivityCode | None, *, is_late: bool) -> Status:
    """The status with its code; being late stands beside it and never changes it."""
    late = pgettext("status of an activity", "late") if is_late else ""
    if code is None:
        return Status(_("Status not known"), Tone.NEUTRAL, late)
    word = _("%(code)s – %(status)s") % {"code": code.value, "status": code.label}
    return Status(word, _TONES.get(code, Tone.NEUTRAL), late)


def summed(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One amount for each currency, in the order of their codes."""
    return tuple(Money(currency, minor) for currency, minor in sorted(totals(amounts).items()))


def timing_of(activity: ActivityRow | PromiseRow, as_of: date) -> Timing:
    """The activity's time as a period sees it that ends on the day."""
    return Timing(activity.start_date, activity.due_date, activity.is_continuous, as_of)


def target_words(result: ResultRow, writer: Writer) -> str:
    """What was promised, as a number or a rhythm; empty where the text of the result says it all."""
    if result.target is None:
        return str(result.periodicity.label) if result.kind is ResultKind.PERIODIC else ""
    number = writer.counted(result.target, result.unit)
    sentences = {
        Comparator.AT_LEAST: _("at least %(number)s"),
        Comparator.AT_MOST: _("at most %(number)s"),
    }
    words = sentences.get(result.comparator, "%(number)s") % {"number": number}
    if not result.quotas:
        return words
    return _("%(target)s, of these %(regions)s") % {"target": words, "regions": _regions(result.quotas, writer)}


def value_words(result: ResultRow, value: ValueRow | None, timing: Timing, writer: Writer) -> str:
    """What was reached; what nobody reported is not known, and never zero."""
    if value is None or (value.number is None and value.is_met is None and not value.text):
        return _("not known")
    said = _number_words(result, value, timing, writer)
    if value.regions:
        said = _("%(value)s (%(regions)s)") % {"value": said, "regions": _regions(value.regions, writer)}
    if not value.text:
        return said
    return _("%(value)s. %(remark)s") % {"value": said, "remark": value.text}


def _number_words(result: ResultRow, value: ValueRow, timing: Timing, writer: Writer) -> str:
    if value.number is None:
        done, not_done = pgettext("result", "done"), pgettext("result", "not done")
        return {True: done, False: not_done, None: _("no value given")}[value.is_met]
    number = writer.counted(value.number, result.unit)
    due = periods_due(result.periodicity, timing) if result.kind is ResultKind.PERIODIC else 0
    if not due:
        return number
    return _("%(number)s, where %(due)s were due by then") % {"number": number, "due": writer.number(due)}


def state_of(result: ResultRow, value: ValueRow | None, timing: Timing) -> ResultState:
    """Whether the result was reached, by the same rule that gives an activity its status."""
    return result_state(
        Result(
            kind=result.kind,
            comparator=result.comparator,
            target=result.target,
            periodicity=result.periodicity,
            number=value.number if value else None,
            is_met=value.is_met if value else None,
            quotas=tuple((part.code, part.number) for part in result.quotas),
            regions=tuple((part.code, part.number) for part in value.regions) if value else (),
        ),
        timing,
    )


def state_words(state: ResultState) -> str:
    """The state of one result as a word."""
    return {
        ResultState.REACHED: pgettext("result", "reached"),
        ResultState.PARTLY: pgettext("result", "partly reached"),
        ResultState.NOT_REACHED: pgettext("result", "not reached"),
        ResultState.UNKNOWN: pgettext("result", "not known"),
    }[state]


def _regions(parts: Iterable[RegionPart], writer: Writer) -> str:
    return writer.listed(f"{part.name} {writer.number(part.number)}" for part in parts)


def source_words(payer: Payer, body: str) -> str:
    """Where money comes from."""
    if payer is Payer.BUDGET:
        return _("Budget: %(body)s") % {"body": body} if body else _("Budget, body not named")
    if payer is Payer.DONATION:
        return _("Donation: %(body)s") % {"body": body} if body else _("Donations")
    return str(payer.label) if payer is Payer.ALL_IMPLEMENTERS else _("Source unclear in the plan")


def money_words(lines: Iterable[MoneyRow], writer: Writer) -> str:
    """Each line of money with its source; an amount that the plan leaves unclear is said to be so."""
    return "; ".join(
        _("%(amount)s (%(source)s)")
        % {
            "amount": _("amount unclear in the plan") if line.amount is None else writer.money(line.amount),
            "source": source_words(line.payer, line.body),
        }
        for line in lines
    )


def reference_words(reference: ReferenceRow) -> str:
    """What an activity answers to, with its code."""
    sentences = {
        ReferenceKind.BENCHMARK: _("Benchmark %(code)s: %(text)s"),
        ReferenceKind.RECOMMENDATION: _("Recommendation %(code)s: %(text)s"),
        ReferenceKind.PROGRAMME: _("Programme %(code)s: %(text)s"),
        ReferenceKind.LAW: _("Law %(code)s: %(text)s"),
    }
    return sentences[reference.kind] % {"code": reference.code, "text": reference.text}
