"""Reading packs: the invented country, whatever a spreadsheet makes of the files, and the hash."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zaklon.vocabulary.names import fold_name
from zaklon.vocabulary.pack import Certainty, PackFaulty, check_pack, read_pack
from zaklon.vocabulary.pack.days import first_day, last_day
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, INVENTED, copy_of_invented, edit_rows, edit_text


def test_a_second_country_is_a_second_pack():
    pack = read_pack(INVENTED)
    assert (pack.country.code, pack.country.currency, pack.country.other_currencies) == ("XV", "VUV", ("JPY",))
    assert [language.code for language in pack.languages] == ["sq", "cnr", "en"]
    assert pack.languages[1].default_script == "Cyrl"
    assert [term.labels["en"] for term in pack.terms_of("activity_status")][:2] == ["Accomplished", "Runs on"]
    assert pack.reports[0].product_report == "plan_implementation"


def test_partial_dates_mean_the_first_day_of_a_start_and_the_last_of_an_end():
    places = {place.code: place for place in read_pack(INVENTED).municipalities}
    assert places["XV-C"].valid_from == date(2027, 1, 1)
    assert places["XV-D"].valid_until == date(2026, 6, 30)
    assert (places["XV-C"].split_from, places["XV-C"].dates_certainty) == ("XV-B", Certainty.MEMORY)


def test_a_faulty_pack_is_refused_with_all_its_faults(tmp_path):
    folder = copy_of_invented(tmp_path)
    (folder / "regions.csv").unlink()
    with pytest.raises(PackFaulty) as refusal:
        read_pack(folder)
    assert refusal.value.code == "pack_faulty"
    assert list(refusal.value.faults) == check_pack(folder)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_tables_saved_with_another_separator_and_a_byte_order_mark_are_the_same_pack(tmp_path, separator):
    folder = copy_of_invented(tmp_path)
    regions = folder / "regions.csv"
    text = regions.read_text(encoding="utf-8").replace(",", separator).replace("\n", "\r\n")
    regions.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert check_pack(folder) == []
    assert read_pack(folder).content_hash == read_pack(INVENTED).content_hash


@pytest.mark.slow
def test_the_order_of_rows_does_not_change_the_hash_but_a_word_does(tmp_path):
    folder = copy_of_invented(tmp_path)
    edit_rows(folder / "terms.csv", lambda rows: rows.reverse())
    assert read_pack(folder).content_hash == read_pack(INVENTED).content_hash
    edit_rows(folder / "regions.csv", lambda rows: rows[0].update(name_en="Uplands"))
    assert read_pack(folder).content_hash != read_pack(INVENTED).content_hash


def test_a_country_code_that_yaml_takes_for_no_stays_a_country_code(tmp_path):
    folder = copy_of_invented(tmp_path)
    edit_text(folder / "pack.yaml", "code: XV", "code: NO")
    assert read_pack(folder).country.code == "NO"


def test_files_that_editors_leave_behind_do_not_matter(tmp_path):
    folder = copy_of_invented(tmp_path)
    for name in (".~lock.terms.csv#", "~$terms.csv", ".DS_Store", "README.md"):
        (folder / name).write_text("x", encoding="utf-8")
    assert check_pack(folder) == []


def test_optional_files_may_be_absent(tmp_path):
    folder = copy_of_invented(tmp_path)
    for name in ("censuses.csv", "population.csv", "territories.csv", "body_aliases.csv"):
        (folder / name).unlink()
    assert check_pack(folder) == []
    assert read_pack(folder).population == ()


@pytest.mark.slow
def test_footnotes_come_with_the_words_that_carry_them():
    footnote = read_pack(FIRST_COUNTRY).footnotes[0]
    assert "Kosovo" in footnote.marks
    assert footnote.certainty is Certainty.MEMORY
    assert set(footnote.texts) == {"en", "cnr", "sq"}


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_partial_date_covers_every_day_that_it_names(day):
    for text in (f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"):
        assert first_day(text) <= day <= last_day(text)


@given(st.text())
def test_folding_a_name_twice_changes_nothing_more(name):
    folded = fold_name(name)
    assert fold_name(f"  {folded} ") in (folded, fold_name(folded))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The  Chancery", "chancery"),
        ("Supreme State Prosecutor’s Office", "supreme state prosecutor's office"),
        ("Crnogorski ženski lobi", "crnogorski zenski lobi"),
        ("Interior – Department", "Interior - Department"),
        ("„Mladost“ Home", "'Mladost' Home"),
        ("Udruženje Đaka", "udruzenje daka"),
    ],
)
def test_spellings_that_mean_the_same_name_fold_to_one(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(["pack.yaml", "terms.csv", "bodies.csv", "clocks.csv"]))
def test_no_content_of_a_file_can_break_the_check(tmp_path_factory, content, name):
    folder = tmp_path_factory.mktemp("any")
    (folder / name).write_bytes(content)
    assert check_pack(folder)


FRAME_KEYS = ["languages", "country", "names", "code", "footnotes", "texts", "scripts", "written_in"]
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
SHAPES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FRAME_KEYS), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(SHAPES)
def test_no_shape_of_the_frame_can_break_the_check(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("frame")
    frame = json.dumps({"schema": 1, "languages": value, "country": value, "footnotes": value})
    (folder / "pack.yaml").write_text(frame, encoding="utf-8")
    assert check_pack(folder)
