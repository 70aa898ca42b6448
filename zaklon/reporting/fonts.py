"""The bundled font and the characters that it can draw."""

import struct
from functools import cache
from pathlib import Path

FONT_FAMILY = "Noto Sans"
FONT_DIR = Path(__file__).resolve().parent.parent / "web" / "fonts"
_FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


def font_files() -> tuple[Path, ...]:
    """The font files of reports. Raises FileNotFoundError when the installation lacks one."""
    files = tuple(FONT_DIR / name for name in _FILES)
    for file in files:
        if not file.is_file():
            raise FileNotFoundError(f"the font {file.name} is missing from {FONT_DIR.name}: install the product again")
    return files


@cache
def drawable() -> frozenset[int]:
    """Code points for which every bundled weight has a shape; printing any other would fail the PDF standards."""
    return frozenset.intersection(*(code_points(file.read_bytes()) for file in font_files()))


def code_points(font: bytes) -> frozenset[int]:
    """Code points in the character map of a TrueType font (OpenType `cmap`, formats 4 and 12)."""
    found: set[int] = set()
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for place in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * place)
        (layout,) = struct.unpack_from(">H", font, start + offset)
        if layout == 4:
            found |= _format_4(font, start + offset)
        elif layout == 12:
            found |= _format_12(font, start + offset)
    return frozenset(found)


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag.decode()}")


def _format_4(font: bytes, start: int) -> set[int]:
    """Segments of the basic plane; a code point whose glyph is 0 has no shape."""
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", font, start + 14)
    starts = struct.unpack_from(f">{segments}H", font, start + 16 + doubled)
    deltas = struct.unpack_from(f">{segments}h", font, start + 16 + 2 * doubled)
    ranges_at = start + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{segments}H", font, ranges_at)
    found = set()
    for place in range(segments):
        for code in range(starts[place], min(ends[place], 0xFFFE) + 1):
            glyph = code
            if ranges[place]:
                at = ranges_at + 2 * place + ranges[place] + 2 * (code - starts[place])
                (glyph,) = struct.unpack_from(">H", font, at)
                if glyph == 0:
                    continue
            if (glyph + deltas[place]) & 0xFFFF:
                found.add(code)
    return found


def _format_12(font: bytes, start: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, start + 12)
    found: set[int] = set()
    for place in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * place)
        found.update(range(first if glyph else first + 1, last + 1))
    return found
