"""The money of one activity: its lines, or that none is required, or that it is not clear."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from zaklon.common.money import Money
from zaklon.plan.importing.amounts import (
    Amount,
    is_budget,
    is_donation,
    names_all_implementers,
    payer_name,
    read_amounts,
    says_no_funding,
)
from zaklon.plan.importing.folding import tidy
from zaklon.plan.importing.readings import Certainty, Funding, ReadBody, ReadMoney, weakest
from zaklon.plan.importing.responsible import BodyReader

Ask = Callable[..., None]
_OWN: Final = re.compile(r"\b(?:own|sopstven\w*|vlastit\w*|vetanak\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadFunding:
    """What the money cell says."""

    funding: Funding
    money: tuple[ReadMoney, ...]
    certainty: Certainty


class FundingReader:
    """Reads money cells with the directory of bodies, for a plan whose amounts lack a currency now and then."""

    def __init__(self, bodies: BodyReader, currency: str, *, is_currency_told: bool = False) -> None:
        self._bodies = bodies
        self._currency = currency
        self._is_currency_told = is_currency_told

    def read(self, text: str, source: str, actors: tuple[ReadBody, ...], ask: Ask) -> ReadFunding:
        """The money of an activity from its amount cell and its source cell (empty where the plan has none)."""
        written = tidy(text)
        amounts = read_amounts(text)
        stated = [amount for amount in amounts if amount.value > 0]
        if says_no_funding(text):
            if not stated:
                has_words = any(character.isalpha() for character in written)
                return ReadFunding(Funding.NOT_REQUIRED, (), Certainty.SURE if has_words else Certainty.LIKELY)
            ask("money_contradiction", text=written)
            return ReadFunding(Funding.UNCLEAR, (), Certainty.UNSURE)
        if not written:
            return self._without_amount(source, ask)
        if not stated or any(amount.is_range for amount in stated):
            ask("money_unclear", text=written)
            return ReadFunding(Funding.UNCLEAR, (), Certainty.UNSURE)
        sources = _sources(stated, source)
        money = tuple(self._line(amount, paid_by, actors, ask) for amount, paid_by in zip(stated, sources, strict=True))
        return ReadFunding(Funding.STATED, money, weakest(*(line.certainty for line in money)))

    def _without_amount(self, source: str, ask: Ask) -> ReadFunding:
        if source.strip() and says_no_funding(source):
            return ReadFunding(Funding.NOT_REQUIRED, (), Certainty.LIKELY)
        ask("money_missing")
        return ReadFunding(Funding.UNCLEAR, (), Certainty.UNSURE)

    def _line(self, amount: Amount, source: str, actors: tuple[ReadBody, ...], ask: Ask) -> ReadMoney:
        currency = amount.currency or self._currency
        shown = f"{amount.value:,.2f} {currency}".replace(",", " ")
        certainty = amount.certainty
        is_assumed = amount.currency is None and not self._is_currency_told
        if is_assumed:
            certainty = weakest(certainty, Certainty.LIKELY)
            ask("money_currency", text=amount.written, currency=currency)
        if amount.is_estimate:
            ask("money_estimate", text=amount.written, amount=shown)
        elif amount.certainty is not Certainty.SURE:
            ask("money_separator", text=amount.written, amount=shown)
        gift, everyone = is_donation(source), names_all_implementers(source)
        payers, payer_certainty = ((), Certainty.SURE) if gift or everyone else self._payers(source, actors, shown, ask)
        certainty = weakest(certainty, payer_certainty)
        minor = Money.rounded(currency, amount.value).minor
        return ReadMoney(minor, currency, source, payers, gift, everyone, certainty, is_assumed)

    def _payers(
        self, source: str, actors: tuple[ReadBody, ...], shown: str, ask: Ask
    ) -> tuple[tuple[str, ...], Certainty]:
        if not source:
            ask("money_source", amount=shown)
            return (), Certainty.UNSURE
        name = payer_name(source)
        if (not name and is_budget(source)) or _OWN.search(source):  # "own funds", "budget": the leading body pays
            lead = actors[0].code if actors else None
            return ((lead,) if lead else ()), Certainty.LIKELY
        bodies = self._bodies.read(name)
        codes = tuple(body.code for body in bodies if body.code)
        if not codes or len(codes) < len(bodies):
            ask("money_payer", source=source)
            return codes, Certainty.UNSURE
        return codes, weakest(*(body.certainty for body in bodies))


def _sources(amounts: list[Amount], column: str) -> list[str]:
    """Each amount's source: its own words, else its line of the source column, else the whole of that column."""
    lines = [tidy(line) for line in column.split("\n") if line.strip()]
    if len(lines) != len(amounts):
        lines = [tidy(column)] * len(amounts)
    return [amount.source or line for amount, line in zip(amounts, lines, strict=True)]
