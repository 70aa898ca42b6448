"""Instruments of screening read as forms: sealed, opened in their own version, corrected and printed like any other.

Whether an instrument may be answered, and what its answers point to, is the business of `identification`.
"""

from collections.abc import Iterator
from itertools import groupby

from zaklon.forms.definition import Definition, Question, Section
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.pack import FieldKind, Instrument
from zaklon.vocabulary.wording import Wording

# The part of the file in which answers of instruments are sealed (a code of cases.kinds.Part).
PART = "screening"
DIMENSIONS = "indicator_dimension"
# Instruments are called by their names, not by a number.
_NO_NUMBER = 0


def as_form(instrument: Instrument, words: Wording, language: str) -> Definition:
    """One version of an instrument as a form: a section for each dimension, yes, no or not known for each indicator.

    Every answer is a coded fact; none is needed, because a person is never questioned to fill a line.
    """
    return Definition(
        code=instrument.code,
        version=instrument.version,
        number=_NO_NUMBER,
        part=PART,
        language=language,
        title=words.label(OwnList.INSTRUMENT, instrument.key),
        lead=words.label(OwnList.INSTRUMENT_LEAD, instrument.key),
        sections=tuple(_sections(instrument, words)),
        carries=tuple(each.code for each in instrument.indicators),
    )


def _sections(instrument: Instrument, words: Wording) -> Iterator[Section]:
    in_order = sorted(instrument.indicators, key=lambda each: _place(instrument, each.dimension))
    for dimension, indicators in groupby(in_order, key=lambda each: each.dimension):
        questions = tuple(
            Question(
                code=each.code,
                kind=FieldKind.YES_NO,
                label=words.label(OwnList.INDICATOR, instrument.key_of(each)),
                is_coded=True,
            )
            for each in indicators
        )
        yield Section(dimension, words.label(DIMENSIONS, dimension), questions)


def _place(instrument: Instrument, dimension: str) -> int:
    """Where a dimension comes first, so that its indicators stand together."""
    return next(place for place, each in enumerate(instrument.indicators) if each.dimension == dimension)
