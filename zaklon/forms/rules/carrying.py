"""What a form that is filled in anew may begin with: last answers of the same form, never a decision or a day."""

from collections.abc import Mapping

from zaklon.forms.definition import Answer, Answers, Definition, Question
from zaklon.forms.rules.checking import tidied
from zaklon.forms.rules.shown import shown_codes
from zaklon.vocabulary.pack import YES_NO, FieldKind


def carried(definition: Definition, former: Answers) -> dict[str, Answer]:
    """The former answers to the questions that the form carries over, as far as they can be given today."""
    return fitting(definition, {code: former[code] for code in definition.carries if former.get(code)})


def fitting(definition: Definition, known: Mapping[str, Answer]) -> dict[str, Answer]:
    """Of what is known, what answers a question of the form that is asked; values that are not offered are left out."""
    kept = {
        code: said
        for code, answer in known.items()
        if code in definition.by_code and (said := _offered(definition.by_code[code], answer))
    }
    shown = shown_codes(definition, kept)
    return {code: said for code, said in kept.items() if code in shown}


def without_untouched(definition: Definition, posted: Answers, begun: Mapping[str, object]) -> dict[str, Answer]:
    """What was posted without answers that nobody gave: with which the form began, and whose question is not asked now.

    An answer that the writer changed is the writer's own, and stays.
    """
    given = {code: tidied(definition, code, said) for code, said in posted.items()}
    shown = shown_codes(definition, given)
    return {code: said for code, said in posted.items() if code in shown or given[code] != begun.get(code)}


def _offered(question: Question, answer: Answer) -> Answer:
    if question.kind is FieldKind.DAY or question.has_many is not isinstance(answer, list):
        return ""
    if not question.kind.is_closed:
        return answer
    codes = YES_NO if question.kind is FieldKind.YES_NO else [option.code for option in question.offered]
    if isinstance(answer, list):
        return [each for each in answer if each in codes]
    return answer if answer in codes else ""
