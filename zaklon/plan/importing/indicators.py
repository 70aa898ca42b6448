"""Result indicators: one cell into sentences, each sentence into target, comparator, unit, region quota and period."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zaklon.plan.importing.folding import fold, tidy
from zaklon.plan.importing.numerals import FoundNumber, numbers_in
from zaklon.plan.importing.readings import Certainty, IndicatorKind, ReadIndicator, weakest
from zaklon.plan.importing.units import ONE_OF, PER_REGION, PERIODS, REGION, REGION_WORD, UNIT

# No sentence of a plan is longer; what lies beyond is kept as text but not searched for numbers.
_MAX_SENTENCE: Final = 2_000
# How far before a number the words that belong to it can stand.
_REACH: Final = 40
Quota = tuple[tuple[str, int], ...]
_BULLET: Final = re.compile(r"\s*(?:[-–—•·▪●○*➢✓◦]+\s*(?=\D)|[-–—•·▪●○*➢✓◦]+\s+|\d{1,2}\)\s+|[a-z]\)\s+)")
_INNER_BULLET: Final = re.compile(r"\s*[•·▪●➢✓◦]\s*")
_SEMICOLON: Final = re.compile(r";\s+(?=[A-ZČĆŠŽĐА-Я0-9])")
_OPEN_END: Final = re.compile(
    r"(?:,|-|–|\b(?:and|or|of|the|for|in|i|ili|za|u|o|dhe|ose|për|në|e|të))\s*$", re.IGNORECASE
)
_CURRENCIES: Final = {"eur": "euros", "usd": "dollars"}
_CURRENCY: Final = re.compile(r"\s*(?:(?P<eur>€|euros?\b|eur\b|eura\b|evra\b)|(?P<usd>\$|usd\b|dollars?\b|dolara\b))")
_PERCENT: Final = re.compile(r"\s*(?:%|per ?cent|posto|perqind)")
_NOT_COUNTED_AFTER: Final = re.compile(
    r"\s*-?\s*(?:day|hour|minute|dan[a]?\b|dnevn|sat[i]?\b|casovn|dit[eo]r|ore\b"
    r"|inhabitant|stanovnik|banor|of the\b|od\b|nga\b)"
)
_NOT_COUNTED_BEFORE: Final = re.compile(
    r"(?:\barticles?|\bart|\bchapters?|\bdirectives?|\bno|\bnumber|\bbr|\bnr|\bclan\w*|\bpoglavlj\w*|\bneni\w*|\bkapitull\w*"
    r"|\bper|\bna|\bbenchmarks?|\bmj?eril\w*|\bobjective|\bmeasure|\bmj?er[aeu]|\bcilj\w*)\.?\s*$"
)
_AT_LEAST: Final = re.compile(
    r"(?:at least|(?:a )?minimum(?: of)?|not? (?:less|fewer) than|more than|over"
    r"|najmanje|minimalno|minimum|min\.?"
    r"|preko|barem"
    r"|vise od|ne manje od|te pakten|se paku|mbi|me shume se)\s*(?:od|of|prej)?\s*$"
)
_AT_MOST: Final = re.compile(
    r"(?:at most|up to|not? more than|(?:a )?maximum(?: of)?"
    r"|najvise|maksimalno|ne vise od|\bdo|jo me shume se|deri ne|maksimum)"
    r"\s*(?:od|of|prej)?\s*$"
)
_MORE_AFTER: Final = re.compile(r"\s*(?:\+|or more|and more|ili vise|i vise|e me shume|ose me shume)")
_PRINT_RUN: Final = re.compile(r"(?:print(?:ing| run)(?: of)?|tiraz\w*|tirazh\w*)\s*(?:od|of|prej|:)?\s*$")
_IMPROVEMENT: Final = re.compile(
    r"(?:increas|rais|improv|strengthen|enhanc|better"
    r"|poveca|unaprij?ed|unapre|poboljs|ojaca|podig|rritj|rritur|permires|forcu)\w*"
)
_QUOTED: Final = re.compile(r'"[^"]{0,300}"')
_BRACKETED: Final = re.compile(r"\([^()]{0,400}\)")


@dataclass(frozen=True, slots=True)
class _Count:
    """A number that counts something: its comparator and unit, None where the unit is not known."""

    number: FoundNumber
    comparator: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Period:
    """A rhythm ("daily reports"): where it stands and what comes in it."""

    code: str
    start: int
    unit: str | None


def split_indicators(cell: str) -> tuple[str, ...]:
    """The sentences of an indicator cell.

    Bullets open sentences; with no bullet each line is one. A line without bullet below one with it, or one that
    plainly carries on, belongs to the sentence above.
    """
    lines = [piece for line in cell.split("\n") for piece in _pieces(line)]
    has_bullets = any(_BULLET.match(line) for line in lines)
    sentences: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line)
        text = tidy(line[bullet.end() :] if bullet else line)
        if not re.search(r"\w", text):
            continue
        if sentences and not bullet and (has_bullets or _carries_on(sentences[-1], text)):
            sentences[-1] = f"{sentences[-1]} {text}"
        else:
            sentences.append(text)
    return tuple(part.rstrip(";, ") for sentence in sentences for part in _SEMICOLON.split(sentence) if part.strip())


def _pieces(line: str) -> list[str]:
    """A line cut at bullets inside it; each piece after the first keeps a bullet."""
    first, *others = _INNER_BULLET.split(line)
    pieces = [first] if first.strip() else []
    return [*pieces, *(f"• {other}" for other in others if other.strip())]


def _carries_on(above: str, line: str) -> bool:
    return (
        line[:1].islower() or line[:1] in "(,/" or bool(_OPEN_END.search(above)) or above.count("(") > above.count(")")
    )


def read_indicator(text: str) -> ReadIndicator:
    """Read one sentence. A number in quotes, of days or of a legal text is no target; neither is a regional share."""
    plain = _QUOTED.sub(lambda match: re.sub(r"\d", " ", match[0]), fold(text[:_MAX_SENTENCE]))
    quota, told = _told_quota(plain)
    counts = _counts(plain, told)
    period = _period(plain)
    if not counts:
        return _without_number(text, plain, period)
    main = next((count for count in counts if count.unit), counts[0])
    equal = () if quota else _equal_quota(plain, main.number.value)
    return ReadIndicator(
        text,
        _kind(main),
        main.comparator,
        main.number.value,
        main.unit,
        also=tuple((count.number.value, count.unit or "") for count in counts if count is not main),
        quota=quota or equal,
        is_quota_inferred=bool(equal),
        periodicity=period.code if period else None,
        certainty=_certainty(main, has_others=len(counts) > 1, is_inferred=bool(equal)),
    )


def _certainty(main: _Count, *, has_others: bool, is_inferred: bool) -> Certainty:
    if has_others or main.unit is None:
        return Certainty.UNSURE
    return weakest(main.number.certainty, Certainty.LIKELY if is_inferred else Certainty.SURE)


def _kind(count: _Count) -> IndicatorKind:
    if count.unit == "percent":
        return IndicatorKind.PERCENT
    return IndicatorKind.MONEY if count.unit in _CURRENCIES.values() else IndicatorKind.NUMBER


def _without_number(text: str, plain: str, period: _Period | None) -> ReadIndicator:
    """No number: one where the thing is named once ("a training"), else done or not, or a quality."""
    code = period.code if period else None
    match = UNIT.search(plain)
    unit = str(match.lastgroup) if match and _is_main(plain, match.start()) else None
    if match and unit and ONE_OF[unit].match(plain, match.start()):
        return ReadIndicator(
            text, IndicatorKind.NUMBER, "=", Decimal(1), unit, periodicity=code, certainty=Certainty.LIKELY
        )
    if _IMPROVEMENT.match(plain) and not period:
        return ReadIndicator(text, IndicatorKind.QUALITATIVE, certainty=Certainty.LIKELY)
    if period and _is_main(plain, period.start):
        return ReadIndicator(text, IndicatorKind.NUMBER, unit=period.unit, periodicity=code, certainty=Certainty.LIKELY)
    return ReadIndicator(text, IndicatorKind.DONE, unit=unit, periodicity=code, certainty=Certainty.LIKELY)


def _period(plain: str) -> _Period | None:
    for code, pattern in PERIODS:
        if match := pattern.search(plain):
            unit = UNIT.search(match[0])
            return _Period(code, match.start(), str(unit.lastgroup) if unit else None)
    return None


def _is_main(plain: str, start: int) -> bool:
    """Whether the noun is what the sentence is about: nothing but a verb, an article and adjectives before it."""
    before = plain[:start]
    return len(before.split()) <= 4 and not re.search(r"\b(?:of|for|on|in|to|za|o|na|per|ne|the \w+ of)\b", before)


def _counts(plain: str, told: tuple[int, int]) -> list[_Count]:
    numbers = [number for number in numbers_in(plain) if not told[0] <= number.start < told[1]]
    numbers = [number for number in numbers if _counts_something(plain, number)]
    counts = []
    for index, number in enumerate(numbers):
        limit = numbers[index + 1].start if index + 1 < len(numbers) else len(plain)
        unit = _unit_of(plain, number, limit)
        if unit or not _is_year(number):
            counts.append(_Count(number, _comparator(plain, number), unit))
    return counts


def _counts_something(plain: str, number: FoundNumber) -> bool:
    if _NOT_COUNTED_AFTER.match(plain, number.end) or _NOT_COUNTED_BEFORE.search(_before(plain, number)):
        return False
    joined = plain[number.end : number.end + 1] in {"/", ":"} and plain[number.end + 1 : number.end + 2].isdigit()
    return not joined and plain[max(0, number.start - 1) : number.start] not in {"/", ":"}


def _is_year(number: FoundNumber) -> bool:
    return not number.is_word and number.end - number.start == 4 and 1990 <= number.value <= 2100


def _unit_of(plain: str, number: FoundNumber, limit: int) -> str | None:
    if _PERCENT.match(plain, number.end):
        return "percent"
    if match := _CURRENCY.match(plain, number.end):
        return _CURRENCIES[str(match.lastgroup)]
    if _PRINT_RUN.search(_before(plain, number)):
        return "copies"
    window = plain[number.end : min(limit, number.end + 70)]
    match = UNIT.search(window)
    is_near = match is not None and len(window[: match.start()].split()) <= 4 and "," not in window[: match.start()]
    return match.lastgroup if match and is_near else None


def _before(plain: str, number: FoundNumber) -> str:
    return plain[max(0, number.start - _REACH) : number.start]


def _comparator(plain: str, number: FoundNumber) -> str:
    before = _before(plain, number)
    if _AT_MOST.search(before):  # first, since "not more than" also ends in "more than"
        return "<="
    return ">=" if _AT_LEAST.search(before) or _MORE_AFTER.match(plain, number.end) else "="


def _told_quota(plain: str) -> tuple[Quota, tuple[int, int]]:
    """The share that the sentence gives each region, and where it says so, lest it be taken for the target."""
    for match in _BRACKETED.finditer(plain):
        if quota := _regional_numbers(match[0]):
            return quota, match.span()
    for number in numbers_in(plain)[1:]:
        start = max(0, number.start - 4)
        if PER_REGION.search(plain, start) and (quota := _regional_numbers(plain[start:])):
            return quota, (start, len(plain))
    return (), (0, 0)


def _regional_numbers(piece: str) -> Quota:
    numbers = numbers_in(piece)
    regions = [(str(match.lastgroup), match.start()) for match in REGION.finditer(piece)]
    if not numbers or not (REGION_WORD.search(piece) or len(regions) > 1):
        return ()
    if not regions:
        return (("every_region", int(numbers[0].value)),) if PER_REGION.search(piece) else ()
    if len(numbers) == 1 and PER_REGION.search(piece):
        return tuple((region, int(numbers[0].value)) for region, _ in regions)
    edges = [0, *(start for _, start in regions)]
    owned = [[n for n in numbers if edges[i] <= n.start < start] for i, (_, start) in enumerate(regions)]
    if any(len(own) != 1 for own in owned):
        return ()
    return tuple((region, int(own[0].value)) for (region, _), own in zip(regions, owned, strict=True))


def _equal_quota(plain: str, target: Decimal) -> Quota:
    """Equal shares where regions are named without numbers and the target divides among them."""
    regions = tuple(dict.fromkeys(str(match.lastgroup) for match in REGION.finditer(plain)))
    if len(regions) < 2 or not REGION_WORD.search(plain) or target % len(regions):
        return ()
    return tuple((region, int(target / len(regions))) for region in regions)
