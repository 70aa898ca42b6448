"""What a course is, once its file was checked: pages and questions, each text in every language of the course."""

from collections.abc import Mapping
from dataclasses import dataclass

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """An answer that is offered."""

    texts: Texts
    is_right: bool


@dataclass(frozen=True)
class Question:
    """A question with one right answer (`is_single`) or any number of them; the explanation comes after a try."""

    texts: Texts
    is_single: bool
    answers: tuple[Answer, ...]
    explanations: Texts

    @property
    def right(self) -> frozenset[int]:
        """The numbers of the right answers, from 0."""
        return frozenset(number for number, answer in enumerate(self.answers) if answer.is_right)


@dataclass(frozen=True)
class Page:
    """A page: its title and its text, in the small markup of `rules/markup`."""

    titles: Texts
    texts: Texts


@dataclass(frozen=True)
class Content:
    """A whole course. `tries_a_day` counts tries from midnight to midnight; `pass_mark` is in percent."""

    code: str
    languages: tuple[str, ...]
    titles: Texts
    summaries: Texts
    hours: int
    pass_mark: int
    tries_a_day: int
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]


def as_data(content: Content) -> dict[str, object]:
    """The course as it is stored."""
    return {
        "code": content.code,
        "languages": list(content.languages),
        "titles": dict(content.titles),
        "summaries": dict(content.summaries),
        "hours": content.hours,
        "pass_mark": content.pass_mark,
        "tries_a_day": content.tries_a_day,
        "pages": [{"titles": dict(page.titles), "texts": dict(page.texts)} for page in content.pages],
        "questions": [
            {
                "texts": dict(question.texts),
                "is_single": question.is_single,
                "explanations": dict(question.explanations),
                "answers": [{"texts": dict(each.texts), "is_right": each.is_right} for each in question.answers],
            }
            for question in content.questions
        ],
    }


def of_data(data: Mapping[str, object]) -> Content:
    """The course as `as_data` stored it."""
    stored: dict[str, object] = dict(data)
    pages: list[dict[str, Texts]] = stored.pop("pages")  # type: ignore[assignment]
    questions: list[dict[str, object]] = stored.pop("questions")  # type: ignore[assignment]
    stored["languages"] = tuple(stored["languages"])  # type: ignore[arg-type]
    return Content(
        **stored,  # type: ignore[arg-type]
        pages=tuple(Page(**page) for page in pages),
        questions=tuple(_question(each) for each in questions),
    )


def _question(stored: dict[str, object]) -> Question:
    answers: list[dict[str, object]] = stored["answers"]  # type: ignore[assignment]
    return Question(**{**stored, "answers": tuple(Answer(**each) for each in answers)})  # type: ignore[arg-type]
