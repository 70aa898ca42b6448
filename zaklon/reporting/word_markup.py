"""WordprocessingML for tables and boxes: built as text, so that ten thousand rows stay quick.

Every text goes through `run`, the only place that puts words into markup, and is escaped there.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from zaklon.reporting.shown import ShownCell, ShownRow, ShownTable

ACCENT, QUIET, LINE, SHADE = "0B4A5F", "505A5F", "B1B4B6", "EEF4F6"
TONES = {"neutral": "505A5F", "good": "0F7A52", "attention": "B05E00", "bad": "B01C2E"}
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWENTIETHS_PER_CM = 567
TABLE_TEXT = "TableText"


def run(text: str, *, bold: bool = False, colour: str = "", size: float = 0) -> str:
    """One run of escaped text; size in points. A line break in the text breaks the line."""
    settings = "<w:b/>" if bold else ""
    settings += f'<w:color w:val="{colour}"/>' if colour else ""
    settings += f'<w:sz w:val="{round(size * 2)}"/>' if size else ""
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{settings}</w:rPr>' if settings else ''}{words}</w:r>"


def paragraph(runs: str, *, style: str, align: str = "left", keep_next: bool = False) -> str:
    """A paragraph of runs in a named style."""
    keep = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def cell(content: str, width: int, *, fill: str = "", span: int = 1, rule: str = "") -> str:
    """A table cell of paragraphs; width in twentieths of a point, `rule` the colour of a line above it."""
    settings = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    settings += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    settings += f'<w:tcBorders><w:top w:val="single" w:sz="12" w:color="{rule}"/></w:tcBorders>' if rule else ""
    settings += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, is_header: bool = False) -> str:
    """A row that never breaks over pages; a header row is repeated on each page."""
    header = "<w:tblHeader/>" if is_header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: list[int], description: str, borders: str = "") -> str:
    """A table of fixed widths; `description` is read out to those who cannot see it."""
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noVBand="1"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", 60), ("left", 85), ("bottom", 60), ("right", 85))
    )
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"{f'<w:tblBorders>{borders}</w:tblBorders>' if borders else ''}"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>{look}'
        f"<w:tblCaption w:val={quoteattr(description)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def column_widths(shares: list[int], line_cm: float) -> list[int]:
    """Widths in twentieths of a point that fill a line of so many centimetres."""
    whole = line_cm * _TWENTIETHS_PER_CM
    return [round(whole * share / sum(shares)) for share in shares]


def data_table(data: ShownTable, line_cm: float) -> str:
    """The markup of one table of the report."""
    widths = column_widths([column.width for column in data.columns], line_cm)
    lines = _border("bottom", LINE, 4) + _border("insideH", LINE, 4)
    return table(_rows(data, widths), widths, data.label, lines)


def figures_table(rows: Iterable[str], widths: list[int], description: str) -> str:
    """A table of boxes that are kept apart by white lines."""
    gaps = "".join(_border(side, "FFFFFF", 48) for side in ("bottom", "insideH", "insideV"))
    return table(rows, widths, description, gaps)


def _border(side: str, colour: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


def _rows(data: ShownTable, widths: list[int]) -> Iterable[str]:
    aligns = ["right" if column.is_number else "left" for column in data.columns]
    yield row(
        (
            cell(
                paragraph(run(column.heading, bold=True, colour="FFFFFF"), style=TABLE_TEXT, align=align),
                width,
                fill=ACCENT,
            )
            for column, width, align in zip(data.columns, widths, aligns, strict=True)
        ),
        is_header=True,
    )
    for line in data.rows:
        yield _sub_heading(line, widths) if line.heading else _line(line.cells, widths, aligns)
    if data.empty:
        yield row([cell(paragraph(run(data.empty, colour=QUIET), style=TABLE_TEXT), sum(widths), span=len(widths))])
    if data.totals:
        yield _totals(data, widths, aligns)


def _sub_heading(line: ShownRow, widths: list[int]) -> str:
    is_main = line.level == 1
    words = run(line.heading, bold=True, colour=ACCENT if is_main else "")
    content = paragraph(words, style=TABLE_TEXT, keep_next=True)
    return row([cell(content, sum(widths), span=len(widths), fill=SHADE if is_main else "")])


def _line(cells: tuple[ShownCell, ...], widths: list[int], aligns: list[str]) -> str:
    return row(
        cell(_cell_content(content, align), width) for content, width, align in zip(cells, widths, aligns, strict=True)
    )


def _totals(data: ShownTable, widths: list[int], aligns: list[str]) -> str:
    """The last row; its first cell takes the empty columns beside it."""
    span = data.totals_span
    spans = [span, *[1] * (len(widths) - span)]
    wide = [sum(widths[:span]), *widths[span:]]
    contents = [data.totals[0], *data.totals[span:]]
    return row(
        cell(_cell_content(content, align, is_total=True), width, span=columns, rule=ACCENT)
        for content, width, align, columns in zip(contents, wide, [aligns[0], *aligns[span:]], spans, strict=True)
    )


def _cell_content(content: ShownCell, align: str, *, is_total: bool = False) -> str:
    if content.entries:
        return "".join(
            paragraph(run(entry.mark, bold=True) + (run(f"\n{entry.text}") if entry.text else ""), style=TABLE_TEXT)
            for entry in content.entries
        )
    if content.tone:
        colour = TONES[content.tone]
        return paragraph(run(f"■ {content.text}", bold=True, colour=colour), style=TABLE_TEXT, align=align)
    words = run(content.text, bold=is_total, colour=QUIET if content.is_missing else "")
    return paragraph(words, style=TABLE_TEXT, align=align)
