"""The advice as finished words for a page or a paper: which answers led to it, what is open, what comes next."""

from dataclasses import dataclass

from zaklon.identification import words
from zaklon.identification.rules.advice import Advice, Asked
from zaklon.identification.rules.dimensions import Dimension
from zaklon.identification.rules.next_steps import help_open, what_next
from zaklon.identification.rules.screening import Result
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.wording import Wording

DIMENSIONS = "indicator_dimension"


@dataclass(frozen=True)
class DimensionRow:
    """One dimension: what was seen in it, and what is not known."""

    name: str
    is_positive: bool
    present: tuple[str, ...]
    not_known: tuple[str, ...]


@dataclass(frozen=True)
class ResultRow:
    """What one instrument points to, with the dimensions in which something was seen or could still turn out."""

    name: str
    version: int
    finding: str
    dimensions: tuple[DimensionRow, ...]


@dataclass(frozen=True)
class AdviceRow:
    """The whole advice; `questions` holds, for each question, the lines that it would settle."""

    finding: str
    notes: tuple[str, ...]
    results: tuple[ResultRow, ...]
    questions: tuple[tuple[str, ...], ...]
    steps: tuple[str, ...]
    help: tuple[str, ...]


def explain(advice: Advice, wording: Wording, *, in_danger: bool | None = None) -> AdviceRow:
    """The advice in the words of the active language; `wording` is the pack's for the same language."""
    return AdviceRow(
        finding=words.say(words.FINDINGS, advice.finding),
        notes=tuple(words.say(words.NOTES, note) for note in advice.notes),
        results=tuple(_result(result, wording) for result in advice.results),
        questions=tuple(_settled(question.settles, wording) for question in advice.questions),
        steps=tuple(words.say(words.STEPS, step) for step in what_next(advice, in_danger=in_danger)),
        help=tuple(words.say(words.HELP, each) for each in help_open(advice.age)),
    )


def _result(result: Result, wording: Wording) -> ResultRow:
    shown = (each for each in result.dimensions if each.present or each.is_open)
    return ResultRow(
        name=wording.label(OwnList.INSTRUMENT, f"{result.instrument}.{result.version}"),
        version=result.version,
        finding=words.say(words.FINDINGS, result.finding),
        dimensions=tuple(_dimension(each, result, wording) for each in shown),
    )


def _dimension(dimension: Dimension, result: Result, wording: Wording) -> DimensionRow:
    def said(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_label(Asked(result.instrument, result.version, code), wording) for code in codes)

    return DimensionRow(
        name=wording.label(DIMENSIONS, dimension.code),
        is_positive=dimension.is_positive,
        present=said(dimension.present),
        not_known=said(dimension.not_known),
    )


def _settled(settles: tuple[Asked, ...], wording: Wording) -> tuple[str, ...]:
    """The lines of a question; lines of two instruments that read the same are said once."""
    return tuple(dict.fromkeys(_label(asked, wording) for asked in settles))


def _label(asked: Asked, wording: Wording) -> str:
    return wording.label(OwnList.INDICATOR, f"{asked.instrument}.{asked.version}.{asked.indicator}")
