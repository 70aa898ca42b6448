"""The answers of a screening: to each indicator of one version of an instrument, present, absent or not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zaklon.cases.kinds import AgeGroup
from zaklon.common.errors import RuleBroken
from zaklon.vocabulary.pack import Instrument, Subject


class Answer(StrEnum):
    """What is known of an indicator. Nothing is guessed: whatever was not answered is not known."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Sheet:
    """The answers to one version of an instrument, about one person.

    `was_on`: the answers were taken while this version was in use, so they may be weighed after it was switched off.
    """

    instrument: Instrument
    answers: Mapping[str, Answer] = field(default_factory=dict)
    was_on: bool = False

    def answer(self, code: str) -> Answer:
        """The answer to one indicator."""
        return self.answers.get(code, Answer.NOT_KNOWN)


def counts_as_child(age: AgeGroup) -> bool:
    """Whoever is not known to be an adult (DOMAIN.md B.3: presumed a child if in doubt)."""
    return age != AgeGroup.ADULT


def fits_age(instrument: Instrument, age: AgeGroup) -> bool:
    """Whether an instrument is answered about somebody of this age."""
    return instrument.subject in (Subject.ANY, Subject.CHILD if counts_as_child(age) else Subject.ADULT)


def must_be_usable(sheet: Sheet, age: AgeGroup) -> None:
    """Refuse what cannot be weighed.

    Raises RuleBroken: instrument_off, instrument_not_for_age, indicator_unknown.
    """
    instrument = sheet.instrument
    if not (instrument.is_on or sheet.was_on):
        raise RuleBroken("instrument_off", facts={"instrument": instrument.code})
    if not fits_age(instrument, age):
        raise RuleBroken("instrument_not_for_age", facts={"instrument": instrument.code})
    known = {indicator.code for indicator in instrument.indicators}
    for code in sheet.answers:
        if code not in known:
            raise RuleBroken("indicator_unknown", facts={"instrument": instrument.key, "indicator": code})
