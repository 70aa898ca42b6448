"""Reading the manifest of a course: every part is there, in every language, within its limits; the format is in
docs/courses.md."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zaklon.capacity.rules.content import Answer, Content, Page, Question, Texts
from zaklon.capacity.rules.markup import pictures_in
from zaklon.capacity.rules.packaging import Parcel
from zaklon.common.errors import RuleBroken

FORMAT = "zaklon-course-1"
LANGUAGES = ("cnr", "sq", "en")
_CODE = re.compile(r"[a-z][a-z0-9-]{2,39}")
_PAGE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
# Letters that are none: they cannot be stored, or would hide what a text says.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LINE, _TEXT = 200, 2_000
_MOST_PAGES, _MOST_QUESTIONS, _MOST_ANSWERS = 60, 60, 8
_KEYS = frozenset(
    {"format", "code", "languages", "title", "summary", "hours", "pass_mark", "tries_a_day", "pages", "questions"}
)
_QUESTION_KEYS = frozenset({"kind", "text", "answers", "explanation"})
_KINDS = ("one", "several")


def read_course(parcel: Parcel) -> Content:
    """The course of a parcel. Raises RuleBroken on field `file`, naming the place in the manifest and the mend."""
    data = _object(_json(parcel.manifest), "course.json", _KEYS)
    if data["format"] != FORMAT:
        raise _wrong("format", f'"{FORMAT}"')
    languages = _languages(data["languages"])
    content = Content(
        code=_matching(data["code"], _CODE, "code", "a-z, 0-9, -"),
        languages=languages,
        titles=_texts(data["title"], languages, "title", _LINE),
        summaries=_texts(data["summary"], languages, "summary", _TEXT),
        hours=_number(data["hours"], "hours", 1, 200),
        pass_mark=_number(data["pass_mark"], "pass_mark", 1, 100),
        tries_a_day=_number(data["tries_a_day"], "tries_a_day", 1, 20),
        pages=_pages(_some(data["pages"], "pages", 1, _MOST_PAGES), languages, parcel),
        questions=_questions(_some(data["questions"], "questions", 1, _MOST_QUESTIONS), languages),
    )
    _check_files(data["pages"], content, parcel)
    return content


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise RuleBroken("course_manifest_unreadable", field="file", facts={"line": line}) from error


def _pages(found: Sequence[object], languages: Sequence[str], parcel: Parcel) -> tuple[Page, ...]:
    names = [_matching(each, _PAGE, f"pages[{place}]", "a-z, 0-9, -, _") for place, each in enumerate(found)]
    if len(set(names)) != len(names):
        raise RuleBroken("course_manifest_twice", field="file", facts={"where": "pages"})
    return tuple(_page(name, languages, parcel) for name in names)


def _page(name: str, languages: Sequence[str], parcel: Parcel) -> Page:
    titles, texts = {}, {}
    for language in languages:
        path = f"pages/{name}.{language}.md"
        if path not in parcel.pages:
            raise RuleBroken("course_file_missing", field="file", facts={"name": path})
        first, _line, rest = parcel.pages[path].lstrip().partition("\n")
        if not first.startswith("# ") or not 1 <= len(first[2:].strip()) <= _LINE or not rest.strip():
            raise RuleBroken("course_page_without_title", field="file", facts={"name": path})
        titles[language], texts[language] = first[2:].strip(), rest.strip()
    return Page(titles, texts)


def _questions(found: Sequence[object], languages: Sequence[str]) -> tuple[Question, ...]:
    return tuple(_question(each, languages, f"questions[{place}]") for place, each in enumerate(found))


def _question(found: object, languages: Sequence[str], where: str) -> Question:
    data = _object(found, where, _QUESTION_KEYS)
    if data["kind"] not in _KINDS:
        raise _wrong(f"{where}.kind", " / ".join(_KINDS))
    offered = _some(data["answers"], f"{where}.answers", 2, _MOST_ANSWERS)
    answers = tuple(_answer(each, languages, f"{where}.answers[{place}]") for place, each in enumerate(offered))
    is_single = data["kind"] == "one"
    right = sum(answer.is_right for answer in answers)
    if right == 0 or (is_single and right != 1):
        raise RuleBroken("course_right_answers_wrong", field="file", facts={"where": where})
    text, explanation = data["text"], data["explanation"]
    return Question(
        _texts(text, languages, f"{where}.text", _TEXT),
        is_single,
        answers,
        _texts(explanation, languages, f"{where}.explanation", _TEXT),
    )


def _answer(found: object, languages: Sequence[str], where: str) -> Answer:
    data = _object(found, where, frozenset({"text", "is_right"}))
    if not isinstance(data["is_right"], bool):
        raise _wrong(f"{where}.is_right", "true / false")
    return Answer(_texts(data["text"], languages, f"{where}.text", _TEXT), data["is_right"])


def _check_files(pages: Iterable[str], content: Content, parcel: Parcel) -> None:
    """Each picture is shown and described, and nothing lies in the parcel that the course does not show."""
    wanted = {f"pages/{name}.{language}.md" for name in pages for language in content.languages}
    shown = [found for page in content.pages for text in page.texts.values() for found in pictures_in(text)]
    for name, alt in shown:
        if name not in parcel.pictures:
            raise RuleBroken("course_file_missing", field="file", facts={"name": f"pictures/{name}"})
        if not alt:
            raise RuleBroken("course_picture_undescribed", field="file", facts={"name": name})
    spare = (set(parcel.pages) - wanted) | {f"pictures/{each}" for each in set(parcel.pictures) - {n for n, _ in shown}}
    if spare:
        raise RuleBroken("course_file_unknown", field="file", facts={"name": min(spare)})


def _languages(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not found or any(each not in LANGUAGES for each in found):
        raise _wrong("languages", ", ".join(LANGUAGES))
    if len(set(found)) != len(found):
        raise RuleBroken("course_manifest_twice", field="file", facts={"where": "languages"})
    return tuple(found)


def _texts(found: object, languages: Sequence[str], where: str, longest: int) -> Texts:
    data = _object(found, where, frozenset(languages))
    for language, text in data.items():
        if not isinstance(text, str) or not 1 <= len(text.strip()) <= longest or _UNPRINTABLE.search(text):
            raise RuleBroken(
                "course_text_missing", field="file", facts={"where": f"{where}.{language}", "longest": longest}
            )
    return {language: " ".join(data[language].split()) for language in languages}


def _object(found: object, where: str, keys: frozenset[str]) -> Mapping[str, Any]:
    """An object with exactly these keys."""
    if not isinstance(found, dict) or set(found) != keys:
        raise _wrong(where, ", ".join(sorted(keys)))
    return found


def _some(found: object, where: str, fewest: int, most: int) -> Sequence[object]:
    if not isinstance(found, list) or not fewest <= len(found) <= most:
        raise _wrong(where, f"{fewest}–{most}")
    return found


def _number(found: object, where: str, least: int, most: int) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise _wrong(where, f"{least}–{most}")
    return found


def _matching(found: object, pattern: re.Pattern[str], where: str, letters: str) -> str:
    if not isinstance(found, str) or not pattern.fullmatch(found):
        raise _wrong(where, letters)
    return found


def _wrong(where: str, wanted: str) -> RuleBroken:
    return RuleBroken("course_manifest_wrong", field="file", facts={"where": where, "wanted": wanted})
