"""Texts that try to become formulas, markup or code stay texts, and big reports stay quick."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zaklon.reporting.comma_separated import comma_separated
from zaklon.reporting.description import (
    Chart,
    ChartKind,
    Column,
    Definition,
    Definitions,
    Entries,
    Entry,
    Formula,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Report,
    Row,
    Section,
    Series,
    Status,
    SubHeading,
    Table,
    Term,
)
from zaklon.reporting.excel import excel
from zaklon.reporting.pdf import pdf
from zaklon.reporting.tests.reading import members, page_text, pdf_text, sheets, squeezed, word_text
from zaklon.reporting.tests.samples import long_table, one_block
from zaklon.reporting.tests.test_forms import page
from zaklon.reporting.texts import clean
from zaklon.reporting.word import word

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "#typst.plugin(1)",
    "#panic()",
    "$x^2$",
    "*bold* _it_ `code` @ref <label>",
    "<b>bold</b><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "%(name)s {page} {pages} {number}",
    "a & b < c > d \"e\" 'f'",
    "]]> </w:t>",
    "https://example.invalid/",
    "&P &N &D",
    "\\u0041 \\n",
)


def everywhere(text: str) -> Report:
    """A report that holds the text in every place that takes words."""
    table = Table(
        text,
        (Column(text), Column(text, Kind.STATUS), Column(text, Kind.ENTRIES), Column(text, Kind.MONEY)),
        (
            SubHeading(text),
            SubHeading(text, level=2),
            Row((text, Status(text, detail=text), Entries((Entry(date(2020, 1, 1), text, 1, text),)), text)),
        ),
        totals=(text, "", "", text),
        notes=(text,),
    )
    blocks = (
        Paragraph(text),
        KeyFigures((KeyFigure(text, text, Kind.TEXT, note=text),), caption=text),
        Formula(text, (Term(text, 1),), (Term(text, 3),), note=text),
        Definitions((Definition(text, text),)),
        table,
        Chart(ChartKind.BAR, text, text, text, (text, f"{text} 2"), (Series(text, (1, 2)),), value_label=text),
    )
    words: dict[str, Any] = dict.fromkeys(("title", "subtitle", "made_by", "reference", "standing"), text)
    return one_block(
        blocks[0], **words, sections=(Section(text, blocks),), notes=(text,), sources=(text,), is_draft=True
    )


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_printed_as_they_are(text):
    report = everywhere(text)
    printed = squeezed(text)
    assert pdf_text(pdf(report)).count(printed) >= 12
    assert word_text(word(report)).count(printed) >= 12
    assert page_text(page(report)).count(printed) >= 12


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_excel_never_makes_a_formula_or_an_outside_link_of_a_text(text):
    file = excel(everywhere(text))
    parts = members(file)
    sheet_parts = [content for name, content in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert sheet_parts
    assert not any("<f>" in content for content in sheet_parts)
    assert not any('TargetMode="External"' in content for content in parts.values())
    assert [cell for row in sheets(file)["Table 1"] for cell in row].count(text) >= 5


@pytest.mark.slow
def test_markup_in_texts_is_escaped_on_the_page():
    markup = page(everywhere("<b>bold</b><script>alert(1)</script>"))
    assert "<script>alert" not in markup
    assert "<b>bold" not in markup


def test_csv_texts_that_look_like_formulas_are_made_harmless():
    table = Table("t", (Column("=a"),), tuple(Row((text,)) for text in ("=1+1", "+1", "-1", "@x", "plain")))
    assert comma_separated(table, "en").decode("utf-8-sig").split() == ["'=a", "'=1+1", "'+1", "'-1", "'@x", "plain"]


@pytest.mark.slow
def test_words_longer_than_a_line_and_texts_longer_than_a_cell_are_printed():
    long_word, long_text = "ž" * 500, "riječ " * 8000
    columns = (Column("A", width=1), Column("B", width=1), Column("C", width=8))
    report = one_block(Table("Long", columns, (Row((long_word, long_word, long_text)),)))
    assert pdf_text(pdf(report)).count("ž") == 1000
    assert squeezed(long_word) in word_text(word(report))
    assert len(sheets(excel(report))["Table 1"][3][2]) == 32_767


@pytest.mark.slow
def test_characters_that_no_file_may_hold_are_dropped_and_missing_shapes_are_marked():
    report = one_block(Paragraph("a\x00\x07\ufffe\u202eb\ud800c 😀 ≥ 5"))
    assert "abc\ufffd>=5" in pdf_text(pdf(report))
    assert "abc😀≥5" in word_text(word(report))
    assert "abc😀≥5" in squeezed(str(sheets(excel(report))))


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=60).filter(lambda text: clean(text).strip()))
def test_any_text_can_be_rendered_in_every_form(text):
    report = everywhere(text)
    assert pdf(report).startswith(b"%PDF-")
    assert word(report).startswith(b"PK")
    assert sheets(excel(report))
    assert page(report)


@pytest.mark.slow
def test_a_table_without_rows_says_so_in_every_form():
    report = one_block(Table("Empty", (Column("A"), Column("B")), ()))
    sentence = squeezed("There is nothing to show in this table.")
    assert sentence in pdf_text(pdf(report))
    assert sentence in word_text(word(report))
    assert sentence in page_text(page(report))
    assert sentence in squeezed(str(sheets(excel(report))))


@pytest.mark.slow
def test_a_table_of_760_rows_prints_in_less_than_five_seconds():
    report = long_table(760)
    started = time.perf_counter()
    pdf(report)
    assert time.perf_counter() - started < 5


@pytest.mark.slow
def test_ten_thousand_rows_are_rendered_whole():
    report = long_table(10_000)
    assert "Trainingnumber10000intheplan" in word_text(word(report))
    assert sheets(excel(report))["Table 1"][10_002][2] == 10_000
    assert pdf(report).startswith(b"%PDF-")
