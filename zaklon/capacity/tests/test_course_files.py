"""The file of a course is checked whole: what does not belong there, is too large or is not well made is refused."""

import contextlib
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.capacity.rules.content import as_data, of_data
from zaklon.capacity.rules.manifest import read_course
from zaklon.capacity.rules.packaging import unpack
from zaklon.capacity.rules.pictures import check_size
from zaklon.capacity.tests.factories import both, files, manifest, packed, png, question
from zaklon.common.errors import RuleBroken


def refusal_of(content):
    with pytest.raises(RuleBroken) as refused:
        read_course(unpack(content))
    assert refused.value.field == "file"
    return refused.value


def test_a_whole_course_is_read_and_stored_without_loss():
    course = read_course(unpack(packed()))
    assert [page.titles["en"] for page in course.pages] == ["Page first", "Page second"]
    assert course.questions[1].right == {0, 2}
    assert of_data(json.loads(json.dumps(as_data(course)))) == course


@pytest.mark.parametrize(
    "name",
    [
        "../course.json", "/etc/passwd", "pages/../../x.en.md", "pages\\first.en.md", "pages/sub/first.en.md",
        "index.html", "pages/script.js", "pictures/x.svg", "pictures/x.gif", "imsmanifest.xml", "C:course.json",
        "pages/First.en.md",
        "pictures/a.png/b.png", "__MACOSX/course.json", ".htaccess", "pages/\u0000.en.md", "pages/", "course.json/",
    ],
)  # fmt: skip
def test_a_file_that_no_course_has_is_refused_whatever_its_path(name):
    found = refusal_of(packed(files() | {name: b"x"}))
    assert found.code == "course_file_unknown"


def test_empty_folders_as_archivers_write_them_are_no_files():
    assert read_course(unpack(packed({"pages/": b"", "pictures/": b""} | files()))).code == "lantern-care"


def test_a_bomb_is_refused_before_it_unfolds():
    bomb = b"\0" * 300_000_000
    found = refusal_of(packed(files() | {"pages/first.en.md": bomb}))
    assert found.code == "course_inside_too_large"


def test_many_large_files_are_refused_together():
    large = {f"pictures/p{number}.png": bytes([number]) * 10 + png() + b"\0" * 900_000 for number in range(30)}
    stored = packed(files() | large, method=zipfile.ZIP_STORED)
    assert refusal_of(stored).code == "course_file_too_large"
    assert refusal_of(packed(files() | large)).code == "course_inside_too_large"


def test_a_size_that_lies_is_found_out():
    """The head says 10 bytes; what unfolds is more."""
    content = bytearray(packed(files() | {"pages/first.en.md": b"# T\n\n" + b"ab" * 5_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as read:
        entry = read.getinfo("pages/first.en.md")
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(b"pages/first.en.md"))
    assert int.from_bytes(content[place + 24 : place + 28], "little") == entry.file_size
    content[place + 24 : place + 28] = (10).to_bytes(4, "little")
    found = refusal_of(bytes(content))
    assert found.code in {"course_file_unreadable", "course_page_without_title"}


def test_the_same_name_twice_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        for name, content in files().items():
            written.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            written.writestr("course.json", b"{}")
    assert refusal_of(made.getvalue()).code == "course_file_twice"


def test_a_password_is_refused():
    content = bytearray(packed())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(mark, start)) >= 0:
            content[start + place] |= 1
            start += 4
    assert refusal_of(bytes(content)).code == "course_file_unreadable"


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", packed()[:-30], packed()[:200]])
def test_what_is_no_zip_is_refused(content):
    assert refusal_of(content).code == "course_file_unreadable"


@given(st.data())
def test_a_damaged_file_is_refused_or_read_and_never_breaks(data):
    content = bytearray(packed())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(RuleBroken):
        assert read_course(unpack(bytes(content))).pages


def test_the_manifest_is_needed_and_has_to_be_readable():
    assert refusal_of(packed({"pages/first.en.md": b"# T\n\nx"})).code == "course_file_missing"
    found = refusal_of(packed(files() | {"course.json": b'{\n "format": }'}))
    assert (found.code, found.facts) == ("course_manifest_unreadable", {"line": 2})
    assert refusal_of(packed(files() | {"course.json": b"\xff\xfe"})).code == "course_text_unreadable"
    assert refusal_of(packed(files() | {"course.json": b"[" * 30_000})).code == "course_manifest_unreadable"


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"format": "scorm"}, "course_manifest_wrong", "format"),
        ({"code": "Ä"}, "course_manifest_wrong", "code"),
        ({"languages": []}, "course_manifest_wrong", "languages"),
        ({"languages": ["en", "xx"]}, "course_manifest_wrong", "languages"),
        ({"languages": ["en", "en"]}, "course_manifest_twice", "languages"),
        ({"title": {"en": "x"}}, "course_manifest_wrong", "title"),
        ({"title": both("")}, "course_text_missing", "title.en"),
        ({"title": both("a\u0000b")}, "course_text_missing", "title.en"),
        ({"title": both("a\ud800b")}, "course_text_missing", "title.en"),
        ({"hours": 0}, "course_manifest_wrong", "hours"),
        ({"hours": True}, "course_manifest_wrong", "hours"),
        ({"pass_mark": 101}, "course_manifest_wrong", "pass_mark"),
        ({"tries_a_day": 0}, "course_manifest_wrong", "tries_a_day"),
        ({"pages": ["first", "first"]}, "course_manifest_twice", "pages"),
        ({"pages": ["../x"]}, "course_manifest_wrong", "pages[0]"),
        ({"pages": []}, "course_manifest_wrong", "pages"),
        ({"questions": []}, "course_manifest_wrong", "questions"),
        ({"questions": [question(kind="free")]}, "course_manifest_wrong", "questions[0].kind"),
        ({"questions": [question(count=1)]}, "course_manifest_wrong", "questions[0].answers"),
        ({"questions": [question(right=())]}, "course_right_answers_wrong", "questions[0]"),
        ({"questions": [question(right=(0, 1), kind="one")]}, "course_right_answers_wrong", "questions[0]"),
        ({"more": 1}, "course_manifest_wrong", "course.json"),
    ],
)
def test_what_is_wrong_in_the_manifest_is_said_with_its_place(changes, code, where):
    said = manifest(**changes)
    found = refusal_of(packed(files() | {"course.json": json.dumps(said).encode()}))
    assert (found.code, found.facts["where"]) == (code, where)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("pages/first.en.md", None, "course_file_missing"),
        ("pages/first.en.md", b"No title", "course_page_without_title"),
        ("pages/first.en.md", b"# Title alone", "course_page_without_title"),
        ("pages/first.en.md", b"# T\n\n\x00", "course_text_unreadable"),
        ("pages/first.en.md", b"# T\n\n![](pictures/x.png)", "course_file_missing"),
        ("pages/third.en.md", b"# T\n\nx", "course_file_unknown"),
        ("pictures/spare.png", b"x", "course_file_unknown"),
    ],
)
def test_pages_are_whole_and_nothing_is_spare(name, text, code):
    given = files()
    if text is None:
        del given[name]
    else:
        given[name] = text
    assert refusal_of(packed(given)).code == code


def test_a_picture_has_to_be_described():
    given = files() | {"pages/first.en.md": b"# T\n\n![](pictures/x.png)", "pictures/x.png": png()}
    assert refusal_of(packed(given)).code == "course_picture_undescribed"


@pytest.mark.parametrize(("width", "height"), [(4001, 1), (1, 60_000), (0, 5)])
def test_a_picture_that_unfolds_too_far_is_refused(width, height):
    check_size("x.png", png())
    with pytest.raises(RuleBroken, match="course_picture_size"):
        check_size("x.png", png(width, height))


def test_a_jpeg_says_its_size_in_its_frame():
    frame = b"\xff\xc0\x00\x0b\x08\x00\x20\x00\x10\x01\x01\x11\x00"
    check_size("x.jpg", b"\xff\xd8\xff\xe0\x00\x04ab" + frame)
    with pytest.raises(RuleBroken, match="course_picture_size"):
        check_size("x.jpg", b"\xff\xd8" + frame.replace(b"\x00\x20", b"\xff\x20"))
    with pytest.raises(RuleBroken, match="course_picture_size"):
        check_size("x.jpg", b"\xff\xd8\xff\xd9")
