"""The coded facts of an answer sheet: what statistics may count, never a word that somebody wrote."""

from zaklon.forms.definition import Answer, Answers, Definition
from zaklon.forms.rules.shown import shown_codes
from zaklon.vocabulary.pack import FieldKind

Fact = str | int | list[str]


def coded_facts(definition: Definition, answers: Answers) -> dict[str, Fact]:
    """Answers of coded questions that are asked and answered; numbers as numbers.

    A second gate beside the pack's own check: an answer of a kind that holds words is never a fact.
    """
    shown = shown_codes(definition, answers)
    return {
        question.code: _fact(question.kind, answers[question.code])
        for question in definition
        if question.is_coded and question.kind.may_be_coded and question.code in shown and answers.get(question.code)
    }


def _fact(kind: FieldKind, answer: Answer) -> Fact:
    return int(answer) if kind is FieldKind.NUMBER and isinstance(answer, str) else answer
