"""Cells of a template become answers; what is unclear stays as it was written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.forms.definition import Definition, Option, Question, Section
from zaklon.registers.rules.sheets import answer_of, read_sheet
from zaklon.vocabulary.pack import FieldKind

YES = {"yes": "yes", "da": "yes", "no": "no", "ne": "no", "unknown": "unknown"}


def question(kind, code="q", **about):
    return Question(code=code, kind=kind, label=code, **about)


def definition(*questions):
    return Definition(
        code="r", version=1, number=101, part="register", language="en", title="R", lead="",
        sections=(Section("s", "S", questions),),
    )  # fmt: skip


CHOICE = question(FieldKind.CHOICE, options=(Option("north", "North"), Option("south", "South (coast)")))


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        (FieldKind.DAY, "4.5.2020.", "2020-05-04"),
        (FieldKind.DAY, "4. 5. 2020", "2020-05-04"),
        (FieldKind.DAY, "2020-05-04", "2020-05-04"),
        (FieldKind.DAY, "31.2.2020", "31.2.2020"),
        (FieldKind.DAY, "spring", "spring"),
        (FieldKind.NUMBER, "1 234", "1234"),
        (FieldKind.AMOUNT, "1234,50", "1234.5"),
        (FieldKind.AMOUNT, "1.234", "1.234"),
        (FieldKind.YES_NO, "Da", "yes"),
        (FieldKind.YES_NO, "perhaps", "perhaps"),
        (FieldKind.LINES, "a; b", ["a", "b"]),
        (FieldKind.LINE, "=1+1", "=1+1"),
    ],
)
def test_a_cell_is_read_as_its_question_asks(kind, text, answer):
    assert answer_of(question(kind), text, YES) == answer


@pytest.mark.parametrize(
    ("text", "code"), [("North", "north"), ("SOUTH  (coast)", "south"), ("south", "south"), ("?", "?")]
)
def test_a_word_of_a_list_is_its_code_in_any_spelling(text, code):
    assert answer_of(CHOICE, text, YES) == code


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_as_people_write_it(day):
    assert answer_of(question(FieldKind.DAY), f"{day.day}.{day.month}.{day.year}.", YES) == day.isoformat()


@given(st.decimals(0, 10**9, places=2))
def test_every_amount_is_read_with_comma_and_with_point(amount):
    as_point, as_comma = (
        answer_of(question(FieldKind.AMOUNT), t, YES) for t in (f"{amount}", f"{amount}".replace(".", ","))
    )
    assert as_point == as_comma
    assert float(as_point) == float(amount)


def lines(*rows):
    return list(enumerate(rows, start=1))


def test_rows_are_found_under_the_codes_and_empty_ones_left_out():
    asked = definition(question(FieldKind.NUMBER, "n", is_needed=True), question(FieldKind.LINE, "w"))
    found = read_sheet(
        asked,
        lines(["Title"], ["n", "w", "activities"], ["How many", "", ""], ["3", "x", "2.1.3; 1.4.1"], ["", ""]),
        YES,
    )
    assert [(row.line, row.answers, row.activities) for row in found.rows] == [
        (4, {"n": "3", "w": "x"}, ("2.1.3", "1.4.1"))
    ]


def test_a_sheet_without_codes_is_no_template():
    assert not read_sheet(definition(question(FieldKind.LINE, "w")), lines(["How many"], ["3"]), YES).has_codes


def test_missing_needed_columns_and_unknown_ones_are_named():
    asked = definition(question(FieldKind.NUMBER, "n", is_needed=True), question(FieldKind.LINE, "w"))
    found = read_sheet(asked, lines(["w", "activities", "x"], ["", ""]), YES)
    assert (found.missing, found.unknown) == (("n",), ("x",))


def test_the_first_entry_is_read_also_where_the_line_of_words_was_emptied():
    asked = definition(question(FieldKind.NUMBER, "n", is_needed=True))
    found = read_sheet(asked, [(1, ["n"]), (3, ["7"]), (4, ["8"])], YES)
    assert [row.answers["n"] for row in found.rows] == ["7", "8"]
