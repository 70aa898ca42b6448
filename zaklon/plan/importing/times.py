"""Time cells: quarters, months, half-years, dates and "continuous", in three languages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from zaklon.common.dates import Quarter
from zaklon.plan.importing.folding import fold
from zaklon.plan.importing.readings import Certainty, weakest

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
# Times are short; a longer cell is no time, and its rest is not searched.
_MAX_CELL: Final = 300
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ui": 1, "uii": 2}
_ORDINALS: Final[tuple[tuple[str, int], ...]] = (
    (r"first|1st|prv[aoiu]\w*|pare", 1),
    (r"second|2nd|drug[aoiu]\w*|dyte", 2),
    (r"third|3rd|trec\w*|trete", 3),
    (r"fourth|4th|last|cetvrt\w*|posljednj\w*|katert", 4),
)
_NUMBER: Final = r"(?:(?P<roman>i{1,3}|iv)|(?P<digit>[1-4])|" + "|".join(f"(?P<n{n}>{w})" for w, n in _ORDINALS) + ")"
_QUARTER_WORD: Final = r"(?:quarter|kvartal\w*|kv\b|tromj?esec\w*|tre?mujor\w*|trimestr\w*)"
_HALF_WORD: Final = r"(?:half(?:[ -]year)?|polugod\w*|polovin\w*|gjashtemujor\w*|gjysm\w*|semest\w*)"
_MONTHS: Final[tuple[tuple[str, int], ...]] = (
    (r"jan(?:uar\w*|uary|\b)|sijec\w*", 1),
    (r"feb(?:ruar\w*|ruary|\b)|shkurt\w*|veljac\w*", 2),
    (r"mar(?:ch|t\w*|s\b|\b)|ozuj\w*", 3),
    (r"apr(?:il\w*|\b)|prill\w*|travanj|travnj\w*", 4),
    (r"may\b|maj\w*|svibanj|svibnj\w*", 5),
    (r"jun(?:e\b|i\w*|\b)|qershor\w*|lipanj|lipnj\w*", 6),
    (r"jul(?:y\b|i\w*|\b)|korrik\w*|srpanj|srpnj\w*", 7),
    (r"aug(?:ust\w*|\b)|avg(?:ust\w*|\b)|gusht\w*|kolovoz\w*", 8),
    (r"sep(?:t\w*|\b)|shtator\w*|rujan|rujn\w*", 9),
    (r"o[kc]t(?:obar|obr\w*|ober|\b)|tetor\w*|listopad\w*", 10),
    (r"nov(?:emb\w*|\b)|nentor\w*|studen\w*", 11),
    (r"dec(?:emb\w*|\b)|dhjetor\w*|prosin\w*", 12),
)
_DATE_DMY: Final = re.compile(r"\b(?P<d>\d{1,2})\s*[./]\s*(?P<m>\d{1,2})\s*[./]\s*(?P<year>(?:19|20)\d\d)")
_DATE_YMD: Final = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b")
_STORED: Final = re.compile(rf"\b{_YEAR}\s*[-/ ]?\s*[qk](?P<digit>[1-4])\b")
_SHORT: Final = re.compile(rf"\b[qkt]\s*\.?\s*(?P<digit>[1-4])\b(?:\s*[-/.]?\s*{_YEAR})?")
_QUARTER: Final = re.compile(rf"(?<![\w.]){_NUMBER}\.?\s*{_QUARTER_WORD}(?:[\s.,/-]*(?:of|godin\w*|vitit)?\s*{_YEAR})?")
_QUARTER_AFTER: Final = re.compile(
    rf"{_QUARTER_WORD}(?:\s+(?:i|e|te))?\s+{_NUMBER}(?![\w])(?:[\s.,/-]*(?:of|te vitit)?\s*{_YEAR})?"
)
# A lone "i" is also a word of two of the languages, so a bare Roman number must close the cell, carry a year or open a
# span or a pair.
_BARE_ROMAN: Final = re.compile(
    r"(?<![\w.])(?P<roman>i{1,3}|iv)(?![\w])"
    rf"(?:[\s.,/-]*{_YEAR}|(?=\.?\s*$)|(?=\s*(?:-|,|/|\b(?:i|and|e|dhe|do|to|deri)\b)\s*(?:i{{1,3}}|iv)\b))"
)
_HALF: Final = re.compile(rf"(?<![\w.])(?:{_NUMBER})\.?\s*{_HALF_WORD}(?:[\s.,/-]*(?:of|godin\w*|vitit)?\s*{_YEAR})?")
_HALF_AFTER: Final = re.compile(rf"{_HALF_WORD}(?:\s+(?:i|e|te))?\s+{_NUMBER}(?![\w])(?:[\s.,/-]*{_YEAR})?")
_MONTH: Final = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<m{n}>{words})" for words, n in _MONTHS)
    + rf")(?![a-z])\.?(?:[\s.,/-]*(?:of|te vitit)?\s*{_YEAR})?"
)
_YEAR_END: Final = re.compile(
    rf"(?:\bend\b|\bkraj\w*|\bfund\w*|perfundim\w*)(?:\s+(?:of|the|te|i|e|vitit?|year|godin\w*))*(?:[\s.,]*{_YEAR})?"
)
_YEAR_ALONE: Final = re.compile(rf"\b{_YEAR}\b")
_CONTINUOUS: Final = re.compile(
    r"\bcontinu|\bongoing|\bpermanent|\bthroughout|\bwhole year|\ball year|\bkontinui|\bstalno|\btrajno"
    r"|\btokom (?:cijele )?godin|\btoku godin|\bcij?ele godin|\bvazhdim|\bne vazhdim|\bperhersh"
    r"|\bgjate gjithe|\bgjate vitit"
    r"|\bduring the year"
)


@dataclass(frozen=True, slots=True)
class ReadTime:
    """The quarters that a time cell spans; both None when nothing was understood."""

    first: Quarter | None
    last: Quarter | None
    is_continuous: bool = False
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True, slots=True)
class _Mention:
    """Quarters named at one place in the text; `year` is None where it must come from elsewhere."""

    start: int
    end: int
    first: int
    last: int
    year: int | None
    is_vague_end: bool = False


def read_time(text: str, plan_year: int | None) -> ReadTime | None:
    """The quarters in a cell, or None when it is blank.

    A quarter without a year takes the year of its neighbour in the same cell, else the plan's. "I quarter" to
    "IV quarter" in one cell is a span; "continuous" is the whole year; a year alone is the whole year, only likely.
    """
    folded = fold(text[:_MAX_CELL])
    if not re.search(r"\w", folded):
        return None
    mentions = _mentions(folded)
    if not mentions:
        return _without_quarter(folded, plan_year)
    quarters = _with_years(mentions, plan_year)
    if not quarters:
        return ReadTime(None, None, certainty=Certainty.UNSURE)
    first, last = quarters[0][0], quarters[-1][1]
    is_continuous = bool(_CONTINUOUS.search(folded))
    if is_continuous and len(mentions) == 1:
        return ReadTime(Quarter(last.year, 1), last, is_continuous, Certainty.LIKELY)
    return ReadTime(first, last, is_continuous, _mention_certainty(mentions))


def _mention_certainty(mentions: list[_Mention]) -> Certainty:
    if len(mentions) > 2:
        return Certainty.UNSURE
    is_known = len(mentions) == 1 or all(mention.year for mention in mentions)
    return Certainty.SURE if is_known else Certainty.LIKELY


def _without_quarter(folded: str, plan_year: int | None) -> ReadTime:
    years = [int(match["year"]) for match in _YEAR_ALONE.finditer(folded)]
    is_continuous = bool(_CONTINUOUS.search(folded))
    if not years and is_continuous and plan_year:
        years = [plan_year]
    if not years or _DATE_DMY.search(folded) or _DATE_YMD.search(folded):  # a day that does not exist
        return ReadTime(None, None, is_continuous, Certainty.UNSURE)
    certainty = weakest(Certainty.LIKELY, Certainty.UNSURE if len(years) > 2 else Certainty.SURE)
    return ReadTime(Quarter(years[0], 1), Quarter(years[-1], 4), is_continuous, certainty)


def _with_years(mentions: list[_Mention], plan_year: int | None) -> list[tuple[Quarter, Quarter]]:
    """Each mention with its year; one without takes that of the next mention that has one, else of the one before."""
    years = [mention.year for mention in mentions]
    following = None
    for index in range(len(years) - 1, -1, -1):
        following = years[index] or following
        years[index] = following
    filled = [year or (years[0] if years[0] else plan_year) for year in years]
    pairs = zip(mentions, filled, strict=True)
    return [(Quarter(year, mention.first), Quarter(year, mention.last)) for mention, year in pairs if year]


def _mentions(folded: str) -> list[_Mention]:
    """Non-overlapping mentions in the order of the text, the more exact spelling first where two overlap."""
    found: list[_Mention] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(folded):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if mention := reader(match):
                found.append(mention)
    if len(found) > 1:  # "the end of June" is June, not the end of the year
        found = [mention for mention in found if not mention.is_vague_end]
    return sorted(found, key=lambda mention: mention.start)


def _year_of(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _number_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("roman"):
        return _ROMAN[match["roman"]]
    if groups.get("digit"):
        return int(match["digit"])
    return next(number for _, number in _ORDINALS if groups.get(f"n{number}"))


def _as_quarter(match: re.Match[str]) -> _Mention:
    number = _number_of(match)
    return _Mention(match.start(), match.end(), number, number, _year_of(match))


def _as_half(match: re.Match[str]) -> _Mention | None:
    number = _number_of(match)
    halves = {1: (1, 2), 2: (3, 4), 4: (3, 4)}
    if number not in halves:
        return None
    return _Mention(match.start(), match.end(), *halves[number], _year_of(match))


def _as_month(match: re.Match[str]) -> _Mention:
    month = next(number for _, number in _MONTHS if match[f"m{number}"])
    return _Mention(match.start(), match.end(), (month + 2) // 3, (month + 2) // 3, _year_of(match))


def _as_date(match: re.Match[str]) -> _Mention | None:
    try:
        quarter = Quarter.of(date(int(match["year"]), int(match["m"]), int(match["d"])))
    except ValueError:
        return None
    return _Mention(match.start(), match.end(), quarter.number, quarter.number, quarter.year)


def _as_year_end(match: re.Match[str]) -> _Mention:
    year = _year_of(match)
    return _Mention(match.start(), match.end(), 4, 4, year, is_vague_end=year is None)


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Mention | None]], ...]] = (
    (_DATE_YMD, _as_date),
    (_DATE_DMY, _as_date),
    (_STORED, _as_quarter),
    (_SHORT, _as_quarter),
    (_QUARTER, _as_quarter),
    (_QUARTER_AFTER, _as_quarter),
    (_HALF, _as_half),
    (_HALF_AFTER, _as_half),
    (_MONTH, _as_month),
    (_BARE_ROMAN, _as_quarter),
    (_YEAR_END, _as_year_end),
)
