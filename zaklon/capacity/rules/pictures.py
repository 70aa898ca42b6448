"""How large a picture says it is: one that unfolds to thousands of megabytes stops a reader's phone."""

import struct

from zaklon.common.errors import RuleBroken

MOST_PIXELS = 4_000
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_PNG = b"\x89PNG\r\n\x1a\n"


def check_size(name: str, content: bytes) -> None:
    """Raise RuleBroken for a picture that is wider or higher than 4000 pixels, or that does not say how large it is."""
    width, height = _png(content) if content.startswith(_PNG) else _jpeg(content)
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise RuleBroken("course_picture_size", field="file", facts={"name": name, "most": MOST_PIXELS})


def _png(content: bytes) -> tuple[int, int]:
    # The first chunk is IHDR: length, name, width, height.
    return struct.unpack_from(">II", content, 16) if len(content) >= 24 else (0, 0)


def _jpeg(content: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], struct.unpack_from(">H", content, place + 2)[0]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        place += 2 + length
    return 0, 0
