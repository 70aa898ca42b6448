"""What forms say to people, in the active language: conditions, answers, and what is wrong."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaklon.forms.definition import Answer, Definition, Question
from zaklon.forms.rules.checking import Problem
from zaklon.vocabulary.pack import YES_NO, Condition, FieldKind, Relation
from zaklon.web.formats import long_date, number

Text = str | Promise

# One sentence for each reason of rules.checking; what to do stands in it.
PROBLEMS: Mapping[str, Text] = {
    "unknown_question": gettext_lazy("This version of the form does not ask this. Reload the page."),
    "does_not_apply": gettext_lazy(
        "This question does not apply by what is answered above. Empty it, correct the answer above, or tick at the "
        "end that it be left out."
    ),
    "needed": gettext_lazy("Answer this: the form is not complete without it."),
    "odd_characters": gettext_lazy("The text holds characters that cannot be printed. Type it again."),
    "too_long": gettext_lazy("At most %(longest)s letters fit here; there are %(length)s. Shorten the text."),
    "too_many_lines": gettext_lazy("At most %(most)s lines fit here; there are %(count)s."),
    "no_day": gettext_lazy("Enter a date that exists, in numbers, such as 30 6 2020."),
    "in_the_future": gettext_lazy("This day has not come yet. Enter %(today)s or an earlier day."),
    "in_the_past": gettext_lazy("This day has passed. Enter %(today)s or a later day."),
    "no_number": gettext_lazy("Enter a whole number in digits, such as 3."),
    "no_amount": gettext_lazy("Enter an amount in digits with at most two decimal places, such as 1234.50."),
    "too_large": gettext_lazy("Enter at most %(most)s."),
    "no_such_choice": gettext_lazy("Choose one of the answers that are offered."),
}
_YES_NO: Mapping[str, Text] = dict(
    zip(YES_NO, (gettext_lazy("Yes"), gettext_lazy("No"), gettext_lazy("Not known")), strict=True)
)


def problem_text(problem: Problem) -> str:
    """What is wrong and what to do."""
    facts = {
        name: long_date(value) if name == "today" else value  # type: ignore[arg-type]
        for name, value in problem.facts.items()
    }
    return str(PROBLEMS[problem.reason]) % facts


def yes_no() -> list[tuple[str, str]]:
    """The answers to a yes-or-no question."""
    return [(code, str(word)) for code, word in _YES_NO.items()]


def answer_lines(question: Question, answer: Answer) -> tuple[str, ...]:
    """An answer in words; empty where there is none."""
    if isinstance(answer, list):
        return tuple(question.label_of(each) for each in answer)
    if not answer:
        return ()
    if question.kind is FieldKind.YES_NO:
        return (str(_YES_NO.get(answer, answer)),)
    if question.kind is FieldKind.DAY:
        day = day_of(answer)
        return (long_date(day) if day else answer,)
    if question.kind is FieldKind.AMOUNT:
        amount = amount_of(answer)
        return (answer if amount is None else number(amount),)
    return (question.label_of(answer),) if question.kind is FieldKind.CHOICE else tuple(answer.split("\n"))


def day_of(said: str) -> date | None:
    """The day that was written, or None for what is no day."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def amount_of(said: str) -> Decimal | None:
    """The amount that was written, or None for what is none."""
    try:
        return Decimal(said)
    except InvalidOperation:
        return None


def condition_text(definition: Definition, conditions: tuple[Condition, ...]) -> str:
    """When a question is asked, for those who see all of them; empty for one that always is."""
    return " ".join(_condition(definition, each) for each in conditions)


def _condition(definition: Definition, condition: Condition) -> str:
    question = definition.by_code[condition.field]
    label = _label_in(definition, question)
    if condition.relation is Relation.ANSWERED:
        return _("Only if “%(question)s” is answered.") % {"question": label}
    value = "".join(answer_lines(question, [condition.value] if question.has_many else condition.value))
    facts = {"question": label, "answer": value}
    if condition.relation is Relation.IS_NOT:
        return _("Skip this if “%(question)s” is “%(answer)s”.") % facts
    return _("Only if “%(question)s” is “%(answer)s”.") % facts


def _label_in(definition: Definition, question: Question) -> str:
    """The label; with its section where the form asks the same in several, such as each goal of a plan."""
    if sum(each.label == question.label for each in definition) < 2:
        return question.label
    section = next(each for each in definition.sections if question in each.questions)
    return f"{section.label}: {question.label}"


def form_title(definition: Definition) -> str:
    """The title as the page and the paper print it; a list of screening has a name and no number."""
    return numbered_title(definition.number, definition.title) if definition.number else definition.title


def numbered_title(number: int, title: str) -> str:
    """The title of a form with the number that it is called by."""
    return _("Form %(number)s. %(title)s") % {"number": number, "title": title}
