"""Performance indicators: direction, kind, baseline and milestones, and the questions that each of them raises."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from zaklon.plan.importing.columns import Column
from zaklon.plan.importing.doubts import Doubts
from zaklon.plan.importing.folding import fold, tidy
from zaklon.plan.importing.numerals import FoundNumber, numbers_in
from zaklon.plan.importing.outline import RawPerformance
from zaklon.plan.importing.readings import (
    Baseline,
    Certainty,
    MeasureKind,
    Milestone,
    ReadPerformanceIndicator,
)

_MAX_TEXT: Final = 2_000
_UP: Final = re.compile(
    r"\bincreas|\bimprov|\brais|\bestablish|\bsign(?:ing|ed)?\b|\bstrengthen|\blicensed|\bhigher|\bmore\b|\bintroduc"
    r"|\bpoveca|\bunaprij?ed|\bpoboljs|\buspostav|\bpotpis|\bojaca|\bveci\b|\bvise\b|\brast\b|\brritj|\brritur|\bpermires"
    r"|\bnenshkr|\bkrijuar|\bforcu"
)
_DOWN: Final = re.compile(
    r"\breduc|\bdecreas|\blower|\bfewer|\bdeclin|\bsmanj|\bumanj|\bmanji\b|\bopad|\bulj|\bulje|\bzvogel|\bpaksu"
)
_KNOWLEDGE: Final = re.compile(
    r"\bknowledge|\bawareness|\btrust|\bsatisf|\bznanj|\bsvij?est|\bpovj?eren|\bnjohuri|\bvetedij|\bbesim"
)
_CATEGORY: Final = re.compile(
    r"\b(?:group|tier|category|grupa|grupi|nivo|rang|niveli|kategorij\w*)\s*\d|\bremoved? from the list"
    r"|\bskinut\w* sa liste"
    r"|\buklonj\w+ sa liste|\bhequr nga lista|\blist of countries"
)
_GROUP: Final = re.compile(r"\b(?:group|tier|category|grup\w*|nivo\w*|rang\w*|niveli\w*|kategorij\w*)\s*(\d+)\b")
_BOOLEAN: Final = re.compile(
    r"\bestablish|\badopted|\bin place|\bfunctional|\buspostav|\busvoj|\bfunkcional|\bkrijuar|\bmiratuar|\bfunksional"
)
_UNKNOWN: Final = re.compile(
    r"\bno (?:research|survey|data|baseline|measurement|information)|\bunknown"
    r"|\bnot (?:known|measured|available)|\bn/a\b"
    r"|\bni(?:je|su) (?:sproveden|raden|radena|mjeren|poznat|dostup)|\bnema (?:podatak|istraziv)|\bnepoznat"
    r"|\bnuk ka (?:te dhena|hulumtim|studim)|\bnuk (?:eshte|jane) (?:kryer|bere|matur)|\bpanjohur"
)
_ABSENT: Final = re.compile(
    r"\bno system|\bno \w+ in place|\bnot in place|\bne postoji|\bnema sistem|\bnuk ekziston|\bnuk ka sistem"
)
_PERIOD: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\.?\s*-\s*((?:19|20)\d\d)(?!\d)")
_PERCENT_AFTER: Final = re.compile(r"\s*(?:%|per ?cent|posto|perqind)")
_BY: Final = re.compile(r"(?:\bby|\bza|\bper|\bfor|\bme|\bod)\s*(?:at least|najmanje|te pakten)?\s*$")
_AT_LEAST: Final = re.compile(r"(?:at least|najmanje|minimum|te pakten)\s*$")
_MORE: Final = re.compile(r"\s*(?:more|additional|new|further|jos|nov\w*|dodatn\w*|vise|te tjer\w*|te reja|shtes\w*)\b")
_ANOTHER: Final = re.compile(r"\banother\b|\bjos jedn\w+|\bone more|\bnje tjeter")
_DUE: Final = re.compile(
    r"\b(?:by|until|till|in|of|do|deri(?: ne)?|kraja|krajem|u|ne|vitit|viti|vitin|godine)\s+(20\d\d)(?!\d)(?!\s*-)"
)
_ROUND: Final = re.compile(r"\s*\.?\s*(?:round|krug|raund)")
_JOINED: Final = re.compile(r",\s*\w+[^,]{0,200},\s*and\b|;\s")


def read_performance(
    raws: Sequence[RawPerformance], header_years: dict[Column, int], doubts: Doubts
) -> tuple[ReadPerformanceIndicator, ...]:
    """Read every performance indicator; codes run "PI-1.1", "PI-1.2" within each objective."""
    counted: Counter[str] = Counter()
    indicators = []
    for raw in raws:
        objective = raw.objective.number if raw.objective else ""
        counted[objective] += 1
        indicators.append(_read(raw, f"PI-{objective}.{counted[objective]}".replace("-.", "-")))
    dated = [_dated(indicator, _usual_years(indicators, header_years), doubts) for indicator in indicators]
    for indicator in dated:
        _ask(indicator, doubts)
    return tuple(dated)


def _read(raw: RawPerformance, code: str) -> ReadPerformanceIndicator:
    cells = {column: tidy(text) for column, text in raw.cells.items()}
    text = cells[Column.PERFORMANCE]
    mid, final = (_milestone(cells.get(column, "")) for column in (Column.MID, Column.FINAL))
    baseline = _baseline(cells.get(Column.BASELINE, ""))
    kind, certainty = _kind(text, mid, final, baseline)
    mid, final = (replace(m, kind=kind) if m.change_percent is not None else m for m in (mid, final))
    return ReadPerformanceIndicator(
        code=code,
        text=text,
        objective=raw.objective.number if raw.objective else None,
        direction=None if kind is MeasureKind.CATEGORY else _direction(text, final),
        kind=kind,
        baseline=baseline,
        mid=mid,
        final=final,
        certainty=certainty,
        raw=tuple((column.value, cell) for column, cell in raw.cells.items()),
        place=raw.place,
    )


def _direction(text: str, final: Milestone) -> str | None:
    for words in (fold(text), fold(final.text)):
        down, up = _DOWN.search(words), _UP.search(words)
        if down and not (up and up.start() < down.start()):
            return "down"
        if up:
            return "up"
    return None


def _kind(text: str, mid: Milestone, final: Milestone, baseline: Baseline) -> tuple[MeasureKind, Certainty]:
    """The kind of the indicator as a whole; its milestones keep kinds of their own."""
    words = fold(text)
    if baseline.category or _CATEGORY.search(words):
        return MeasureKind.CATEGORY, Certainty.LIKELY
    if mid.change_percent is not None or final.change_percent is not None:
        is_share = bool(_KNOWLEDGE.search(words)) or baseline.is_unknown
        return (MeasureKind.PERCENT, Certainty.UNSURE) if is_share else (MeasureKind.NUMBER, Certainty.SURE)
    if _BOOLEAN.search(words):
        return MeasureKind.BOOLEAN, Certainty.LIKELY
    own = {mid.kind, final.kind}
    return next(
        (kind for kind in (MeasureKind.PERCENT, MeasureKind.NUMBER) if kind in own), MeasureKind.TEXT
    ), Certainty.LIKELY


def _milestone(text: str) -> Milestone:
    words = fold(text[:_MAX_TEXT])
    years = [int(year) for year in _DUE.findall(words)]
    numbers = [number for number in numbers_in(words) if not _is_year(number)]
    milestone = _measured(text, words, numbers)
    is_joined = bool(_JOINED.search(words))
    return replace(
        milestone,
        year=years[-1] if years else None,
        certainty=Certainty.UNSURE if is_joined else milestone.certainty,
    )


def _measured(text: str, words: str, numbers: Sequence[FoundNumber]) -> Milestone:
    found = next((milestone for number in numbers if (milestone := _by_number(text, words, number))), None)
    if found:
        return found
    if _ANOTHER.search(words):
        return Milestone(text, None, MeasureKind.NUMBER, change_number=Decimal(1), comparator="=")
    kind = MeasureKind.TEXT
    if _CATEGORY.search(words):
        kind = MeasureKind.CATEGORY
    elif _BOOLEAN.search(words):
        kind = MeasureKind.BOOLEAN
    return Milestone(text, None, kind, certainty=Certainty.LIKELY)


def _by_number(text: str, words: str, number: FoundNumber) -> Milestone | None:
    """The target that the number states: a change in percent, a change in number, a level in percent, or none."""
    before = words[max(0, number.start - 40) : number.start]
    comparator = ">=" if _AT_LEAST.search(before) else "="
    is_change = bool(_BY.search(before))
    if _PERCENT_AFTER.match(words, number.end):
        if is_change:
            return Milestone(text, None, MeasureKind.NUMBER, change_percent=number.value, comparator=comparator)
        kind = MeasureKind.BOOLEAN if _BOOLEAN.search(words) else MeasureKind.PERCENT
        return Milestone(text, None, kind, level=number.value, comparator=comparator)
    if _MORE.match(words, number.end) or (is_change and not before.rstrip().endswith("per")):
        return Milestone(text, None, MeasureKind.NUMBER, change_number=number.value, comparator=comparator)
    return None


def _baseline(text: str) -> Baseline:
    words = fold(text[:_MAX_TEXT])
    period_match = next((m for m in _PERIOD.finditer(words) if int(m[1]) <= int(m[2])), None)
    period = (int(period_match[1]), int(period_match[2])) if period_match else None
    group = _GROUP.search(words)
    if not words.strip() or _UNKNOWN.search(words):
        return Baseline(text, period=period, is_unknown=bool(words.strip()), certainty=Certainty.LIKELY)
    if group:
        return Baseline(text, period=period, category=tidy(group[0]), certainty=Certainty.LIKELY)
    if _ABSENT.search(words):
        return Baseline(text, period=period, certainty=Certainty.LIKELY)
    values = [n for n in numbers_in(words) if not _is_year(n) and not _ROUND.match(words, n.end)]
    values = [n for n in values if not words[max(0, n.start - 8) : n.start].rstrip().endswith(("per", "na"))]
    certainty = Certainty.SURE if len(values) == 1 else Certainty.LIKELY
    return Baseline(text, tuple(number.value for number in values), period, certainty=certainty)


def _is_year(number: FoundNumber) -> bool:
    return not number.is_word and number.end - number.start == 4 and 1990 <= number.value <= 2100


def _usual_years(
    indicators: Sequence[ReadPerformanceIndicator], header_years: dict[Column, int]
) -> dict[Column, int | None]:
    usual: dict[Column, int | None] = {}
    for column in (Column.MID, Column.FINAL):
        milestones = [indicator.mid if column is Column.MID else indicator.final for indicator in indicators]
        counted = Counter(milestone.year for milestone in milestones if milestone.year)
        usual[column] = header_years.get(column) or (counted.most_common(1)[0][0] if counted else None)
    return usual


def _dated(
    indicator: ReadPerformanceIndicator, usual: dict[Column, int | None], doubts: Doubts
) -> ReadPerformanceIndicator:
    """The indicator with a year for each milestone, taken from its own text or from the others."""
    dated = {}
    for column, milestone, which in (
        (Column.MID, indicator.mid, "middle"),
        (Column.FINAL, indicator.final, "final"),
    ):
        dated[column] = milestone
        if milestone.year or not milestone.text:
            continue
        own = [int(year) for year in _DUE.findall(fold(indicator.text))] if column is Column.FINAL else []
        year = own[-1] if own else usual[column]
        dated[column] = replace(milestone, year=year, certainty=Certainty.UNSURE)
        if year:
            doubts.ask(indicator.code, "milestone_year", indicator.place, which=which, year=year)
        else:
            doubts.ask(indicator.code, "milestone_year_missing", indicator.place, which=which)
    return replace(indicator, mid=dated[Column.MID], final=dated[Column.FINAL])


def _ask(indicator: ReadPerformanceIndicator, doubts: Doubts) -> None:
    _ask_about_baseline(indicator, doubts)
    _ask_about_targets(indicator, doubts)
    if indicator.kind is MeasureKind.CATEGORY:
        doubts.ask(indicator.code, "category_order", indicator.place)
    elif indicator.direction is None:
        doubts.ask(indicator.code, "direction_unclear", indicator.place)
    change = indicator.final.change_percent or indicator.mid.change_percent
    if indicator.kind is MeasureKind.PERCENT and change is not None:
        doubts.ask(indicator.code, "percent_or_points", indicator.place, percent=change)


def _ask_about_baseline(indicator: ReadPerformanceIndicator, doubts: Doubts) -> None:
    baseline, code, place = indicator.baseline, indicator.code, indicator.place
    if baseline.is_unknown:
        doubts.ask(code, "baseline_unknown", place)
    elif not baseline.text:
        doubts.ask(code, "baseline_missing", place)
    elif len(baseline.values) > 1:
        doubts.ask(code, "baseline_several", place, numbers=", ".join(map(_plain, baseline.values)))
    if baseline.value is None or baseline.period is None or baseline.period[0] == baseline.period[1]:
        return
    first, last = baseline.period
    years = last - first + 1
    doubts.ask(
        code, "baseline_period_total", place, value=_plain(baseline.value), years=years, first=first, last=last,
        yearly=_plain(round(baseline.value / years, 2)),
    )  # fmt: skip


def _ask_about_targets(indicator: ReadPerformanceIndicator, doubts: Doubts) -> None:
    mid, final, code, place = indicator.mid, indicator.final, indicator.code, indicator.place
    if not mid.text or not final.text:
        doubts.ask(code, "target_missing", place)
    elif fold(mid.text) == fold(final.text):
        doubts.ask(code, "target_same", place)
    elif mid.kind is not final.kind:
        doubts.ask(code, "unit_changes", place, mid=mid.kind.value, final=final.kind.value)
    for milestone in (mid, final):
        if _JOINED.search(fold(milestone.text)):
            doubts.ask(code, "target_compound", place, text=milestone.text)
    _ask_about_fractions(indicator, doubts)


def _ask_about_fractions(indicator: ReadPerformanceIndicator, doubts: Doubts) -> None:
    base = indicator.baseline.value
    if base is None or indicator.kind is not MeasureKind.NUMBER:
        return
    sign = -1 if indicator.direction == "down" else 1
    for milestone in (indicator.mid, indicator.final):
        if milestone.change_percent is None:
            continue
        target = base * (100 + sign * milestone.change_percent) / 100
        if target % 1:
            doubts.ask(
                indicator.code, "target_not_whole", indicator.place, percent=sign * milestone.change_percent,
                base=_plain(base), value=_plain(target),
            )  # fmt: skip


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
