"""Numbers by which a person is found: of documents, telephones, birth dates. As typed, they are brought to one form."""

import re
from collections.abc import Iterable

# What something is filed under: its kind and its text.
Value = tuple[str, str]

_LONGEST = 40
_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?|(\d{4})-(\d{2})-(\d{2})")
# Digits with their separators, perhaps with letters before or after them that belong to it.
_RUN = re.compile(r"(?:\b([^\W\d_]{1,3}[ -]?))?(\+?\(?\d(?:[\d ()/.-]*\d)?)([^\W_]*)")
# A telephone with and without the country's prefix has its last digits in common.
_TAIL = 8
_MOST_DIGITS = 15


def number_values(number: str) -> dict[Value, int]:
    """What a number is filed and looked up under, with its weight of 1000; nothing for a text without three digits."""
    text = number.strip()[:_LONGEST]
    if (date := _DATE.fullmatch(text)) is not None:
        return {("number", _as_date(date)): 1000}
    bare = re.sub(r"[^0-9A-Z]", "", text.upper()).removeprefix("00")
    if sum(letter.isdigit() for letter in bare) < 3:
        return {}
    values: dict[Value, int] = {("number", bare): 1000}
    if bare.isdigit() and _TAIL <= len(bare) <= _MOST_DIGITS:
        values["tail", bare[-_TAIL:]] = 800
    return values


def stored_values(numbers: Iterable[str]) -> dict[Value, None]:
    """All that the numbers of a person are filed under, in order."""
    return dict.fromkeys(value for number in numbers for value in number_values(number))


def numbers_in(text: str) -> tuple[list[dict[Value, int]], str]:
    """What each number in a typed text may be filed under, and the text without the digits.

    Short letters before a number may be part of it (AB 123456) or a name (Ana 067123456): both are looked for.
    """
    found = [number_values(match[0]) for match in _DATE.finditer(text)]
    rest = _DATE.sub(" ", text)
    for match in _RUN.finditer(rest):
        before, digits, after = match[1] or "", match[2], match[3]
        values: dict[Value, int] = {}
        for piece in (before + digits + after, digits + after, *digits.split()):
            values = number_values(piece) | values
        found.append(values)
    return [values for values in found if values], _RUN.sub(_name_before, rest)


def _name_before(match: re.Match[str]) -> str:
    """The letters before a number, where they stand apart from it."""
    return f" {match[1]} " if (match[1] or "").endswith(" ") else " "


def _as_date(found: re.Match[str]) -> str:
    if found[4]:
        return found[4] + found[5] + found[6]
    return f"{found[3]}{int(found[2]):02}{int(found[1]):02}"
