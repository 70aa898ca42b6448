"""An invented strategy and plan with every trap of money, results and time; nothing in it is real."""

from datetime import date
from decimal import Decimal

from zaklon.common.dates import Quarter
from zaklon.plan.kinds import (
    AreaKind,
    BaseRule,
    Comparator,
    Direction,
    FundingState,
    Milestone,
    Payer,
    Periodicity,
    ReferenceKind,
    ResultKind,
    TargetForm,
    ValueKind,
)
from zaklon.plan.values import (
    ActivityValues,
    IndicatorValues,
    MeasureValues,
    MoneyValues,
    ObjectiveValues,
    PartValues,
    ReferenceValues,
    ResultValues,
    StrategyValues,
    TargetValues,
)

_MID, _FINAL = date(2021, 12, 31), date(2024, 12, 31)


def indicators():
    """One counted over seven years, one of an ordered list, one without a baseline."""
    return (
        IndicatorValues(
            code="PI-1.1",
            text="Invented calls to the helpline, counted for each year of the strategy",
            kind=ValueKind.NUMBER,
            direction=Direction.UP,
            unit="calls",
            baseline_text="2815 calls in seven invented years",
            baseline_value=Decimal(2815),
            baseline_first_year=2012,
            baseline_last_year=2018,
            base_rule=BaseRule.YEARLY_MEAN,
            base_note="Targets are counted from the yearly mean.",
            targets=(
                TargetValues(Milestone.MID, _MID, "+5 %", TargetForm.CHANGE_PERCENT, "%", Decimal(5)),
                TargetValues(Milestone.FINAL, _FINAL, "+10 %", TargetForm.CHANGE_PERCENT, "%", Decimal(10)),
            ),
            wordings={"cnr": "Izmišljeni pozivi SOS liniji, izbrojani za svaku godinu strategije"},
        ),
        IndicatorValues(
            code="PI-1.2",
            text="Public knowledge of the invented subject",
            kind=ValueKind.PERCENT,
            direction=Direction.UP,
            unit="%",
            baseline_text="Never researched",
            base_rule=BaseRule.UNKNOWN,
            targets=(TargetValues(Milestone.FINAL, _FINAL, "+10 %", TargetForm.CHANGE_PERCENT, "%", Decimal(10)),),
        ),
        IndicatorValues(
            code="PI-1.3",
            text="Licensed invented providers",
            kind=ValueKind.NUMBER,
            direction=Direction.UP,
            unit="providers",
            baseline_text="4 providers",
            baseline_value=Decimal(4),
            base_rule=BaseRule.VALUE,
            targets=(
                TargetValues(Milestone.MID, _MID, "at least 3 more", TargetForm.CHANGE_NUMBER, "providers", Decimal(3)),
                TargetValues(Milestone.FINAL, _FINAL, "100 %", TargetForm.VALUE, "%", Decimal(100)),
            ),
        ),
    )


def references():
    """Two benchmarks and a recommendation."""
    return (
        ReferenceValues(ReferenceKind.BENCHMARK, "25", "An invented approach that begins with the victim", "invented"),
        ReferenceValues(ReferenceKind.BENCHMARK, "28", "An invented record against organised crime", "invented"),
        ReferenceValues(ReferenceKind.RECOMMENDATION, "R-7", "Train those who meet people first", "invented"),
    )


def count_of(target, text, unit, **changes):
    """A counted result."""
    return ResultValues(text, ResultKind.NUMBER, Comparator.AT_LEAST, Decimal(target), unit, **changes)


def activity(code, title, lead, *partners, end=2, start=1, **changes):
    """One activity of 2020 between two quarters."""
    year = changes.pop("year", 2020)
    values = {
        "results": (count_of(4, "Four trainings are held", "trainings"),),
        "funding": FundingState.FUNDED,
        "money": (MoneyValues(200_000, "EUR", Payer.BUDGET, lead),),
        **changes,
    }
    parts = tuple(PartValues(body) for body in (lead, *partners))
    return ActivityValues(
        code=code, title=title, parts=parts, start=Quarter(year, start), end=Quarter(year, end), **values
    )


def measures(interior, welfare, court):
    """Four measures with fourteen activities, among them every trap of money, results and time."""
    benchmark = (ReferenceKind.BENCHMARK, "25")
    crime = (ReferenceKind.BENCHMARK, "28")
    advice = (ReferenceKind.RECOMMENDATION, "R-7")
    free = {"funding": FundingState.NONE_REQUIRED, "money": ()}
    first = (
        activity(
            "1.1.1",
            "Train those who meet people first, in every region of the country",
            interior,
            welfare,
            court,
            end=3,
            results=(
                count_of(4, "Four trainings are held", "trainings", quotas={"north": Decimal(1), "south": Decimal(2)}),
                count_of(45, "At least 45 people are trained", "people"),
            ),
            money=(MoneyValues(150_000, "EUR", Payer.BUDGET, interior), MoneyValues(1_250_050, "EUR", Payer.DONATION)),
            references=(benchmark, advice),
            wordings={"cnr": "Obučiti one koji se prvi sretnu sa ljudima, u svakom regionu države"},
        ),
        activity(
            "1.1.2",
            "Print leaflets in four languages and hand them out",
            welfare,
            interior,
            references=(benchmark,),
            results=(
                count_of(500, "500 copies are printed", "copies"),
                count_of(6, "They lie in six places", "places"),
            ),
        ),
        activity(
            "1.1.3",
            "Publish what the helpline counts, every month",
            interior,
            end=4,
            is_continuous=True,
            results=(ResultValues("A table is published", ResultKind.PERIODIC, periodicity=Periodicity.MONTHLY),),
            **free,
        ),
        activity(
            "1.1.4",
            "Send a programme for accreditation",
            welfare,
            court,
            references=(crime,),
            results=(ResultValues("The programme is sent", ResultKind.DONE),),
            **free,
        ),
    )
    second = (
        activity(
            "1.2.1",
            "Show a short film on the invented television",
            court,
            end=3,
            start=3,
            money=(MoneyValues(500_000, "EUR", Payer.DONATION),),
        ),
        activity(
            "1.2.2",
            "Hold a meeting with the press",
            court,
            welfare,
            end=4,
            start=4,
            references=(advice,),
            results=(count_of(1, "One meeting is held", "meeting"),),
            **free,
        ),
        activity(
            "1.2.3",
            "Hold workshops in schools",
            welfare,
            interior,
            end=1,
            results=(ResultValues("Workshops are held", ResultKind.QUALITATIVE),),
            **free,
        ),
    )
    third = (
        activity(
            "2.1.1",
            "Inspect places of work together",
            interior,
            court,
            welfare,
            end=4,
            references=(benchmark, crime),
            results=(
                count_of(6000, "6 000 inspections", "inspections"),
                ResultValues("A report is written", ResultKind.DONE),
            ),
        ),
        activity(
            "2.1.2",
            "Furnish a room in which children are heard",
            court,
            interior,
            money=(
                MoneyValues(1_500_000, "EUR", Payer.ALL_IMPLEMENTERS),
                MoneyValues(500_000, "EUR", Payer.BUDGET, court),
            ),
        ),
        activity(
            "2.1.3",
            "Take part in ten conferences",
            interior,
            end=4,
            funding=FundingState.UNCLEAR,
            money=(MoneyValues(None, "EUR", Payer.UNCLEAR),),
        ),
        activity(
            "2.1.4",
            "Sign the invented agreement",
            welfare,
            interior,
            references=(crime,),
            results=(ResultValues("The agreement is signed", ResultKind.DONE),),
            **free,
        ),
    )
    fourth = (
        activity(
            "2.3.1",
            "Pay the licensed shelter",
            welfare,
            end=4,
            money=(MoneyValues(400_000, "EUR", Payer.BUDGET, welfare),),
            results=(ResultValues("The shelter is paid", ResultKind.DONE),),
        ),
        activity("2.3.2", "Begin the initiative for a house of its own", welfare, end=1, **free),
        activity("2.3.3", "Write a handbook for judges", court, end=2),
    )
    return (
        MeasureValues(
            1,
            "1",
            "1.1",
            "Make it more likely that people are recognised early",
            first,
            wordings={"cnr": "Povećati vjerovatnoću da se ljudi rano prepoznaju"},
        ),
        MeasureValues(1, "1.2", "1.2", "Tell the public what it should know", second),
        MeasureValues(2, "2.1", "2.1", "Look where exploitation may be found", third),
        MeasureValues(2, "2.3./2.4.", "2.3", "Help those who were found", fourth),
    )


def strategy_values():
    """A strategy of two objectives."""
    objectives = (
        ObjectiveValues(
            1,
            "People recognise exploitation and know what to do",
            AreaKind.PREVENTION,
            "Prevention",
            indicators(),
            wordings={"cnr": "Ljudi prepoznaju eksploataciju i znaju šta da urade"},
            area_wordings={"cnr": "Prevencija"},
        ),
        ObjectiveValues(2, "Those who were exploited are helped", AreaKind.PROTECTION, "Protection and assistance"),
    )
    return StrategyValues(
        "INV-2019",
        "Invented strategy against exploitation 2019–2024",
        "en",
        2019,
        2024,
        objectives,
        vision="An invented country without exploitation.",
        references=references(),
        goals=((1, "A better system for those who were exploited", 2024),),
        wordings={"cnr": "Izmišljena strategija protiv eksploatacije 2019–2024"},
    )
