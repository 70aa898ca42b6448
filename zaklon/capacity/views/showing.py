"""Blocks of a page and outcomes of a try in the reader's language and script."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zaklon.capacity.queries.courses import TryShown, Way
from zaklon.capacity.rules.content import Answer
from zaklon.capacity.rules.markup import Block, Run, blocks
from zaklon.capacity.rules.wording import in_script, text_in


@dataclass(frozen=True)
class Chosen:
    """An answer of a question: whether it was chosen, and, where that is told, whether it is right (else None)."""

    text: str
    is_chosen: bool
    is_right: bool | None


@dataclass(frozen=True)
class Outcome:
    """A question after a try."""

    number: int
    text: str
    is_right: bool
    answers: tuple[Chosen, ...]
    explanation: str


def blocks_in(text: str, language: str) -> tuple[Block, ...]:
    """The blocks of a page in the script of the language; names of pictures stay as they are."""
    return tuple(
        replace(
            block,
            items=tuple(tuple(_run(run, language) for run in item) for item in block.items),
            alt=in_script(block.alt, language),
        )
        for block in blocks(text)
    )


def _run(run: Run, language: str) -> Run:
    return replace(run, text=in_script(run.text, language))


def outcome_of(way: Way, made: TryShown, *, tells_right: bool) -> tuple[Outcome, ...]:
    """Each question with what was chosen and why it is right or not; the right answers only when no try is left."""
    return tuple(
        Outcome(
            number,
            text_in(question.texts, way.language),
            chosen == question.right,
            tuple(_answers(question.answers, chosen, way.language, tells_right=tells_right)),
            text_in(question.explanations, way.language),
        )
        for number, (question, chosen) in enumerate(zip(way.content.questions, made.chosen, strict=True), start=1)
    )


def _answers(
    answers: Iterable[Answer], chosen: frozenset[int], language: str, *, tells_right: bool
) -> Iterable[Chosen]:
    for place, each in enumerate(answers):
        yield Chosen(
            text_in(each.texts, language),
            place in chosen,
            each.is_right if tells_right else None,
        )
