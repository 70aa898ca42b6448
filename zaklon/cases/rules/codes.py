"""Codes of cases: they say nothing, are easy to read out, and one wrong letter is noticed."""

import secrets

# Without 0 O 1 I L and without vowels, so that no word comes out.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
_LENGTH = 7


def new_code() -> str:
    """A random code such as K7QW-3F9M: seven letters and a check letter, about 10 to the power of 10 codes."""
    body = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    whole = body + check_letter(body)
    return f"{whole[:4]}-{whole[4:]}"


def check_letter(body: str) -> str:
    """The letter that makes a mistyped or swapped letter visible (weighted sum, weights prime to the alphabet)."""
    weights = (1, 2, 4, 5, 7, 8, 10)
    total = sum(weight * _LETTERS.index(letter) for weight, letter in zip(weights, body, strict=True))
    return _LETTERS[total % len(_LETTERS)]


def read_code(typed: str) -> str | None:
    """The code that somebody typed, in its written form; None when it cannot be one."""
    letters = "".join(typed.upper().split()).replace("-", "")
    if len(letters) != _LENGTH + 1 or any(letter not in _LETTERS for letter in letters):
        return None
    return f"{letters[:4]}-{letters[4:]}" if check_letter(letters[:-1]) == letters[-1] else None
