"""What may be attached: a short list of kinds, told by content and by name, which must agree.

The checks look only at structure; what a scanner finds is its own affair (`scanning`). A file that passes is sealed,
and leaves as a download only.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from zaklon.common.errors import RuleBroken
from zaklon.documents.names import clean_name, stem_and_extension
from zaklon.documents.packages import DOCX, ODS, ODT, XLSX, media_type_of_package
from zaklon.documents.pictures import without_metadata_jpeg, without_metadata_png
from zaklon.documents.scanning import refuse_infected

MOST_BYTES = 20_000_000
PDF, JPEG, PNG, TXT, CSV = "application/pdf", "image/jpeg", "image/png", "text/plain", "text/csv"

# Extensions of each kind; the first is the one that is kept.
EXTENSIONS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    JPEG: ("jpg", "jpeg"),
    PNG: ("png",),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
    ODT: ("odt",),
    ODS: ("ods",),
    TXT: ("txt",),
    CSV: ("csv",),
}
ACCEPTED = ", ".join(names[0].upper() for names in EXTENSIONS.values())

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_TAIL = 2_048
_MOST_INFLATED = 60_000_000
_PDF_STREAM = re.compile(rb"/ObjStm\b[^>]{0,200}>>\s{0,8}stream\r?\n")
_MARKUP = re.compile(r"\s*<(!doctype|html|svg|script|body|iframe|\?xml|\?php|\?=)", re.IGNORECASE)
_NOT_TEXT = frozenset({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D})


def _pdf_names(*names: str) -> re.Pattern[bytes]:
    """Finds any of the names, each letter of which may be spelt as an escape: /J#61vaScript is /JavaScript."""
    spelt = ("".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name) for name in names)
    return re.compile(f"/(?:{'|'.join(spelt)})(?![A-Za-z0-9])".encode())


_PDF_ENCRYPTED = _pdf_names("Encrypt")
_PDF_ACTIVE = _pdf_names(
    "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData"
)
_PDF_ACTIVE_SHORT = _pdf_names("JS", "XFA", "GoToE")


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: safe name, media type, and content (pictures without what the camera added)."""

    name: str
    media_type: str
    content: bytes


def checked(name: str, content: bytes) -> CheckedFile:
    """The file as it may be kept.

    Raises RuleBroken on field `file` with one of the codes file_empty, file_too_large, file_kind_not_allowed,
    file_kind_mismatch, file_damaged, file_encrypted, file_has_macros, file_fetches_from_outside, file_too_big_inside,
    file_infected, file_not_scanned.
    """
    if not content:
        raise RuleBroken("file_empty", field="file")
    if len(content) > MOST_BYTES:
        raise RuleBroken("file_too_large", field="file", facts={"most_megabytes": MOST_BYTES // 1_000_000})
    named = _kind_by_name(name)
    found = _kind_by_content(content, named)
    if found != named:
        raise RuleBroken("file_kind_mismatch", field="file", facts={"found": EXTENSIONS[found][0].upper()})
    if found == JPEG:
        content = without_metadata_jpeg(content)
    elif found == PNG:
        content = without_metadata_png(content)
    refuse_infected(content)
    return CheckedFile(clean_name(name, EXTENSIONS[found][0]), found, content)


def _kind_by_name(name: str) -> str:
    extension = stem_and_extension(name)[1]
    for kind, extensions in EXTENSIONS.items():
        if extension in extensions:
            return kind
    raise RuleBroken("file_kind_not_allowed", field="file", facts={"accepted": ACCEPTED})


def _kind_by_content(content: bytes, named: str) -> str:
    """The kind that the content is; texts have no mark of their own, so their name tells which."""
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"PK\x03\x04"):
        return media_type_of_package(content)
    if content.startswith(_OLD_OFFICE):
        code = "file_encrypted" if _ENCRYPTED_PACKAGE in content else "file_kind_not_allowed"
        raise RuleBroken(code, field="file", facts={"accepted": ACCEPTED})
    _check_text(content)
    return named if named in {TXT, CSV} else TXT


def _check_pdf(content: bytes) -> None:
    """Whole, without password, without what acts or hides another file."""
    tail = content[-_TAIL:]
    end = tail.rfind(b"%%EOF")
    if end < 0 or tail[end + 5 :].strip(b"\r\n\t \x00"):
        raise RuleBroken("file_damaged", field="file")
    if _PDF_ENCRYPTED.search(content):
        raise RuleBroken("file_encrypted", field="file")
    if any(_PDF_ACTIVE.search(part) for part in (content, *_object_streams(content))):
        raise RuleBroken("file_has_macros", field="file")
    if _PDF_ACTIVE_SHORT.search(_outside_streams(content)):
        raise RuleBroken("file_has_macros", field="file")


def _outside_streams(content: bytes) -> bytes:
    """The file without its streams, in whose packed bytes a short name may stand by chance."""
    kept, place = [], 0
    while (start := content.find(b"stream", place)) >= 0:
        kept.append(content[place:start])
        end = content.find(b"endstream", start)
        if end < 0:
            break
        place = end + len(b"endstream")
    else:
        kept.append(content[place:])
    return b"".join(kept)


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Packed objects of the file, unpacked up to a limit in all."""
    left = _MOST_INFLATED
    for found in _PDF_STREAM.finditer(content):
        end = content.find(b"endstream", found.end())
        unpacker = zlib.decompressobj()
        try:
            part = unpacker.decompress(content[found.end() : end if end >= 0 else None], left)
        except zlib.error as error:
            raise RuleBroken("file_damaged", field="file") from error
        left -= len(part)
        if left <= 0:
            raise RuleBroken("file_too_big_inside", field="file")
        yield part


def _check_text(content: bytes) -> None:
    """Plain words in UTF-8, UTF-16 with its mark, or the Central European code page; no markup that a browser runs."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig" if _is_utf8(content) else "cp1250"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RuleBroken("file_kind_not_allowed", field="file", facts={"accepted": ACCEPTED}) from error
    if any(ord(letter) in _NOT_TEXT for letter in set(text)) or _MARKUP.match(text):
        raise RuleBroken("file_kind_not_allowed", field="file", facts={"accepted": ACCEPTED})


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
