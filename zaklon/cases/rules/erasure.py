"""When personal data may be erased, and when they must stay."""

from dataclasses import dataclass
from datetime import date

from zaklon.cases.kinds import ErasureBasis
from zaklon.common.errors import NotAllowedNow, RuleBroken

SHORTEST_WORDS = 10


@dataclass(frozen=True)
class Standing:
    """What decides: a legal hold, whether the data are gone already, the file's time, a request that was granted."""

    is_on_hold: bool
    is_erased: bool
    is_open: bool
    retain_until: date | None
    has_granted_request: bool


def refuse_unfit(basis: ErasureBasis, words: str, standing: Standing, today: date) -> None:
    """Raise NotAllowedNow or RuleBroken unless the data may be erased on this basis today."""
    if standing.is_erased:
        raise NotAllowedNow("person_erased")
    if standing.is_on_hold:
        raise NotAllowedNow("erasure_on_hold")
    if basis is ErasureBasis.RESTORED:
        raise RuleBroken("erasure_basis_unfit", field="basis")
    if basis is ErasureBasis.TIME_PASSED and not _has_passed(standing, today):
        raise NotAllowedNow("erasure_time_not_passed")
    if basis is ErasureBasis.REQUEST and not standing.has_granted_request:
        raise NotAllowedNow("erasure_not_granted")
    if basis is ErasureBasis.ORDER and len(words.strip()) < SHORTEST_WORDS:
        raise RuleBroken("erasure_words_missing", field="words", facts={"least": SHORTEST_WORDS})


def _has_passed(standing: Standing, today: date) -> bool:
    return not standing.is_open and standing.retain_until is not None and standing.retain_until <= today
