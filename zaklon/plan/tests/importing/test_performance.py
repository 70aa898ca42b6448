"""Performance indicators in three languages: what is read, and what is left to ask."""

from decimal import Decimal

from zaklon.plan.importing.columns import Column
from zaklon.plan.importing.doubts import Doubts
from zaklon.plan.importing.outline import RawObjective, RawPerformance
from zaklon.plan.importing.performance import read_performance
from zaklon.plan.importing.readings import MeasureKind, Place, ReadPerformanceIndicator

PLACE = Place(1)


def _read(*rows: tuple[str, str, str, str], years: dict[Column, int] | None = None):
    objective = RawObjective("1", "Rivers", "", PLACE)
    columns = (Column.PERFORMANCE, Column.BASELINE, Column.MID, Column.FINAL)
    raws = [
        RawPerformance({column: text for column, text in zip(columns, row, strict=True) if text}, objective, PLACE)
        for row in rows
    ]
    doubts = Doubts()
    return read_performance(raws, years or {}, doubts), {question.code for question in doubts.all()}


def _one(*row: str) -> tuple[ReadPerformanceIndicator, set[str]]:
    indicators, asked = _read((row[0], row[1], row[2], row[3]))
    return indicators[0], asked


def test_an_increase_in_percent_over_a_total_of_years_is_read_and_asked_about():
    indicator, asked = _one(
        "Povećan broj poziva za 10% do 2024",
        "U periodu 2012-2018, bilo je ukupno 2.815 poziva",
        "Povećan broj poziva za 5% do 2021",
        "Povećan broj poziva za 10% do 2024",
    )
    assert (indicator.direction, indicator.kind) == ("up", MeasureKind.NUMBER)
    assert (indicator.baseline.value, indicator.baseline.period) == (Decimal(2815), (2012, 2018))
    assert (indicator.mid.change_percent, indicator.mid.year) == (Decimal(5), 2021)
    assert (indicator.final.change_percent, indicator.final.year) == (Decimal(10), 2024)
    assert asked == {"baseline_period_total", "target_not_whole"}


def test_a_decrease_in_albanian_is_read():
    indicator, asked = _one(
        "Zvogëlimi i numrit të aksidenteve për 20% deri 2024",
        "Në vitin 2018 kishte 50 aksidente",
        "Zvogëlimi për 10% deri 2021",
        "Zvogëlimi për 20% deri 2024",
    )
    assert (indicator.direction, indicator.final.change_percent) == ("down", Decimal(20))
    assert indicator.baseline.value == Decimal(50)
    assert asked == set()


def test_a_baseline_of_one_year_is_no_total_of_years():
    _, asked = _one("Increased number of crews by 10% by 2024", "In 2018: 100 crews", "by 5% by 2021", "by 10% by 2024")
    assert "baseline_period_total" not in asked


def test_an_unknown_baseline_is_legal_and_asked_about():
    indicator, asked = _one(
        "Increased knowledge by 10% by 2024", "No research was done", "by 5% by 2021", "by 10% by 2024"
    )
    assert indicator.baseline.is_unknown
    assert asked == {"baseline_unknown", "percent_or_points"}


def test_a_missing_baseline_or_target_is_asked_about():
    _, asked = _one("Increased number of crews by 10% by 2024", "", "", "by 10% by 2024")
    assert asked >= {"baseline_missing", "target_missing"}


def test_a_direction_that_no_word_tells_is_asked_about():
    indicator, asked = _one("Number of ferries", "Five ferries", "Six by 2021", "Seven by 2024")
    assert indicator.direction is None
    assert "direction_unclear" in asked


def test_years_of_the_heading_date_targets_without_one():
    indicators, asked = _read(
        ("Increased number of ferries", "Five ferries", "3 more ferries", "5 more ferries"),
        years={Column.MID: 2026, Column.FINAL: 2028},
    )
    assert (indicators[0].mid.year, indicators[0].final.year) == (2026, 2028)
    assert "milestone_year" in asked


def test_a_year_that_no_one_tells_is_asked_for():
    _, asked = _one("Increased number of ferries", "Five ferries", "3 more ferries", "5 more ferries")
    assert "milestone_year_missing" in asked


def test_codes_count_within_each_objective():
    row = ("Increased number of ferries by 10% by 2024", "5", "by 5% by 2021", "by 10% by 2024")
    indicators, _ = _read(row, row)
    assert [indicator.code for indicator in indicators] == ["PI-1.1", "PI-1.2"]
