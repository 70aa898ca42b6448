"""What the reports of a plan say, and how: nothing unknown becomes a number, late never becomes implemented."""

from datetime import date
from decimal import Decimal

from zaklon.common.money import Money
from zaklon.plan.kinds import BaseRule, Direction, Milestone, ValueKind
from zaklon.plan.outputs.indicators import standing_of
from zaklon.plan.queries.outputs_rows import IndicatorRow, IndicatorValueRow, TargetRow
from zaklon.plan.rules.indicators import Baseline
from zaklon.plan.tests.made_progress import LATER
from zaklon.plan.tests.outputs.telling import NOW, blocks, definitions, row_of, rows_of, table, words
from zaklon.reporting.description import (
    Chart,
    Formula,
    KeyFigures,
    Status,
    SubHeading,
    Tone,
)


def test_the_realisation_rate_shows_its_formula_and_its_lowest_possible_value(told):
    rate = next(iter(blocks(told["yearly"], Formula)))
    assert [(term.label, term.value) for term in rate.denominator] == [
        ("Implemented (I)", 6),
        ("Implemented continuously (IC)", 1),
        ("Partly implemented (PI)", 2),
        ("Not implemented (NI)", 1),
    ]
    assert [term.value for term in rate.numerator] == [6, 1]
    assert rate.ratio == Decimal("0.7")
    assert "3 activities were due but have no report that counts" in rate.note
    assert "53.85%" in rate.note


def test_the_chart_and_the_table_count_the_same_activities(told):
    report = told["yearly"]
    chart = next(iter(blocks(report, Chart)))
    drawn = dict(zip(chart.categories, chart.series[0].values, strict=True))
    by_objective = table(report, "Status by objective")
    totals = dict(zip([column.heading for column in by_objective.columns], by_objective.totals, strict=True))
    assert drawn["Implemented (I)"] == totals["I"] == 6
    assert drawn["Status not known"] == totals["?"] == 3
    assert sum(drawn.values()) == totals["All"] == 14
    for place in range(1, len(by_objective.columns)):
        assert sum(cells[place] for cells in rows_of(by_objective)) == by_objective.totals[place]


def test_late_stands_beside_the_status_and_never_changes_it(told):
    report = told["yearly"]
    accepted, unaccepted = definitions(report, "1.1.2"), definitions(report, "1.1.4")
    assert accepted["Status"] == Status("I – Implemented", Tone.GOOD, "late")
    assert accepted["Late result accepted"] == "The closure in spring was not the body's doing."
    assert unaccepted["Status"] == Status("PI – Partly implemented", Tone.ATTENTION, "late")


def test_an_activity_without_an_adopted_report_is_unknown_and_not_nothing(told):
    told = definitions(told["yearly"], "2.3.1")
    assert told["Status"] == Status("Status not known", Tone.NEUTRAL, "late")
    assert told["Money spent"] is None
    assert told["Result 1"] == "The shelter is paid. Reported: not known. State: not known."


def test_the_draft_marks_what_is_not_adopted(told):
    report = told["draft"]
    assert report.is_draft
    assert report.standing == "Draft, not adopted"
    assert definitions(report, "2.3.1")["Standing of the report"] == "With the Coordination Body: not adopted yet"
    assert definitions(report, "2.3.2")["Standing of the report"] == "With the reporter: not counted yet"
    far = {cells[0]: cells[1:] for cells in rows_of(table(report, "How far the reports have come"))}
    assert far == {
        "With the reporter": (1, "no"),
        "With the Coordination Body": (1, "yes"),
        "Adopted": (10, "yes"),
        "Report not begun": (1, "no"),
    }


def test_the_cover_says_how_far_the_report_is_to_be_trusted(told):
    report = told["yearly"]
    assert (report.title, report.subtitle) == (
        "Report on the implementation of the action plan for 2020",
        "Invented strategy against exploitation 2019–2024",
    )
    assert (report.reference, report.revision, report.is_draft) == ("R12-INV-2019-2020-H2", 1, False)
    assert report.standing == "Adopted reports only; some are missing"
    interim = told["interim"]
    assert interim.title == "Interim report on the implementation of the action plan for 2020"


def test_an_open_period_says_that_its_numbers_can_change(told):
    report = told["open"]
    assert report.standing == "Adopted reports only; the period is still open"
    assert "Reporting for this period is still open; the numbers can change." in report.notes


def test_money_by_source_adds_up_and_shows_the_share_of_donations(told):
    found = table(told["yearly"], "Money by source")
    donations = row_of(found, "Donations")
    assert donations[1] == (Money("EUR", 1_750_050),)
    assert round(donations[2], 4) == Decimal("0.3571")
    assert found.totals[1] == (Money("EUR", 4_900_050),)
    assert sum(cells[1][0].minor for cells in rows_of(found) if isinstance(cells[1], tuple)) == 4_900_050
    assert row_of(found, "Source unclear in the plan")[1:4] == ("unclear in the plan", "unclear in the plan", 1)
    assert "1 amount is unclear in the plan; it is in no sum." in found.notes


def test_money_by_area_and_by_body_have_the_same_totals(told):
    report = told["yearly"]
    by_area, by_body = table(report, "Money by area"), table(report, "Money by lead body")
    assert by_area.totals == by_body.totals
    assert by_area.totals[1] == 14
    figures = {figure.label: figure.value for figure in next(iter(blocks(report, KeyFigures))).figures}
    annex = table(report, "All activities of the plan")
    assert figures["Money planned"] == by_area.totals[2] == annex.totals[7] == (Money("EUR", 4_900_050),)
    assert figures["Money spent"] == by_area.totals[4] == annex.totals[8]


def test_an_activity_tells_its_results_regions_money_and_partners(told):
    told = definitions(told["yearly"], "1.1.1")
    assert told["Lead body"] == "Invented Ministry of the Interior"
    assert told["Partners"] == "Invented Ministry of Labour and Social Welfare; Invented Supreme Court"
    assert told["Time"] == "1 January 2020 to 30 September 2020"
    assert told["Result 1"] == (
        "Four trainings are held. Target: at least 4 trainings, of these north 1, south 2. "
        "Reported: 4 trainings (centre 1, north 1, south 2). State: reached."
    )
    assert told["Money planned"] == "€1,500 (Budget: Invented Ministry of the Interior); €12,500.50 (Donations)"
    assert told["Money spent"] == "€1,480.25 (Budget: Invented Ministry of the Interior); €12,500.50 (Donations)"
    assert told["Partners' word"] == "1 of 2 partners confirmed their part"
    assert told["Evidence"] == "no file attached"


def test_what_was_not_done_is_listed_with_the_bodys_own_reason(told):
    found = table(told["yearly"], "Activities not implemented, partly implemented, dropped or not reported")
    why = {cells[0]: cells[5] for cells in rows_of(found)}
    assert why == {
        "1.1.4": "The form of the application was changed twice.",
        "1.2.1": "No donor was found for the film.\nAsk again with the next plan.",
        "2.1.1": "Two inspectors' posts were not filled.\nThe missing inspections follow in spring.",
        "2.1.4": "Replaced by a law.",
        "2.3.1": None,
        "2.3.2": None,
        "2.3.3": None,
    }


def test_corrections_are_listed_with_their_reason(told):
    assert "No report of this period has been corrected." in words(told["yearly"])
    found = table(told["corrected"], "Reports of this period that were corrected")
    assert row_of(found, "1.1.1")[2:] == (2, LATER.date(), "One was counted twice.")


def test_carried_over_activities_name_both_plans(told):
    caption = "Activities carried over from earlier plans and into later ones"
    assert row_of(table(told["corrected"], caption), "1.2.1")[2:4] == (
        "new in this plan",
        "plan for 2021, activity 1.1.1",
    )
    assert row_of(table(told["following"], caption), "1.1.2")[2:4] == (
        "plan for 2020, activity 2.1.1",
        "not carried over",
    )


def test_every_obligation_names_its_activities(told):
    found = table(told["yearly"], "What each obligation is answered by")
    parts = [row.text if isinstance(row, SubHeading) else row.cells[0] for row in found.rows]
    assert parts == [
        "Benchmark 25: An invented approach that begins with the victim",
        "1.1.1",
        "1.1.2",
        "2.1.1",
        "Benchmark 28: An invented record against organised crime",
        "1.1.4",
        "2.1.1",
        "2.1.4",
        "Recommendation R-7: Train those who meet people first",
        "1.1.1",
        "1.2.2",
    ]


def test_indicators_show_words_and_the_numbers_that_they_come_to(told):
    found = table(told["yearly"], "Performance indicators of objective 1")
    calls, knowledge, providers = rows_of(found)
    assert calls[1:] == (
        "2815 calls in seven invented years (402.14 calls a year)",
        "+5 % (422.25 calls)",
        "+10 % (442.36 calls)",
        "431 calls (2020)",
        Status("Reached", Tone.GOOD),
    )
    assert knowledge[1:] == (
        "Never researched (not known)",
        "no target set",
        "+10 %",
        "not measured (2020)",
        Status("Not measured"),
    )
    assert providers[2:4] == ("at least 3 more (7 providers)", "100 % (100%)")
    assert [column.heading for column in found.columns][2:4] == [
        "Middle of the strategy, 31 December 2021",
        "End of the strategy, 31 December 2024",
    ]
    assert "PI-1.2: No survey was made." in found.notes
    assert [note for note in found.notes if "The change from the baseline" in note] == [
        (
            "PI-1.1: The change from the baseline is +7%. By 31 December 2021, +5% is wanted: met. "
            "By 31 December 2024, +10% is wanted: not met."
        )
    ]


def test_a_value_in_another_unit_than_the_target_is_not_judged():
    """Six providers are on the way to seven; of a hundred per cent they say nothing."""
    value = IndicatorValueRow(
        first_day=date(2020, 1, 1),
        last_day=date(2020, 12, 31),
        is_measured=True,
        number=Decimal(6),
        category="",
        text="",
        note="",
        recorded_at=NOW,
    )
    baseline = Baseline(BaseRule.VALUE, Decimal(4))
    targets = (
        TargetRow(Milestone.MID, date(2021, 12, 31), "at least 3 more", "", Decimal(7), ""),
        TargetRow(Milestone.FINAL, date(2024, 12, 31), "100 %", "%", Decimal(100), ""),
    )
    indicator = IndicatorRow(
        code="PI-1.3",
        text="Licensed invented providers",
        kind=ValueKind.NUMBER,
        direction=Direction.UP,
        unit="providers",
        baseline_text="4 providers",
        baseline_category="",
        baseline=baseline,
        base_number=Decimal(4),
        base_note="",
        tolerance=Decimal(0),
        targets=targets,
        values=(value,),
        categories={},
    )
    assert standing_of(indicator, date(2020, 12, 31)).word == "Not yet reached"
    assert standing_of(indicator, date(2022, 6, 30)).word == "Cannot be compared by number"


def test_plan_texts_come_in_the_language_and_cyrillic_is_made_from_latin(told):
    latin, cyrillic, albanian = (told[language] for language in ("cnr", "cnr-cyrl", "sq"))
    assert latin.subtitle == "Izmišljena strategija protiv eksploatacije 2019–2024"
    assert cyrillic.subtitle == "Измишљена стратегија против експлоатације 2019–2024"
    assert albanian.subtitle == "Invented strategy against exploitation 2019–2024"
