"""Writing the blocks of an invented plan as Word, Excel or dumped text, quickly enough for thousands of rows."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_LETTERS = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}


@dataclass(frozen=True)
class Text:
    """A paragraph; `in_table` makes it a row merged across the table above."""

    text: str
    in_table: bool = False


@dataclass(frozen=True)
class Rows:
    """The rows of a table; `joins_above` continues the table before."""

    rows: Sequence[Sequence[str]]
    joins_above: bool = False


MadeBlock = Text | Rows


def cyrillic(text: str) -> str:
    """Montenegrin Latin in Cyrillic letters; Roman numbers, codes and currencies stay."""
    return " ".join(
        word if _stays_latin(word) else _cyrillic_word(word) for word in text.replace("\n", " \n ").split(" ")
    ).replace(" \n ", "\n")


def _stays_latin(word: str) -> bool:
    return word.strip(".,()") in {"I", "II", "III", "IV", "EUR"}


def _cyrillic_word(word: str) -> str:
    for pair, letter in _PAIRS.items():
        word = word.replace(pair, letter).replace(pair.capitalize(), letter.upper())
    return "".join(
        _LETTERS[c] if c in _LETTERS else _LETTERS[c.lower()].upper() if c.lower() in _LETTERS else c for c in word
    )


def in_script(blocks: Iterable[MadeBlock], *, is_cyrillic: bool) -> Iterator[MadeBlock]:
    """The blocks as they are, or in Cyrillic."""
    for block in blocks:
        if not is_cyrillic:
            yield block
        elif isinstance(block, Text):
            yield replace(block, text=cyrillic(block.text))
        else:
            yield replace(block, rows=[[cyrillic(cell) for cell in row] for row in block.rows])


def write_txt(blocks: Sequence[MadeBlock]) -> bytes:
    """The dump of a Word file: a tab opens each cell, an empty line ends each row."""
    lines = []
    for block in blocks:
        if isinstance(block, Text):
            lines.append(("\t" if block.in_table else "") + block.text)
        else:
            for row in block.rows:
                lines.extend(f"\t{cell}" for cell in row)
                lines.append("")
    return "\n".join(lines).encode()


def write_xlsx(blocks: Sequence[MadeBlock]) -> bytes:
    """One sheet; headings stand in the first column."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("Plan")
        line = 0
        for block in blocks:
            rows = [[block.text]] if isinstance(block, Text) else block.rows
            for row in rows:
                for column, cell in enumerate(row):
                    sheet.write_string(line, column, cell)
                line += 1
    return buffer.getvalue()


def write_docx(blocks: Sequence[MadeBlock]) -> bytes:
    """The smallest Word file that holds the blocks."""
    pieces: list[str] = []
    width = max((len(row) for block in blocks if isinstance(block, Rows) for row in block.rows), default=1)
    is_open = False
    for block in blocks:
        joins = block.in_table if isinstance(block, Text) else block.joins_above
        if is_open and not joins:
            pieces.append("</w:tbl><w:p/>")
            is_open = False
        if isinstance(block, Text) and not block.in_table:
            pieces.append(_paragraph(block.text))
            continue
        if not is_open:
            pieces.append("<w:tbl>")
            is_open = True
        rows = [_merged_row(block.text, width)] if isinstance(block, Text) else [_row(row) for row in block.rows]
        pieces.extend(rows)
    if is_open:
        pieces.append("</w:tbl>")
    return pack_docx(f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(pieces)}</w:body></w:document>')


def pack_docx(document: str, **parts: str | bytes) -> bytes:
    """A Word file around a document part; further parts by their path, with "__" for "/" and "_DOT_" for "."."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _LINKS)
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return buffer.getvalue()


def _row(cells: Sequence[str]) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{_lines(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def _merged_row(text: str, width: int) -> str:
    return f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>{_lines(text)}</w:tc></w:tr>'


def _lines(text: str) -> str:
    return "".join(_paragraph(line) for line in text.split("\n"))


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
