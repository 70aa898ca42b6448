"""Texts in another language than their page, marked so that they are spoken as what they are (WCAG 2.2, 3.1.2)."""

from collections.abc import Mapping
from typing import Self

from markupsafe import Markup, escape

from zaklon.web.languages import current, tag_of


class ForeignText(str):
    """A text that its query could not give in the reader's language; `tag` is the BCP 47 tag of its own.

    It is a plain string to everything but `in_language`; joined or cut, it loses its tag.
    """

    tag: str

    @classmethod
    def of(cls, text: str, language: str) -> Self:
        """The text in the language of a code such as "cnr"."""
        made = cls(text)
        made.tag = tag_of(language)
        return made


def in_language(text: object) -> object:
    """The text for a page: within a `lang` of its own where it is in another language than the page."""
    if isinstance(text, ForeignText) and text.tag != current().tag:
        return Markup('<span lang="{}">{}</span>').format(text.tag, str(text))
    return text


def sentence(words: str, facts: Mapping[str, object]) -> str:
    """A translated sentence with its facts put in, foreign ones within a `lang` of their own."""
    if not any(isinstance(fact, ForeignText) for fact in facts.values()):
        return words % facts
    return escape(words) % {name: in_language(fact) for name, fact in facts.items()}
