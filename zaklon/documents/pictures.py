"""Pictures without what a camera adds: place, time, device, names. The picture itself is not decoded or changed.

Both formats are written anew from their parts, so that whatever follows the end of the picture is dropped too.
"""

import re
import struct
import zlib
from collections.abc import Iterator

from zaklon.common.errors import RuleBroken

_PNG_START = b"\x89PNG\r\n\x1a\n"
# What a picture needs to look right; text, time, Exif, animation and unknown chunks are dropped.
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
)
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_SCAN, _COMMENT = 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ORIENTATION_TAG = 0x0112
_MARKER_START = re.compile(rb"\xff+")
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
# A camera writes a few dozen parts, at most some thousands; more is an attempt to keep us busy.
_MOST_PARTS = 50_000


def without_metadata_png(content: bytes) -> bytes:
    """The same PNG with only the chunks that draw it. Raises RuleBroken file_damaged."""
    kept = [_PNG_START]
    names = []
    for name, chunk in _png_chunks(content):
        names.append(name)
        if name in _PNG_KEPT:
            kept.append(chunk)
    if not names or names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names:
        raise RuleBroken("file_damaged", field="file")
    return b"".join(kept)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk with its name, up to the end of the picture; the check sum of each must be right."""
    place, name, count = len(_PNG_START), b"", 0
    while name != b"IEND":
        count += 1
        if place + 12 > len(content) or count > _MOST_PARTS:
            raise RuleBroken("file_damaged", field="file")
        (length,) = struct.unpack_from(">I", content, place)
        name, end = content[place + 4 : place + 8], place + 12 + length
        if end > len(content) or zlib.crc32(content[place + 4 : end - 4]) != int.from_bytes(content[end - 4 : end]):
            raise RuleBroken("file_damaged", field="file")
        yield name, content[place:end]
        place = end


def without_metadata_jpeg(content: bytes) -> bytes:
    """The same JPEG without Exif, XMP, comments and thumbnails; only how the picture must be turned is kept.

    Raises RuleBroken file_damaged.
    """
    kept = [_JPEG_START]
    has_frame = False
    turn = 1
    for marker, segment in _jpeg_segments(content):
        has_frame = has_frame or marker in _FRAMES
        if marker == _APP1 and turn == 1:
            turn = _orientation(segment)
        if _is_needed(marker, segment):
            kept.append(segment)
    if not has_frame or kept[-1] != _JPEG_END:
        raise RuleBroken("file_damaged", field="file")
    if turn != 1:
        kept.insert(1, _orientation_segment(turn))
    return b"".join(kept)


def _is_needed(marker: int, segment: bytes) -> bool:
    """Application segments and comments are dropped, but for the colour spaces that drawing needs."""
    if marker == _COMMENT:
        return False
    if not _APP0 <= marker <= _APP15:
        return True
    if marker == _APP2:
        return segment[4:].startswith(b"ICC_PROFILE\x00")
    return (marker == _APP0 and segment[4:].startswith(b"JFIF\x00")) or (
        marker == _APP14 and segment[4:].startswith(b"Adobe")
    )


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, up to the end of the picture; a scan comes with the data that follow it."""
    place = 2
    for _count in range(_MOST_PARTS):
        fill = _MARKER_START.match(content, place)
        if fill is None:
            break
        place = fill.end() - 1
        marker = content[place + 1] if place + 1 < len(content) else 0
        if marker == 0xD9:
            yield marker, _JPEG_END
            return
        end = _segment_end(content, place, marker)
        yield marker, content[place:end]
        place = end
    raise RuleBroken("file_damaged", field="file")


def _segment_end(content: bytes, place: int, marker: int) -> int:
    """Where the segment that begins at `place` ends. Raises RuleBroken file_damaged."""
    if 0xD0 <= marker <= 0xD7 or marker == 0x01:
        return place + 2
    if marker < 0xC0 or place + 4 > len(content):
        raise RuleBroken("file_damaged", field="file")
    end = place + 2 + int.from_bytes(content[place + 2 : place + 4])
    if end > len(content) or end < place + 4:
        raise RuleBroken("file_damaged", field="file")
    return _end_of_scan(content, end) if marker == _SCAN else end


def _end_of_scan(content: bytes, place: int) -> int:
    """The next marker that is no stuffed byte and no restart of the scan."""
    marker = _NEXT_MARKER.search(content, place)
    if marker is None:
        raise RuleBroken("file_damaged", field="file")
    return marker.start()


def _orientation(segment: bytes) -> int:
    """How the picture must be turned (Exif tag 0x0112: 1 to 8); 1 when the segment does not say."""
    body = segment[4:]
    if not body.startswith(b"Exif\x00\x00") or body[6:8] not in (b"II", b"MM"):
        return 1
    order = "<" if body[6:8] == b"II" else ">"
    fields = body[6:]
    try:
        (start,) = struct.unpack_from(f"{order}I", fields, 4)
        (count,) = struct.unpack_from(f"{order}H", fields, start)
        for place in range(min(count, 512)):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", fields, start + 2 + 12 * place)
            if tag == _ORIENTATION_TAG and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _orientation_segment(turn: int) -> bytes:
    """An Exif segment that says nothing but how the picture must be turned."""
    fields = b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + struct.pack(">HHIHHI", _ORIENTATION_TAG, 3, 1, turn, 0, 0)
    body = b"Exif\x00\x00" + fields
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
