"""Answers to an instrument as they are sealed with forms: yes and no. What is not known is not written down."""

from collections.abc import Mapping

from zaklon.identification.rules.answers import Answer, Sheet
from zaklon.vocabulary.pack import Instrument

_SAID = {"yes": Answer.PRESENT, "no": Answer.ABSENT}
_STORED = {answer: said for said, answer in _SAID.items()}


def to_stored(answers: Mapping[str, Answer]) -> dict[str, str]:
    """The answers that say something."""
    return {code: _STORED[answer] for code, answer in answers.items() if answer in _STORED}


def from_stored(instrument: Instrument, content: Mapping[str, str | list[str]]) -> Sheet:
    """The sheet that was sealed. It was taken while its version was in use, so it may be weighed afterwards too."""
    known = {each.code for each in instrument.indicators}
    said = {code: _SAID[str(value)] for code, value in content.items() if code in known and str(value) in _SAID}
    return Sheet(instrument, said, was_on=True)
