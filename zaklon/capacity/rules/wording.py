"""Which of its languages a course is shown in, and in which script."""

from collections.abc import Collection, Mapping

from zaklon.common.scripts import to_cyrillic

_ENGLISH = "en"


def language_for(languages: Collection[str], wanted: str) -> str:
    """The reader's language where the course has it, Cyrillic from Latin by rule; else English, else its first."""
    if wanted.partition("-")[0] in languages:
        return wanted
    return _ENGLISH if _ENGLISH in languages else next(iter(languages))


def in_script(text: str, language: str) -> str:
    """A text of the course in the script of the language that `language_for` gave."""
    return to_cyrillic(text) if language.endswith("-cyrl") else text


def text_in(texts: Mapping[str, str], wanted: str) -> str:
    """One text of a course for a reader."""
    language = language_for(texts, wanted)
    return in_script(texts[language.partition("-")[0]], language)
