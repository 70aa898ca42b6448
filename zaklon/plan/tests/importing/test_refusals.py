"""Files that must not be read are refused: quickly, with a stable code and a sentence on what to do."""

import re
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from zaklon.plan.importing import UnreadableFile, read_plan
from zaklon.plan.importing.containers import MAX_BYTES
from zaklon.plan.importing.refusals import REFUSALS
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_files import pack_docx
from zaklon.plan.tests.importing.made_plans import make_plan, render

DIRECTORY = made_words.directory()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
LINK = '<Relationship Id="r1" Type="http://x/relationships/{}" TargetMode="External" Target="{}"/>'


def _refused(content: bytes, name: str = "plan.docx") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        read_plan(content, name, bodies=DIRECTORY)
    assert refusal.value.error
    assert refusal.value.hint
    return refusal.value


def _docx() -> bytes:
    return render(make_plan(4), "docx")


def _with_parts(content: bytes, **parts: bytes) -> bytes:
    buffer = BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), part)
    return buffer.getvalue()


def _replaced(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return buffer.getvalue()


def _workbook(write: Callable[[Any], object]) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        for column, heading in enumerate(("Activity", "Responsible bodies", "Start", "End", "Indicator", "Budget")):
            sheet.write(0, column, heading)
        sheet.write_row(1, 0, ["1.1.1 Check the ford", "Bridge Authority", "Q1 2027", "Q2 2027", "One report", "5 EUR"])
        write(sheet)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "foreign"),
        (b"\x89PNG\r\n\x1a\n", "foreign"),
        (b"\xff\xd8\xff\xe0", "foreign"),
        (b"{\\rtf1 plan}", "foreign"),
        (b"<!DOCTYPE html><html><body>1.1.1</body></html>", "foreign"),
        (b"\xef\xbb\xbf <html>", "foreign"),
        (b"<?xml version='1.0'?><plan/>", "foreign"),
        (b"MZ\x90\x00", "foreign"),
        (b"a\x00b\x00c", "foreign"),
        (OLE, "old_format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (b"some words that are no plan", "no_plan"),
    ],
)
def test_what_is_no_plan_is_told_by_its_content(content, code):
    assert _refused(content, "plan.txt").code == code


def test_words_under_the_name_of_an_office_file_are_a_broken_file():
    assert _refused(b"just words", "plan.docx").code == "broken"


def test_a_good_file_is_read_under_any_name():
    assert read_plan(_docx(), "plan.pdf", bodies=DIRECTORY).activities


def test_a_huge_file_is_refused_before_it_is_looked_at():
    assert _refused(bytes(MAX_BYTES + 1)).code == "too_large"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_file_is_broken(share):
    content = _docx()
    assert _refused(content[: int(len(content) * share)]).code == "broken"


def test_a_zip_of_other_things_is_foreign():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("holiday.jpg", b"...")
    assert _refused(buffer.getvalue()).code == "foreign"


@pytest.mark.parametrize("part", ["content_DOT_xml", "ppt__presentation_DOT_xml"])
def test_other_office_files_are_foreign(part):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part.replace("__", "/").replace("_DOT_", "."), b"<x/>")
    assert _refused(buffer.getvalue()).code == "foreign"


@pytest.mark.parametrize("name", ["plan.docm", "PLAN.XLSM", "plan.xlsb"])
def test_a_name_for_macros_is_refused(name):
    assert _refused(_docx(), name).code == "macros"


@pytest.mark.parametrize(
    "part", ["word__vbaProject_DOT_bin", "word__activeX__activeX1_DOT_xml", "xl__macrosheets__a_DOT_xml"]
)
def test_macros_inside_are_refused_whatever_the_name(part):
    assert _refused(_with_parts(_docx(), **{part: b"<x/>"})).code == "macros"


def test_a_macro_content_type_is_refused():
    changed = _replaced(
        _docx(), "[Content_Types].xml", lambda part: part.replace(b"document.main", b"document.macroEnabled.main")
    )
    assert _refused(changed).code == "macros"


def test_an_encrypted_entry_is_refused():
    content = bytearray(_docx())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    assert _refused(bytes(content)).code == "encrypted"


@pytest.mark.slow
def test_a_zip_bomb_that_says_so_is_refused():
    with_zeros = _with_parts(_docx())
    buffer = BytesIO(with_zeros)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.bin", bytes(60 * 1024 * 1024))
    assert _refused(buffer.getvalue()).code == "bomb"


@pytest.mark.slow
def test_a_zip_bomb_that_lies_about_its_size_is_refused_in_bounded_memory():
    buffer = BytesIO(_docx())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.bin", bytes(300 * 1024 * 1024))
    content = bytearray(buffer.getvalue())
    size = struct.pack("<L", 300 * 1024 * 1024)
    lie = struct.pack("<L", 1000)
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = lie
    tracemalloc.start()
    started = time.perf_counter()
    refusal = _refused(bytes(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refusal.code in {"bomb", "broken"}
    assert peak < 40 * 1024 * 1024
    assert time.perf_counter() - started < 5


@pytest.mark.slow
def test_too_many_entries_are_refused():
    buffer = BytesIO(_docx())
    with zipfile.ZipFile(buffer, "a") as archive:
        for index in range(2100):
            archive.writestr(f"word/media/{index}", b"")
    assert _refused(buffer.getvalue()).code == "bomb"


@pytest.mark.slow
def test_a_flood_of_tags_is_refused():
    started = time.perf_counter()
    assert _refused(pack_docx(BODY.format("<a/>" * 7_000_000))).code == "bomb"
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_xml_entities_are_refused(part):
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    changed = _replaced(_docx(), part, lambda xml: laughs + xml.partition(b"?>")[2] if b"?>" in xml else laughs + xml)
    assert _refused(changed).code == "entities"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://example.org/a.dotm"),
        ("oleObject", "\\\\server\\share\\a.bin"),
        ("image", "https://example.org/pixel.png"),
        ("frame", "//example.org/a"),
        ("attachedTemplate", "file://server/a.dotm"),
    ],
)
def test_what_office_would_fetch_from_a_network_is_refused(kind, target):
    links = LINKS.format(LINK.format(kind, target)).encode()
    assert _refused(_with_parts(_docx(), word___rels__document_DOT_xml_DOT_rels=links)).code == "external_link"


@pytest.mark.parametrize(
    ("kind", "target"),
    [("hyperlink", "https://example.org"), ("attachedTemplate", "file:///C:\\Templates\\office.dotx")],
)
def test_hyperlinks_and_the_senders_own_template_are_no_obstacle(kind, target):
    links = LINKS.format(LINK.format(kind, target)).encode()
    content = _with_parts(_docx(), word___rels__document_DOT_xml_DOT_rels=links)
    assert read_plan(content, "plan.docx", bodies=DIRECTORY).activities


def test_a_field_that_starts_a_program_is_refused():
    changed = _replaced(
        _docx(),
        "word/document.xml",
        lambda xml: xml.replace(b"<w:body>", b"<w:body><w:p><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p>"),
    )
    assert _refused(changed).code == "external_link"


def test_links_to_other_workbooks_are_refused():
    content = _with_parts(
        _workbook(lambda sheet: sheet.write("A9", "")), xl__externalLinks__externalLink1_DOT_xml=b"<x/>"
    )
    assert _refused(content, "plan.xlsx").code == "external_link"


@pytest.mark.parametrize(
    "formula",
    ['=HYPERLINK("http://x","y")', '=WEBSERVICE("http://x")', "=[other.xlsx]Plan!A1", "=cmd|'/c calc'!A1", "=CALL(1)"],
)
def test_a_formula_that_reaches_outside_is_refused_with_its_cell(formula):
    refusal = _refused(_workbook(lambda sheet: sheet.write_formula("B5", formula)), "plan.xlsx")
    assert refusal.code == "outside_formula"
    assert "B5" in refusal.error


def test_a_harmless_formula_is_read_by_its_value_and_asked_about():
    content = _workbook(lambda sheet: sheet.write_formula("F2", "=2*2000", None, 4000))
    plan = read_plan(content, "plan.xlsx", bodies=DIRECTORY)
    assert plan.total_minor == 400_000
    assert [(q.row, q.code, dict(q.facts)) for q in plan.questions if q.code == "formula"] == [
        ("1.1.1", "formula", {"cell": "F2"})
    ]


def test_a_text_that_only_looks_like_a_formula_is_text():
    content = _workbook(lambda sheet: sheet.write_string("A2", "1.1.1 =1+1"))
    assert read_plan(content, "plan.xlsx", bodies=DIRECTORY).activities[0].title == "=1+1"


def test_a_cell_far_out_is_refused_before_the_sheet_is_built():
    refusal = _refused(_workbook(lambda sheet: sheet.write("XFD1048576", "x")), "plan.xlsx")
    assert refusal.code == "too_many_rows"


@pytest.mark.slow
def test_one_long_text_shown_in_very_many_cells_is_refused():
    def flood(sheet):
        for row in range(10, 1000):
            sheet.write_string(row, 0, "x" * 9000)

    assert _refused(_workbook(flood), "plan.xlsx").code == "too_many_rows"


def test_a_workbook_that_lies_about_its_number_of_texts_is_read_all_the_same():
    content = _workbook(lambda sheet: sheet.write_string("A9", ""))
    changed = _replaced(content, "xl/sharedStrings.xml", lambda xml: re.sub(rb'ount="\d+"', b'ount="99999999999"', xml))
    assert changed != content
    assert read_plan(changed, "plan.xlsx", bodies=DIRECTORY).activities


def test_an_endless_cell_is_refused_with_its_place():
    refusal = _refused(_workbook(lambda sheet: sheet.write_string("A3", "1.1.2 " + "x" * 12_000)), "plan.xlsx")
    assert refusal.code == "long_cell"
    assert "row 3" in refusal.error


@pytest.mark.slow
def test_an_endless_table_is_refused_within_seconds():
    row = "<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    started = time.perf_counter()
    assert _refused(pack_docx(BODY.format(f"<w:tbl>{row * 30_000}</w:tbl>"))).code == "too_many_rows"
    assert time.perf_counter() - started < 10


def test_an_absurd_column_span_is_refused():
    span = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    assert _refused(pack_docx(BODY.format(span))).code == "too_many_rows"


def test_elements_nested_without_end_are_broken():
    assert _refused(pack_docx(BODY.format("<w:sdt>" * 5000 + "</w:sdt>" * 5000))).code == "broken"


@pytest.mark.slow
def test_a_plan_of_dumped_text_has_bounds_too():
    assert _refused(b"\tword\n" * 330_000, "plan.txt").code == "too_many_rows"
    assert _refused(b"\t1.1.1 x\n" + b"word word\n" * 3000, "plan.txt").code == "long_cell"


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_says_what_is_wrong_and_what_to_do(code):
    error, hint = REFUSALS[code]
    assert error.endswith(".")
    assert hint.endswith(".")
