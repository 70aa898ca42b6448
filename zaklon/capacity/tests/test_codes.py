"""Codes are readable, and a slip of the pen is seen before anything is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.capacity.rules.codes import ALPHABET, DRAWN, check_letter, new_code, read_code, shown

drawn = st.text(ALPHABET, min_size=DRAWN, max_size=DRAWN)
codes = drawn.map(lambda text: text + check_letter(text))


def test_a_new_code_is_read_back_and_two_are_never_the_same():
    made = {new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(read_code(code) == code.replace("-", "") for code in made)


@given(codes)
def test_a_code_is_read_however_it_is_spaced_and_in_small_letters(code):
    assert read_code(shown(code)) == code
    assert read_code(f"  {code[:3].lower()} {code[3:]} ") == code


@given(codes, st.integers(0, DRAWN), st.sampled_from(ALPHABET))
def test_every_single_wrong_letter_is_found(code, place, letter):
    typed = code[:place] + letter + code[place + 1 :]
    assert (read_code(typed) is None) == (typed != code)


@given(codes, st.integers(0, DRAWN - 1))
def test_every_two_letters_that_changed_places_are_found(code, place):
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (read_code(typed) is None) == (typed != code)


@given(st.text())
def test_whatever_is_typed_is_answered(text):
    assert read_code(text) is None or len(read_code(text)) == DRAWN + 1


@pytest.mark.parametrize("letter", "0O1ILl")
def test_letters_that_look_alike_are_in_no_code(letter):
    assert letter not in ALPHABET or letter == "L"
    assert "L" not in ALPHABET
