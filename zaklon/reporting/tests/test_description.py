"""A report described wrongly is refused when it is described, not when it is printed."""

import struct
from datetime import date, datetime
from decimal import Decimal

import pytest

from zaklon.reporting.description import (
    Chart,
    ChartKind,
    Column,
    Formula,
    Kind,
    Paragraph,
    Row,
    Section,
    Series,
    Table,
    Term,
)
from zaklon.reporting.fonts import code_points
from zaklon.reporting.show import show
from zaklon.reporting.shown import ShownFormula
from zaklon.reporting.tests.samples import one_block


def chart(**changes):
    facts = {
        "kind": ChartKind.BAR,
        "title": "Calls",
        "alt": "Calls rise.",
        "category_label": "Year",
        "categories": ("2019", "2020"),
        "series": (Series("Calls", (1, 2)),),
    }
    return Chart(**(facts | changes))


@pytest.mark.parametrize(
    ("describe", "complaint"),
    [
        (lambda: Table("T", (), ()), "has no columns"),
        (lambda: Table("T", (Column("A"),), (Row(("a", "b")),)), "row 1: 2 cells for 1 columns"),
        (lambda: Table("T", (Column("A"),), (), totals=()), "row 1: 0 cells for 1 columns"),
        (lambda: Column("A", width=13), "must be 1 to 12"),
        (lambda: Row(("a",), href="https://example.invalid/"), "not a path of this product"),
        (lambda: Row(("a",), href="//example.invalid/"), "not a path of this product"),
        (lambda: Row(("a",), href="javascript:alert(1)"), "not a path of this product"),
        (lambda: Formula("Rate", (), (Term("due", 1),)), "needs terms"),
        (lambda: Section("S", level=4), "must be 1 to 3"),
        (lambda: chart(alt=" \x00"), "needs words"),
        (lambda: chart(categories=()), "nothing to draw"),
        (lambda: chart(series=()), "nothing to draw"),
        (lambda: chart(series=(Series("Calls", (1,)),)), "one value for each category"),
        (lambda: chart(kind_of_value=Kind.MONEY), "cannot draw values of kind money"),
        (lambda: one_block(Paragraph("x"), title="\x00"), "needs a title"),
        (lambda: one_block(Paragraph("x"), made_at=datetime(2020, 1, 1)), "time zone"),  # noqa: DTZ001
        (lambda: one_block(Paragraph("x"), revision=0), "count from 1"),
    ],
)
def test_a_wrong_shape_is_refused_and_named(describe, complaint):
    with pytest.raises(ValueError, match=complaint):
        describe()


def test_a_rate_is_computed_from_the_terms_that_are_printed():
    formula = Formula("Rate", (Term("Done", 17), Term("Continuous", 2)), (Term("Due", 21),))
    assert formula.ratio == Decimal(19) / 21
    (block,) = show(one_block(formula)).sections[0].blocks
    assert isinstance(block, ShownFormula)
    assert (block.in_words, block.in_numbers) == ("(Done + Continuous) ÷ Due", "(17 + 2) ÷ 21")
    assert block.result == "90.48%"


def test_a_rate_of_nothing_is_no_number():
    formula = Formula("Rate", (Term("Done", 0),), (Term("Due", 0),))
    (block,) = show(one_block(formula)).sections[0].blocks
    assert isinstance(block, ShownFormula)
    assert block.result == "cannot be computed, because there is nothing to divide by"


@pytest.mark.parametrize(
    ("widths", "is_wide", "turned"),
    [
        ((1, 1), None, False),
        ((1,) * 7, None, True),
        ((6, 6, 6), None, True),
        ((6, 6, 6), False, False),
        ((1,), True, True),
    ],
)
def test_wide_tables_turn_the_page_unless_the_author_says_otherwise(widths, is_wide, turned):
    columns = tuple(Column(f"C{place}", width=width) for place, width in enumerate(widths))
    assert Table("T", columns, (), is_wide=is_wide).needs_landscape is turned


def test_sections_are_numbered_by_level():
    levels = (1, 2, 2, 3, 1, 2)
    report = one_block(Paragraph("x"), sections=tuple(Section("S", level=level) for level in levels))
    assert [section.title.number for section in show(report).sections] == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_days_and_periods_do_not_depend_on_the_clock():
    report = one_block(Paragraph("x"))
    assert show(report) == show(report)
    assert show(report).period.startswith("January")
    assert report.period.last == date(2020, 6, 30)


def test_a_font_with_signs_beyond_the_basic_plane_is_read():
    groups = struct.pack(">III", 0x41, 0x43, 5) + struct.pack(">III", 0x1F600, 0x1F601, 9)
    subtable = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, 2) + groups
    cmap = struct.pack(">HH", 0, 1) + struct.pack(">HHI", 3, 10, 12) + subtable
    header = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap))
    assert code_points(header + cmap) == {0x41, 0x42, 0x43, 0x1F600, 0x1F601}
