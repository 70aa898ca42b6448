"""A confidential file says on every page and sheet to whom and for what it was given out."""

import io
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from zaklon.reporting.excel import excel
from zaklon.reporting.page import TEMPLATE, Addresses, page_context
from zaklon.reporting.pdf import pdf
from zaklon.reporting.tests.reading import members, page_text, sheets, squeezed
from zaklon.reporting.tests.samples import implementation_report
from zaklon.reporting.word import word

MARK = "Invented Person, Invented Body, 3 March 2026, for: invented purpose, case K7QW-3F9M"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report():
    return replace(implementation_report(), watermark=MARK)


def test_every_page_of_the_pdf_carries_it_behind_the_text_and_below(report):
    reader = PdfReader(io.BytesIO(pdf(report)))
    assert len(reader.pages) > 3
    for page in reader.pages:
        assert squeezed(page.extract_text()).count(squeezed(MARK)) >= 2
    assert squeezed(MARK) not in squeezed(PdfReader(io.BytesIO(pdf(implementation_report()))).pages[1].extract_text())


def test_every_sheet_of_the_workbook_shows_and_prints_it(report):
    made = excel(report)
    for name, rows in sheets(made).items():
        assert any(MARK in str(cell) for row in rows[:6] for cell in row), name
    printed = [text for name, text in members(made).items() if name.startswith("xl/worksheets/sheet")]
    assert all(MARK[:60] in text for text in printed)


def test_every_page_of_the_word_file_carries_it(report):
    headers = [text for name, text in members(word(report)).items() if "header" in name]
    assert headers
    assert sum(MARK in text for text in headers) >= 1
    assert MARK in "".join(members(word(report)).values())


def test_the_page_begins_with_it(report, rf):
    html = render_to_string(TEMPLATE, page_context(report, Addresses()), rf.get("/"))
    assert squeezed(MARK) in page_text(html)


def test_a_letter_has_no_cover_and_says_nothing_of_periods(report):
    letter = replace(report, is_letter=True)
    first = PdfReader(io.BytesIO(pdf(letter))).pages[0].extract_text()
    assert squeezed(letter.sections[0].heading) in squeezed(first)
    assert "Reporting period" not in first
    assert "Revision" not in first
