"""The parts of an Excel workbook that its sheets lean on: the list of sheets, shared strings, date formats, merges.

Read with lxml and not with a finished reader: of a workbook that states a wrong count of strings, python-calamine 0.9
asks for terabytes and aborts the whole process, which no caller can catch.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no type stubs

from zaklon.plan.importing.blocks import MAX_ROWS, MAX_TEXT
from zaklon.plan.importing.refusals import UnreadableFile

# Entities are refused before; these settings keep the parser from the network and from giant nodes as well.
SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Built-in formats that show a day or a time (ECMA-376 part 1, 18.8.30).
_DATE_FORMATS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_MAX_STRINGS: Final = 500_000
_MAX_SHEETS: Final = 200


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet in workbook order."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the sheets of a workbook share."""

    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]
    date_styles: frozenset[int]
    is_1904: bool


def read_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Read the parts that all sheets share. Raises UnreadableFile, KeyError for a lost part, XMLSyntaxError."""
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    links = _links(archive, f"{folder}/_rels/{main.rpartition('/')[2]}.rels", folder)
    root = etree.fromstring(archive.read(main), etree.XMLParser(**SAFE))
    settings = next(root.iter("{*}workbookPr"), None)
    parts = dict(links.values())
    return Workbook(
        sheets=tuple(_sheets(root, links)),
        strings=tuple(_strings(archive, parts["sharedStrings"])) if "sharedStrings" in parts else (),
        date_styles=_date_styles(archive, parts["styles"]) if "styles" in parts else frozenset(),
        is_1904=settings is not None and settings.get("date1904", "0") in {"1", "true"},
    )


def position(reference: str) -> tuple[int, int] | None:
    """Row and column, counted from 0, of a reference such as B7."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def merged_downwards(archive: zipfile.ZipFile, part: str) -> dict[int, frozenset[int]]:
    """For each row from 0, its columns that hang in a cell merged from above."""
    hanging: dict[int, set[int]] = {}
    budget = 4 * MAX_ROWS
    for element in elements(archive, part, "mergeCell", "row"):
        first, _, last = element.get("ref", "").partition(":")
        top, bottom = position(first), position(last)
        if not top or not bottom:
            continue
        rows = range(top[0] + 1, min(bottom[0], MAX_ROWS) + 1)
        budget -= len(rows)
        if budget < 0:
            raise UnreadableFile("too_many_rows", limit=f"{MAX_ROWS} rows")
        for row in rows:
            hanging.setdefault(row, set()).add(top[1])
    return {row: frozenset(columns) for row, columns in hanging.items()}


def elements(archive: zipfile.ZipFile, part: str, *names: str) -> Iterator[Any]:
    """The elements of these names in a part, one at a time; each is forgotten when the next is asked for."""
    with archive.open(part) as stream:
        for _, element in etree.iterparse(stream, tag=[f"{{*}}{name}" for name in names], **SAFE):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def visible_text(element: Any) -> str:
    """The text of a string, without the reading aids that some scripts carry."""
    return "".join(part.text or "" for part in element.iter("{*}t") if not str(part.getparent().tag).endswith("}rPh"))


def _main_part(archive: zipfile.ZipFile) -> str:
    parts = dict(_links(archive, "_rels/.rels", "").values())
    return parts.get("officeDocument", "xl/workbook.xml")


def _links(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """The links of a part: identifier -> (kind, part)."""
    root = etree.fromstring(archive.read(name), etree.XMLParser(**SAFE))
    links = {}
    for link in root.iter("{*}Relationship"):
        target = str(link.get("Target", ""))
        part = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
        links[str(link.get("Id"))] = (str(link.get("Type", "")).rpartition("/")[2], part)
    return links


def _sheets(root: Any, links: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for count, sheet in enumerate(root.iter("{*}sheet")):
        if count >= _MAX_SHEETS:
            raise UnreadableFile("too_many_rows", limit=f"{_MAX_SHEETS} sheets")
        identifier = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        kind, part = links.get(str(identifier), ("", ""))
        if "acrosheet" in kind:
            raise UnreadableFile("macros")
        if kind == "worksheet":  # charts and dialogues hold no rows
            yield SheetPart(str(sheet.get("name", "")), part, sheet.get("state", "visible") != "visible")


def _strings(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    characters = 0
    for count, element in enumerate(elements(archive, part, "si")):
        text = visible_text(element)
        characters += len(text)
        if count >= _MAX_STRINGS or characters > 2 * MAX_TEXT:
            raise UnreadableFile("too_many_rows", limit=f"{_MAX_STRINGS} texts")
        yield text


def _date_styles(archive: zipfile.ZipFile, part: str) -> frozenset[int]:
    """The numbers of the cell styles that show a date."""
    root = etree.fromstring(archive.read(part), etree.XMLParser(**SAFE))
    own = {
        str(form.get("numFmtId"))
        for form in root.iter("{*}numFmt")
        if re.search(r"[ymdhs]", _LITERAL.sub("", str(form.get("formatCode", ""))), re.IGNORECASE)
    }
    dates = own | {str(number) for number in _DATE_FORMATS}
    styles = next(root.iter("{*}cellXfs"), None)
    formats = [] if styles is None else [str(style.get("numFmtId")) for style in styles.iterchildren("{*}xf")]
    return frozenset(index for index, form in enumerate(formats) if form in dates)
