"""Reports R01 (a day: calls by structure and number) and R02 (a half-year: the same with charts)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.helpline.forms.calls import LABELS
from zaklon.helpline.kinds import Disclosure
from zaklon.helpline.queries.choices import list_of
from zaklon.helpline.queries.counts import Counts, Day, HalfYear, half_days
from zaklon.helpline.rules.codes import LISTS
from zaklon.helpline.rules.counting import ALONE, CHANNEL, MONTH, STRUCTURE, TOTAL
from zaklon.reporting.description import (
    Block,
    Chart,
    ChartKind,
    Column,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    Series,
    Table,
)
from zaklon.reporting.words import count, hidden_word
from zaklon.vocabulary.wording import Vocabulary, Wording

DAILY, HALF_YEAR = "R01", "R02"
# Fewer hours than these are no line.
_MANY_HOURS = 12


@dataclass(frozen=True)
class Made:
    """With which words, in which language, by which body, when."""

    words: Vocabulary
    language: str
    made_by: str
    now: datetime


@dataclass(frozen=True)
class _Shown:
    """Counts with the words to tell them."""

    counts: Counts
    wording: Wording

    def name(self, field: str, code: str) -> str:
        """What a value of a table is called."""
        if field == "hour":
            return f"{int(code):02d}:00"
        if field == "repeat":
            return _("A repeated call") if code == "yes" else _("A first call")
        return self.wording.label(list_of(field), code) if code else _("Not said")

    def values(self, table: str) -> list[str]:
        """The values of a table: hours by the clock, the others in the order of their names, not known last."""
        found = list(self.counts.values(table))
        if table == "hour":
            return sorted(found, key=int)
        return sorted(found, key=lambda code: (not code, self.name(table, code).casefold()))

    def structures(self) -> list[str]:
        """The structures that were met, by name."""
        return sorted(self.counts.structures(), key=lambda code: self.name(STRUCTURE, code).casefold())


def day_report(found: Day, made: Made) -> Report:
    """Calls of a day by structure and number, by channel and by the other codes; exact."""
    with translation.override(made.language):
        shown = _Shown(found.counts, made.words.wording(made.language))
        last = found.revisions[-1]
        return Report(
            title=made.words.wording(made.language).label("report", DAILY),
            subtitle=str(Disclosure.INTERNAL.label),
            period=Period(found.day, found.day),
            language=made.language,
            made_at=timezone.localtime(last.made_at),
            made_by=made.made_by,
            reference=f"{DAILY}-{found.day.isoformat()}",
            revision=max(each.number for each in found.revisions),
            sections=(_number(shown, found.seconds), *_structure(shown), *_others(shown), *_revisions(found)),
            notes=(_counted_note(),),
        )


def half_year_report(found: HalfYear, made: Made) -> Report:
    """The calls of a half-year as the sum of its daily reports, with charts."""
    first, last = half_days(found.year, found.half)
    with translation.override(made.language):
        shown = _Shown(found.counts, made.words.wording(made.language))
        parts = [_number(shown, found.seconds, found.level), *_structure(shown), *_months(shown), *_others(shown)]
        return Report(
            title=made.words.wording(made.language).label("report", HALF_YEAR),
            subtitle=str(found.level.label),
            period=Period(first, last),
            language=made.language,
            made_at=timezone.localtime(made.now),
            made_by=made.made_by,
            reference=f"{HALF_YEAR}-{found.year}-{found.half}",
            revision=max((each.number for each in found.analyses), default=1),
            sections=tuple(parts),
            notes=tuple(_notes(found, last)),
        )


def _counted_note() -> str:
    return _(
        "A call counts once, on the day on which it began; repeated, silent and test calls count too. What was not"
        " said is counted as not said."
    )


def _notes(found: HalfYear, last: date) -> Iterator[str]:
    yield _counted_note()
    yield ngettext("The sum of %(num)s daily report.", "The sum of %(num)s daily reports.", found.days) % {
        "num": found.days
    }
    if found.last_day is None or found.last_day < last:
        yield _("The half-year is not reported to its end yet: these are its numbers so far.")
    if found.counts.smallest is not None:
        facts = {"smallest": found.counts.smallest, "word": hidden_word()}
        yield (
            _(
                "Counts under %(smallest)s say “%(word)s”, and so do others from which one could be reckoned; 0 is"
                " shown. Do not add this to earlier reports."
            )
            % facts
        )
    else:
        yield _("This report holds exact numbers. It is for the helpline and the coordinator and is not passed on.")
    if len(found.analyses) > 1 and found.level is Disclosure.INTERNAL:
        facts = {"calls": found.analyses[0].calls, "now": found.analyses[-1].calls}
        yield _("First made with %(calls)s calls; after late and corrected calls there are %(now)s.") % facts


def _number(shown: _Shown, seconds: int, level: Disclosure = Disclosure.INTERNAL) -> Section:
    figures = [KeyFigure(_("Calls"), count(shown.counts.value(TOTAL)))]
    if level is Disclosure.INTERNAL:
        figures.append(KeyFigure(_("Minutes of talk"), round(seconds / 60)))
    repeated = shown.counts.value("repeat", "", "yes")
    figures.append(KeyFigure(_("Of these repeated"), count(repeated)))
    return Section(_("Number"), (KeyFigures(tuple(figures)),))


def _structure(shown: _Shown) -> Iterator[Section]:
    structures = shown.structures()
    if not structures:
        yield Section(_("Structure"), (Paragraph(_("No call came in this time.")),))
        return
    rows = [(shown.name(STRUCTURE, code), [shown.counts.value(STRUCTURE, code)]) for code in structures]
    blocks = [*_blocks(_("Structure of calls"), rows, [_("Calls")], ChartKind.BAR, shown.counts.value(TOTAL))]
    channels = shown.values(CHANNEL)
    if len(channels) > 1:
        crossed = [
            (
                shown.name(STRUCTURE, code),
                [shown.counts.value(CHANNEL, code, channel) for channel in channels],
            )
            for code in structures
        ]
        names = [shown.name(CHANNEL, channel) for channel in channels]
        blocks += _blocks(_("Structure by way of getting in touch"), crossed, names, ChartKind.STACKED_BAR)
    yield Section(_("Structure"), tuple(blocks))


def _months(shown: _Shown) -> Iterator[Section]:
    months = shown.counts.values(MONTH)
    if not months:
        return
    structures = shown.structures()
    rows = [
        (_month(month), [shown.counts.value(MONTH, code, month) for code in structures]) for month in sorted(months)
    ]
    names = [shown.name(STRUCTURE, code) for code in structures]
    yield Section(_("Months"), tuple(_blocks(_("Structure by month"), rows, names, ChartKind.STACKED_BAR)))


def _month(month: str) -> str:
    year, number = month.split("-")
    return f"{number}/{year}"


def _others(shown: _Shown) -> Iterator[Section]:
    """Tables of one code each; one in which nothing is known tells nothing."""
    blocks: list[Block] = []
    for table in ALONE:
        values = shown.values(table)
        if table == "repeat" or not any(values):
            continue
        rows = [(shown.name(table, code), [shown.counts.value(table, "", code)]) for code in values]
        kind = ChartKind.LINE if table == "hour" and len(rows) > _MANY_HOURS else ChartKind.BAR
        blocks += _blocks(_name_of(table), rows, [_("Calls")], kind, shown.counts.value(TOTAL))
    if blocks:
        yield Section(_("What else is known"), tuple(blocks))


def _name_of(table: str) -> str:
    return str(LABELS[table]) if table in LISTS else _("Hour of the day")


_Rows = Sequence[tuple[str, list[int | None]]]


def _blocks(name: str, rows: _Rows, columns: list[str], kind: ChartKind, total: int | None = None) -> Iterator[Block]:
    """A chart, which is printed with its numbers; where some are hidden, the table alone."""
    if all(number is not None for _label, numbers in rows for number in numbers):
        yield _chart(name, rows, columns, kind)
        return
    yield Table(
        name,
        (Column(name, width=4), *(Column(column, Kind.WHOLE) for column in columns)),
        tuple(Row((label, *map(count, numbers))) for label, numbers in rows),
        totals=(_("Together"), count(total)) if len(columns) == 1 else None,
        notes=(_("No chart is drawn: some of its numbers are hidden."),),
        is_wide=False,
    )


def _chart(name: str, rows: _Rows, columns: list[str], kind: ChartKind) -> Chart:
    return Chart(
        kind,
        title=name,
        alt=_("The number of calls by “%(name)s”; the table below says the same.") % {"name": name},
        category_label=name,
        categories=tuple(label for label, _numbers in rows),
        series=tuple(
            Series(column, tuple(numbers[place] for _label, numbers in rows)) for place, column in enumerate(columns)
        ),
    )


def _revisions(found: Day) -> Iterator[Section]:
    if len(found.revisions) <= found.lines:
        return
    rows = tuple(Row((str(each.number), each.calls, timezone.localdate(each.made_at))) for each in found.revisions)
    columns = (Column(_("Revision")), Column(_("Calls"), Kind.WHOLE), Column(_("Made on"), Kind.DATE))
    note = _("Late and corrected calls make a further revision; what was reported before is kept.")
    yield Section(_("Revisions"), (Table(_("Revisions of this day"), columns, rows, notes=(note,), is_wide=False),))
