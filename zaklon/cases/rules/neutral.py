"""Words that nothing may say which is printed, stamped or sent to a person: others would learn why the person has it.

The words come from the country pack (list `never_printed`), as beginnings of words in each language.
"""

import re
import unicodedata
from collections.abc import Iterable

from zaklon.common.scripts import to_latin

_WORDS = re.compile(r"\w+")


def plain(text: str) -> str:
    """Small letters without marks, Cyrillic read as Latin."""
    spread = unicodedata.normalize("NFKD", to_latin(text).casefold().replace("đ", "dj"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def telling_words(text: str, beginnings: Iterable[str]) -> tuple[str, ...]:
    """The words of the text that say too much, as they stand there; a beginning may be of several words."""
    said = plain(text)
    wanted = [plain(beginning).strip() for beginning in beginnings]
    spots = [match.start() for match in _WORDS.finditer(said)]
    found = {
        _word_at(text, said, spot)
        for spot in spots
        for beginning in wanted
        if beginning and said.startswith(beginning, spot)
    }
    return tuple(sorted(found))


def _word_at(text: str, said: str, spot: int) -> str:
    """The word of the text as it was written, where its length was not changed by the marks; else as it was read."""
    match = _WORDS.match(said, spot)
    read = match.group() if match else ""
    return text[spot : spot + len(read)] if len(text) == len(said) else read
