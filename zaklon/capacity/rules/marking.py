"""Marking: a question counts whole or not at all; the share of right ones is held against the pass mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zaklon.capacity.rules.content import Question

# What somebody chose: by the number of the question, the numbers of the answers; both count from 0.
Chosen = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Marked:
    """The outcome of a try: which questions are right, the percent, rounded down, and whether it is enough."""

    right: tuple[bool, ...]
    percent: int
    is_passed: bool


def mark(questions: Sequence[Question], chosen: Chosen, *, pass_mark: int) -> Marked:
    """Mark a try. A question is right when exactly its right answers were chosen.

    Percents are rounded down, so that nobody passes by rounding; the pass mark itself is enough.
    """
    right = tuple(chosen.get(number, frozenset()) == question.right for number, question in enumerate(questions))
    percent = 100 * sum(right) // len(questions)
    return Marked(right, percent, 100 * sum(right) >= pass_mark * len(questions))


def unanswered(questions: Sequence[Question], chosen: Chosen) -> tuple[int, ...]:
    """Numbers of the questions that have no answer, or one that was not offered."""
    return tuple(
        number
        for number, question in enumerate(questions)
        if not chosen.get(number)
        or max(chosen[number]) >= len(question.answers)
        or (question.is_single and len(chosen[number]) > 1)
    )
