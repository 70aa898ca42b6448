"""Numbers in running text: digits with their separators, and number words in English, Montenegrin and Albanian."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zaklon.plan.importing.readings import Certainty

# Folded words. Montenegrin ones carry their genders and the collective forms ("troje").
_WORD_LIST: Final = """
    one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13
    fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50
    hundred 100 sixty 60 seventy 70 eighty 80 ninety 90 jedan 1 jedna 1 jedno 1 jednu 1 jednog 1 jedne 1 dva 2
    dvije 2 dve 2 tri 3 cetiri 4 pet 5 sest 6 sedam 7 osam 8 devet 9 deset 10 dvoje 2 troje 3 cetvoro 4 petoro 5
    jedanaest 11 dvanaest 12 trinaest 13 cetrnaest 14 petnaest 15 sesnaest 16 sedamnaest 17 osamnaest 18
    devetnaest 19 dvadeset 20 trideset 30 cetrdeset 40 pedeset 50 sezdeset 60 sedamdeset 70 osamdeset 80
    devedeset 90 stotinu 100 dvjesta 200 trista 300 nje 1 dy 2 tre 3 kater 4 pese 5 gjashte 6 shtate 7 tete 8
    nente 9 dhjete 10 njembedhjete 11 dymbedhjete 12 trembedhjete 13 pesembedhjete 15 njezet 20 tridhjete 30
    dyzet 40 pesedhjete 50 njeqind 100 dyqind 200
"""
_WORDS: Final = dict(zip(_WORD_LIST.split()[::2], map(int, _WORD_LIST.split()[1::2]), strict=True))
_SCALES: Final[tuple[tuple[re.Pattern[str], int], ...]] = (
    (re.compile(r"(?:thousand|hiljad\w*|hilj|tisuc\w*|mije)\b\.?"), 1_000),
    (re.compile(r"(?:million|milion\w*|milijun\w*|mil|mln)\b\.?"), 1_000_000),
    (re.compile(r"hundred\b"), 100),
)
# Groups of three after a space, point, comma or apostrophe, then decimals; never longer than 15 digits.
_DIGITS: Final = r"\d{1,3}(?:[ \u00a0\u202f\u2009.,']\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,15}(?:[.,]\d{1,4})?(?!\d)"
_ANY_WORD: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER: Final = re.compile(rf"(?<!\w)(?<!\d[.,])(?:(?P<digits>{_DIGITS})|(?P<word>{_ANY_WORD}))(?![a-z])")
_UNIT: Final = re.compile(rf"(?:[ -]| i | e )(?P<word>{_ANY_WORD})(?![a-z])")
_GROUP_MARKS: Final = re.compile(r"[ \u00a0\u202f\u2009']")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number in a folded text, from `start` to `end`."""

    value: Decimal
    start: int
    end: int
    is_word: bool
    certainty: Certainty


def read_digits(text: str) -> tuple[Decimal, Certainty]:
    """Digits with separators as a number.

    The rule: spaces and apostrophes group thousands. Of point and comma, where both stand, the last one marks the
    decimals; a mark that is repeated groups thousands; a single one followed by exactly three digits groups thousands
    too, but only likely; otherwise it marks decimals.
    """
    compact = _GROUP_MARKS.sub("", text)
    points, commas = compact.count("."), compact.count(",")
    if points and commas:
        decimal_mark = "." if compact.rfind(".") > compact.rfind(",") else ","
        return _with_decimals(compact, decimal_mark), Certainty.SURE
    if points + commas != 1:
        return Decimal(compact.replace(".", "").replace(",", "")), Certainty.SURE
    mark = "." if points else ","
    if len(compact.partition(mark)[2]) == 3:
        is_grouped_before = bool(_GROUP_MARKS.search(text))
        if is_grouped_before:
            return _with_decimals(compact, mark), Certainty.UNSURE
        leading_zero = compact.startswith("0")
        return (_with_decimals(compact, mark) if leading_zero else Decimal(compact.replace(mark, ""))), Certainty.LIKELY
    return _with_decimals(compact, mark), Certainty.SURE


def _with_decimals(text: str, mark: str) -> Decimal:
    whole, _, rest = text.rpartition(mark)
    return Decimal(f"{whole.replace('.', '').replace(',', '')}.{rest}")


def numbers_in(folded: str) -> list[FoundNumber]:
    """Every number in a folded text, in order; "10 hiljada" is ten thousand."""
    found = []
    position = 0
    while match := _NUMBER.search(folded, position):
        position = match.end()
        digits = match["digits"]
        value, certainty = read_digits(digits) if digits else (Decimal(_WORDS[match["word"]]), Certainty.SURE)
        unit, end = (0, match.end()) if digits else _unit_after(folded, match.end(), int(value))
        value += unit
        scale, end = _scale_after(folded, end)
        if scale > 1 and digits and certainty is Certainty.LIKELY:
            certainty = Certainty.UNSURE
        position = max(position, end)
        found.append(FoundNumber(value * scale, match.start(), end, not digits, certainty))
    return found


def _unit_after(folded: str, position: int, tens: int) -> tuple[int, int]:
    match = _UNIT.match(folded, position) if tens in range(20, 100, 10) else None
    if match is None or _WORDS[match["word"]] > 9:
        return 0, position
    return _WORDS[match["word"]], match.end()


def _scale_after(folded: str, position: int) -> tuple[int, int]:
    start = position
    while start < len(folded) and folded[start] in " \u00a0":
        start += 1
    for pattern, scale in _SCALES:
        if match := pattern.match(folded, start):
            return scale, match.end()
    return 1, position
