"""Plans as other ministries lay them out: columns, headings, merged cells, codes, and what is missing."""

import datetime
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from zaklon.plan.importing import BodyNames, BodyRecord, ReadPlan, as_json, read_plan
from zaklon.plan.importing.readings import Certainty, Funding
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_files import pack_docx

DIRECTORY = made_words.directory()
HEADER = ["Activity", "Responsible bodies", "Start", "End", "Result indicator", "Budget"]
FORD = ["1.1.1 Check the ford", "Bridge Authority", "Q1 2027", "Q2 2027", "One report", "5 EUR (donation)"]
BRIDGE = ["1.1.2 Paint the bridge", "Rowing Union", "Q1 2027", "Q3 2027", "One report", "-"]
Cell = str | dict[str, Any]


def _docx(*blocks: str | Sequence[Sequence[Cell]]) -> ReadPlan:
    body = "".join(_paragraph(block) if isinstance(block, str) else _table(block) for block in blocks)
    return read_plan(pack_docx(_document(body)), "plan 2027.docx", bodies=DIRECTORY)


def _document(body: str) -> str:
    return f'<w:document xmlns:w="urn:w" xmlns:mc="urn:mc"><w:body>{body}</w:body></w:document>'


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _table(rows: Sequence[Sequence[Cell]]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(map(_cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"<w:tc>{''.join(map(_paragraph, cell.split(chr(10))))}</w:tc>"
    span = f'<w:gridSpan w:val="{cell["span"]}"/>' if "span" in cell else ""
    merge = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}.get(cell.get("merge", ""), "")
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(cell.get('text', ''))}</w:tc>"


def _xlsx(*sheets: list[list[Any]], hidden: list[list[Any]] | None = None) -> ReadPlan:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        for rows in sheets:
            _fill(book.add_worksheet(), rows)
        if hidden:
            sheet = book.add_worksheet("Notes")
            _fill(sheet, hidden)
            sheet.hide()
    return read_plan(buffer.getvalue(), "plan 2027.xlsx", bodies=DIRECTORY)


def _fill(sheet: Any, rows: list[list[Any]]) -> None:
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, row)


def _asked(plan: ReadPlan) -> set[tuple[str, str]]:
    return {(question.row, question.code) for question in plan.questions}


def test_a_header_given_once_serves_the_tables_below():
    plan = _docx(
        "Objective 1: Rivers", "Measure 1.1: Fords", [HEADER, FORD], "Measure 1.2: Bridges", [["1.2.1 x", *BRIDGE[1:]]]
    )
    assert [(activity.code, activity.measure) for activity in plan.activities] == [("1.1.1", "1.1"), ("1.2.1", "1.2")]


def test_headings_may_be_rows_merged_across_the_table():
    merged: list[Cell] = [{"text": "Key measure 1.2: Bridges", "span": 6}]
    plan = _docx(
        "Objective 1: Rivers",
        [HEADER, [{"text": "Measure 1.1: Fords", "span": 6}], FORD, merged, ["1.2.1 x", *BRIDGE[1:]]],
    )
    assert [(measure.label, measure.title) for measure in plan.measures] == [("1.1", "Fords"), ("1.2", "Bridges")]


def test_a_merged_heading_that_comes_back_in_every_cell_is_one_heading():
    plan = _docx("Objective 1: Rivers", [HEADER, ["Measure 1.1: Fords"] * 6, FORD])
    assert [measure.label for measure in plan.measures] == ["1.1"]


def test_a_bare_number_heads_a_measure_only_above_activities():
    plan = _docx(
        "Objective 1: Rivers",
        "1.1 Background of the rivers",
        "1.3./1.4. Fords and ferries",
        [HEADER, ["1.3.1 x", *FORD[1:]]],
    )
    assert [(measure.label, measure.numbers) for measure in plan.measures] == [("1.3./1.4.", ("1.3", "1.4"))]


def test_a_table_of_contents_does_not_double_the_headings():
    headings = ["Objective 1: Rivers", "Measure 1.1: Fords"]
    plan = _docx("Objective 1: Rivers 3", "Measure 1.1: Fords 4", *headings, [HEADER, FORD])
    assert [(o.number, o.title) for o in plan.objectives] == [("1", "Rivers")]
    assert [(m.label, m.title) for m in plan.measures] == [("1.1", "Fords")]


def test_running_text_about_a_measure_is_no_heading():
    plan = _docx("Measure 1.9 is of no concern here.", "Objective 1: Rivers", "Measure 1.1: Fords", [HEADER, FORD])
    assert [measure.label for measure in plan.measures] == ["1.1"]


def test_a_measure_without_activities_is_kept_and_asked_about():
    plan = _docx("Objective 1: Rivers", "Measure 1.1: Fords", [HEADER, FORD], "Measure 1.2: Bridges")
    assert [measure.label for measure in plan.measures] == ["1.1", "1.2"]
    assert ("1.2", "measure_empty") in _asked(plan)


def test_without_any_heading_measures_are_guessed_from_the_codes_and_asked_for():
    plan = _docx([HEADER, FORD, BRIDGE, ["1.2.1 x", *FORD[1:]]])
    assert [(m.label, m.certainty) for m in plan.measures] == [("1.1", Certainty.UNSURE), ("1.2", Certainty.UNSURE)]
    assert {("1.1", "measure_missing"), ("1.2", "measure_missing")} <= _asked(plan)


def test_objectives_and_measures_may_have_columns_of_their_own():
    header = ["Objective", "Measure", *HEADER]
    plan = _xlsx(
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
    plan = _xlsx(
        [["Objective 1: Rivers"], ["Measure 1.1: Fords"], HEADER, FORD],
        [["Objective 2: Lakes"], ["Measure 2.1: Ice"], HEADER, ["2.1.1 x", *FORD[1:]]],
    )
    assert [(activity.code, activity.measure) for activity in plan.activities] == [("1.1.1", "1.1"), ("2.1.1", "2.1")]
    assert len(plan.objectives) == 2


def test_a_hidden_sheet_is_left_out_and_asked_about():
    plan = _xlsx([HEADER, FORD], hidden=[HEADER, BRIDGE])
    assert len(plan.activities) == 1
    assert ("", "hidden_sheet") in _asked(plan)


def test_numbers_and_dates_of_excel_are_read():
    plan = _xlsx(
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
    plan = _xlsx([["No.", *HEADER], [1.1, "Check the ford", *FORD[1:]]])
    assert plan.activities[0].code == "1.1"
    assert ("1.1", "code_number") in _asked(plan)


def test_cells_merged_downwards_hold_for_every_row():
    first = [*FORD]
    first_cells: list[Cell] = [first[0], {"text": "Bridge Authority", "merge": "restart"}, *first[2:]]
    second: list[Cell] = [BRIDGE[0], {"merge": "continue"}, *BRIDGE[2:]]
    plan = _docx([HEADER, first_cells, second])
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
    (activity,) = _docx([HEADER, first, second]).activities
    assert [indicator.target for indicator in activity.indicators] == [1, 10]
    assert [line.amount_minor for line in activity.money] == [500, 700]


def test_a_row_without_code_or_title_continues_the_one_above_and_is_asked_about():
    plan = _docx([HEADER, FORD, ["", "", "", "", "Ten officers trained", ""]])
    assert len(plan.activities[0].indicators) == 2
    assert ("1.1.1", "row_continued") in _asked(plan)


def test_a_header_of_two_rows_names_both_times():
    top: list[Cell] = ["Activity", "Responsible bodies", {"text": "Time frame", "span": 2}, "Indicator", "Budget"]
    plan = _docx([top, ["", "", "Start", "End", "", ""], FORD])
    assert (str(plan.activities[0].start), str(plan.activities[0].end)) == ("2027-Q1", "2027-Q2")


def test_one_column_of_time_gives_start_and_end():
    plan = _docx(
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
    (activity,) = _docx([header, row]).activities
    assert [body.role.value for body in activity.bodies] == ["lead", "partner", "partner"]
    assert [(line.amount_minor, line.is_donation) for line in activity.money] == [(400_000, True)]


def test_a_missing_column_is_asked_about_once():
    plan = _docx([HEADER[:4], FORD[:4], BRIDGE[:4]])
    asked = [dict(question.facts)["column"] for question in plan.questions if question.code == "column_missing"]
    assert asked == ["result indicators", "money"]
    assert plan.activities[0].funding is Funding.UNCLEAR


def test_an_unknown_column_is_left_out_and_asked_about():
    plan = _docx([[*HEADER, "Colour of the boat"], [*FORD, "green"]])
    assert ("", "column_unknown") in _asked(plan)


def test_totals_notes_and_other_tables_are_no_activities():
    plan = _docx(
        [HEADER, FORD, ["Total", "", "", "", "", "5 EUR"]], "Signed by all", [["Name", "Signature"], ["A. B.", "…"]]
    )
    assert [activity.code for activity in plan.activities] == ["1.1.1"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1.1.1.", "1.1.1"),
        ("1.1.10)", "1.1.10"),
        ("A1.2", "A1.2"),
        ("А1.2", "A1.2"),
        ("1.1.О", "1.1.0"),
        ("З.1.2", "3.1.2"),
        ("1. 2. 3.", "1.2.3"),
    ],
)
def test_codes_are_read_in_any_spelling(written, code):
    assert _docx([HEADER, [f"{written} Check", *FORD[1:]]]).activities[0].code == code


def test_a_code_typed_with_cyrillic_letters_is_asked_about():
    plan = _docx([HEADER, ["А1.2 Check", *FORD[1:]]])
    assert ("A1.2", "code_lookalike") in _asked(plan)


def test_a_title_that_opens_with_a_number_keeps_it():
    (activity,) = _docx([HEADER, ["1.1.2. 45 officers learn to row", *FORD[1:]]]).activities
    assert (activity.code, activity.title) == ("1.1.2", "45 officers learn to row")


def test_a_repeated_code_is_asked_about():
    plan = _docx([HEADER, FORD, FORD])
    assert ("1.1.1", "code_repeated") in _asked(plan)
    assert plan.activities[1].certainty_of("code") is Certainty.UNSURE


def test_a_code_of_another_measure_is_asked_about():
    plan = _docx(
        "Objective 1: Rivers", "Measure 1.2: Bridges", [HEADER, ["1.2.1 x", *FORD[1:]], ["1.3.1 y", *FORD[1:]]]
    )
    assert ("1.3.1", "code_outside_measure") in _asked(plan)


def test_numbers_within_a_measure_are_completed_and_asked_about():
    plan = _docx(
        "Objective 1: Rivers",
        "Measure 1.1: Fords",
        [["No", *HEADER], ["1", "Check", *FORD[1:]], ["2", "Paint", *BRIDGE[1:]]],
    )
    assert [activity.code for activity in plan.activities] == ["1.1.1", "1.1.2"]
    assert ("1.1.1", "code_missing") in _asked(plan)


def test_an_end_before_its_start_is_kept_and_asked_about():
    plan = _docx([HEADER, [*FORD[:2], "Q3 2027", "Q1 2027", *FORD[4:]]])
    assert (str(plan.activities[0].start), str(plan.activities[0].end)) == ("2027-Q3", "2027-Q1")
    assert ("1.1.1", "end_before_start") in _asked(plan)


@pytest.mark.parametrize(
    ("cell", "funding", "code"),
    [
        ("", Funding.UNCLEAR, "money_missing"),
        ("to be agreed", Funding.UNCLEAR, "money_unclear"),
        ("3 000 - 5 000 EUR", Funding.UNCLEAR, "money_unclear"),
        ("No funding required, 500 EUR", Funding.UNCLEAR, "money_contradiction"),
        ("about 500 EUR (donation)", Funding.STATED, "money_estimate"),
        ("2.500 EUR (donation)", Funding.STATED, "money_separator"),
        ("500 EUR", Funding.STATED, "money_source"),
        ("500 EUR (budget of the Moon)", Funding.STATED, "money_payer"),
        ("500 (donation)", Funding.STATED, "money_currency"),
    ],
)
def test_unclear_money_is_never_zero_and_always_asked_about(cell, funding, code):
    plan = _docx([HEADER, [*FORD[:5], cell]])
    assert plan.activities[0].funding is funding
    assert ("1.1.1", code) in _asked(plan)
    assert plan.unfunded == 0


def test_the_default_currency_is_the_callers():
    content = pack_docx(_document(_table([HEADER, [*FORD[:5], "500 (donation)"]])))
    assert read_plan(content, "plan.docx", bodies=DIRECTORY, default_currency="ALL").currency == "ALL"


def test_several_currencies_are_not_added_up():
    plan = _docx([HEADER, FORD, [*BRIDGE[:5], "7 EUR (donation)\n9 USD (donation)"]])
    assert (plan.total_minor, plan.currency) == (1200, "EUR")
    assert ("", "several_currencies") in _asked(plan)


def test_deleted_and_doubled_text_of_word_is_not_read():
    title = (
        "<w:tc><w:p><w:r><w:t>1.1.1 Check</w:t></w:r><w:del><w:r><w:delText> gone</w:delText></w:r></w:del>"
        "<mc:AlternateContent><mc:Choice><w:r><w:t> once</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t> twice</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p></w:tc>"
    )
    row = "<w:tr>" + title + "".join(map(_cell, FORD[1:])) + "</w:tr>"
    table = _table([HEADER]).replace("</w:tbl>", row + "</w:tbl>")
    plan = read_plan(pack_docx(_document(table)), "plan.docx", bodies=DIRECTORY)
    assert plan.activities[0].title == "Check once"


def test_places_name_table_and_row():
    plan = _docx("Objective 1: Rivers", [HEADER, FORD, BRIDGE])
    assert [str(activity.place) for activity in plan.activities] == ["table 1, row 2", "table 1, row 3"]
    assert dict(plan.activities[0].raw)["money"] == "5 EUR (donation)"


def test_text_in_a_windows_code_page_is_read_and_asked_about():
    lines = [
        "Akcioni plan za 2027. godinu",
        *(f"\t{cell}" for cell in [*made_header(), "1.1.1 Čuvati šume", *FORD[1:]]),
    ]
    plan = read_plan("\n".join(lines).encode("cp1250"), "plan.txt", bodies=DIRECTORY)
    assert plan.activities[0].title == "Čuvati šume"
    assert ("", "encoding_guessed") in _asked(plan)


def made_header() -> list[str]:
    return ["Aktivnost", "Nadležne institucije", "Početak", "Završetak", "Indikator rezultata", "Sredstva"]


def test_rows_with_tabs_between_their_cells_are_read():
    text = "\n".join(["\t".join(HEADER), "\t".join(FORD), "\t".join(BRIDGE)])
    assert len(read_plan(text.encode("utf-16"), "plan.txt", bodies=DIRECTORY).activities) == 2


def test_a_dump_that_lost_a_cell_finds_its_rows_again():
    lines = [f"\t{cell}" for cell in [*HEADER, *FORD[:5], *BRIDGE]]
    plan = read_plan("\n".join(lines).encode(), "plan.txt", bodies=DIRECTORY)
    assert [activity.code for activity in plan.activities] == ["1.1.1", "1.1.2"]
    assert ("1.1.1", "row_shape") in _asked(plan)
    assert plan.activities[1].funding is Funding.NOT_REQUIRED


def test_an_unmatched_body_stays_as_written_with_a_question():
    plan = read_plan(pack_docx(_document(_table([HEADER, FORD]))), "p", bodies=BodyNames.build([BodyRecord("X", "X")]))
    assert as_json(plan)["activities"][0]["lead"] == "Bridge Authority"
    assert ("1.1.1", "body_unknown") in _asked(plan)
