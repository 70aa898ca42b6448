"""Turns the description of a report into what its reader sees, once for all forms."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zaklon.reporting import formats
from zaklon.reporting.description import (
    Block,
    Chart,
    Column,
    Definitions,
    Entries,
    Formula,
    KeyFigures,
    Kind,
    Paragraph,
    Report,
    Row,
    Section,
    Status,
    SubHeading,
    Table,
    Term,
    Value,
)
from zaklon.reporting.languages import Language, language
from zaklon.reporting.shown import (
    Fact,
    ShownBlock,
    ShownCell,
    ShownChart,
    ShownColumn,
    ShownDefinition,
    ShownDefinitions,
    ShownEntry,
    ShownFigure,
    ShownFigures,
    ShownFormula,
    ShownHeading,
    ShownParagraph,
    ShownReport,
    ShownRow,
    ShownSection,
    ShownTable,
    Words,
)
from zaklon.reporting.texts import clean

_PAGE_MARKS = re.compile(r"(\{page\}|\{pages\})")


def show(report: Report) -> ShownReport:
    """The report as its reader sees it. Raises ValueError for an unknown language or a value that fits no kind."""
    with translation.override(report.language):
        return _Showing(language(report.language)).report(report)


def column_places(table: Table) -> tuple[int, ...]:
    """Decimal places of each column: one number of places for a whole column, totals included."""
    lines = [row.cells for row in table.rows if isinstance(row, Row)]
    if table.totals is not None:
        lines.append(table.totals)
    return tuple(
        formats.places_for((cells[place] for cells in lines), column.kind) if column.places is None else column.places
        for place, column in enumerate(table.columns)
    )


class _Showing:
    """One pass over a report; counts tables, figures and headings on the way."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.tables = 0
        self.charts = 0
        self.heading = [0, 0, 0]

    def report(self, report: Report) -> ShownReport:
        period = formats.show_period(report.period, self.language)
        footer = _("Reference %(reference)s, revision %(revision)s") % {
            "reference": clean(report.reference),
            "revision": report.revision,
        }
        if report.is_letter:
            footer = _("Reference %(reference)s") % {"reference": clean(report.reference)}
        return ShownReport(
            title=_one_line(report.title),
            subtitle=_one_line(report.subtitle),
            language=self.language,
            period=period,
            made_by=_one_line(report.made_by),
            reference=_one_line(report.reference),
            footer=footer,
            facts=tuple(self._facts(report, period)),
            is_draft=report.is_draft,
            sections=tuple(self._section(section) for section in report.sections),
            notes=tuple(clean(note) for note in report.notes),
            sources=tuple(clean(source) for source in report.sources),
            words=_words(report),
            watermark=_one_line(report.watermark),
            is_letter=report.is_letter,
        )

    def _facts(self, report: Report, period: str) -> Iterator[Fact]:
        if not report.is_letter:
            yield Fact(_("Reporting period"), period)
        yield Fact(_("Prepared by"), _one_line(report.made_by))
        yield Fact(_("Prepared on"), formats.show_long_day(timezone.localdate(report.made_at), self.language))
        yield Fact(_("Reference"), _one_line(report.reference))
        if not report.is_letter:
            yield Fact(_("Revision"), str(report.revision))
        if report.standing:
            yield Fact(_("Standing"), _one_line(report.standing))

    def _section(self, section: Section) -> ShownSection:
        self.heading[section.level - 1] += 1
        self.heading[section.level :] = [0] * (3 - section.level)
        number = ".".join(str(count) for count in self.heading[: section.level])
        title = ShownHeading(
            number=number,
            heading=_one_line(section.heading),
            level=section.level,
            anchor=f"section-{number.replace('.', '-')}",
            starts_page=section.starts_page,
        )
        return ShownSection(title, tuple(self._blocks(section.blocks)))

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[ShownBlock]:
        for place, block in enumerate(blocks):
            if isinstance(block, Chart):
                yield self._chart(block, is_counted_above=any(_counts(each, block) for each in blocks[:place]))
            else:
                yield self._block(block)

    def _block(self, block: Paragraph | KeyFigures | Formula | Definitions | Table) -> ShownBlock:
        if isinstance(block, Paragraph):
            return ShownParagraph(tuple(clean(block.text).split("\n")))
        if isinstance(block, KeyFigures):
            return self._figures(block)
        if isinstance(block, Formula):
            return self._formula(block)
        if isinstance(block, Definitions):
            return self._definitions(block)
        return self._numbered_table(block)

    def _figures(self, block: KeyFigures) -> ShownFigures:
        return ShownFigures(
            caption=clean(block.caption),
            figures=tuple(
                ShownFigure(
                    label=clean(figure.label),
                    value=formats.show_value(figure.value, figure.kind, self.language, figure.places),
                    note=clean(figure.note),
                    is_missing=figure.value is None,
                )
                for figure in block.figures
            ),
        )

    def _formula(self, block: Formula) -> ShownFormula:
        if block.ratio is None:
            result = _("cannot be computed, because there is nothing to divide by")
        else:
            result = formats.show_number(block.ratio, self.language, block.places, is_percent=True)
        return ShownFormula(
            name=clean(block.name),
            in_words=_quotient(_sum_in_words(block.numerator), _sum_in_words(block.denominator)),
            in_numbers=_quotient(self._sum_in_numbers(block.numerator), self._sum_in_numbers(block.denominator)),
            result=result,
            note=clean(block.note),
        )

    def _sum_in_numbers(self, terms: tuple[Term, ...]) -> str:
        return _sum([formats.show_number(Decimal(term.value), self.language, 0) for term in terms])

    def _definitions(self, block: Definitions) -> ShownDefinitions:
        return ShownDefinitions(
            tuple(
                ShownDefinition(
                    clean(item.term),
                    formats.show_value(item.value, item.kind, self.language, item.places),
                    is_missing=item.value is None,
                    href=item.href,
                )
                for item in block.items
            )
        )

    def _chart(self, block: Chart, *, is_counted_above: bool) -> ShownChart:
        self.charts += 1
        label = _("Figure %(number)s. %(title)s") % {"number": self.charts, "title": _one_line(block.title)}
        numbers = _("Numbers of figure %(number)s") % {"number": self.charts}
        table = self._table(block.table(), 0, numbers)
        return ShownChart(self.charts, label, clean(block.alt), table, block, is_counted_above)

    def _numbered_table(self, block: Table) -> ShownTable:
        self.tables += 1
        label = _("Table %(number)s. %(caption)s") % {"number": self.tables, "caption": _one_line(block.caption)}
        return self._table(block, self.tables, label)

    def _table(self, table: Table, number: int, label: str) -> ShownTable:
        places = column_places(table)
        return ShownTable(
            number=number,
            label=label,
            columns=tuple(
                ShownColumn(_one_line(column.heading), column.kind.value, column.kind.is_number, column.width)
                for column in table.columns
            ),
            rows=tuple(self._row(row, table.columns, places) for row in table.rows),
            totals=self._cells(table.totals or (), table.columns, places),
            notes=tuple(clean(note) for note in table.notes),
            empty="" if table.rows else _("There is nothing to show in this table."),
            is_landscape=table.needs_landscape,
        )

    def _row(self, row: Row | SubHeading, columns: tuple[Column, ...], places: tuple[int, ...]) -> ShownRow:
        if isinstance(row, SubHeading):
            return ShownRow(heading=_one_line(row.text), level=row.level)
        return ShownRow(cells=self._cells(row.cells, columns, places), href=row.href)

    def _cells(
        self, cells: tuple[Value, ...], columns: tuple[Column, ...], places: tuple[int, ...]
    ) -> tuple[ShownCell, ...]:
        return tuple(
            self._cell(value, column.kind, digits)
            for value, column, digits in zip(cells, columns, places, strict=False)
        )

    def _cell(self, value: Value, kind: Kind, places: int) -> ShownCell:
        text = formats.show_value(value, kind, self.language, places)
        if isinstance(value, Status):
            return ShownCell(text, tone=value.tone.value)
        if isinstance(value, Entries):
            entries = tuple(
                ShownEntry(formats.show_entry_mark(entry, self.language), clean(entry.text)) for entry in value.entries
            )
            return ShownCell(text, entries=entries)
        return ShownCell(text, is_missing=value is None, is_words=value is None or isinstance(value, str))


def _counts(block: Block, chart: Chart) -> bool:
    """Whether the block is a table that says the same numbers under the same headings, whatever it adds up."""
    if not isinstance(block, Table):
        return False
    numbers = chart.by_category()
    own, drawn = ([(column.heading, column.kind) for column in table.columns] for table in (block, numbers))
    return own == drawn and block.rows == numbers.rows


def _one_line(text: str) -> str:
    return " ".join(clean(text).split("\n"))


def _sum(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"


def _sum_in_words(terms: tuple[Term, ...]) -> str:
    return _sum([_one_line(term.label) for term in terms])


def _quotient(above: str, below: str) -> str:
    return f"{above} ÷ {below}"


def _words(report: Report) -> Words:
    page_of = _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"}
    return Words(
        contents=_("Contents"),
        notes=_("Notes"),
        sources=_("Sources"),
        page_of=tuple(piece for piece in _PAGE_MARKS.split(page_of) if piece),
        draft=_one_line(report.standing) or _("Draft"),
    )
