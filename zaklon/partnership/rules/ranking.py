"""Scores and ranks of applications, and what a call can still give. Pure; per cent with two places, half up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

Key = TypeVar("Key")
ASSESSORS = 2
_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Criterion:
    """A weight, and the most points; weights are relative to their sum."""

    weight: int
    most_points: int


def percent_of(points: Sequence[int], criteria: Sequence[Criterion]) -> Decimal:
    """The weighted mean of the shares of points, 0 to 100. Raises ValueError for points that do not fit."""
    if len(points) != len(criteria) or not criteria:
        raise ValueError("one number of points for each criterion")
    if any(not 0 <= given <= each.most_points for given, each in zip(points, criteria, strict=True)):
        raise ValueError("points out of bounds")
    weights = sum(each.weight for each in criteria)
    parts = (Decimal(given * each.weight) / each.most_points for given, each in zip(points, criteria, strict=True))
    share = sum(parts, Decimal(0))
    return _rounded(share * 100 / weights)


def needs_third(percents: Sequence[Decimal], gap: int) -> bool:
    """Whether two assessors are further apart than so many points of per cent."""
    return len(percents) == ASSESSORS and max(percents) - min(percents) > gap


def is_complete(percents: Sequence[Decimal], gap: int) -> bool:
    """Whether every assessment that is needed is in: two that are near each other, or three."""
    return len(percents) >= ASSESSORS and not needs_third(percents, gap)


def score(percents: Sequence[Decimal]) -> Decimal:
    """The mean of the assessors, each counted alike. Raises ValueError for none."""
    if not percents:
        raise ValueError("no assessment is in")
    return _rounded(sum(percents, Decimal(0)) / len(percents))


def ranks(scores: Mapping[Key, Decimal]) -> dict[Key, int]:
    """The place of each, 1 for the highest score; equal scores share a place, and the next one is left out."""
    ordered = sorted(scores.values(), reverse=True)
    return {key: ordered.index(value) + 1 for key, value in scores.items()}


def left(total: int, granted: Sequence[int]) -> int:
    """What a call can still give, in minor units."""
    return total - sum(granted)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_PLACES, rounding=ROUND_HALF_UP)
