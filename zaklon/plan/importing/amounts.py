"""Money cells: amounts in any spelling with their currency, who pays, and "no funding required"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zaklon.plan.importing.folding import fold, fold_with_places, tidy
from zaklon.plan.importing.numerals import FoundNumber, numbers_in
from zaklon.plan.importing.readings import Certainty, weakest

# Folded spellings; a bare letter sign must stand beside the number.
_CURRENCIES: Final[tuple[tuple[str, str], ...]] = (
    ("EUR", r"€|eur(?:os?|a|i|\.)?\b|evr[aoi]\b|ojro"),
    ("USD", r"us ?\$|usd\b|\$|(?:us )?dol+ar\w*"),
    ("RSD", r"rsd\b|din(?:ar\w*|\.)?\b"),
    ("ALL", r"lek[eu]?\b"),
    ("GBP", r"£|gbp\b"),
    ("CHF", r"chf\b"),
    ("BAM", r"bam\b|km\b"),
    ("MKD", r"mkd\b|denar\w*"),
)
_ANY_CURRENCY: Final = "|".join(spelling for _, spelling in _CURRENCIES)
_CURRENCY: Final = re.compile("|".join(rf"(?P<{code}>(?<![a-z])(?:{spelling}))" for code, spelling in _CURRENCIES))
_NO_FUNDING: Final = re.compile(
    r"\bno (?:additional |extra |special )?(?:fund|financ|budget|cost|money)|\bnot? (?:required|needed|necessary)\b"
    r"|\bwithout (?:fund|financ|cost)|\bfree of charge"
    r"|\bni(?:je|su|jesu) potrebn|\bbez (?:finans|trosk|dodatn|sredst)|\bne zahtij?ev|\bnema trosk|\bne iziskuj"
    r"|\bnuk (?:kerko|nevoj|ka (?:kosto|nevoj|shpenz|buxhet)|(?:eshte|jane) (?:e |te )?nevoj)"
    r"|\bpa (?:kosto|fond|shpenz|buxhet)"
    r"|\bs'?ka (?:kosto|shpenz)"
)
_NIL: Final = frozenset({"nil", "none", "n/a", "na", "n.a.", "nema", "asnje"})
_ZERO: Final = re.compile(rf"(?:(?:{_ANY_CURRENCY})\s*)?0+(?:[.,]0+)?(?:\s*(?:{_ANY_CURRENCY}))?")
_NOTHING: Final = re.compile(r"[\s\-/.]+")
_DONATION: Final = re.compile(r"\bdonaci|\bdonat|\bdonor|\bdonacion|\bdonim|\bdhurim")
_ALL_IMPLEMENTERS: Final = re.compile(
    r"\ball (?:the )?(?:implement|institution|bod|partner)|\bsv(?:i|ih|e) (?:nosi|institu|implement|organ|realiz)"
    r"|\bte gjith\w* (?:zbatues|institu|bartes|implement)"
)
_BUDGET: Final = re.compile(
    r"\b(?:the |regular |redovn\w+ )*(?:budgets? of|budgets?|budzet\w*|buxhet\w*)(?:\s+(?:i|e|te|nga))?\b"
    r"|\b(?:own|sopstven\w+|vlastit\w+|vetanak\w+) (?:resources|funds|sredst\w*|burim\w*)"
)
_ESTIMATE: Final = re.compile(
    r"(?:\babout|\baround|\bapprox\w*|\bcca?\b\.?|\bca\b\.?|\boko|\bokvirno|\bup to|\bmax\w*|\bdo\b|\bderi(?: ne)?"
    r"|\brreth|\bafersisht|\bat least|\bmin\w*|\bnajmanje|\bod|~)\s*(?:€|us ?\$|\$|eur|usd)?\s*$"
)
_RANGE: Final = re.compile(r"\s*(?:€|eur\w*)?\s*(?:-|do|to|deri)\s*(?:€|eur)?\s*")
_PREPOSITION: Final = re.compile(r"^(?:from|of|iz|od|nga|prej)\s+", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \u00a0\u202f]*")
_FILLERS: Final = frozenset({"and", "i", "dhe", "te", "od", "nga", "from", "iz"})
_EDGE: Final = " \t\n:;,-–—()[]/"


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount in a money cell, with the words beside it that say who pays."""

    value: Decimal
    currency: str | None
    source: str
    written: str
    is_estimate: bool
    is_range: bool
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class _Span:
    number: FoundNumber
    start: int
    end: int
    currency: str | None


def says_no_funding(text: str) -> bool:
    """Whether the cell says that no money is required: words in three languages, a dash, or zero."""
    folded = fold(text).strip()
    if not folded:
        return False
    is_nothing = _NOTHING.fullmatch(folded) or _ZERO.fullmatch(folded)
    return bool(_NO_FUNDING.search(folded) or is_nothing) or folded in _NIL


def is_donation(source: str) -> bool:
    """Whether the source is a gift rather than a budget."""
    return bool(_DONATION.search(fold(source)))


def names_all_implementers(source: str) -> bool:
    """Whether the source is the budget of every implementing body."""
    return bool(_ALL_IMPLEMENTERS.search(fold(source)))


def is_budget(source: str) -> bool:
    """Whether the source is called a budget."""
    return bool(_BUDGET.search(fold(source)))


def payer_name(source: str) -> str:
    """The body within a source such as "(Ministry of Health budget)" or "Budžet Ministarstva zdravlja"."""
    folded, places = fold_with_places(source)
    kept, position = [], 0
    for match in _BUDGET.finditer(folded):
        kept.append(source[places[position] : places[match.start()]])
        position = match.end()
    kept.append(source[places[position] :])
    return _PREPOSITION.sub("", tidy(" ".join(kept)).strip(_EDGE))


def currency_in(heading: str) -> str | None:
    """The currency that a heading such as "Budget (EUR)" names for its whole column."""
    match = _CURRENCY.search(fold(heading))
    return match.lastgroup if match else None


def read_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount in a money cell with its currency (None when not written) and its source.

    Numbers beside a currency are amounts; others only where they stand alone, and years never.
    """
    folded, places = fold_with_places(text)
    spans = _amount_spans(folded)
    sources = _sources(text, [(places[span.start], places[span.end]) for span in spans])
    amounts = []
    for index, span in enumerate(spans):
        before = folded[spans[index - 1].end if index else 0 : span.start]
        is_estimate = bool(_ESTIMATE.search(before))
        certainty = weakest(span.number.certainty, Certainty.LIKELY if is_estimate else Certainty.SURE)
        written = tidy(text[places[span.start] : places[span.end]])
        is_range = _is_range(folded, spans, index)
        amounts.append(
            Amount(span.number.value, span.currency, sources[index], written, is_estimate, is_range, certainty)
        )
    return tuple(amounts)


def _is_range(folded: str, spans: list[_Span], index: int) -> bool:
    before = index > 0 and _RANGE.fullmatch(folded[spans[index - 1].end : spans[index].start])
    after = index + 1 < len(spans) and _RANGE.fullmatch(folded[spans[index].end : spans[index + 1].start])
    return bool(before or after)


def _amount_spans(folded: str) -> list[_Span]:
    spans = [_with_currency(folded, number) for number in numbers_in(folded)]
    if any(span.currency for span in spans):
        return [span for index, span in enumerate(spans) if span.currency or _stands_alone(folded, spans, index)]
    return [span for span in spans if not span.number.is_word and not _is_year(span.number)]


def _stands_alone(folded: str, spans: list[_Span], index: int) -> bool:
    """Whether a number without currency beside others with one is an amount: on its own line, or before a bracket."""
    span = spans[index]
    if span.number.is_word or _is_year(span.number):
        return False
    starts_line = not folded[: span.start].strip() or folded[: span.start].rstrip(" \t").endswith("\n")
    return _starts_range(folded, spans, index) or starts_line or folded[span.end :].lstrip().startswith("(")


def _starts_range(folded: str, spans: list[_Span], index: int) -> bool:
    """Whether the number is the lower end of "3 000 - 5 000 EUR"."""
    return index + 1 < len(spans) and bool(_RANGE.fullmatch(folded[spans[index].end : spans[index + 1].start]))


def _is_year(number: FoundNumber) -> bool:
    return number.end - number.start == 4 and 1990 <= number.value <= 2100


def _with_currency(folded: str, number: FoundNumber) -> _Span:
    blanks = _BLANKS.match(folded, number.end)
    if match := _CURRENCY.match(folded, blanks.end() if blanks else number.end):
        return _Span(number, number.start, match.end(), match.lastgroup)
    before = folded[max(0, number.start - 8) : number.start].rstrip()
    for match in _CURRENCY.finditer(before):
        if match.end() == len(before):
            return _Span(number, max(0, number.start - 8) + match.start(), number.end, match.lastgroup)
    return _Span(number, number.start, number.end, None)


def _sources(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """The words that belong to each amount: those after it, or those before where the cell is written that way."""
    if not spans:
        return []
    edges = (
        [(0, spans[0][0])]
        + [(spans[i][1], spans[i + 1][0]) for i in range(len(spans) - 1)]
        + [(spans[-1][1], len(text))]
    )
    pieces = [_clean_source(text[start:end]) for start, end in edges]
    stands_before = bool(pieces[0]) and (not pieces[-1] or text[: spans[0][0]].rstrip().endswith(":"))
    return pieces[:-1] if stands_before else pieces[1:]


def _clean_source(piece: str) -> str:
    cleaned = tidy(piece).strip(_EDGE)
    words = fold(cleaned)
    return (
        "" if _ESTIMATE.fullmatch(words) or words in {"and", "i", "dhe", "te", "od", "nga", "from", "iz"} else cleaned
    )
