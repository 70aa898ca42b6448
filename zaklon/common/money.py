"""Money in minor units with its currency; never a float."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

# Currencies whose minor unit is not a hundredth (ISO 4217, list one). CLDR's own table follows what shops round to,
# and changes; what is stored must not.
_DIGITS: Final = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}


@dataclass(frozen=True, order=True)
class Money:
    """An amount in minor units (cents) of an ISO 4217 currency."""

    currency: str
    minor: int

    @property
    def amount(self) -> Decimal:
        """The amount in whole units, as people write it: 1500.50."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    @classmethod
    def of(cls, currency: str, amount: Decimal | int) -> "Money":
        """An amount in whole units; what is smaller than a minor unit is cut off."""
        return cls(currency, int(Decimal(amount).scaleb(digits(currency))))

    @classmethod
    def rounded(cls, currency: str, amount: Decimal) -> "Money":
        """An amount as a paper writes it, to the nearest minor unit."""
        minor = amount.scaleb(digits(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return cls(currency, int(minor))

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.currency, self.minor + other.minor)


def digits(currency: str) -> int:
    """Decimal digits of a currency (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def totals(amounts: Iterable[Money]) -> dict[str, int]:
    """Sum of minor units for each currency; currencies are never mixed."""
    sums: dict[str, int] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    return sums
