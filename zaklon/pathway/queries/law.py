"""The country's law of the pathway, as the loaded pack has it."""

from zoneinfo import ZoneInfo

from zaklon.pathway.rules.reckoning import Calendar, Closed
from zaklon.vocabulary.wording import Vocabulary

PROTECTING = "protecting_state"


def calendar_of(words: Vocabulary) -> Calendar:
    """The wall clock and the holidays of the country. Raises NotAllowedNow before a pack is loaded."""
    holidays = tuple(Closed(each.on_date, each.days, each.shifts) for each in words.holidays)
    return Calendar(ZoneInfo(words.home().timezone), holidays)


def protecting_states(words: Vocabulary) -> frozenset[str]:
    """States of identification in which the country protects."""
    return frozenset(code for list_code, code in words.terms if list_code == PROTECTING)
