"""Neutral wording: what nothing may say that a person takes along, by the words of the country pack (DOMAIN.md 0.7)."""

from zaklon.cases.rules.neutral import telling_words
from zaklon.common.errors import RuleBroken
from zaklon.vocabulary.queries import vocabulary

_LIST = "never_printed"


def never_printed() -> tuple[str, ...]:
    """Beginnings of words that no paper to a person may say, in every language of the pack. One query."""
    words = vocabulary()
    return tuple(
        text
        for (list_code, _code), term in sorted(words.terms.items())
        if list_code == _LIST
        for text in term.labels.values()
    )


def told_by(*texts: str) -> tuple[str, ...]:
    """The words of the texts from which others would learn why a person has the paper. One query."""
    beginnings = never_printed()
    return tuple(sorted({word for text in texts for word in telling_words(text, beginnings)}))


def refuse_telling(*texts: str, field: str | None = None) -> None:
    """Raise RuleBroken, with the words, when a text says one that tells why a person has it."""
    if told := told_by(*texts):
        raise RuleBroken("wording_tells", field=field, facts={"words": ", ".join(told)})
