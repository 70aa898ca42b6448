"""What may be attached, and what is refused with which code."""

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.errors import RuleBroken
from zaklon.documents.checks import CSV, EXTENSIONS, JPEG, MOST_BYTES, PDF, PNG, TXT, checked
from zaklon.documents.packages import DOCX, ODS, ODT, XLSX
from zaklon.documents.tests import files

ENCRYPTED_MANIFEST = (
    b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b"<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
)
TEMPLATE_LINK = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://example.invalid/t.dotm" TargetMode="External"/></Relationships>'
)


def code_of(name, content):
    with pytest.raises(RuleBroken) as refused:
        checked(name, content)
    assert refused.value.field == "file"
    return refused.value.code


def outcome(name, content):
    """The name under which a file is kept, or the code with which it is refused."""
    try:
        return checked(name, content).name
    except RuleBroken as refused:
        return refused.code


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("minutes.pdf", files.a_pdf(), PDF),
        ("hall.jpg", files.a_jpeg(), JPEG),
        ("hall.JPEG", files.a_jpeg(), JPEG),
        ("hall.png", files.a_png(), PNG),
        ("minutes.docx", files.a_docx(), DOCX),
        ("list.xlsx", files.a_xlsx(), XLSX),
        ("minutes.odt", files.an_open_document("text"), ODT),
        ("list.ods", files.an_open_document("spreadsheet"), ODS),
        ("note.txt", "Šest obuka, 45 učesnika.".encode(), TXT),
        ("note.txt", "Šest obuka".encode("cp1250"), TXT),
        ("note.txt", "Šest obuka".encode("utf-16"), TXT),
        ("list.csv", b"\xef\xbb\xbfname;count\r\na;1\r\n", CSV),
    ],
)
def test_the_accepted_kinds_pass_and_keep_their_kind(name, content, media_type):
    file = checked(name, content)
    assert file.media_type == media_type
    assert file.name.rpartition(".")[2] == EXTENSIONS[media_type][0]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "file_empty"),
        ("program.exe", b"MZ\x90\x00", "file_kind_not_allowed"),
        ("no extension", b"words", "file_kind_not_allowed"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_kind_not_allowed"),
        ("page.html", b"<html></html>", "file_kind_not_allowed"),
        ("page.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><script>1</script>", "file_kind_not_allowed"),
        ("picture.csv", b"<?xml version='1.0'?><svg/>", "file_kind_not_allowed"),
        ("program.txt", b"MZ\x90\x00\x03", "file_kind_not_allowed"),
        ("binary.csv", b"a;b\x00c", "file_kind_not_allowed"),
        ("half.txt", b"\xff\xfea", "file_kind_not_allowed"),
        ("minutes.pdf", files.a_docx(), "file_kind_mismatch"),
        ("minutes.docx", files.a_pdf(), "file_kind_mismatch"),
        ("minutes.docx", files.a_xlsx(), "file_kind_mismatch"),
        ("hall.png", files.a_jpeg(), "file_kind_mismatch"),
        ("list.ods", files.an_open_document("text"), "file_kind_mismatch"),
        ("minutes.docx", b"plain words", "file_kind_mismatch"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "file_kind_not_allowed"),
        (
            "sealed.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "file_encrypted",
        ),
        ("sealed.pdf", files.a_pdf_with_password(), "file_encrypted"),
        ("script.pdf", files.a_pdf_with_script(), "file_has_macros"),
        ("carrier.pdf", files.a_pdf_with_a_file_inside(), "file_has_macros"),
        ("packed.pdf", files.a_pdf_with_a_packed_action(), "file_has_macros"),
        ("escaped.pdf", files.an_escaped_action(), "file_has_macros"),
        ("cut.pdf", files.a_pdf()[:-20], "file_damaged"),
        ("two.pdf", files.a_pdf() + files.a_docx(), "file_damaged"),
        ("notes.docx", files.a_docx() + b"more", "file_damaged"),
        ("cut.docx", files.a_docx()[:-30], "file_damaged"),
        ("macros.docx", files.changed_package(files.a_docx(), {"word/vbaProject.bin": b"x"}), "file_has_macros"),
        (
            "macros.xlsx",
            files.changed_package(
                files.a_xlsx(),
                {"[Content_Types].xml": lambda old: old.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")},
            ),
            "file_has_macros",
        ),
        (
            "fetches.docx",
            files.changed_package(files.a_docx(), {"word/_rels/settings.xml.rels": TEMPLATE_LINK}),
            "file_fetches_from_outside",
        ),
        (
            "entities.docx",
            files.changed_package(
                files.a_docx(), {"[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>'}
            ),
            "file_damaged",
        ),
        ("outside.docx", files.changed_package(files.a_docx(), {"../../evil": b"x"}), "file_damaged"),
        (
            "book.docx",
            files.changed_package(files.a_docx(), {"[Content_Types].xml": b"<Types/>"}),
            "file_kind_not_allowed",
        ),
        ("macros.odt", files.an_open_document(more=[("Basic/Standard/a.xml", b"x")]), "file_has_macros"),
        ("sealed.odt", files.an_open_document(manifest=ENCRYPTED_MANIFEST), "file_encrypted"),
        ("slides.odt", files.an_open_document("presentation"), "file_kind_not_allowed"),
        ("archive.docx", files.an_open_document(first="something"), "file_kind_not_allowed"),
        ("hall.png", files.a_png()[:-8], "file_damaged"),
        ("hall.png", files.a_png().replace(b"IDAT", b"IDAU"), "file_damaged"),
        ("hall.jpg", files.a_jpeg()[:-2], "file_damaged"),
        ("hall.jpg", files.a_jpeg(frame=False), "file_damaged"),
        ("hall.jpg", b"\xff\xd8\xff\xe0\xff\xff", "file_damaged"),
    ],
)
def test_everything_else_is_refused_and_says_why(name, content, code):
    assert code_of(name, content) == code


def test_a_file_over_the_limit_is_refused_and_the_limit_is_named():
    with pytest.raises(RuleBroken) as refused:
        checked("note.txt", b"a" * (MOST_BYTES + 1))
    assert refused.value.code == "file_too_large"
    assert refused.value.facts == {"most_megabytes": 20}
    assert checked("note.txt", b"a" * MOST_BYTES).content == b"a" * MOST_BYTES


def test_a_mismatch_names_the_kind_that_was_found():
    with pytest.raises(RuleBroken) as refused:
        checked("minutes.pdf", files.a_docx())
    assert refused.value.facts == {"found": "DOCX"}


@pytest.mark.slow
def test_a_package_that_claims_to_unpack_to_gigabytes_is_refused_at_once():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("word/document.xml", b"0" * 310_000_000)
    content = target.getvalue()
    started = time.perf_counter()
    assert code_of("bomb.docx", content) == "file_too_big_inside"
    assert time.perf_counter() - started < 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n" + b"stream\n" * 2_000_000 + b"%%EOF"),
        ("a.pdf", b"%PDF-1.7\n" + b"/ObjStm " * 1_500_000 + b"%%EOF"),
        ("a.pdf", b"%PDF-1.7\n" + b"#4a#61" * 2_000_000 + b"%%EOF"),
        ("a.jpg", b"\xff\xd8" + b"\xff" * 15_000_000),
        ("a.jpg", b"\xff\xd8" + b"\xff\xe1\x00\x02" * 3_000_000),
        ("a.png", b"\x89PNG\r\n\x1a\n" + files.png_chunk(b"tEXt", b"") * 1_000_000),
        ("a.txt", b" " * 15_000_000 + b"<html"),
    ],
)
def test_a_file_made_to_keep_us_busy_is_answered_within_seconds(name, content):
    started = time.perf_counter()
    outcome(name, content)
    assert time.perf_counter() - started < 5


@given(st.binary(max_size=300), st.sampled_from(["pdf", "jpg", "png", "docx", "xlsx", "odt", "ods", "txt", "csv"]))
def test_any_bytes_are_either_kept_or_refused_with_a_code(content, extension):
    assert outcome(f"any.{extension}", content).startswith(("file_", "any."))


@given(
    st.sampled_from([files.a_pdf(), files.a_png(), files.a_jpeg(), files.an_open_document()]),
    st.integers(min_value=0),
    st.binary(min_size=1, max_size=8),
)
def test_a_damaged_file_is_never_an_error_of_ours(content, place, noise):
    place %= len(content)
    broken = content[:place] + noise + content[place + len(noise) :]
    for extension in ("pdf", "png", "jpg", "odt"):
        assert outcome(f"any.{extension}", broken).startswith(("file_", "any."))
