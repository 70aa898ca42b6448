"""What may be told of counted persons to whoever does not work for the coordinator (DOMAIN.md F.6).

Days are chosen freely, so two numbers could be subtracted: of 1 January to 5 May, and to 6 May. Such readers therefore
get numbers of persons for one whole calendar year at a time, and small ones not at all. Years do not overlap.
"""

from dataclasses import dataclass
from decimal import Decimal

from zaklon.registers.counting import Days


@dataclass(frozen=True)
class Reader:
    """The smallest number of persons that a reader may meet; None for one who meets exact numbers."""

    smallest: int | None

    def may_count(self, days: Days) -> bool:
        """Whether persons are counted for this reader over these days at all."""
        return self.smallest is None or is_one_year(days)

    def told(self, number: Decimal | None, days: Days) -> Decimal | None:
        """A number of persons as this reader gets it; None where it is withheld, or not known."""
        if number is None or self.smallest is None:
            return number
        return number if is_one_year(days) and not 0 < number < self.smallest else None


def is_one_year(days: Days) -> bool:
    """Whether the days are one calendar year, whole."""
    start, end = days.start, days.end
    return start.year == end.year and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
