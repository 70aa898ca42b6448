"""Weighing the answers to one instrument: each dimension, and what they point to together."""

from dataclasses import dataclass

from zaklon.cases.kinds import AgeGroup
from zaklon.identification.rules import findings
from zaklon.identification.rules.answers import Sheet, counts_as_child, must_be_usable
from zaklon.identification.rules.dimensions import Count, Dimension, dimensions_of, positives
from zaklon.identification.rules.findings import LEVELS, Finding, Level
from zaklon.vocabulary.pack import Strength, Weighing


@dataclass(frozen=True)
class Result:
    """What the answers to one version of an instrument show.

    `is_open`: were all that is not known present, the answers would point further.
    """

    instrument: str
    version: int
    rule: Weighing
    dimensions: tuple[Dimension, ...]
    finding: Finding
    is_open: bool

    @property
    def level(self) -> Level:
        """How far the finding points."""
        return LEVELS[self.finding]

    def positive(self) -> frozenset[str]:
        """Codes of the positive dimensions."""
        return positives(self.dimensions)


def screen(sheet: Sheet, age: AgeGroup, *, is_act_seen: bool = False) -> Result:
    """Weigh the answers to one instrument. The result is advice; a human decides and says why.

    `is_act_seen`: another instrument shows that the child was recruited, moved, kept or received.
    Raises RuleBroken: instrument_off, instrument_not_for_age, indicator_unknown.
    """
    must_be_usable(sheet, age)
    dimensions = dimensions_of(sheet)
    finding = _finding(sheet, dimensions, age, is_act_seen=is_act_seen)
    furthest = _finding(sheet, dimensions, age, is_act_seen=is_act_seen, with_open=True)
    is_open = LEVELS[furthest] > LEVELS[finding]
    if finding is Finding.NOT_INDICATED and is_open:
        finding = Finding.NOT_ENOUGH_KNOWN
    return Result(
        instrument=sheet.instrument.code,
        version=sheet.instrument.version,
        rule=sheet.instrument.rule,
        dimensions=dimensions,
        finding=finding,
        is_open=is_open,
    )


def _finding(
    sheet: Sheet, dimensions: tuple[Dimension, ...], age: AgeGroup, *, is_act_seen: bool, with_open: bool = False
) -> Finding:
    rule = sheet.instrument.rule
    if rule is Weighing.CHILD_LIST:
        return findings.of_child_list(_counted(sheet, dimensions, with_open=with_open))
    positive = positives(dimensions, with_open=with_open)
    if rule is Weighing.PALERMO:
        return findings.of_elements(positive, is_child=counts_as_child(age))
    if counts_as_child(age):
        return findings.of_child(positive, is_act_seen=is_act_seen)
    return findings.of_adult(positive)


def _counted(sheet: Sheet, dimensions: tuple[Dimension, ...], *, with_open: bool) -> Count:
    """Indicators of the whole list that are present; with those that are not known, on request."""
    codes = {code for each in dimensions for code in (*each.present, *(each.not_known if with_open else ()))}
    strengths = [each.strength for each in sheet.instrument.indicators if each.code in codes]
    return Count(*(strengths.count(strength) for strength in Strength))
