"""Plans as other ministries lay them out: columns, headings, merged cells, sheets."""

import datetime

from zaklon.plan.importing.readings import Certainty, Funding
from zaklon.plan.tests.importing.tables import (
    BRIDGE,
    FORD,
    HEADER,
    Cell,
    asked,
    read_docx,
    read_workbook,
    read_xlsx,
)


def test_a_header_given_once_serves_the_tables_below():
    plan = read_docx(
        "Objective 1: Rivers", "Measure 1.1: Fords", [HEADER, FORD], "Measure 1.2: Bridges", [["1.2.1 x", *BRIDGE[1:]]]
    )
    assert [(activity.code, activity.measure) for activity in plan.activities] == [("1.1.1", "1.1"), ("1.2.1", "1.2")]


def test_headings_may_be_rows_merged_across_thetable():
    merged: list[Cell] = [{"text": "Key measure 1.2: Bridges", "span": 6}]
    plan = read_docx(
        "Objective 1: Rivers",
        [HEADER, [{"text": "Measure 1.1: Fords", "span": 6}], FORD, merged, ["1.2.1 x", *BRIDGE[1:]]],
    )
    assert [(measure.label, measure.title) for measure in plan.measures] == [("1.1", "Fords"), ("1.2", "Bridges")]


def test_a_merged_heading_that_comes_back_in_every_cell_is_one_heading():
    plan = read_docx("Objective 1: Rivers", [HEADER, ["Measure 1.1: Fords"] * 6, FORD])
    assert [measure.label for measure in plan.measures] == ["1.1"]


def test_a_bare_number_heads_a_measure_only_above_activities():
    plan = read_docx(
        "Objective 1: Rivers",
        "1.1 Background of the rivers",
        "1.3./1.4. Fords and ferries",
        [HEADER, ["1.3.1 x", *FORD[1:]]],
    )
    assert [(measure.label, measure.numbers) for measure in plan.measures] == [("1.3./1.4.", ("1.3", "1.4"))]


def test_a_table_of_contents_does_not_double_the_headings():
    headings = ["Objective 1: Rivers", "Measure 1.1: Fords"]
    plan = read_docx("Objective 1: Rivers 3", "Measure 1.1: Fords 4", *headings, [HEADER, FORD])
    assert [(o.number, o.title) for o in plan.objectives] == [("1", "Rivers")]
    assert [(m.label, m.title) for m in plan.measures] == [("1.1", "Fords")]


def test_running_text_about_a_measure_is_no_heading():
    plan = read_docx("Measure 1.9 is of no concern here.", "Objective 1: Rivers", "Measure 1.1: Fords", [HEADER, FORD])
    assert [measure.label for measure in plan.measures] == ["1.1"]


def test_a_measure_without_activities_is_kept_and_asked_about():
    plan = read_docx("Objective 1: Rivers", "Measure 1.1: Fords", [HEADER, FORD], "Measure 1.2: Bridges")
    assert [measure.label for measure in plan.measures] == ["1.1", "1.2"]
    assert ("1.2", "measure_empty") in asked(plan)


def test_without_any_heading_measures_are_guessed_from_the_codes_and_asked_for():
    plan = read_docx([HEADER, FORD, BRIDGE, ["1.2.1 x", *FORD[1:]]])
    assert [(m.label, m.certainty) for m in plan.measures] == [("1.1", Certainty.UNSURE), ("1.2", Certainty.UNSURE)]
    assert {("1.1", "measure_missing"), ("1.2", "measure_missing")} <= asked(plan)


def test_objectives_and_measures_may_have_columns_of_their_own():
    header = ["Objective", "Measure", *HEADER]
    plan = read_xlsx(
        [
            header,
            ["1. Rivers", "1.1 Fords", *FORD],
            ["1. Rivers", "1.1 Fords", *BRIDGE],
            ["1. Rivers", "1.2 Ice", "1.2.1 x", *FORD[1:]],
        ]
    )
    assert [measure.label for measure in plan.measures] == ["1.1", "1.2"]
    assert [activity.measure for activity in plan.activities] == ["1.1", "1.1", "1.2"]


def test_several_sheets_make_one_plan():
    plan = read_xlsx(
        [["Objective 1: Rivers"], ["Measure 1.1: Fords"], HEADER, FORD],
        [["Objective 2: Lakes"], ["Measure 2.1: Ice"], HEADER, ["2.1.1 x", *FORD[1:]]],
    )
    assert [(activity.code, activity.measure) for activity in plan.activities] == [("1.1.1", "1.1"), ("2.1.1", "2.1")]
    assert len(plan.objectives) == 2


def test_a_hidden_sheet_is_left_out_and_asked_about():
    plan = read_xlsx([HEADER, FORD], hidden=[HEADER, BRIDGE])
    assert len(plan.activities) == 1
    assert ("", "hidden_sheet") in asked(plan)


def test_numbers_and_dates_of_excel_are_read():
    plan = read_xlsx(
        [
            HEADER,
            [
                "1.1.1 x",
                "Bridge Authority",
                datetime.date(2027, 5, 4),
                datetime.date(2027, 12, 31),
                "One report",
                1250.5,
            ],
        ]
    )
    (activity,) = plan.activities
    assert (str(activity.start), str(activity.end)) == ("2027-Q2", "2027-Q4")
    assert [line.amount_minor for line in activity.money] == [125_050]


def test_a_code_that_excel_keeps_as_a_number_is_asked_about():
    plan = read_xlsx([["No.", *HEADER], [1.1, "Check the ford", *FORD[1:]]])
    assert plan.activities[0].code == "1.1"
    assert ("1.1", "code_number") in asked(plan)


def test_cells_merged_downwards_hold_for_every_row():
    first = [*FORD]
    first_cells: list[Cell] = [first[0], {"text": "Bridge Authority", "merge": "restart"}, *first[2:]]
    second: list[Cell] = [BRIDGE[0], {"merge": "continue"}, *BRIDGE[2:]]
    plan = read_docx([HEADER, first_cells, second])
    assert [activity.lead and activity.lead.code for activity in plan.activities] == ["BRI", "BRI"]


def test_an_activity_merged_over_two_rows_has_two_indicators_and_two_sums():
    first: list[Cell] = [{"text": FORD[0], "merge": "restart"}, {"text": FORD[1], "merge": "restart"}, *FORD[2:]]
    second: list[Cell] = [
        {"merge": "continue"},
        {"merge": "continue"},
        "",
        "",
        "Ten officers trained",
        "7 EUR (Rowing Union budget)",
    ]
    (activity,) = read_docx([HEADER, first, second]).activities
    assert [indicator.target for indicator in activity.indicators] == [1, 10]
    assert [line.amount_minor for line in activity.money] == [500, 700]


def test_a_row_without_code_or_title_continues_the_one_above_and_is_asked_about():
    plan = read_docx([HEADER, FORD, ["", "", "", "", "Ten officers trained", ""]])
    assert len(plan.activities[0].indicators) == 2
    assert ("1.1.1", "row_continued") in asked(plan)


def test_a_header_of_two_rows_names_both_times():
    top: list[Cell] = ["Activity", "Responsible bodies", {"text": "Time frame", "span": 2}, "Indicator", "Budget"]
    plan = read_docx([top, ["", "", "Start", "End", "", ""], FORD])
    assert (str(plan.activities[0].start), str(plan.activities[0].end)) == ("2027-Q1", "2027-Q2")


def test_one_column_of_time_gives_start_and_end():
    plan = read_docx(
        [
            ["Activity", "Responsible bodies", "Deadline", "Indicator", "Budget"],
            [*FORD[:2], "I - III quarter 2027", *FORD[4:]],
        ]
    )
    assert (str(plan.activities[0].start), str(plan.activities[0].end)) == ("2027-Q1", "2027-Q3")


def test_partners_and_source_may_have_columns_of_their_own():
    header = [
        "Aktivnost",
        "Nosilac aktivnosti",
        "Partneri",
        "Rok",
        "Indikator",
        "Planirana sredstva",
        "Izvor finansiranja",
    ]
    row = [
        "1.1.1 x",
        "Uprava mostova",
        "Veslački savez, NN klub",
        "II kvartal 2027",
        "Jedan izvještaj",
        "4.000 €",
        "donacija",
    ]
    (activity,) = read_docx([header, row]).activities
    assert [body.role.value for body in activity.bodies] == ["lead", "partner", "partner"]
    assert [(line.amount_minor, line.is_donation) for line in activity.money] == [(400_000, True)]


def test_a_missing_column_is_asked_about_once():
    plan = read_docx([HEADER[:4], FORD[:4], BRIDGE[:4]])
    missing = [dict(question.facts)["column"] for question in plan.questions if question.code == "column_missing"]
    assert missing == ["result indicators", "money"]
    assert plan.activities[0].funding is Funding.UNCLEAR


def test_an_unknown_column_is_left_out_and_asked_about():
    plan = read_docx([[*HEADER, "Colour of the boat"], [*FORD, "green"]])
    assert ("", "column_unknown") in asked(plan)


def test_totals_notes_and_other_tables_are_no_activities():
    plan = read_docx(
        [HEADER, FORD, ["Total", "", "", "", "", "5 EUR"]], "Signed by all", [["Name", "Signature"], ["A. B.", "…"]]
    )
    assert [activity.code for activity in plan.activities] == ["1.1.1"]


def test_the_official_montenegrin_template_is_read():
    indicators = [
        "Indikator učinka 1",
        "Početna vrijednost",
        "Ciljna vrijednost na polovini",
        "Ciljna vrijednost na kraju",
    ]
    header = [
        "Aktivnost koja utiče na realizaciju Operativnog cilja 1",
        "Indikator rezultata",
        "Nadležne institucije",
        "Datum početka",
        "Planirani datum završetka",
        "Sredstva planirana za sprovođenje aktivnosti (EUR)",
        "Izvor finansiranja",
    ]
    row = ["1.1 Čuvati gaz", "Jedan izvještaj", "Uprava mostova", "I kvartal", "IV kvartal", "4000", "Budžet"]
    plan = read_docx(
        "Operativni cilj 1: Rijeke",
        [indicators, ["Povećan broj gazova za 10% do 2028", "U 2025: 100 gazova", "za 5% do 2027", "za 10% do 2028"]],
        [header, row],
    )
    (activity,) = plan.activities
    assert (activity.code, str(activity.start), str(activity.end)) == ("1.1", "2027-Q1", "2027-Q4")
    assert [(line.amount_minor, line.payer_codes) for line in activity.money] == [(400_000, ("BRI",))]
    assert [indicator.baseline.value for indicator in plan.performance_indicators] == [100]
    assert ("1.1", "money_currency") not in asked(plan)


def test_a_heading_names_the_currency_of_bare_sums():
    plan = read_docx([[*HEADER[:5], "Budget (USD)"], [*FORD[:5], "500 (donation)"]])
    assert (plan.total_minor, plan.currency) == (50_000, "USD")
    assert not any(line.is_currency_assumed for activity in plan.activities for line in activity.money)
    assert ("1.1.1", "money_currency") not in asked(plan)


def test_cells_of_excel_merged_downwards_hold_for_every_row():
    def write(sheet):
        for index, row in enumerate([HEADER, FORD, BRIDGE]):
            sheet.write_row(index, 0, row)
        sheet.merge_range(1, 1, 2, 1, "Bridge Authority")

    plan = read_workbook(write)
    assert [activity.lead and activity.lead.code for activity in plan.activities] == ["BRI", "BRI"]


def test_a_chart_sheet_is_passed_over():
    def write(sheet):
        for index, row in enumerate([HEADER, FORD]):
            sheet.write_row(index, 0, row)
        book = sheet.book
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Plan!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)

    assert len(read_workbook(write).activities) == 1


def test_dates_of_the_other_calendar_are_read():
    def write(sheet):
        for index, row in enumerate([HEADER, [*FORD[:2], "", "", *FORD[4:]]]):
            sheet.write_row(index, 0, row)
        day = sheet.book.add_format({"num_format": 'd"."m"."yyyy'})
        sheet.write_datetime(1, 2, datetime.date(2027, 2, 1), day)
        sheet.write_datetime(1, 3, datetime.date(2027, 8, 1), day)

    (activity,) = read_workbook(write, date_1904=True).activities
    assert (str(activity.start), str(activity.end)) == ("2027-Q1", "2027-Q3")


def test_an_error_in_a_cell_is_asked_about_like_any_unclear_text():
    def write(sheet):
        for index, row in enumerate([HEADER, FORD]):
            sheet.write_row(index, 0, row)
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")

    assert {("1.1.1", "formula"), ("1.1.1", "money_unclear")} <= asked(read_workbook(write))
