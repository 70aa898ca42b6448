"""Several instruments about one person: the advice, its explanation, and what is still worth asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from zaklon.cases.kinds import AgeGroup
from zaklon.common.errors import RuleBroken
from zaklon.identification.rules.answers import Answer, Sheet, counts_as_child
from zaklon.identification.rules.dimensions import dimensions_of
from zaklon.identification.rules.findings import ACT, EXPLOITATION, MEANS, MEANS_OF_ILO, PURPOSE, Finding, Level
from zaklon.identification.rules.screening import Result, screen
from zaklon.vocabulary.pack import Indicator, Strength, Weighing

# A person is not questioned to complete a list: more than a few questions at a time are never proposed.
MOST_QUESTIONS = 5

# Between findings of one level, the one that says more is named.
_TELLING = (
    Finding.NOT_INDICATED,
    Finding.NOT_ENOUGH_KNOWN,
    Finding.LABOUR_RIGHTS,
    Finding.EXPERT_REVIEW,
    Finding.DECEIVED_AND_EXPLOITED,
    Finding.CHILD_CONCERN,
    Finding.TRAFFICKING_INDICATED,
)
_WEIGHT = {Strength.STRONG: 0, None: 1, Strength.MEDIUM: 1, Strength.WEAK: 2}


class Note(StrEnum):
    """What the reader has to know beside the finding."""

    AGE_IN_DOUBT = "age_in_doubt"
    NO_MEANS_NEEDED = "no_means_needed"
    CONSENT_DOES_NOT_COUNT = "consent_does_not_count"
    LISTS_DO_NOT_COVER = "lists_do_not_cover"


@dataclass(frozen=True)
class Asked:
    """One indicator of one version of an instrument."""

    instrument: str
    version: int
    indicator: str


@dataclass(frozen=True)
class Question:
    """One question, and every indicator that its answer would settle."""

    settles: tuple[Asked, ...]


@dataclass(frozen=True)
class Advice:
    """What the answers to all instruments point to together. A human decides, and says why."""

    age: AgeGroup
    finding: Finding
    level: Level
    results: tuple[Result, ...]
    notes: tuple[Note, ...]
    questions: tuple[Question, ...]


def advise(sheets: Sequence[Sheet], age: AgeGroup) -> Advice:
    """Weigh every sheet and name the finding that points furthest.

    Without any sheet too little is known, which is no finding against anybody.
    Raises RuleBroken: instrument_answered_twice, instrument_off, instrument_not_for_age, indicator_unknown.
    """
    codes = [sheet.instrument.code for sheet in sheets]
    for code in codes:
        if codes.count(code) > 1:
            raise RuleBroken("instrument_answered_twice", facts={"instrument": code})
    is_act_seen = any(_shows(sheet, ACT) for sheet in sheets)
    results = tuple(screen(sheet, age, is_act_seen=is_act_seen) for sheet in sheets)
    furthest = max(results, key=lambda result: (result.level, _TELLING.index(result.finding)), default=None)
    level = furthest.level if furthest else Level.NOTHING_SHOWN
    return Advice(
        age=age,
        finding=furthest.finding if furthest else Finding.NOT_ENOUGH_KNOWN,
        level=level,
        results=results,
        notes=_notes(results, age, level),
        questions=_questions(sheets, results) if level < Level.REFER else (),
    )


def _shows(sheet: Sheet, element: str) -> bool:
    return sheet.instrument.rule is Weighing.PALERMO and any(
        each.code == element and each.is_positive for each in dimensions_of(sheet)
    )


def _notes(results: Sequence[Result], age: AgeGroup, level: Level) -> tuple[Note, ...]:
    is_child = counts_as_child(age)
    positive = frozenset[str]().union(*(result.positive() for result in results))
    listed = frozenset[str]().union(*(result.positive() for result in results if result.rule is Weighing.ILO))
    said = {
        Note.AGE_IN_DOUBT: age == AgeGroup.IN_DOUBT,
        Note.NO_MEANS_NEEDED: is_child and level >= Level.LOOK_TOGETHER,
        Note.CONSENT_DOES_NOT_COUNT: bool(positive & (MEANS_OF_ILO | {MEANS})) or (is_child and bool(positive)),
        Note.LISTS_DO_NOT_COVER: PURPOSE in positive and EXPLOITATION not in listed,
    }
    return tuple(note for note, holds in said.items() if holds)


def _questions(sheets: Sequence[Sheet], results: Sequence[Result]) -> tuple[Question, ...]:
    """What is not known and could change a finding: one question for each topic, none that was answered before."""
    answered = {
        indicator.topic
        for sheet in sheets
        for indicator in sheet.instrument.indicators
        if indicator.topic and sheet.answer(indicator.code) is not Answer.NOT_KNOWN
    }
    grouped: dict[tuple[str, ...], list[tuple[Indicator, Asked]]] = {}
    for sheet, result in zip(sheets, results, strict=True):
        for indicator in _worth_asking(sheet, result):
            if indicator.topic in answered:
                continue
            key = (indicator.topic,) if indicator.topic else (sheet.instrument.code, indicator.code)
            asked = Asked(sheet.instrument.code, sheet.instrument.version, indicator.code)
            grouped.setdefault(key, []).append((indicator, asked))
    by_weight = sorted(grouped.values(), key=lambda pairs: min(_WEIGHT[one.strength] for one, _asked in pairs))
    return tuple(Question(tuple(asked for _one, asked in pairs)) for pairs in by_weight[:MOST_QUESTIONS])


def _worth_asking(sheet: Sheet, result: Result) -> list[Indicator]:
    """Indicators that are not known, in dimensions that they could make positive, where the finding could rise."""
    if not result.is_open:
        return []
    undecided = {each.code for each in result.dimensions if each.is_open or _counts_on(result)}
    return [
        indicator
        for indicator in sheet.instrument.indicators
        if indicator.dimension in undecided and sheet.answer(indicator.code) is Answer.NOT_KNOWN
    ]


def _counts_on(result: Result) -> bool:
    """A child list counts over all its dimensions, so one that shows something already may still add to it."""
    return result.rule is Weighing.CHILD_LIST
