"""A form in one language, ready to be asked: the only thing that rules, pages and papers of forms know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from zaklon.vocabulary.pack import Condition, FieldKind

# As they are sealed: a day as 2026-11-22, a number in digits, yes, no or unknown, codes of lists. No answer, no key.
Answer = str | list[str]
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen; one that is not offered any more keeps its word."""

    code: str
    label: str
    is_offered: bool = True


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question; `shown_if` holds its own conditions and those of its section."""

    code: str
    kind: FieldKind
    label: str
    hint: str = ""
    list_code: str | None = None
    options: tuple[Option, ...] = ()
    is_needed: bool = False
    is_coded: bool = False
    shown_if: tuple[Condition, ...] = ()
    bound: str | None = None
    most: int | None = None

    @property
    def offered(self) -> tuple[Option, ...]:
        """The answers that can be chosen today."""
        return tuple(option for option in self.options if option.is_offered)

    @property
    def has_many(self) -> bool:
        """Whether an answer is a list of values."""
        return self.kind in {FieldKind.CHOICES, FieldKind.LINES}

    def label_of(self, code: str) -> str:
        """The word for an answer; a code that nobody knows is its own word."""
        return next((option.label for option in self.options if option.code == code), code)


@dataclass(frozen=True)
class Section:
    """Questions under a heading; the condition of the section is part of each question's own."""

    code: str
    label: str
    questions: tuple[Question, ...]
    shown_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One version of a form in one language. `number` is what the form is called by: 3 for form 3.

    `part` names the part of the case file in which answers are sealed; `signers` are the words under signature lines;
    `carries` the questions whose last answers are offered again.
    """

    code: str
    version: int
    number: int
    part: str
    language: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    signers: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in its order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        """Every question by its code."""
        return {question.code: question for question in self.questions}
