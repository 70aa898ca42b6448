"""Codes of certificates: eleven drawn letters and one that shows a slip of the pen.

The alphabet has 31 letters and digits, without those that look alike (0 O, 1 I L). 31 is prime, so the weighted sum
finds every single wrong letter and every two that changed places. 31^11 codes are more than 2^54: with the name beside
it nobody meets one by trying.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DRAWN = 11
_GROUP = 4
_LEFT_OUT = frozenset(" -–—.\N{NO-BREAK SPACE}\t\r\n")


def new_code() -> str:
    """A fresh code as it is printed: XXXX-XXXX-XXXX."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return shown(drawn + check_letter(drawn))


def shown(code: str) -> str:
    """Twelve letters in groups of four."""
    return "-".join(code[place : place + _GROUP] for place in range(0, len(code), _GROUP))


def read_code(typed: str) -> str | None:
    """The twelve letters that somebody typed, however spaced and in whatever case; None when they cannot be a code."""
    code = "".join(letter for letter in typed.upper() if letter not in _LEFT_OUT)
    if len(code) != DRAWN + 1 or any(letter not in ALPHABET for letter in code):
        return None
    return code if code[-1] == check_letter(code[:-1]) else None


def check_letter(drawn: str) -> str:
    """The letter that brings the weighted sum to a multiple of 31."""
    total = sum((place + 2) * ALPHABET.index(letter) for place, letter in enumerate(drawn))
    return ALPHABET[-total % len(ALPHABET)]
