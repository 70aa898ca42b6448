"""Numbers of results that a register knows: whoever has the registers says how they are counted, the plan asks.

The plan stands below the registers and does not know them. It asks when a report begins, is saved and is submitted, so
that what leaves a body is what the registers say on that day; a frozen period keeps the number that it was frozen with.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class ResultAsked:
    """A result indicator that names a measure, and the days over which it is counted for its activity."""

    result_id: UUID
    activity_id: UUID
    measure: str
    start: date
    end: date


@dataclass(frozen=True)
class Measured:
    """What a register says; `regions` tells the number apart by region where it can."""

    number: Decimal
    regions: Mapping[str, Decimal] = field(default_factory=dict)


# Gives what it can count, by the key of the result; what it cannot, a person types.
Measurer = Callable[[Sequence[ResultAsked]], Mapping[UUID, Measured]]
HrefMaker = Callable[[UUID, date], str]
_measurers: list[Measurer] = []
_hrefs: list[HrefMaker] = []


def register_measurer(measurer: Measurer, href: HrefMaker) -> None:
    """Let a context count results; `href` is where a result's number on a day opens to what it was counted from."""
    if measurer not in _measurers:
        _measurers.append(measurer)
        _hrefs.append(href)


def measured(asked: Sequence[ResultAsked]) -> dict[UUID, Measured]:
    """What the registers say of these results."""
    found: dict[UUID, Measured] = {}
    for measurer in _measurers if asked else ():
        found.update(measurer(asked))
    return found


def records_href(result_id: UUID, end: date) -> str:
    """Where the records behind a computed number are; empty when nobody counts."""
    return _hrefs[0](result_id, end) if _hrefs else ""
