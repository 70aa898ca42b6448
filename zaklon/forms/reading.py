"""A filled form as pages and papers show it: only what applies and is answered, section by section."""

from dataclasses import dataclass

from zaklon.forms.definition import Answers, Definition, Question
from zaklon.forms.rules.changes import Change
from zaklon.forms.rules.completeness import Completeness, completeness
from zaklon.forms.rules.shown import shown_codes
from zaklon.forms.wording import answer_lines, form_title


@dataclass(frozen=True)
class ReadAnswer:
    """One answer in words; `is_missing` where a needed question has none."""

    label: str
    lines: tuple[str, ...]
    is_missing: bool = False


@dataclass(frozen=True)
class ReadSection:
    """The answers under a heading."""

    label: str
    answers: tuple[ReadAnswer, ...]


@dataclass(frozen=True)
class ReadForm:
    """A filled form; sections without a line to show are left out.

    `others` are answers that this version of the form does not ask, by their codes.
    """

    title: str
    version: int
    sections: tuple[ReadSection, ...]
    completeness: Completeness
    others: tuple[ReadAnswer, ...] = ()


@dataclass(frozen=True)
class ReadChange:
    """What changed at one question, in words."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def read_form(definition: Definition, answers: Answers) -> ReadForm:
    """The answers in the active language, which the caller has set to that of the definition."""
    shown = shown_codes(definition, answers)
    complete = completeness(definition, answers)
    sections = tuple(
        ReadSection(section.label, rows)
        for section in definition.sections
        if (rows := tuple(_rows(section.questions, answers, shown, complete)))
    )
    unknown = [(code, said) for code, said in answers.items() if code not in definition.by_code and said]
    others = tuple(ReadAnswer(code, tuple(said) if isinstance(said, list) else (said,)) for code, said in unknown)
    return ReadForm(form_title(definition), definition.version, sections, complete, others)


def _rows(
    questions: tuple[Question, ...], answers: Answers, shown: frozenset[str], complete: Completeness
) -> list[ReadAnswer]:
    return [
        ReadAnswer(question.label, answer_lines(question, answers.get(question.code, "")), _lacks(question, complete))
        for question in questions
        if question.code in shown and (answers.get(question.code) or _lacks(question, complete))
    ]


def _lacks(question: Question, complete: Completeness) -> bool:
    return question.code in complete.missing


def read_changes(definition: Definition, found: tuple[Change, ...]) -> tuple[ReadChange, ...]:
    """Changes in words and in the order of the form, for the one who comes second."""
    order = {code: place for place, code in enumerate(definition.by_code)}
    known = sorted((c for c in found if c.question in order), key=lambda change: order[change.question])
    return tuple(_read_change(definition.by_code[change.question], change) for change in known)


def _read_change(question: Question, change: Change) -> ReadChange:
    before, after = (answer_lines(question, said or "") for said in (change.before, change.after))
    return ReadChange(question.label, before, after)
