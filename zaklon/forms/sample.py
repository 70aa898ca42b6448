"""Filled forms for the demonstration and for tests of what comes after them: plainly invented answers."""

from datetime import date

from zaklon.forms.definition import Answer, Answers, Definition, Question
from zaklon.forms.rules.shown import shown_codes
from zaklon.vocabulary.pack import FieldKind


def filled(definition: Definition, today: date, given: Answers | None = None) -> dict[str, Answer]:
    """Answers to everything that is needed and asked; what is `given` stays where the form asks for it.

    What is given for another form is left out, so that a test may say what it is about once.
    """
    answers = {code: said for code, said in (given or {}).items() if code in definition.by_code}
    while True:
        shown = shown_codes(definition, answers)
        missing = [each for each in definition if each.is_needed and each.code in shown and each.code not in answers]
        if not missing:
            return {code: said for code, said in answers.items() if code in shown}
        answers[missing[0].code] = _answer(missing[0], today)


def _answer(question: Question, today: date) -> Answer:
    kind = question.kind
    if kind is FieldKind.DAY:
        return today.isoformat()
    if kind in {FieldKind.NUMBER, FieldKind.AMOUNT}:
        return "1"
    if kind is FieldKind.YES_NO:
        return "yes"
    if kind is FieldKind.CHOICE:
        return question.offered[0].code
    if kind is FieldKind.CHOICES:
        return [question.offered[0].code]
    return ["Invented"] if kind is FieldKind.LINES else "Invented"
