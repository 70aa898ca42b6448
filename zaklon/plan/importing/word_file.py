"""Word documents as blocks, read from their XML row by row so that long plans stay cheap."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no type stubs

from zaklon.plan.importing.blocks import MAX_CELL, MAX_COLUMNS, Block, Paragraph, Row, checked_cells
from zaklon.plan.importing.containers import BROKEN_ARCHIVE
from zaklon.plan.importing.readings import Place
from zaklon.plan.importing.refusals import UnreadableFile

_HEADING: Final = re.compile(r"(?:heading|naslov|titulli|berschrift)\s*(\d)", re.IGNORECASE)
_MAIN: Final = re.compile(r"/officeDocument$")
# Fields that Word fills from other files or programs when the document is opened.
_OUTSIDE_FIELD: Final = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b")
_Element = Any


def word_blocks(content: bytes) -> Iterator[Block]:
    """Paragraphs and rows of the document's body in order. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(_main_part(archive)) as stream:
            yield from _blocks(stream)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("broken") from error
    except BROKEN_ARCHIVE as error:
        raise UnreadableFile("broken") from error


def _main_part(archive: zipfile.ZipFile) -> str:
    """The document part; some programs call it other than word/document.xml."""
    names = archive.namelist()
    if "_rels/.rels" in names:
        root = etree.fromstring(archive.read("_rels/.rels"), _parser())
        for link in root:
            if _MAIN.search(link.get("Type", "")) and link.get("Target", "").lstrip("/") in names:
                return str(link.get("Target")).lstrip("/")
    if "word/document.xml" in names:
        return "word/document.xml"
    raise UnreadableFile("broken")


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _blocks(stream: Any) -> Iterator[Block]:
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=("{*}tbl", "{*}tr", "{*}p", "{*}instrText", "{*}fldSimple"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    table = _Table(0)
    lines = 0
    for event, element in events:
        kind = _name(element)
        if kind in {"instrText", "fldSimple"}:
            _refuse_outside_field(element)
        if _is_inside_cell(element):
            continue
        if event == "start":
            table = _Table(table.number + 1) if kind == "tbl" else table
        elif kind == "tr":
            yield table.row(element)
            _forget(element)
        elif kind == "p":
            lines += 1
            yield _paragraph(element, Place(lines))
            _forget(element)


def _refuse_outside_field(element: _Element) -> None:
    if _OUTSIDE_FIELD.search(f"{element.text or ''} {_value(element, 'instr') or ''}"):
        raise UnreadableFile("external_link", part="a field in the text")


def _forget(element: _Element) -> None:
    """Free what was read, and the emptied siblings before it, so that memory does not grow with the document."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _is_inside_cell(element: _Element) -> bool:
    """Whether the element is a part of a cell or of a text box, which are read with what holds them."""
    return any(_name(above) in {"tc", "txbxContent"} for above in element.iterancestors())


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: _Element, name: str) -> str | None:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _paragraph(element: _Element, place: Place) -> Paragraph:
    style = next(element.iter("{*}pStyle"), None)
    match = _HEADING.search(_value(style, "val") or "") if style is not None else None
    return Paragraph(_text(element)[:MAX_CELL], place, int(match[1]) if match else None)


def _text(element: _Element) -> str:
    """The visible text: deleted and fallback text left out, list paragraphs with a bullet, one line per paragraph."""
    pieces: list[str] = []
    has_fallback = next(element.iter("{*}Fallback"), None) is not None
    for part in element.iter("{*}t", "{*}tab", "{*}br", "{*}cr", "{*}noBreakHyphen", "{*}p", "{*}numPr"):
        if has_fallback and any(_name(above) == "Fallback" for above in part.iterancestors()):
            continue
        pieces.append(_piece(part))
    return "".join(pieces).strip("\n")


def _piece(part: _Element) -> str:
    kind = _name(part)
    if kind == "t":
        return str(part.text or "")
    if kind == "tab":  # a tab stop within paragraph properties is no character
        return "" if _name(part.getparent()) == "tabs" else " "
    return {"br": "\n", "cr": "\n", "p": "\n", "noBreakHyphen": "-", "numPr": "• "}[kind]


class _Table:
    """The rows of one table on its grid; remembers the text of cells that are merged downwards."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._rows = 0
        self._above: dict[int, str] = {}

    def row(self, element: _Element) -> Row:
        self._rows += 1
        place = Place(self._rows, self.number)
        cells: list[str] = [""] * _number(next(element.iter("{*}gridBefore"), None), default=0)
        continued: set[int] = set()
        for cell in element.iter("{*}tc"):
            if next((above for above in cell.iterancestors("{*}tr")), None) is not element:
                continue
            self._add(cell, cells, continued)
        return Row(checked_cells(cells, place), place, frozenset(continued))

    def _add(self, cell: _Element, cells: list[str], continued: set[int]) -> None:
        column = len(cells)
        properties = next(cell.iterchildren("{*}tcPr"), None)
        span = 1 if properties is None else _number(next(properties.iterchildren("{*}gridSpan"), None), default=1)
        merge = None if properties is None else next(properties.iterchildren("{*}vMerge"), None)
        if merge is not None and (_value(merge, "val") or "continue") == "continue":
            text = self._above.get(column, "")
            continued.add(column)
        else:
            text = _text(cell)
            self._above[column] = text
        cells.extend([text, *[""] * (span - 1)])


def _number(element: _Element | None, *, default: int) -> int:
    """A count in an attribute, kept within what Word itself allows."""
    written = _value(element, "val") if element is not None else None
    return (
        min(max(int(written), default), MAX_COLUMNS + 1)
        if written and written.isdigit() and len(written) < 6
        else default
    )
