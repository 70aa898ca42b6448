"""Skip logic: which questions are asked, given what has been answered."""

from zaklon.forms.definition import Answers, Definition
from zaklon.vocabulary.pack import Condition, Relation


def shown_codes(definition: Definition, answers: Answers) -> frozenset[str]:
    """Codes of the questions that are asked.

    A question that hangs on one that is not asked is not asked either, whatever was answered there. Conditions name
    only earlier questions (the pack is checked for it), so one pass is enough.
    """
    shown: set[str] = set()
    for question in definition:
        if all(condition.field in shown and holds(condition, answers) for condition in question.shown_if):
            shown.add(question.code)
    return frozenset(shown)


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds; a choice of several is its value when the value is among them."""
    answer = answers.get(condition.field)
    if condition.relation is Relation.ANSWERED:
        return bool(answer)
    found = condition.value in answer if isinstance(answer, list) else condition.value == answer
    return found is (condition.relation is Relation.IS)
