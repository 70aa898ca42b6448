"""The printed form can be read by a screen reader and kept for decades."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from zaklon.reporting.charts import draw_svg
from zaklon.reporting.description import (
    Chart,
    ChartKind,
    Column,
    Kind,
    Paragraph,
    Row,
    Section,
    Series,
    SubHeading,
    Table,
)
from zaklon.reporting.fonts import code_points, drawable, font_files
from zaklon.reporting.languages import language
from zaklon.reporting.pdf import pdf
from zaklon.reporting.show import show
from zaklon.reporting.tests.reading import squeezed
from zaklon.reporting.tests.samples import implementation_report, long_table, one_block


@pytest.fixture(scope="module")
def reader():
    return PdfReader(io.BytesIO(pdf(implementation_report("cnr"))))


def tags(reader):
    """How often each structure type occurs in the tag tree, and the words given for pictures."""
    counts: dict[str, int] = {}
    words = []
    waiting = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if not hasattr(node, "get"):
            continue
        name = str(node.get("/S", ""))
        counts[name] = counts.get(name, 0) + 1
        if "/Alt" in node:
            words.append(node["/Alt"])
        children = node.get("/K", [])
        children = children.get_object() if hasattr(children, "get_object") else children
        waiting += [child for child in (children if isinstance(children, list) else [children]) if _is_node(child)]
    return counts, words


def _is_node(child):
    found = child.get_object()
    return hasattr(found, "get") and "/S" in found


@pytest.mark.slow
def test_the_file_claims_and_carries_the_tags_of_pdf_ua_and_pdf_a(reader):
    metadata = reader.root_object["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Izvještaj o sprovođenju akcionog plana za 2020. godinu"


@pytest.mark.slow
def test_headings_tables_and_pictures_are_tagged(reader):
    counts, words = tags(reader)
    assert counts["/Title"] == 1
    assert counts["/H1"] == 7
    assert counts["/H2"] == 1
    assert counts["/Table"] == 5
    assert counts["/TH"] >= 10 + 5 + 7 + 4 + 3
    assert counts["/Figure"] == 2
    assert any("Od 48 aktivnosti" in text for text in words)


@pytest.mark.slow
def test_the_contents_and_the_outline_lead_to_the_headings(reader):
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[0].split() == ["1", "Sažetak"]
    assert len(titles) == 7


def pages_of(*sections, **changes):
    """The pages of a report of these sections."""
    report = one_block(Paragraph("x"), sections=sections, **changes)
    return PdfReader(io.BytesIO(pdf(report))).pages


def shapes(pages):
    return ["wide" if page.mediabox.width > page.mediabox.height else "tall" for page in pages]


def numbered(name, rows, columns=2, notes=()):
    """A table with so many rows, each with its own words."""
    headings = tuple(Column(f"{name} heading {place}") for place in range(columns))
    lines = tuple(Row((f"{name} row {row}", *("x",) * (columns - 1))) for row in range(rows))
    return Table(f"{name} caption", headings, lines, totals=(f"{name} total", *("",) * (columns - 1)), notes=notes)


def pages_with(pages, words):
    """The numbers of the pages on which the words stand."""
    return [number for number, page in enumerate(pages, start=1) if squeezed(words) in squeezed(page.extract_text())]


@pytest.mark.slow
def test_wide_tables_turn_the_page_and_what_is_long_turns_it_back():
    long = tuple(Paragraph("Words that go on for a while. " * 12) for _ in range(9))
    pages = pages_of(Section("Wide", (numbered("wide", 2, columns=8),)), Section("Long", long))
    assert shapes(pages) == ["tall", "wide", "tall"]


@pytest.mark.slow
def test_what_is_short_shares_the_page_of_a_wide_table():
    short, wide = Paragraph("A line."), numbered("wide", 2, columns=8)
    parts = [short, wide, numbered("small", 2)]
    pages = pages_of(*(Section(f"Part {place}", (part,)) for place, part in enumerate(parts)), notes=("A note.",))
    assert shapes(pages) == ["tall", "wide"]


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "most"), [((3, 3, 3, 3, 3), 1), ((3, 8, 3, 8, 3), 2)])
def test_five_small_tables_share_sheets_behind_the_cover(columns, most):
    tables = tuple(numbered(f"table{place}", 4, columns=count) for place, count in enumerate(columns))
    assert len(pages_of(Section("Tables", tables))) <= 1 + most


@pytest.mark.slow
@pytest.mark.parametrize("before", range(1, 12, 2))
def test_a_table_that_fits_on_a_page_is_kept_whole_with_its_caption_and_its_note(before):
    lines = tuple(Paragraph("A line.") for _ in range(before * 3))
    table = numbered("kept", 12, notes=("The kept note.",))
    pages = pages_of(Section("Before", lines), Section("Kept", (table,)), Section("After", lines))
    where = {word: pages_with(pages, f"kept {word}") for word in ("caption", "row 0", "row 11", "total", "note")}
    assert len({tuple(numbers) for numbers in where.values()}) == 1, where
    assert len(where["caption"]) == 1


@pytest.mark.slow
def test_large_tables_break_where_keeping_them_whole_would_leave_pages_half_empty():
    tables = tuple(numbered(f"large{place}", 22) for place in range(4))
    pages = pages_of(Section("Tables", tables))
    assert len(pages) == 1 + 3
    assert [words for words in ("large0 row 0", "large3 total") if len(pages_with(pages, words)) != 1] == []


@pytest.mark.slow
def test_numbers_that_a_table_says_are_not_written_again_below_its_picture():
    columns, rows = (Column("Year", width=3), Column("Calls", Kind.WHOLE)), (("first year", 402), ("second year", 431))
    table = Table("Calls by year", columns, tuple(Row(cells) for cells in rows), totals=("all years", 833))
    chart = Chart(
        ChartKind.BAR,
        "Calls",
        "Calls rose.",
        "Year",
        ("first year", "second year"),
        (calls := Series("Calls", (402, 431)),),
    )
    other = replace(chart, title="Others", series=(replace(calls, values=(402, 430)),))
    text = squeezed("".join(page.extract_text() for page in pages_of(Section("Calls", (table, chart, other)))))
    assert "Numbersoffigure1" not in text
    assert "Numbersoffigure2" in text


@pytest.mark.slow
@pytest.mark.parametrize("rows", [35, 37, 39])
def test_no_report_ends_with_a_page_for_a_line_or_two_that_less_space_would_have_saved(rows):
    lines = tuple(Paragraph("A line.") for _ in range(rows))
    pages = pages_of(Section("Lines", lines), notes=("The last note.",))
    assert len(pages) == 2


@pytest.mark.slow
@pytest.mark.parametrize("kind", [ChartKind.BAR, ChartKind.STACKED_BAR])
@pytest.mark.parametrize("longest", [0, 1, 2, 3, 5, 7])
def test_the_axis_of_small_whole_numbers_marks_each_of_them_once(kind, longest):
    runs = (Series("one", (longest, 0)), Series("two", (0, 0)))
    drawing = draw_svg(Chart(kind, "T", "It shows numbers.", "", ("a", "b"), runs), language("en"))
    axis = re.search(r"role-axis-label.*?</g>", drawing)
    marks = re.findall(r">(\d+)</text>", axis.group() if axis else "")
    assert len(marks) == len(set(marks)) > 0


def chart_of(categories, names, kind=ChartKind.BAR):
    runs = tuple(Series(name, tuple(range(1, categories + 1))) for name in names)
    labels = tuple(f"place {place}" for place in range(categories))
    return Chart(kind, "T", "It shows numbers.", "What it is", labels, runs)


def test_the_numbers_of_many_series_stand_in_rows():
    names = [f"series {place}" for place in range(9)]
    table = chart_of(2, names).table()
    assert [column.heading for column in table.columns] == ["T", "place 0", "place 1"]
    assert [row.cells for row in table.rows][:2] == [("series 0", 1, 2), ("series 1", 1, 2)]
    assert len(chart_of(12, names).table().rows) == 12


@pytest.mark.slow
def test_long_names_in_a_legend_are_not_cut():
    name = "A name of a part that goes on and on so that it says everything there is"
    drawing = draw_svg(chart_of(2, [name, "short"], ChartKind.STACKED_BAR), language("en"))
    assert f">{name}</text>" in drawing


@pytest.mark.slow
def test_the_names_below_a_line_do_not_write_over_each_other():
    drawing = draw_svg(chart_of(40, ["calls"], ChartKind.LINE), language("en"))
    shown = re.findall(r'<text [^>]*opacity="1">(place \d+)</text>', drawing)
    assert 3 < len(shown) < 40


@pytest.mark.slow
def test_the_heading_of_a_table_is_repeated_on_each_page():
    pages = PdfReader(io.BytesIO(pdf(long_table(120)))).pages
    table_pages = [text for text in (squeezed(page.extract_text()) for page in pages) if "Trainingnumber" in text]
    assert len(table_pages) > 2
    assert all("Column1" in text and "Column6" in text for text in table_pages)


@pytest.mark.slow
def test_sub_headings_span_the_table():
    rows = (SubHeading("Objective 1"), SubHeading("Measure 1.1", level=2), Row(("1.1.1", "x")))
    table = Table("T", (Column("No"), Column("Activity")), (*rows, SubHeading("Objective 2"), Row(("2.1.1", "y"))))
    text = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(one_block(table)))).pages))
    assert "Objective1Measure1.11.1.1xObjective22.1.1y" in text


@pytest.mark.slow
def test_every_page_says_which_report_it_is_and_where_it_stands(reader):
    shown = show(implementation_report("cnr"))
    page_of = "".join(shown.words.page_of)
    texts = [squeezed(page.extract_text()) for page in reader.pages]
    for number, text in enumerate(texts[1:], start=2):
        assert squeezed(shown.footer) in text
        assert squeezed(page_of.replace("{page}", str(number)).replace("{pages}", str(len(texts)))) in text


def test_the_bundled_font_draws_every_letter_of_our_languages():
    letters = "abcćčdđžzśšźëçABCĆČDĐŽZŚŠŹËÇабвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂ€÷–•…„”%"
    assert {ord(letter) for letter in letters} <= drawable()
    assert ord("中") not in drawable()


def test_a_font_without_a_character_map_is_refused():
    regular, _bold = font_files()
    broken = regular.read_bytes().replace(b"cmap", b"xmap", 1)
    with pytest.raises(ValueError, match="no table cmap"):
        code_points(broken)


@pytest.mark.slow
def test_a_report_may_end_on_a_turned_page():
    columns = tuple(Column(f"C{place}") for place in range(8))
    table = Table("Wide", columns, (Row(("x",) * 8),))
    report = one_block(table, sections=(Section("Only", (table,)),))
    assert len(PdfReader(io.BytesIO(pdf(report))).pages) == 2


def test_a_moment_with_parts_of_a_second_is_printed():
    report = long_table(2)
    assert pdf(replace(report, made_at=report.made_at.replace(microsecond=123))) == pdf(report)
