"""Looking at a file before reading it: what it is by its content, and whether it is safe to unpack."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException, DTDForbidden

from zaklon.plan.importing.refusals import UnreadableFile

MAX_BYTES: Final = 20 * 1024 * 1024
_MAX_INFLATED: Final = 100 * 1024 * 1024
# Tags and attributes of all XML parts together: a tree of more takes too much memory.
_MAX_MARKUP: Final = 6_000_000
_MAX_LINKS: Final = 2 * 1024 * 1024
_MAX_ENTRIES: Final = 2_000
_MAX_RATIO: Final = 200
_RATIO_FROM: Final = 4 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "picture"),
    (b"\x1f\x8b", "gzip archive"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_MARKUP: Final = ("<!doctype", "<html", "<?xml", "<svg", "<head", "<body", "<script")
_MACRO_MARKS: Final = ("vbaproject", "vbadata", "xl/macrosheets/", "activex/")
_LOCAL: Final = re.compile(r"(?:file:/{3}|[A-Za-z]:|[^:/\\]*$)", re.IGNORECASE)
_OUTSIDE_PARTS: Final = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "word/afchunk")
_OTHER_OFFICE: Final = (("ppt/", "PowerPoint"), ("content.xml", "OpenDocument"), ("visio/", "Visio"))
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
# Errors that zipfile and zlib raise for damaged archives.
BROKEN_ARCHIVE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, struct.error, ValueError, IndexError,
    OverflowError, KeyError, RuntimeError, UnicodeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Container:
    """A checked file: its kind ("docx", "xlsx" or "txt") and its bytes."""

    kind: str
    content: bytes


def open_container(content: bytes, file_name: str) -> Container:
    """Decide what the file is by its content and refuse what must not be opened. Raises UnreadableFile."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile("too_large", limit=MAX_BYTES // 1024 // 1024)
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty")
    if file_name.lower().endswith((".docm", ".xlsm", ".dotm", ".xltm", ".xlsb", ".xlam")):
        raise UnreadableFile("macros")
    if content.startswith(_OLE):
        raise UnreadableFile("encrypted" if _ENCRYPTED_STREAM in content else "old_format")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Container(_office_kind(content), content)
    _refuse_foreign(content)
    if file_name.lower().endswith((".docx", ".xlsx")):
        raise UnreadableFile("broken")
    return Container("txt", content)


def _refuse_foreign(content: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableFile("foreign", kind=kind)
    start = content[:512].decode("latin-1").lstrip("\ufeffï»¿ \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise UnreadableFile("foreign", kind="HTML or XML")
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("foreign", kind="binary file")


def _office_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_entries(archive)
            names = {name.lower() for name in archive.namelist()}
            kind = _kind_of(names)
            _refuse_active_parts(names)
            _check_inflated(archive)
            _check_declarations(archive)
    except BROKEN_ARCHIVE as error:
        raise UnreadableFile("broken") from error
    return kind


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_INFLATED:
        raise UnreadableFile("bomb")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile("encrypted")
    for entry in entries:
        if entry.file_size > _RATIO_FROM and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1):
            raise UnreadableFile("bomb")


def _kind_of(names: set[str]) -> str:
    if "[content_types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
            if any(name.startswith(folder) for name in names):
                return kind
    for part, kind in _OTHER_OFFICE:
        if any(name.startswith(part) for name in names):
            raise UnreadableFile("foreign", kind=kind)
    raise UnreadableFile("foreign", kind="ZIP archive")


def _refuse_active_parts(names: set[str]) -> None:
    if any(mark in name for name in names for mark in _MACRO_MARKS):
        raise UnreadableFile("macros")
    outside = next((name for name in sorted(names) if name.startswith(_OUTSIDE_PARTS)), None)
    if outside:
        raise UnreadableFile("external_link", part=outside)


def _check_inflated(archive: zipfile.ZipFile) -> None:
    """Unpack every entry once without keeping it: declared sizes may lie, checksums may not."""
    total = markup = 0
    for entry in archive.infolist():
        is_xml = _is_xml(entry)
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                total += len(piece)
                markup += piece.count(b"<") + piece.count(b"=") if is_xml else 0
                if total > _MAX_INFLATED or markup > _MAX_MARKUP:
                    raise UnreadableFile("bomb")


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _check_declarations(archive: zipfile.ZipFile) -> None:
    """Refuse document type declarations, macro content types and links that Office would follow by itself."""
    for entry in archive.infolist():
        if _is_xml(entry):
            with archive.open(entry) as stream:
                refuse_declarations(stream)
        name = entry.filename.lower()
        if name.endswith(".rels") or name == "[content_types].xml":
            if entry.file_size > _MAX_LINKS:
                raise UnreadableFile("bomb")
            _refuse_outside_links(archive, entry)


def refuse_declarations(stream: IO[bytes]) -> None:
    """Read as far as the first element: a DOCTYPE, and so any entity, can stand only before it.

    Whatever is wrong with the rest is left to the reader of that part.
    """
    try:
        for _ in defusedxml.ElementTree.iterparse(stream, events=("start",), forbid_dtd=True):
            return
    except DTDForbidden as error:
        raise UnreadableFile("entities") from error
    except (defusedxml.ElementTree.ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise UnreadableFile("broken") from error


def _refuse_outside_links(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Plain hyperlinks may lead outside; templates, frames, objects and pictures on a network are fetched by Office.

    A template on a disk of the sender's is common and harmless: it is not found here.
    """
    content = archive.read(entry)
    if b"macroenabled" in content.lower():
        raise UnreadableFile("macros")
    try:
        root = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    except defusedxml.ElementTree.ParseError as error:
        raise UnreadableFile("broken") from error
    for link in root.iter():
        is_external = (link.get("TargetMode") or "").lower() == "external"
        is_hyperlink = (link.get("Type") or "").endswith("/hyperlink")
        if is_external and not is_hyperlink and not _LOCAL.match(link.get("Target") or ""):
            raise UnreadableFile("external_link", part=entry.filename)
