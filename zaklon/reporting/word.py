"""The Word form: real headings, repeated header rows, pictures with words, no personal data in the properties."""

import io
from functools import singledispatchmethod

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from zaklon.reporting import charts, word_markup, word_setup
from zaklon.reporting.description import Report
from zaklon.reporting.packing import repacked
from zaklon.reporting.show import show
from zaklon.reporting.shown import (
    ShownChart,
    ShownDefinitions,
    ShownFigure,
    ShownFigures,
    ShownFormula,
    ShownHeading,
    ShownParagraph,
    ShownReport,
    ShownTable,
)


def word(report: Report) -> bytes:
    """The report as .docx; the same report gives the same bytes."""
    shown = show(report)
    document = Document()
    word_setup.prepare(document, report, shown)
    _Writing(document, shown).everything()
    packed = io.BytesIO()
    document.save(packed)
    return repacked(packed.getvalue())


class _Writing:
    """One pass over a report, writing it into a document."""

    def __init__(self, document: WordDocument, shown: ShownReport) -> None:
        self.document = document
        self.shown = shown
        self.line_cm = word_setup.line_cm(is_landscape=False)
        self.bookmarks = 0

    def everything(self) -> None:
        self._cover()
        is_landscape = False
        self._new_pages(is_landscape=False)
        if self.shown.has_contents:
            word_setup.add_contents(self.document, self.shown)
        for run in self.shown.runs():
            if run.is_landscape != is_landscape:
                is_landscape = run.is_landscape
                self._new_pages(is_landscape=is_landscape)
            for part in run.parts:
                self._part(part)
        if is_landscape and self.shown.closes_upright:
            self._new_pages(is_landscape=False)
        for title, anchor, items in self.shown.closing_lists():
            self._bookmark(self._text(title, "Heading 1"), anchor)
            for item in items:
                self._text(item, "List Bullet")

    def _new_pages(self, *, is_landscape: bool) -> None:
        word_setup.start_pages(self.document, self.shown, is_landscape=is_landscape)
        self.line_cm = word_setup.line_cm(is_landscape=is_landscape)

    def _cover(self) -> None:
        self._text(self.shown.made_by, "CoverBody")
        if self.shown.is_draft:
            self._text(self.shown.words.draft, "DraftMark")
        if self.shown.watermark:
            self._text(self.shown.watermark, "DraftMark")
        self._text(self.shown.title, "Title")
        if self.shown.subtitle:
            self._text(self.shown.subtitle, "Subtitle")
        self._text(self.shown.period, "CoverPeriod")
        widths = word_markup.column_widths([1, 3], self.line_cm)
        rows = (
            word_markup.row(
                [
                    _plain_cell(fact.label, widths[0], colour=word_markup.QUIET),
                    _plain_cell(fact.value, widths[1], bold=True),
                ]
            )
            for fact in self.shown.facts
        )
        self._markup(word_markup.table(rows, widths, self.shown.title))

    @singledispatchmethod
    def _part(self, part: object) -> None:
        """Write one heading or block; each kind has its own way below."""
        raise TypeError(f"no way to write a {type(part).__name__}")

    @_part.register
    def _heading(self, part: ShownHeading) -> None:
        heading = self._text(f"{part.number}  {part.heading}", f"Heading {part.level}")
        heading.paragraph_format.page_break_before = part.starts_page or None
        self._bookmark(heading, part.anchor)

    @_part.register
    def _paragraph(self, part: ShownParagraph) -> None:
        self._text("\n".join(part.lines), "Normal")

    @_part.register
    def _figures(self, part: ShownFigures) -> None:
        if part.caption:
            self._text(part.caption, "Caption")
        in_line = {1: 1, 2: 2, 4: 2}.get(len(part.figures), 3)
        widths = word_markup.column_widths([1] * in_line, self.line_cm)
        rows = []
        for start in range(0, len(part.figures), in_line):
            figures = part.figures[start : start + in_line]
            cells = [_figure_cell(figure, widths[0]) for figure in figures]
            cells += [_plain_cell("", widths[0])] * (in_line - len(cells))
            rows.append(word_markup.row(cells))
        description = ", ".join(figure.label for figure in part.figures)
        self._markup(word_markup.figures_table(rows, widths, description))
        self._text("", "TableGap")

    @_part.register
    def _formula(self, part: ShownFormula) -> None:
        box = self._text("", "FormulaBox")
        box.add_run(f"{part.name}: {part.result}").bold = True
        for line in (part.in_words, f"= {part.in_numbers} = {part.result}", part.note):
            if line:
                box.add_run().add_break()
                box.add_run(line)

    @_part.register
    def _definitions(self, part: ShownDefinitions) -> None:
        for item in part.items:
            entry = self._text("", "Definition")
            entry.add_run(item.term).font.color.rgb = word_setup.QUIET_COLOUR
            entry.add_run(f"\t{item.value}")

    @_part.register
    def _table(self, part: ShownTable) -> None:
        self._text(part.label, "Caption")
        self._table_body(part)

    def _table_body(self, part: ShownTable) -> None:
        self._markup(word_markup.data_table(part, self.line_cm))
        self._text("\n".join(part.notes), "TableNote" if part.notes else "TableGap")

    @_part.register
    def _chart(self, part: ShownChart) -> None:
        self._text(part.label, "Caption")
        picture = charts.draw_png(part.source, self.shown.language)
        holder = self._text("", "Picture")
        shape = holder.add_run().add_picture(io.BytesIO(picture), width=Cm(self.line_cm))
        # python-docx has no public door to the words of a picture.
        properties = shape._inline.docPr
        properties.set("descr", part.alt)
        properties.set("title", part.label)
        if not part.is_counted_above:
            self._text(part.table.label, "TableNote").paragraph_format.keep_with_next = True
            self._table_body(part.table)

    def _bookmark(self, heading: WordParagraph, anchor: str) -> None:
        self.bookmarks += 1
        word_setup.add_bookmark(heading, anchor, self.bookmarks)

    def _text(self, text: str, style: str) -> WordParagraph:
        return self.document.add_paragraph(text, style=style)

    def _markup(self, markup: str) -> None:
        self.document.element.body.insert_element_before(parse_xml(markup), "w:sectPr")


def _plain_cell(text: str, width: int, *, bold: bool = False, colour: str = "") -> str:
    words = word_markup.run(text, bold=bold, colour=colour)
    return word_markup.cell(word_markup.paragraph(words, style=word_markup.TABLE_TEXT), width)


def _figure_cell(figure: ShownFigure, width: int) -> str:
    colour = word_markup.QUIET if figure.is_missing else word_markup.ACCENT
    is_long = figure.is_missing or len(figure.value) > 16
    parts = [
        word_markup.run(figure.label, colour=word_markup.QUIET),
        word_markup.run(figure.value, bold=True, colour=colour, size=12 if is_long else 18),
        word_markup.run(figure.note, colour=word_markup.QUIET) if figure.note else "",
    ]
    content = "".join(word_markup.paragraph(part, style=word_markup.TABLE_TEXT) for part in parts if part)
    return word_markup.cell(content, width, fill=word_markup.SHADE, rule=word_markup.ACCENT)
