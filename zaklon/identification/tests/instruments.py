"""Instruments for the tests: those of the first country's pack, and small ones made by hand."""

from collections.abc import Mapping
from typing import Any

from zaklon.identification.rules.answers import Answer, Sheet
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack import Indicator, Instrument, Strength, Subject, Weighing
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY
from zaklon.vocabulary.tests.loading import pack_of

YES, NO, UNKNOWN = Answer.PRESENT, Answer.ABSENT, Answer.NOT_KNOWN
_INVENTED: Mapping[str, Any] = {"labels": {"en": "Invented"}, "source": "invented", "certainty": Certainty.PROPOSED}


def first_pack():
    return pack_of(FIRST_COUNTRY)


def instrument(code: str) -> Instrument:
    """An instrument of the first country."""
    return next(each for each in first_pack().instruments if each.code == code)


def invented(rule: Weighing, *rows: tuple[Any, ...], subject: Subject = Subject.ANY, is_on: bool = True) -> Instrument:
    """An instrument of rows (dimension, strength[, topic]), whose indicators are called i1, i2 and so on."""
    indicators = tuple(
        Indicator(
            code=f"i{number}",
            order=number,
            dimension=row[0],
            strength=Strength(row[1]) if row[1] else None,
            topic=row[2] if len(row) > 2 else None,
            **_INVENTED,
        )
        for number, row in enumerate(rows, start=1)
    )
    return Instrument(
        code=f"own_{rule}",
        version=1,
        order=1,
        subject=subject,
        is_on=is_on,
        off_reason="" if is_on else "Not confirmed.",
        rule=rule,
        leads={"en": "Read this."},
        indicators=indicators,
        **_INVENTED,
    )


def sheet(code: str, *present: str, absent: tuple[str, ...] | str = ()) -> Sheet:
    """Answers to an instrument of the first country; `absent` may be "rest": all others are."""
    found = instrument(code)
    if absent == "rest":
        absent = tuple(each.code for each in found.indicators if each.code not in present)
    return Sheet(found, dict.fromkeys(absent, NO) | dict.fromkeys(present, YES))


def enough(code: str, *dimensions: str) -> tuple[str, ...]:
    """Indicators that make these dimensions of an instrument positive, and no other."""
    chosen: list[str] = []
    for dimension in dimensions:
        rows = [each for each in instrument(code).indicators if each.dimension == dimension]
        strong = [each.code for each in rows if each.strength is Strength.STRONG]
        other = [each.code for each in rows if each.strength is not Strength.STRONG]
        chosen += [*strong[:1], *other[:1]] if strong and other else (strong or other)[:3]
    return tuple(chosen)
