"""What is wrong with answers, question by question; nothing that somebody wrote is lost without being told."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from zaklon.forms.definition import Answer, Answers, Definition, Question
from zaklon.forms.rules.shown import shown_codes
from zaklon.vocabulary.pack import YES_NO, FieldKind

LONGEST_LINE, LONGEST_TEXT, MOST_LINES = 200, 10_000, 60
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2199
_DIGITS = re.compile(r"[0-9]{1,10}")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the answer to a question: a stable reason, and the facts of its sentence."""

    question: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """The right answers in their stored form, those at questions that do not apply, and what is wrong."""

    answers: dict[str, Answer]
    set_aside: dict[str, Answer]
    problems: tuple[Problem, ...]


def check(
    definition: Definition,
    posted: Answers,
    *,
    today: date,
    former: Answers | None = None,
    leaves_out: bool = False,
    is_final: bool = False,
) -> Checked:
    """Check answers before they are sealed.

    What stood there before (`former`) stays right: a value that is no longer offered, a day that has passed since. An
    answer to a question that does not apply is a problem of that question until the writer empties it or says that
    it be left out (`leaves_out`). A final answer sheet must answer every needed question that is asked.
    """
    before = dict(former or {})
    given = {code: tidy for code, said in posted.items() if (tidy := tidied(definition, code, said))}
    shown = shown_codes(definition, given)
    set_aside = {code: said for code, said in given.items() if code in definition.by_code and code not in shown}
    problems = [Problem(code, "unknown_question") for code in given if code not in definition.by_code]
    for question in definition:
        said = given.get(question.code)
        if question.code in set_aside:
            problems += [] if leaves_out else [Problem(question.code, "does_not_apply")]
        elif said is not None and said != before.get(question.code):
            problems += _problems(question, said, before.get(question.code, []), today)
        elif said is None and is_final and question.is_needed and question.code in shown:
            problems.append(Problem(question.code, "needed"))
    wrong = {problem.question for problem in problems}
    right = [question.code for question in definition if question.code in (given.keys() & shown) - wrong]
    return Checked({code: given[code] for code in right}, set_aside, tuple(problems))


def tidied(definition: Definition, code: str, said: Answer) -> Answer:
    """An answer without spaces around it and empty lines; chosen values in the order of their list."""
    question = definition.by_code.get(code)
    if question is None or not question.has_many:
        return _text(said if isinstance(said, str) else "\n".join(said))
    values = said.splitlines() if isinstance(said, str) else said
    kept = [_text(value) for value in values if _text(value)]
    if question.kind is FieldKind.LINES:
        return kept
    order = {option.code: place for place, option in enumerate(question.options)}
    return sorted(dict.fromkeys(kept), key=lambda value: (order.get(value, len(order)), value))


def _text(said: str) -> str:
    return said.replace("\r\n", "\n").replace("\r", "\n").strip()


def _problems(question: Question, said: Answer, before: Answer, today: date) -> Iterator[Problem]:
    if isinstance(said, list):
        found = _OF_LISTS[question.kind](question, said, before, today)
    else:
        found = _OF_ONE[question.kind](question, said, before, today)
    for reason, facts in found:
        yield Problem(question.code, reason, facts)


Found = Iterator[tuple[str, Mapping[str, object]]]


def _of_line(_question: Question, said: str, _before: Answer, _today: date) -> Found:
    yield from _of_words(said, LONGEST_LINE, "\n" in said)


def _of_text(_question: Question, said: str, _before: Answer, _today: date) -> Found:
    yield from _of_words(said, LONGEST_TEXT, is_broken=False)


def _of_words(said: str, longest: int, is_broken: bool) -> Found:  # noqa: FBT001  both callers say which it is
    if is_broken or any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t" for letter in said):
        yield "odd_characters", {}
    if len(said) > longest:
        yield "too_long", {"longest": longest, "length": len(said)}


def _of_lines(_question: Question, said: list[str], _before: Answer, _today: date) -> Found:
    if len(said) > MOST_LINES:
        yield "too_many_lines", {"most": MOST_LINES, "count": len(said)}
    for line in said:
        yield from _of_words(line, LONGEST_LINE, "\n" in line)


def _of_day(question: Question, said: str, _before: Answer, today: date) -> Found:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        yield "no_day", {}
        return
    if day.isoformat() != said or not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        yield "no_day", {}
    elif question.bound == "past" and day > today:
        yield "in_the_future", {"today": today}
    elif question.bound == "future" and day < today:
        yield "in_the_past", {"today": today}


def _of_number(question: Question, said: str, _before: Answer, _today: date) -> Found:
    if _DIGITS.fullmatch(said) is None:
        yield "no_number", {}
    elif question.most is not None and int(said) > question.most:
        yield "too_large", {"most": question.most}


def _of_amount(question: Question, said: str, _before: Answer, _today: date) -> Found:
    if _AMOUNT.fullmatch(said) is None:
        yield "no_amount", {}
    elif question.most is not None and Decimal(said) > question.most:
        yield "too_large", {"most": question.most}


def _of_yes_no(_question: Question, said: str, _before: Answer, _today: date) -> Found:
    if said not in YES_NO:
        yield "no_such_choice", {}


def _of_choice(question: Question, said: str, _before: Answer, _today: date) -> Found:
    if said not in {option.code for option in question.offered}:
        yield "no_such_choice", {}


def _of_choices(question: Question, said: list[str], before: Answer, _today: date) -> Found:
    if not set(said) <= {option.code for option in question.offered}.union(before):
        yield "no_such_choice", {}


_OF_ONE = {
    FieldKind.LINE: _of_line,
    FieldKind.TEXT: _of_text,
    FieldKind.DAY: _of_day,
    FieldKind.NUMBER: _of_number,
    FieldKind.AMOUNT: _of_amount,
    FieldKind.YES_NO: _of_yes_no,
    FieldKind.CHOICE: _of_choice,
}
_OF_LISTS = {FieldKind.LINES: _of_lines, FieldKind.CHOICES: _of_choices}
