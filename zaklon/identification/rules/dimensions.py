"""What the answers show in each dimension of an instrument."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from zaklon.identification.rules.answers import Answer, Sheet
from zaklon.vocabulary.pack import Indicator, Strength, Weighing


@dataclass(frozen=True)
class Count:
    """How many indicators of each strength; `plain` counts those of instruments that do not weigh."""

    strong: int = 0
    medium: int = 0
    weak: int = 0
    plain: int = 0

    @property
    def total(self) -> int:
        return self.strong + self.medium + self.weak + self.plain


@dataclass(frozen=True)
class Dimension:
    """One dimension: codes of its indicators by answer, in the instrument's order.

    `is_open`: not positive, but it would be if all that is not known were present.
    """

    code: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    not_known: tuple[str, ...]
    count: Count
    is_positive: bool
    is_open: bool


def is_positive_by_strength(count: Count) -> bool:
    """Two strong; one strong with any other; three medium; or two medium with a weak one.

    Source: ILO and European Commission 2009 (WCMS_105023). Any number of weak indicators alone is not enough.
    """
    strong, medium, weak = count.strong, count.medium, count.weak
    if strong:
        return strong + medium + weak >= 2
    return medium >= 3 or (medium == 2 and weak >= 1)


def dimensions_of(sheet: Sheet) -> tuple[Dimension, ...]:
    """Every dimension of the instrument, in the order in which its indicators name them."""
    grouped: dict[str, list[Indicator]] = {}
    for indicator in sheet.instrument.indicators:
        grouped.setdefault(indicator.dimension, []).append(indicator)
    return tuple(_dimension(code, indicators, sheet) for code, indicators in grouped.items())


def positives(dimensions: tuple[Dimension, ...], *, with_open: bool = False) -> frozenset[str]:
    """Codes of the dimensions that are positive; with those that still could be, on request."""
    return frozenset(each.code for each in dimensions if each.is_positive or (with_open and each.is_open))


def _dimension(code: str, indicators: list[Indicator], sheet: Sheet) -> Dimension:
    by_answer: Mapping[Answer, list[Indicator]] = {answer: [] for answer in Answer}
    for indicator in indicators:
        by_answer[sheet.answer(indicator.code)].append(indicator)
    present, not_known = by_answer[Answer.PRESENT], by_answer[Answer.NOT_KNOWN]
    is_positive = _is_positive(sheet.instrument.rule, _count(present))
    return Dimension(
        code=code,
        present=_codes(present),
        absent=_codes(by_answer[Answer.ABSENT]),
        not_known=_codes(not_known),
        count=_count(present),
        is_positive=is_positive,
        is_open=not is_positive and _is_positive(sheet.instrument.rule, _count([*present, *not_known])),
    )


def _is_positive(rule: Weighing, count: Count) -> bool:
    return is_positive_by_strength(count) if rule is Weighing.ILO else count.total > 0


def _count(indicators: list[Indicator]) -> Count:
    found = Counter(indicator.strength for indicator in indicators)
    return Count(found[Strength.STRONG], found[Strength.MEDIUM], found[Strength.WEAK], found[None])


def _codes(indicators: list[Indicator]) -> tuple[str, ...]:
    return tuple(indicator.code for indicator in indicators)
