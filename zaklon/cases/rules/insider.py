"""Rules against misuse from inside: from counts of a day to a verdict. The limits come from the country pack."""

from dataclasses import dataclass

from zaklon.cases.kinds import AlertKind, Verdict


@dataclass(frozen=True)
class Limits:
    """How many a day are a reason to warn, and how many to stop."""

    warn_cases: int
    stop_cases: int
    warn_searches: int
    stop_searches: int


@dataclass(frozen=True)
class Day:
    """What one person has done since the day began: different cases opened, and searches since the last opening."""

    cases: int
    searches_only: int


@dataclass(frozen=True)
class Finding:
    """What is noticed, how many times, and what follows; `is_new` once it stands on the list for the first time."""

    kind: AlertKind
    verdict: Verdict
    count: int
    is_new: bool = False


def findings(day: Day, limits: Limits) -> tuple[Finding, ...]:
    """What is unusual about the day, worst first."""
    found = (
        _judged(AlertKind.MANY_CASES, day.cases, limits.warn_cases, limits.stop_cases),
        _judged(AlertKind.SEARCHES_ONLY, day.searches_only, limits.warn_searches, limits.stop_searches),
    )
    return tuple(sorted((each for each in found if each), key=lambda each: each.verdict is not Verdict.STOPPED))


def _judged(kind: AlertKind, count: int, warn: int, stop: int) -> Finding | None:
    if count >= stop:
        return Finding(kind, Verdict.STOPPED, count)
    return Finding(kind, Verdict.WARNED, count) if count >= warn else None
