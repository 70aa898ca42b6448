"""What single cells raise: codes, times, money that is not clear, text forms; and what is then asked."""

import pytest

from zaklon.plan.importing import BodyNames, BodyRecord, as_json, read_plan
from zaklon.plan.importing.readings import Certainty, Funding
from zaklon.plan.tests.importing.made_files import pack_docx
from zaklon.plan.tests.importing.tables import (
    BRIDGE,
    DIRECTORY,
    FORD,
    HEADER,
    asked,
    cell_xml,
    document,
    read_docx,
    table,
)


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
    assert read_docx([HEADER, [f"{written} Check", *FORD[1:]]]).activities[0].code == code


def test_a_code_typed_with_cyrillic_letters_is_asked_about():
    plan = read_docx([HEADER, ["А1.2 Check", *FORD[1:]]])
    assert ("A1.2", "code_lookalike") in asked(plan)


def test_a_title_that_opens_with_a_number_keeps_it():
    (activity,) = read_docx([HEADER, ["1.1.2. 45 officers learn to row", *FORD[1:]]]).activities
    assert (activity.code, activity.title) == ("1.1.2", "45 officers learn to row")


def test_a_repeated_code_is_asked_about():
    plan = read_docx([HEADER, FORD, FORD])
    assert ("1.1.1", "code_repeated") in asked(plan)
    assert plan.activities[1].certainty_of("code") is Certainty.UNSURE


def test_a_code_of_another_measure_is_asked_about():
    plan = read_docx(
        "Objective 1: Rivers", "Measure 1.2: Bridges", [HEADER, ["1.2.1 x", *FORD[1:]], ["1.3.1 y", *FORD[1:]]]
    )
    assert ("1.3.1", "code_outside_measure") in asked(plan)


def test_numbers_within_a_measure_are_completed_and_asked_about():
    plan = read_docx(
        "Objective 1: Rivers",
        "Measure 1.1: Fords",
        [["No", *HEADER], ["1", "Check", *FORD[1:]], ["2", "Paint", *BRIDGE[1:]]],
    )
    assert [activity.code for activity in plan.activities] == ["1.1.1", "1.1.2"]
    assert ("1.1.1", "code_missing") in asked(plan)


def test_an_end_before_its_start_is_kept_and_asked_about():
    plan = read_docx([HEADER, [*FORD[:2], "Q3 2027", "Q1 2027", *FORD[4:]]])
    assert (str(plan.activities[0].start), str(plan.activities[0].end)) == ("2027-Q3", "2027-Q1")
    assert ("1.1.1", "end_before_start") in asked(plan)


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
    plan = read_docx([HEADER, [*FORD[:5], cell]])
    assert plan.activities[0].funding is funding
    assert ("1.1.1", code) in asked(plan)
    assert plan.unfunded == 0


def test_the_default_currency_is_the_callers():
    content = pack_docx(document(table([HEADER, [*FORD[:5], "500 (donation)"]])))
    assert read_plan(content, "plan.docx", bodies=DIRECTORY, default_currency="ALL").currency == "ALL"


def test_several_currencies_are_not_added_up():
    plan = read_docx([HEADER, FORD, [*BRIDGE[:5], "7 EUR (donation)\n9 USD (donation)"]])
    assert (plan.total_minor, plan.currency) == (1200, "EUR")
    assert ("", "several_currencies") in asked(plan)


def test_deleted_and_doubled_text_of_word_is_not_read():
    title = (
        "<w:tc><w:p><w:r><w:t>1.1.1 Check</w:t></w:r><w:del><w:r><w:delText> gone</w:delText></w:r></w:del>"
        "<mc:AlternateContent><mc:Choice><w:r><w:t> once</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t> twice</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p></w:tc>"
    )
    row = "<w:tr>" + title + "".join(map(cell_xml, FORD[1:])) + "</w:tr>"
    rows = table([HEADER]).replace("</w:tbl>", row + "</w:tbl>")
    plan = read_plan(pack_docx(document(rows)), "plan.docx", bodies=DIRECTORY)
    assert plan.activities[0].title == "Check once"


def test_places_name_table_and_row():
    plan = read_docx("Objective 1: Rivers", [HEADER, FORD, BRIDGE])
    assert [str(activity.place) for activity in plan.activities] == ["table 1, row 2", "table 1, row 3"]
    assert dict(plan.activities[0].raw)["money"] == "5 EUR (donation)"


def test_text_in_a_windows_code_page_is_read_and_asked_about():
    lines = [
        "Akcioni plan za 2027. godinu",
        *(f"\t{cell}" for cell in [*made_header(), "1.1.1 Čuvati šume", *FORD[1:]]),
    ]
    plan = read_plan("\n".join(lines).encode("cp1250"), "plan.txt", bodies=DIRECTORY)
    assert plan.activities[0].title == "Čuvati šume"
    assert ("", "encoding_guessed") in asked(plan)


def made_header() -> list[str]:
    return ["Aktivnost", "Nadležne institucije", "Početak", "Završetak", "Indikator rezultata", "Sredstva"]


def test_rows_with_tabs_between_their_cells_are_read():
    text = "\n".join(["\t".join(HEADER), "\t".join(FORD), "\t".join(BRIDGE)])
    assert len(read_plan(text.encode("utf-16"), "plan.txt", bodies=DIRECTORY).activities) == 2


def test_a_dump_that_lost_a_cell_finds_its_rows_again():
    lines = [f"\t{cell}" for cell in [*HEADER, *FORD[:5], *BRIDGE]]
    plan = read_plan("\n".join(lines).encode(), "plan.txt", bodies=DIRECTORY)
    assert [activity.code for activity in plan.activities] == ["1.1.1", "1.1.2"]
    assert ("1.1.1", "row_shape") in asked(plan)
    assert plan.activities[1].funding is Funding.NOT_REQUIRED


def test_an_unmatched_body_stays_as_written_with_a_question():
    plan = read_plan(pack_docx(document(table([HEADER, FORD]))), "p", bodies=BodyNames.build([BodyRecord("X", "X")]))
    assert as_json(plan)["activities"][0]["lead"] == "Bridge Authority"
    assert ("1.1.1", "body_unknown") in asked(plan)


def test_a_generic_actor_in_the_lead_is_asked_about():
    plan = read_docx([HEADER, [FORD[0], "boat clubs, Bridge Authority", *FORD[2:]]])
    assert ("1.1.1", "body_role") in asked(plan)


def test_a_body_known_by_its_abbreviation_only_is_asked_about():
    directory = BodyNames.build([BodyRecord("BRI", "Bridge Authority", ("BA",))])
    content = pack_docx(document(table([HEADER, [FORD[0], "Authority of all Bridges (BA)", *FORD[2:]]])))
    plan = read_plan(content, "plan.docx", bodies=directory)
    assert [body.code for body in plan.activities[0].bodies] == ["BRI"]
    assert ("1.1.1", "body_likely") in asked(plan)
