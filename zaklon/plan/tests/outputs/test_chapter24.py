"""What the half-year report for Chapter 24 and the printed plan say."""

from datetime import date

from zaklon.common.money import Money
from zaklon.plan.tests.outputs.telling import blocks, row_of, rows_of, table
from zaklon.reporting.description import (
    Entries,
    Table,
)


def entries(cells, place):
    value = cells[place]
    assert isinstance(value, Entries)
    return [(each.number, each.day, each.status, each.text) for each in value.entries]


def test_chapter_24_keeps_dated_entries_of_every_half_year(told):
    found = table(told["chapter24"], "Activities for benchmark 25")
    inspections = row_of(found, "2.1.1")
    assert entries(inspections, 4) == [
        (1, date(2020, 6, 30), "IP", ""),
        (2, date(2020, 12, 31), "PI", "late"),
    ]
    assert entries(inspections, 5)[1] == (
        2,
        date(2020, 12, 31),
        "PI",
        "6 000 inspections: 5,400 inspections (target: at least 6,000 inspections)\nA report is written: done",
    )
    impact = next(cells for cells in rows_of(found) if cells[1] == "Whole measure")
    assert entries(impact, 6) == [
        (
            2,
            date(2020, 12, 31),
            "",
            (
                "PI-1.1 Invented calls to the helpline, counted for each year of the strategy: 431 calls\n"
                "PI-1.2 Public knowledge of the invented subject: not measured"
            ),
        )
    ]


def test_chapter_24_groups_by_benchmark_and_keeps_the_rest_apart(told):
    report = told["chapter24"]
    assert [section.heading for section in report.sections] == [
        "How to read this report",
        "Benchmark 25",
        "Benchmark 28",
        "Activities that answer to no benchmark",
    ]
    codes = [
        [cells[0] for cells in rows_of(each) if "." in cells[0] and cells[1] != "Whole measure"]
        for each in blocks(report, Table)
    ]
    assert codes[:2] == [["1.1.1", "1.1.2", "2.1.1"], ["1.1.4", "2.1.1", "2.1.4"]]
    assert len({code for each in codes for code in each}) == 14


def test_chapter_24_says_where_nothing_was_reported_and_stops_once_implemented(told):
    report = told["chapter24 following"]
    found = table(report, "Activities for benchmark 28")
    assert [each[:3] for each in entries(row_of(found, "1.1.2"), 4)] == [
        (1, date(2020, 6, 30), "IP"),
        (2, date(2020, 12, 31), "PI"),
        (3, date(2021, 6, 30), "I"),
    ]
    other = table(report, "Other activities of the plan")
    assert entries(row_of(other, "1.1.3"), 4)[-1] == (
        4,
        date(2021, 12, 31),
        "",
        "no report that counts; the status is not known\nlate",
    )


def test_chapter_24_marks_in_the_draft_what_is_not_adopted(told):
    draft = told["chapter24 draft"]
    found = table(draft, "Other activities of the plan")
    assert draft.is_draft
    assert entries(row_of(found, "2.3.1"), 4)[-1][3] == "With the Coordination Body: not adopted yet"


def test_the_printed_plan_holds_every_activity_with_its_money_and_source(told):
    report = told["paper"]
    assert (report.title, report.standing, report.is_draft) == ("Invented action plan for 2020", "Adopted", False)
    first = row_of(table(report, "Activities of objective 1"), "1.1.1")
    assert first[2].split("\n")[0] == "Invented Ministry of the Interior"
    assert (str(first[3]), str(first[4])) == ("2020-Q1", "2020-Q3")
    assert first[6:] == (
        (Money("EUR", 150_000), Money("EUR", 1_250_050)),
        "Budget: Invented Ministry of the Interior\nDonations",
    )
    both_lines = row_of(table(report, "Activities of objective 2"), "2.1.2")
    assert both_lines[6] == (Money("EUR", 1_500_000), Money("EUR", 500_000))
    assert row_of(table(report, "Activities of objective 2"), "2.1.3")[6] == "unclear in the plan"
    assert row_of(table(report, "Activities of objective 1"), "1.2.2")[6:] == ("No funding required", "–")
    assert table(report, "Planned money by source").totals[1] == (Money("EUR", 4_900_050),)
