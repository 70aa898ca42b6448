"""A country of invented names: syllables put together, in Montenegrin and Albanian spelling, some common, most rare."""

import random
from itertools import accumulate


def words(text: str) -> list[str]:
    return text.split()


_STARTS = words(
    "Mil Rad Vuk Sav Dra Bran Per Nov Stan Zor Mir Kos Tom Luk Gor Ned Obr Sim Vel Jag Ljub Njeg Đur Živ Čed"
)
_MIDDLES = words("o a e i u ova ora ena ima ola uta aga eša ida")
_FIRST_ENDS = words("n na r ra š ša k ka m l la t d v j ja")
_LAST_ENDS = words("nović rović lović kić jević šević tić dić čić vić žić nik ski")
_ALBANIAN = words("Gjeloshaj Hoxhaj Shkreli Çelaj Nikçi Ujkaj Lulgjuraj Camaj Vuçaj Xhaferi Qosja Zhuri Gjonaj")


def first_names(count: int, seed: int = 1) -> list[str]:
    return _made(count, _FIRST_ENDS, random.Random(seed))  # noqa: S311  the same names each time


def last_names(count: int, seed: int = 2) -> list[str]:
    made = _made(count, _LAST_ENDS, random.Random(seed))  # noqa: S311
    return [*_ALBANIAN, *made][:count]


def _made(count: int, ends: list[str], chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        middle = "".join(chance.choice(_MIDDLES) for _ in range(chance.choice([1, 1, 2, 2, 3])))
        found[chance.choice(_STARTS) + middle + chance.choice(ends)] = None
    return list(found)


def full_names(count: int, *, firsts: int = 300, lasts: int = 2000, seed: int = 3) -> list[str]:
    """`count` full names; the n-th name of each list is borne by a share of about 1/(n + 3), as in real countries."""
    chance = random.Random(seed)  # noqa: S311
    first = chance.choices(first_names(firsts), cum_weights=_shares(firsts), k=count)
    last = chance.choices(last_names(lasts), cum_weights=_shares(lasts), k=count)
    return [f"{one} {other}" for one, other in zip(first, last, strict=True)]


def _shares(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


def mistyped(name: str, chance: random.Random) -> str:
    """The name with one letter left out, doubled, swapped with the next, or another; not the first of a word."""
    places = [at for at in range(1, len(name) - 1) if name[at - 1] != " " and " " not in name[at : at + 2]]
    at = chance.choice(places)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    slips = [before + after, f"{before}{letter}{letter}{after}", f"{before}{chance.choice('aeiourstn')}{after}"]
    return chance.choice([*slips, before + after[0] + letter + after[1:]])
