"""Whatever bytes come in, nothing but a plan or UnreadableFile comes out."""

import zipfile
from functools import cache
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zaklon.plan.importing import UnreadableFile, as_json, fingerprint, read_plan
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_files import pack_docx
from zaklon.plan.tests.importing.made_plans import make_plan, render

pytestmark = pytest.mark.slow
DIRECTORY = made_words.directory()
FORMS = ("docx", "xlsx", "txt")
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _read(content: bytes, name: str) -> None:
    try:
        plan = read_plan(content, name, bodies=DIRECTORY)
    except UnreadableFile:
        return
    as_json(plan)
    fingerprint(plan)


@cache
def _sound(form: str) -> bytes:
    return render(make_plan(7, language="cnr", seed=3), form)


@relaxed
@given(content=st.binary(max_size=3000), name=st.sampled_from(["a.docx", "a.xlsx", "a.txt", "a", ""]))
def test_random_bytes_are_refused_or_read(content, name):
    _read(content, name)


@relaxed
@given(text=st.text(max_size=3000))
def test_random_text_is_refused_or_read(text):
    _read(text.encode("utf-8", "surrogatepass"), "plan.txt")


@pytest.mark.parametrize("form", FORMS)
@relaxed
@given(size=st.floats(0, 1))
def test_a_file_cut_short_is_refused_or_read(form, size):
    content = _sound(form)
    _read(content[: int(len(content) * size)], f"plan.{form}")


@pytest.mark.parametrize("form", FORMS)
@relaxed
@given(flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=20))
def test_a_file_with_flipped_bits_is_refused_or_read(form, flips):
    content = bytearray(_sound(form))
    for place, bit in flips:
        content[int(place * len(content))] ^= 1 << bit
    _read(bytes(content), f"plan.{form}")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@relaxed
@given(
    edits=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.text("<>&/=\"' \n0A9.", max_size=6)),
        min_size=1,
        max_size=4,
    )
)
def test_a_sound_archive_of_spoilt_parts_is_refused_or_read(form, edits):
    _read(_spoilt(_sound(form), edits), f"plan.{form}")


def _spoilt(content: bytes, edits: list[tuple[float, int, str]]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            part = bytearray(old.read(entry))
            if "document" in entry.filename or entry.filename.startswith("xl/"):
                for place, length, inserted in edits:
                    start = int(place * len(part))
                    part[start : start + length] = inserted.encode()
            new.writestr(entry.filename, bytes(part))
    return buffer.getvalue()


_PIECES = [*"0123456789. ,-–()/€%;:\n\t", "1.1.1 ", "Ministry of ", "quarter ", " and ", "II ", "obuka ", "“", "Р", "ë"]
cells = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@relaxed
@given(rows=st.lists(st.lists(cells, min_size=1, max_size=8), min_size=1, max_size=6))
def test_any_words_in_the_cells_of_a_plan_are_read(rows):
    header = ["Activity", "Responsible bodies", "Start", "End", "Indicator", "Budget"]
    first = ["1.1.1 Check the ford", "Bridge Authority", "Q1 2027", "Q2 2027", "One report", "5 EUR"]
    table = "".join(_row(row) for row in [header, first, *rows])
    document = f'<w:document xmlns:w="urn:w"><w:body><w:tbl>{table}</w:tbl></w:body></w:document>'
    plan = read_plan(pack_docx(document), "plan.docx", bodies=DIRECTORY)
    assert plan.activities[0].code == "1.1.1"
    as_json(plan)


def _row(cells: list[str]) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells) + "</w:tr>"
