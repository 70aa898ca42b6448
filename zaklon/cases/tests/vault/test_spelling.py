"""The forms of a name, and how like two names are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.cases.vault.numbers import number_values, numbers_in
from zaklon.cases.vault.spelling import MOST_PARTS, Why, likeness, name_parts, skeleton, slips, spoken, variants

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=24).map(lambda text: name_parts([text])[0])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Đorđe Čvorović", ("dorde", "cvorovic")),
        ("DJORDJE  ČVOROVIĆ", ("dorde", "cvorovic")),
        ("Ђорђе Чворовић", ("dorde", "cvorovic")),
        ("Çelaj, Arbëra", ("celaj", "arbera")),
        ("O'Brien-Müller", ("o", "brien", "muler")),
        ("Ana Ana 2", ("ana",)),
        ("", ()),
        ("\x00\u202e", ()),
    ],
)
def test_a_name_is_folded_into_its_parts(name, parts):
    assert name_parts([name]) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("xhevdet", "dzevdet"),
        ("gjergj", "derd"),
        ("hoxha", "hodza"),
        ("shqipe", "scipe"),
        ("qamil", "camil"),
        ("zhaneta", "zaneta"),
        ("lulgjuraj", "ljuljduraj"),
        ("aleksandra", "alexandra"),
        ("marija", "maria"),
        ("vuk", "wuk"),
        ("hajra", "ajra"),
    ],
)
def test_two_spellings_of_one_sound_are_spoken_alike(one, other):
    assert spoken(one) == spoken(other)
    assert likeness(one, other) == (900, Why.SOUND)


def test_the_skeleton_keeps_the_first_letter_and_the_consonants():
    assert (skeleton("marija"), skeleton("ana"), skeleton("h"), skeleton("ivona")) == ("mr", "an", "h", "ivn")


@given(words, words)
def test_likeness_is_the_same_both_ways_and_full_only_for_the_same(one, other):
    assert (likeness(one, other) or (0,))[0] == (likeness(other, one) or (0,))[0]
    assert (likeness(one, other) == (1000, Why.EXACT)) == (one == other)


@given(words.filter(lambda word: 5 <= len(word) <= 20), st.data())
def test_one_slip_of_the_keyboard_shares_a_variant(word, data):
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdeikmnorstu"))
    slip = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert variants(word) & {f"d{slip}", *variants(slip)}
    assert slips(word, slip) <= 1


@given(words)
def test_variants_are_few(word):
    assert len(variants(word)) <= 43


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_folded_and_asked_for(one, other):
    parts = name_parts([one, other])
    assert len(parts) <= MOST_PARTS
    for part in parts:
        assert spoken(part)
        assert skeleton(part)
        assert variants(part)
    numbers_in(one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abcd", "dcba", 3), ("a", "abcdef", 3)],
)
def test_slips_are_counted_up_to_a_bound(one, other, expected):
    assert slips(one, other) == expected


def test_numbers_are_brought_to_one_form():
    assert number_values("5.3.1999.") == number_values("1999-03-05") == {("number", "19990305"): 1000}
    assert number_values("+382 67 123-456") == number_values("00382/67123456")
    assert number_values("ab 123456") == {("number", "AB123456"): 1000}
    assert number_values("12") == {}


def test_a_question_is_taken_apart_into_numbers_and_names():
    numbers, rest = numbers_in("Ana 067123456 rođena 5.3.1999")
    assert [("number", "19990305") in values for values in numbers] == [True, False]
    assert {("number", "067123456"), ("number", "ANA067123456")} <= set(numbers[1])
    assert rest.split() == ["Ana", "rođena"]
