"""The Word form is a document that people can work on and that everyone can read."""

import pytest

from zaklon.reporting.tests.reading import members, word_document
from zaklon.reporting.tests.samples import implementation_report, long_table
from zaklon.reporting.word import word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def file():
    return word(implementation_report("cnr"))


@pytest.fixture(scope="module")
def document(file):
    return word_document(file)


@pytest.mark.slow
def test_headings_are_real_headings_in_order(document):
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [heading.split("  ")[0] for heading in headings[:6]] == ["1", "1.1", "2", "3", "4", "5"]
    assert len(headings) == 8


@pytest.mark.slow
def test_every_line_of_the_contents_leads_to_its_heading(document):
    body = document.element.body
    targets = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    assert links == ["section-1", "section-1-1", "section-2", "section-3", "section-4", "section-5", "notes", "sources"]
    assert set(links) <= targets
    identifiers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(set(identifiers)) == len(identifiers)


@pytest.mark.slow
def test_header_rows_are_repeated_and_rows_are_not_cut(document):
    tables = [table for table in document.tables if table._tbl.findall(f".//{W}tblHeader")]
    assert len(tables) == 5
    for table in tables:
        rows = table._tbl.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


@pytest.mark.slow
def test_pictures_and_tables_carry_words(document):
    pictures = list(document.element.body.iter("{*}docPr"))
    assert [picture.get("descr")[:16] for picture in pictures] == ["Od 48 aktivnosti", "Broj poziva pora"]
    assert all(caption.get(f"{W}val") for caption in document.element.body.iter(f"{W}tblCaption"))


@pytest.mark.slow
def test_wide_tables_stand_on_turned_pages_with_their_own_header(document):
    turned = [(section.page_width or 0) > (section.page_height or 0) for section in document.sections]
    assert turned == [False, False, True]
    assert all(section.footer.paragraphs[0].text for section in document.sections[1:])


@pytest.mark.slow
def test_the_document_holds_no_picture_of_its_template_and_no_old_author(file):
    assert not [name for name in members(file) if "thumbnail" in name]
    core = members(file)["docProps/core.xml"]
    assert "python-docx" not in core
    assert "Ministarstvo unutrašnjih poslova" in core


@pytest.mark.slow
def test_columns_keep_to_the_width_of_the_page():
    document = word_document(word(long_table(3)))
    section = document.sections[-1]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    (table,) = [table for table in document.tables if len(table.columns) == 6]
    assert room > 5_000_000
    assert abs(sum(column.width or 0 for column in table.columns) - room) < 20_000
