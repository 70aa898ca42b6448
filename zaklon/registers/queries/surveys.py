"""Surveys side by side, by who was asked and in the order of their days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from zaklon.forms.definition import Definition
from zaklon.forms.queries import definition_of
from zaklon.forms.wording import answer_lines
from zaklon.registers.known import ERROR, GROUP, METHOD, QUESTION, RESULT, SAMPLE, SURVEY, TITLE
from zaklon.registers.models import Entry
from zaklon.registers.rules.surveys import Found, Shift, shifts

MOST_SURVEYS = 500


@dataclass(frozen=True)
class SurveyLine:
    """One survey; `result` and `error` as in rules.surveys, `shift` since the one before that asked the same."""

    number: int
    title: str
    day: date
    question: str
    method: str
    sample: int | None
    result: Decimal | None
    error: Decimal | None
    shift: Shift | None


def survey_groups(language: str) -> tuple[tuple[str, tuple[SurveyLine, ...]], ...]:
    """Who was asked, in words, with the surveys of that group that the actor sees, oldest first.

    The latest MOST_SURVEYS are read, in one query; groups stand in the order of the country's list.
    """
    newest = Entry.objects.filter(register=SURVEY.code, withdrawn_at__isnull=True).order_by("-day", "-number")
    entries = list(reversed(newest[:MOST_SURVEYS]))
    definition = definition_of(SURVEY.code, language, on=timezone.localdate())
    changed = shifts([_found(each) for each in entries])
    groups: dict[str, list[SurveyLine]] = {}
    for entry, shift in zip(entries, changed, strict=True):
        groups.setdefault(_text(entry, GROUP), []).append(_line(entry, shift, definition))
    known = [option.code for option in definition.by_code[GROUP].options]
    order = sorted(groups, key=lambda code: (known.index(code) if code in known else len(known), code))
    return tuple((_words(definition, GROUP, code), tuple(groups[code])) for code in order)


def _line(entry: Entry, shift: Shift | None, definition: Definition) -> SurveyLine:
    sample = _number(entry, SAMPLE)
    return SurveyLine(
        entry.number,
        _text(entry, TITLE),
        entry.day,
        _text(entry, QUESTION),
        _words(definition, METHOD, _text(entry, METHOD)),
        None if sample is None else int(sample),
        _number(entry, RESULT),
        _number(entry, ERROR),
        shift,
    )


def _found(entry: Entry) -> Found:
    return Found(_text(entry, GROUP), _text(entry, QUESTION), _number(entry, RESULT), _number(entry, ERROR))


def _words(definition: Definition, question: str, code: str) -> str:
    return ", ".join(answer_lines(definition.by_code[question], code))


def _text(entry: Entry, question: str) -> str:
    return str(entry.answers.get(question, ""))


def _number(entry: Entry, question: str) -> Decimal | None:
    """A number that the form has checked; None where it was not answered."""
    said = _text(entry, question)
    return Decimal(said) if said else None
