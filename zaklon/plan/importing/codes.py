"""The codes of activities ("1.1.10."), also where a letter was typed that only looks right."""

import re
from dataclasses import dataclass
from typing import Final

from zaklon.plan.importing.folding import digit_lookalikes, latin_lookalikes

_CODE: Final = re.compile(
    r"\s*(?:(?:activity|aktivnost|aktiviteti)\s+)?(?P<code>[A-Za-z]{0,2}[-.]?[\dОOoЗз]{1,3}(?:\s?\.\s?[\dОOoЗзlI]{1,3}){1,4}[a-z]?)"
    r"(?![\da-z_])(?!\.\d)\s*[.):\-–—]*\s*"
)


@dataclass(frozen=True, slots=True)
class Code:
    """The code of an activity; `was_lookalike` when it was typed with letters that only look right."""

    code: str
    rest: str
    was_lookalike: bool


def code_of(text: str) -> Code | None:
    """The code at the start of an activity cell ("1.1.10.", "А.1.2" in any script) and the text after it."""
    match = _CODE.match(latin_lookalikes(text[:80]))
    if match is None:
        return None
    written = re.sub(r"\s", "", text[match.start("code") : match.end("code")])
    code = re.sub(r"\s", "", match["code"])
    head = re.match(r"[A-Za-z]{0,2}[-.]?", code)
    prefix = head[0] if head and head[0][:1].isalpha() and not head[0].upper().startswith("O") else ""
    body = digit_lookalikes(code[len(prefix) :])
    plain = prefix + body.lstrip("-")
    if sum(character.isdigit() for character in plain) < 2:
        return None
    return Code(plain, text[match.end() :], plain != written.lstrip("-"))
