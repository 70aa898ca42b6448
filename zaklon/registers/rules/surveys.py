"""What surveys found, one after the other: each is compared with the one before that asked the same of the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Found:
    """What a survey found: `result` in per cent, `error` the margin of error in percentage points, None if not said."""

    group: str
    question: str
    result: Decimal | None
    error: Decimal | None = None


@dataclass(frozen=True)
class Shift:
    """The change since the survey before, in percentage points.

    `may_be_chance` tells whether it lies within both margins of error together; None where one of them is not known.
    """

    points: Decimal
    may_be_chance: bool | None


def shifts(surveys: Sequence[Found]) -> tuple[Shift | None, ...]:
    """One for each survey, in the order of their days; None for the first of its kind and where a result is missing."""
    before: dict[tuple[str, str], Found] = {}
    found: list[Shift | None] = []
    for survey in surveys:
        key = survey.group, " ".join(survey.question.casefold().split())
        found.append(_shift(before[key], survey) if key in before else None)
        if survey.result is not None:
            before[key] = survey
    return tuple(found)


def _shift(before: Found, survey: Found) -> Shift | None:
    if before.result is None or survey.result is None:
        return None
    points = survey.result - before.result
    if before.error is None or survey.error is None:
        return Shift(points, None)
    # Margins of two samples drawn apart add up as squares.
    return Shift(points, points**2 <= before.error**2 + survey.error**2)
