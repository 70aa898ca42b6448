"""Measures that the program counts itself: contexts above register how, the country pack says what they are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Days:
    """The days that a number is counted over, both included."""

    start: date
    end: date


# Gives None where nothing can be said of these days. Runs as the system: numbers only, never a row.
Counter = Callable[[Days], Decimal | int | None]
_counters: dict[str, Counter] = {}
_hrefs: dict[str, str] = {}


def register_counter(measure: str, counter: Counter, *, view: str = "") -> None:
    """Let a context count a measure of the pack; `view` names the page where its records are."""
    _counters[measure] = counter
    _hrefs[measure] = view


def between(count: Callable[[date, date], int]) -> Counter:
    """A counter from a function of the first and the last day; nothing at all means that nobody has told, not zero."""
    return lambda days: count(days.start, days.end) or None


def counters() -> Mapping[str, Counter]:
    """How each programmed measure is counted."""
    return _counters


def view_of(measure: str) -> str:
    """The name of the page where the records of a programmed measure are; empty for none."""
    return _hrefs.get(measure, "")
