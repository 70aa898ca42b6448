"""Office files, which are ZIP packages: what they hold is looked at, never run and never unpacked to disk."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from zaklon.common.errors import RuleBroken

_MOST_MEMBERS = 3_000
_MOST_UNPACKED = 300_000_000
_MOST_CONTROL_PART = 5_000_000
_END_RECORD = b"PK\x05\x06"
_END_RECORD_LENGTH = 22

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MAIN_PARTS = {f"{DOCX}.main+xml": DOCX, f"{XLSX}.main+xml": XLSX}
_MACRO_KINDS = ("macroenabled", "vbaproject", "vbadata", "activex", "oleobject", "ms-package")
# External content that Office fetches by itself when the file is opened; ordinary links are only followed by a click.
_FETCHED = ("attachedtemplate", "oleobject", "frame", "subdocument", "externallinkpath", "image", "video", "audio")


def media_type_of_package(content: bytes) -> str:
    """Media type of an office file.

    Raises RuleBroken when it is damaged, sealed with a password, active, or another kind of package.
    """
    if not _is_one_package(content):
        raise RuleBroken("file_damaged", field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_members(package)
            names = package.namelist()
            if "[Content_Types].xml" in names:
                return _ooxml(package)
            if names[:1] == ["mimetype"]:
                return _open_document(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise RuleBroken("file_damaged", field="file") from error
    raise RuleBroken("file_kind_not_allowed", field="file")


def _is_one_package(content: bytes) -> bool:
    """Whether the package begins at the first byte and ends with its end record: nothing hidden before or after."""
    place = content.rfind(_END_RECORD)
    if place < 0 or len(content) < place + _END_RECORD_LENGTH:
        return False
    comment_length = int.from_bytes(content[place + 20 : place + 22], "little")
    return content.startswith(b"PK\x03\x04") and place + _END_RECORD_LENGTH + comment_length == len(content)


def _check_members(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise RuleBroken("file_too_big_inside", field="file")
    if any(member.flag_bits & 0x1 for member in members):
        raise RuleBroken("file_encrypted", field="file")
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or any(_is_outside(name) for name in names):
        raise RuleBroken("file_damaged", field="file")
    if min((member.header_offset for member in members), default=1) != 0:
        raise RuleBroken("file_damaged", field="file")


def _is_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _ooxml(package: zipfile.ZipFile) -> str:
    """Word or Excel, told by the content type of the main part."""
    types = [(element.get("ContentType") or "").casefold() for element in _xml(package, "[Content_Types].xml").iter()]
    if _is_active(types) or any(name.casefold().endswith("vbaproject.bin") for name in package.namelist()):
        raise RuleBroken("file_has_macros", field="file")
    _check_relationships(package)
    found = {_MAIN_PARTS[kind] for kind in types if kind in _MAIN_PARTS}
    if len(found) != 1:
        raise RuleBroken("file_kind_not_allowed", field="file")
    return found.pop()


def _is_active(types: Iterable[str]) -> bool:
    return any(mark in kind for kind in types for mark in _MACRO_KINDS)


def _check_relationships(package: zipfile.ZipFile) -> None:
    """Refuse a file that fetches something from outside as soon as it is opened."""
    for name in package.namelist():
        if name.endswith(".rels"):
            for element in _xml(package, name).iter():
                kind = (element.get("Type") or "").rpartition("/")[2].casefold()
                if element.get("TargetMode") == "External" and kind in _FETCHED:
                    raise RuleBroken("file_fetches_from_outside", field="file")


def _open_document(package: zipfile.ZipFile) -> str:
    """Text or spreadsheet, told by the member `mimetype`, which must come first and plain."""
    first = package.infolist()[0]
    if first.compress_type != zipfile.ZIP_STORED or first.file_size > 200:
        raise RuleBroken("file_damaged", field="file")
    kind = package.read(first).decode("ascii")
    if kind not in {ODT, ODS}:
        raise RuleBroken("file_kind_not_allowed", field="file")
    names = package.namelist()
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise RuleBroken("file_has_macros", field="file")
    if "META-INF/manifest.xml" not in names:
        raise RuleBroken("file_damaged", field="file")
    manifest = _xml(package, "META-INF/manifest.xml")
    if any(element.tag.endswith("}encryption-data") for element in manifest.iter()):
        raise RuleBroken("file_encrypted", field="file")
    return kind


def _xml(package: zipfile.ZipFile, name: str) -> Element:
    """A small control part as XML; entities and documents types of its own are refused by the parser."""
    if package.getinfo(name).file_size > _MOST_CONTROL_PART:
        raise RuleBroken("file_too_big_inside", field="file")
    try:
        return ElementTree.fromstring(package.read(name))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise RuleBroken("file_damaged", field="file") from error
