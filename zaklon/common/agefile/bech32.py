"""Bech32 (BIP 173), in which public and private keys of the age format are written: a mistyped letter is noticed."""

from collections.abc import Iterable, Iterator

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_LENGTH = 6


def encode(prefix: str, content: bytes) -> str:
    """The content in Bech32 under a prefix in small letters."""
    values = list(_regrouped(content, 8, 5, is_padded=True))
    return f"{prefix}1{''.join(_LETTERS[value] for value in values + _check(prefix, values))}"


def decode(prefix: str, text: str) -> bytes:
    """The content. Raises ValueError for another prefix, mixed case, a foreign letter or one that was mistyped."""
    small = text.lower()
    if text not in (small, text.upper()) or not small.startswith(f"{prefix}1"):
        raise ValueError(f"a key of this kind begins with {prefix}1")
    letters = small[len(prefix) + 1 :]
    if len(letters) < _CHECK_LENGTH or any(letter not in _LETTERS for letter in letters):
        raise ValueError("the key has a letter that no key has, or is too short")
    values = [_LETTERS.index(letter) for letter in letters]
    if _check(prefix, values[:-_CHECK_LENGTH]) != values[-_CHECK_LENGTH:]:
        raise ValueError("a letter of the key is wrong or missing")
    return bytes(_regrouped(values[:-_CHECK_LENGTH], 5, 8, is_padded=False))


def _check(prefix: str, values: list[int]) -> list[int]:
    spread = [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]
    rest = _remainder([*spread, *values, *[0] * _CHECK_LENGTH]) ^ 1
    return [(rest >> 5 * (_CHECK_LENGTH - 1 - place)) & 31 for place in range(_CHECK_LENGTH)]


def _remainder(values: Iterable[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            if top >> place & 1:
                rest ^= generator
    return rest


def _regrouped(values: Iterable[int], wide: int, narrow: int, *, is_padded: bool) -> Iterator[int]:
    """The same bits in groups of another width. Raises ValueError for bits that are left over and say something."""
    held = bits = 0
    for value in values:
        held, bits = held << wide | value, bits + wide
        while bits >= narrow:
            bits -= narrow
            yield held >> bits & ((1 << narrow) - 1)
    left = held & ((1 << bits) - 1)
    if is_padded and bits:
        yield left << (narrow - bits) & ((1 << narrow) - 1)
    elif not is_padded and (bits >= wide or left):
        raise ValueError("the key has bits that belong to no key")
