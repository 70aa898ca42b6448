"""All four forms of one report tell the same: the numbers, the letters, the language, the bytes."""

import io
from datetime import date, datetime

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from pypdf import PdfReader

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.reporting.comma_separated import comma_separated
from zaklon.reporting.description import Entries, Kind, Paragraph, Row, Status, Table
from zaklon.reporting.excel import excel
from zaklon.reporting.formats import major_units
from zaklon.reporting.page import TEMPLATE, Addresses, page_context
from zaklon.reporting.pdf import pdf
from zaklon.reporting.show import show
from zaklon.reporting.shown import ShownChart, ShownDefinitions, ShownFigures, ShownFormula, ShownTable
from zaklon.reporting.tests.reading import members, page_text, pdf_text, sheets, squeezed, word_document, word_text
from zaklon.reporting.tests.samples import implementation_report, one_block

LANGUAGES = ("en", "cnr", "cnr-cyrl", "sq")
ADDRESSES = Addresses("/r/pdf", "/r/word", "/r/excel", "/r/table/{number}.csv")
LETTERS = "š č ć ž đ ś ź ë ç Š Č Ć Ž Đ Ś Ź Ë Ç Љиљана Његош ђ ј ћ џ – „ ” €"
# Two signs for one letter; the reader of the tests (pypdf) repeats each sign's replacement text, others do not.
COMBINED = "С\u0301 З\u0301"


def page(report):
    return render_to_string(TEMPLATE, page_context(report, ADDRESSES), RequestFactory().get("/"))


def shown_values(report):
    """Every value of the report as its reader sees it."""
    values = []
    for section in show(report).sections:
        for block in section.blocks:
            if isinstance(block, ShownFigures):
                values += [figure.value for figure in block.figures]
            elif isinstance(block, ShownDefinitions):
                values += [item.value for item in block.items]
            elif isinstance(block, ShownFormula):
                values += [block.result, block.in_words, block.in_numbers]
            elif isinstance(block, ShownTable):
                values += [cell.text for row in block.rows for cell in row.cells] + [c.text for c in block.totals]
            elif isinstance(block, ShownChart):
                values += [cell.text for row in block.table.rows for cell in row.cells]
    return [squeezed(value) for value in values if value]


@pytest.fixture(scope="module")
def rendered():
    from zaklon.reporting.word import word

    files = {}
    for language in LANGUAGES:
        report = implementation_report(language)
        files[language] = (report, pdf(report), word(report), excel(report))
    return files


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_word_and_page_show_the_same_values(rendered, language):
    report, pdf_file, word_file, _ = rendered[language]
    values = shown_values(report)
    assert len(values) > 60
    texts = {"pdf": pdf_text(pdf_file), "word": word_text(word_file), "page": page_text(page(report))}
    for form, text in texts.items():
        assert [value for value in values if value not in text] == [], form


@pytest.mark.slow
def test_the_values_are_those_of_the_sample(rendered):
    text = pdf_text(rendered["en"][1])
    assert "68.75%" in text
    assert "€173,900" in text
    assert "€121,432.50" in text
    assert "(31+2)÷48" in text
    text = pdf_text(rendered["cnr"][1])
    assert "68,75%" in text
    assert "173.900€" in text
    assert "121.432,50€" in text


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_keeps_real_numbers_dates_and_shares(rendered, language):
    report, *_, excel_file = rendered[language]
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    table_sheets = [lines for lines in sheets(excel_file).values() if lines[0][0] in labels(report)]
    assert len(tables) == len(table_sheets) == 3
    for table, sheet in zip(tables, table_sheets, strict=True):
        lines = sheet[3:]
        rows = [row for row in table.rows if isinstance(row, Row)]
        for line, row in zip(lines, rows, strict=False):
            assert line[-len(row.cells) :] == [excel_value(value, language) for value in row.cells]


def labels(report):
    """Numbers and captions of the tables of a report."""
    blocks = [block for section in show(report).sections for block in section.blocks]
    return [block.label for block in blocks if isinstance(block, ShownTable)]


def excel_value(value, language):
    """What a spreadsheet program reads back from the cell of a value."""
    if isinstance(value, Money):
        return float(major_units(value))
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, tuple | Status | Entries | Quarter):
        from django.utils import translation

        from zaklon.reporting.formats import show_value
        from zaklon.reporting.languages import language as spoken

        kind = Kind.MONEY if isinstance(value, tuple) else Kind.TEXT
        with translation.override(language):
            return show_value(value, kind, spoken(language))
    return float(value)


@pytest.mark.slow
def test_excel_shows_the_same_decimals_as_the_printed_report(rendered):
    styles = members(rendered["cnr"][3])["xl/styles.xml"]
    assert "#,##0.00\u00a0&quot;€&quot;" in styles
    assert "#,##0.00\u00a0%" in styles


@pytest.mark.slow
def test_the_same_report_gives_the_same_bytes(rendered):
    from zaklon.reporting.word import word

    report, *files = rendered["cnr"]
    assert [render(report) for render in (pdf, word, excel)] == files


@pytest.mark.slow
def test_files_hold_no_time_but_that_of_the_report_and_no_person(rendered):
    _, pdf_file, word_file, excel_file = rendered["en"]
    core = members(word_file)["docProps/core.xml"]
    assert "2021-02-15T09:30:00Z" in core
    assert "python-docx" not in core
    assert str(datetime.now().year) not in core  # noqa: DTZ005  only the year matters here
    assert "2021-02-15T09:30:00Z" in members(excel_file)["docProps/core.xml"]
    properties: dict[str, str] = dict(PdfReader(io.BytesIO(pdf_file)).metadata or {})
    assert properties["/CreationDate"].startswith("D:20210215093000")
    assert properties["/Author"] == "Ministry of the Interior, Department for Combating Trafficking in Human Beings"


@pytest.mark.slow
def test_letters_of_every_language_come_out_of_every_form_unharmed():
    from zaklon.reporting.word import word

    report = one_block(Paragraph(f"{LETTERS} {COMBINED}"), "cnr")
    letters = squeezed(f"{LETTERS} {COMBINED}")
    assert squeezed(LETTERS) in pdf_text(pdf(report))
    assert "С\u0301" in pdf_text(pdf(report))
    assert letters in word_text(word(report))
    assert letters in page_text(page(report))
    assert letters in squeezed(str(sheets(excel(report))))


@pytest.mark.slow
def test_each_form_names_its_language():
    from zaklon.reporting.word import word

    report = one_block(Paragraph("Tekst"), "cnr-cyrl")
    assert str(PdfReader(io.BytesIO(pdf(report))).root_object["/Lang"]) == "cnr-ME"
    assert 'w:lang w:val="sr-Cyrl-ME"' in members(word(report))["word/styles.xml"]
    assert word_document(word(report)).core_properties.language == "sr-Cyrl-ME"


@pytest.mark.slow
def test_the_page_offers_the_other_forms_and_opens_the_rows():
    markup = page(implementation_report())
    for address in ("/r/pdf", "/r/word", "/r/excel", "/r/table/1.csv", "/plan/activities/1.1.1"):
        assert address in markup
    assert "/r/table/0.csv" not in markup
    assert markup.count('<img src="data:image/svg+xml;base64,') == 2


def test_csv_holds_machine_readable_values_and_headings_as_columns():
    table = implementation_report().sections[2].blocks[0]
    assert isinstance(table, Table)
    lines = comma_separated(table, "en").decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Group 1,Group 2,No,Activity,")
    assert 'Planned,"Planned, currency"' in lines[0]
    assert ",2020-Q4," in lines[1]
    assert ",500.00,EUR,482.50,EUR," in lines[1]
    assert ",6000.00,EUR,not known,," in lines[2]
    assert "10000.00; 2500.00,EUR; USD" in lines[4]


def test_a_draft_is_marked_on_every_form():
    from zaklon.reporting.word import word

    report = one_block(Paragraph("Text"), is_draft=True, standing="Draft for the Coordination Body")
    mark = squeezed("Draft for the Coordination Body")
    assert pdf_text(pdf(report)).count(mark) >= 3
    assert mark in word_text(word(report))
    assert any(mark in squeezed(text) for name, text in members(word(report)).items() if "header" in name)
    assert mark in page_text(page(report))
    assert mark in squeezed(str(sheets(excel(report))["Report"]))
