"""Opening the file of a course: a ZIP in which nothing lies but what a course needs, read within limits."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from zaklon.common.errors import RuleBroken

MANIFEST = "course.json"
MOST_MEGABYTES = 10
_MOST_BYTES = MOST_MEGABYTES * 1_000_000
_MOST_INSIDE = 20_000_000
_MOST_FILES = 400
_MOST_TEXT, _MOST_PICTURE = 400_000, 1_000_000
# Texts are packed to a tenth; beyond this somebody wants to fill the memory.
_MOST_RATIO = 200
_PAGE = re.compile(r"pages/[a-z0-9][a-z0-9_-]{0,39}\.[a-z]{2,3}\.md")
_PICTURE = re.compile(r"pictures/[a-z0-9][a-z0-9_-]{0,59}\.(?:png|jpg|jpeg)")
_FOLDERS = frozenset({"pages/", "pictures/"})
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Parcel:
    """What lay in the ZIP: the manifest as text, pages by path, pictures by name without folder."""

    manifest: str
    pages: Mapping[str, str]
    pictures: Mapping[str, bytes]


def unpack(content: bytes) -> Parcel:
    """The files of a course. Nothing is written anywhere; names are only compared, never used as paths.

    Raises RuleBroken on field `file`: course_file_too_large, course_file_unreadable, course_file_unknown (with the
    name), course_file_missing, course_text_unreadable.
    """
    if len(content) > _MOST_BYTES:
        raise RuleBroken("course_file_too_large", field="file", facts={"most": MOST_MEGABYTES})
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = _read(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise RuleBroken("course_file_unreadable", field="file") from error
    if MANIFEST not in files:
        raise RuleBroken("course_file_missing", field="file", facts={"name": MANIFEST})
    return Parcel(
        _text(MANIFEST, files[MANIFEST]),
        {name: _text(name, data) for name, data in files.items() if name.startswith("pages/")},
        {name.removeprefix("pictures/"): data for name, data in files.items() if name.startswith("pictures/")},
    )


def _read(packed: zipfile.ZipFile) -> dict[str, bytes]:
    entries = packed.infolist()
    if len(entries) > _MOST_FILES:
        raise RuleBroken("course_has_too_many_files", field="file", facts={"most": _MOST_FILES})
    files: dict[str, bytes] = {}
    left = _MOST_INSIDE
    for entry in entries:
        if entry.filename in _FOLDERS and not entry.file_size:
            continue
        most = min(left, _most(entry))
        if entry.filename in files:
            raise RuleBroken("course_file_twice", field="file", facts={"name": _named(entry)})
        if entry.flag_bits & _ENCRYPTED:
            raise RuleBroken("course_file_unreadable", field="file")
        files[entry.filename] = _bounded(packed, entry, most)
        left -= len(files[entry.filename])
    return files


def _most(entry: zipfile.ZipInfo) -> int:
    """How large a file of this name may be. Raises RuleBroken for a name that no file of a course has."""
    if entry.filename == MANIFEST or _PAGE.fullmatch(entry.filename):
        return _MOST_TEXT
    if _PICTURE.fullmatch(entry.filename):
        return _MOST_PICTURE
    raise RuleBroken("course_file_unknown", field="file", facts={"name": _named(entry)})


def _bounded(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The file's bytes, whatever the ZIP says of their number. Raises RuleBroken beyond the limit."""
    is_squeezed = entry.file_size > _MOST_RATIO * max(entry.compress_size, 1) and entry.file_size > _MOST_TEXT // 10
    if not is_squeezed and entry.file_size <= most:
        with packed.open(entry) as opened:
            data = opened.read(most + 1)
        if len(data) <= most:
            return data
    raise RuleBroken("course_inside_too_large", field="file", facts={"name": _named(entry)})


def _named(entry: zipfile.ZipInfo) -> str:
    """The name as a sentence may show it."""
    return "".join(letter if letter.isprintable() else "?" for letter in entry.filename[:80])


def _text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken("course_text_unreadable", field="file", facts={"name": name}) from error
    if "\x00" in text:
        raise RuleBroken("course_text_unreadable", field="file", facts={"name": name})
    return text
