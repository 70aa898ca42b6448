"""A reading turned into values of the plan; what was not read stays open and is never filled in silently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zaklon.common.money import Money
from zaklon.plan.importing.folding import fold
from zaklon.plan.importing.readings import (
    Certainty,
    Funding,
    IndicatorKind,
    Place,
    ReadActivity,
    ReadBody,
    ReadIndicator,
    ReadMoney,
    ReadObjective,
    ReadPlan,
)
from zaklon.plan.kinds import (
    AreaKind,
    Comparator,
    FundingState,
    Payer,
    Periodicity,
    ReferenceKind,
    ResultKind,
)
from zaklon.plan.settling import rows
from zaklon.plan.settling.drafting_indicators import draft_indicator
from zaklon.plan.settling.drafts import (
    DraftActivity,
    DraftMeasure,
    DraftMoney,
    DraftObjective,
    DraftPaper,
    DraftPart,
    DraftPlan,
    RowSource,
)
from zaklon.plan.values import MoneyValues, ResultValues

EVERY_REGION: Final = "every_region"
_COMPARATORS: Final = {">=": Comparator.AT_LEAST, "=": Comparator.EXACTLY, "<=": Comparator.AT_MOST}
# "Weekly" is missing on purpose: no report asks for it, so such a result is one that is done or not.
_PERIODICITIES: Final = {
    "daily": Periodicity.DAILY,
    "monthly": Periodicity.MONTHLY,
    "quarterly": Periodicity.QUARTERLY,
    "semi_annual": Periodicity.HALF_YEARLY,
    "annual": Periodicity.YEARLY,
}
_FUNDING: Final = {
    Funding.STATED: FundingState.FUNDED,
    Funding.NOT_REQUIRED: FundingState.NONE_REQUIRED,
    Funding.UNCLEAR: FundingState.UNCLEAR,
}
# Folded beginnings of words in English, Montenegrin and Albanian; the first area that is named wins.
_AREA_WORDS: Final = (
    (AreaKind.PREVENTION, ("preven", "parandal", "spreca", "sprjeca")),
    (AreaKind.PROTECTION, ("protect", "zastit", "mbrojt", "victim", "zrtav", "viktim")),
    (AreaKind.PROSECUTION, ("criminal", "prosecut", "krivic", "gonj", "penal", "ndjek", "drejtesi")),
    (AreaKind.PARTNERSHIP, ("partner", "coordinat", "koordin", "cooperat", "saradnj", "bashkep", "bashker")),
)
_TITLES: Final = {
    "en": "Action plan for %(year)s",
    "cnr": "Akcioni plan za %(year)s. godinu",
    "cnr-cyrl": "Акциони план за %(year)s. годину",
    "sq": "Plani i veprimit për vitin %(year)s",
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft with the source of each row, by row key."""

    plan: DraftPlan
    sources: Mapping[str, RowSource]


def draft_of(read: ReadPlan, regions: Sequence[str] = ()) -> Drafted:
    """The plan that the reading gives; `regions` are the codes that "in every region" stands for."""
    sources: dict[str, RowSource] = {}
    objectives = _objectives(read, sources)
    numbers = {each.number: drafted.number for each, drafted in zip(read.objectives, objectives, strict=True)}
    measures = _measures(read, numbers, sources)
    places = _MeasurePlaces(read, measures)
    indicators = tuple(
        draft_indicator(row, each, numbers.get(each.objective or ""), sources)
        for row, each in zip(
            rows.row_keys(rows.INDICATOR, (each.code for each in read.performance_indicators)),
            read.performance_indicators,
            strict=True,
        )
    )
    keys = rows.row_keys(rows.ACTIVITY, (each.code for each in read.activities))
    activities = tuple(
        _activity(row, each, places.row_of(each), regions) for row, each in zip(keys, read.activities, strict=True)
    )
    for row, each in zip(keys, read.activities, strict=True):
        sources[row] = RowSource(_named(dict(each.certainties)), each.raw, _place(each.place))
    references = tuple((ReferenceKind.BENCHMARK, each.number) for each in read.cross_references)
    return Drafted(DraftPlan(_paper(read), objectives, measures, indicators, activities, references), sources)


def _paper(read: ReadPlan) -> DraftPaper:
    language = "cnr-cyrl" if (read.language, read.script) == ("cnr", "cyrillic") else read.language
    year = read.year.year
    title = _TITLES.get(language, _TITLES["en"]) % {"year": year} if year else ""
    first, last = read.period or (None, None)
    return DraftPaper(year, title, language, read.currency, first_year=first, last_year=last)


def _objectives(read: ReadPlan, sources: dict[str, RowSource]) -> tuple[DraftObjective, ...]:
    keys = rows.row_keys(rows.OBJECTIVE, (each.number for each in read.objectives))
    plain = [int(each.number) for each in read.objectives if each.number.isdecimal() and len(each.number) < 4]
    is_plain = len(set(plain)) == len(read.objectives)
    drafted = []
    for index, (row, each) in enumerate(zip(keys, read.objectives, strict=True)):
        kind, certainty = _area_of(each)
        drafted.append(DraftObjective(row, plain[index] if is_plain else index + 1, each.title, kind, each.area))
        sources[row] = RowSource({"area_kind": certainty}, place=_place(each.place))
    return tuple(drafted)


def _area_of(objective: ReadObjective) -> tuple[AreaKind, Certainty]:
    for text in (objective.area, objective.title):
        folded = fold(text)
        found = [
            (min(folded.find(word) for word in words if word in folded), kind)
            for kind, words in _AREA_WORDS
            if any(word in folded for word in words)
        ]
        if found:
            return min(found)[1], Certainty.LIKELY
    return AreaKind.PARTNERSHIP, Certainty.UNSURE


def _measures(read: ReadPlan, numbers: Mapping[str, int], sources: dict[str, RowSource]) -> tuple[DraftMeasure, ...]:
    keys = rows.row_keys(rows.MEASURE, (each.label for each in read.measures))
    drafted = []
    for row, each in zip(keys, read.measures, strict=True):
        number = "/".join(each.numbers) or each.label
        drafted.append(DraftMeasure(row, each.label, number, each.title, numbers.get(each.objective or "")))
        sources[row] = RowSource({"number": each.certainty}, place=_place(each.place))
    return tuple(drafted)


class _MeasurePlaces:
    """Which measure an activity stands under; a label may come again under another objective."""

    def __init__(self, read: ReadPlan, measures: Sequence[DraftMeasure]) -> None:
        self._by_label: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for each, drafted in zip(read.measures, measures, strict=True):
            self._by_label.setdefault(each.label, []).append((each.numbers, drafted.row))

    def row_of(self, activity: ReadActivity) -> str:
        found = self._by_label[activity.measure]
        prefix = activity.code.rpartition(".")[0]
        return next((row for numbers, row in found if prefix in numbers), found[0][1])


def _activity(row: str, read: ReadActivity, measure: str, regions: Sequence[str]) -> DraftActivity:
    parts = tuple(_part(each) for each in read.bodies)
    codes = {part.body for part in parts}
    return DraftActivity(
        row=row,
        code=read.code,
        title=read.title,
        measure=measure,
        parts=parts if read.lead or not parts else (DraftPart("", ""), *parts),
        start=read.start,
        end=read.end,
        is_continuous=read.is_continuous,
        results=tuple(result_of(each, regions) for each in read.indicators),
        funding=_FUNDING[read.funding],
        money=tuple(_money(each, codes) for each in read.money),
        references=tuple((ReferenceKind.BENCHMARK, each.number) for each in read.cross_references),
        also=tuple((index, *more) for index, each in enumerate(read.indicators) for more in each.also),
    )


def _part(body: ReadBody) -> DraftPart:
    if body.unit and body.unit_code is None and body.body_code is not None:
        return DraftPart("", body.unit, body.body, body.body_code)
    return DraftPart(body.code or "", body.name)


def result_of(read: ReadIndicator, regions: Sequence[str] = ()) -> ResultValues:
    """The result indicator as the plan keeps it."""
    target = read.target
    periodicity = _PERIODICITIES.get(read.periodicity or "", Periodicity.NONE)
    quotas: dict[str, Decimal] = {}
    for region, share in read.quota:
        quotas |= dict.fromkeys(regions if region == EVERY_REGION else (region,), Decimal(share))
    return ResultValues(
        text=read.text,
        kind=_result_kind(read, periodicity),
        comparator=Comparator.NONE if target is None else _COMPARATORS.get(read.comparator or "", Comparator.EXACTLY),
        target=target,
        unit=read.unit or "",
        periodicity=periodicity,
        quotas=quotas,
    )


def _result_kind(read: ReadIndicator, periodicity: Periodicity) -> ResultKind:
    if read.kind is IndicatorKind.QUALITATIVE:
        return ResultKind.QUALITATIVE
    if periodicity is not Periodicity.NONE:
        return ResultKind.PERIODIC
    return ResultKind.DONE if read.target is None else ResultKind.NUMBER


def _money(read: ReadMoney, bodies: set[str]) -> DraftMoney:
    payer, body = Payer.UNCLEAR, ""
    if read.is_donation:
        payer = Payer.DONATION
    elif read.all_implementers or (len(read.payer_codes) > 1 and set(read.payer_codes) == bodies):
        payer = Payer.ALL_IMPLEMENTERS
    elif read.payer_codes:
        # Several named payers share one amount in a way that the plan does not say: a budget, of no one body.
        payer, body = Payer.BUDGET, read.payer_codes[0] if len(read.payer_codes) == 1 else ""
    shown = f"{Money(read.currency, read.amount_minor).amount:,.2f} {read.currency}".replace(",", " ")
    return DraftMoney(
        MoneyValues(read.amount_minor, read.currency, payer, body, read.source), shown, read.is_currency_assumed
    )


def _named(certainties: dict[str, Certainty]) -> dict[str, Certainty]:
    """The reader's names of fields in the plan's words."""
    words = {"indicators": "results", "funding": "money"}
    return {words.get(name, name): certainty for name, certainty in certainties.items()}


def _place(place: Place | None) -> str:
    return str(place) if place else ""
