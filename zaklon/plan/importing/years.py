"""For which year a plan is, and which years its strategy covers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from zaklon.plan.importing.doubts import Doubts
from zaklon.plan.importing.folding import fold
from zaklon.plan.importing.readings import Certainty, PlanYear

_YEAR: Final = r"(20\d\d)(?!\d)(?!\.?\s*-\s*20\d\d)"
_PLAN_FOR: Final = re.compile(
    rf"(?:\baction plan|\bakcion\w* plan\w*|\bplan\w* (?:i |e |te )?(?:i )?veprimit)[^.;]{{0,240}}?"
    rf"(?:\bfor(?: the (?:year|period))?|\bza|\bu|\bper(?: vitin)?|\bviti[nt]?)\s+(?:godinu\s+)?{_YEAR}"
)
_TITLE: Final = re.compile(rf"^(?:.{{0,160}}\b)?plan\w*\b.{{0,160}}?\b{_YEAR}\.?(?:\s*(?:godin\w*|viti\w*))?\W*$")
_IN_NAME: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?![-_ ]20\d\d)(?<!20\d\d[-_ ]\d\d\d\d)")
_STRATEGY: Final = re.compile(r"strateg[^.,;]{0,100}?(?<!\d)((?:19|20)\d\d)\.?\s*-\s*((?:19|20)\d\d)")
_WRITTEN: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MAX_TEXT: Final = 20_000


def plan_year(
    texts: Sequence[str], names: Sequence[str], times: Iterable[str], given: int | None, doubts: Doubts
) -> PlanYear:
    """The year of the plan: the one given, else that of the text, the file's name or the time cells.

    `names` holds the file's name first, then those of its sheets. Years that disagree become a question.
    """
    votes = Counter(year for text in texts for year in _named_in(text[:_MAX_TEXT]))
    name_years = [int(year) for year in _IN_NAME.findall(names[0])] if names else []
    if given is not None:
        if votes and votes.most_common(1)[0][0] != given:
            doubts.ask("", "year_given_differs", given=given, found=votes.most_common(1)[0][0])
        return PlanYear(given, "given", Certainty.SURE)
    if votes:
        return _by_votes(votes, name_years, doubts)
    sheet_years = [int(year) for name in names[1:] for year in _IN_NAME.findall(name)]
    if name_years or sheet_years:
        return PlanYear((name_years or sheet_years)[-1], "file_name", Certainty.LIKELY)
    return _by_times(times, doubts)


def _named_in(text: str) -> list[int]:
    folded = fold(text)
    if found := _PLAN_FOR.findall(folded):
        return [int(year) for year in found]
    title = _TITLE.match(folded) if len(folded) < 300 else None
    return [int(title[1])] if title else []


def _by_votes(votes: Counter[int], name_years: list[int], doubts: Doubts) -> PlanYear:
    ranked = votes.most_common()
    best = ranked[0][0]
    if len(ranked) == 1:
        return PlanYear(best, "text", Certainty.SURE if name_years in ([], [best]) else Certainty.LIKELY)
    confirmed = [year for year, _ in ranked if year in name_years]
    if confirmed == [best]:
        return PlanYear(best, "text", Certainty.SURE)
    years = ", ".join(str(year) for year in sorted(votes))
    doubts.ask("", "year_differs", years=years, chosen=best)
    return PlanYear(best, "text", Certainty.LIKELY)


def _by_times(times: Iterable[str], doubts: Doubts) -> PlanYear:
    counted = Counter(int(year) for time in times for year in _WRITTEN.findall(time))
    if counted:
        return PlanYear(counted.most_common(1)[0][0], "dates", Certainty.LIKELY)
    doubts.ask("", "year_missing")
    return PlanYear(None, None, Certainty.UNSURE)


def strategy_period(texts: Iterable[str], doubts: Doubts) -> tuple[int, int] | None:
    """The years that the strategy covers; a period that runs backwards is asked about and never used."""
    found: Counter[tuple[int, int]] = Counter()
    for text in texts:
        for match in _STRATEGY.finditer(fold(text[:_MAX_TEXT])):
            first, last = int(match[1]), int(match[2])
            if last < first:
                doubts.ask("", "period_backwards", first=first, last=last)
            else:
                found[first, last] += 1
    return found.most_common(1)[0][0] if found else None
