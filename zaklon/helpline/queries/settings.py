"""What the country's pack says about the helpline; its own defaults where the pack says nothing."""

from datetime import date
from zoneinfo import ZoneInfo

from zaklon.vocabulary.rules import later
from zaklon.vocabulary.wording import Vocabulary

_KEPT, _KEPT_MONTHS = "helpline_note_retention", 12
_SHIFT, _SHIFT_MINUTES = "helpline_shift_minutes", 12 * 60
_LINE = "sos_line"


def zone_of(words: Vocabulary) -> ZoneInfo:
    """The country's clock. Raises NotAllowedNow before a pack is loaded."""
    return ZoneInfo(words.home().timezone)


def deleted_on(words: Vocabulary, written: date) -> date:
    """The day on which words that are written on a day are deleted."""
    clock = words.clocks.get(_KEPT)
    if clock is None:
        return later(written, _KEPT_MONTHS, "month")
    return later(written, clock.amount or _KEPT_MONTHS, clock.unit or "month")


def shift_minutes(words: Vocabulary) -> int:
    """How long an operator corrects an own call without a reason."""
    threshold = words.thresholds.get(_SHIFT)
    return threshold.amount if threshold else _SHIFT_MINUTES


def line_number(words: Vocabulary) -> str:
    """The number that callers dial; empty where the pack has none."""
    return next((advice.number for advice in words.advice if advice.code == _LINE), "")
