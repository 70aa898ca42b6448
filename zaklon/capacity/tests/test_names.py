"""Names are read line by line, and found again in any spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.capacity.rules.names import MOST_NAMES, folded, read_names
from zaklon.common.errors import RuleBroken
from zaklon.common.scripts import to_cyrillic


def test_one_name_on_each_line_and_the_same_name_twice_stays_twice():
    assert read_names("\ufeffAna  Primjer\r\n\r\n  Ana Primjer \nBo Uzorak") == (
        "Ana Primjer",
        "Ana Primjer",
        "Bo Uzorak",
    )


@pytest.mark.parametrize(
    "typed",
    [
        "Čedomir Đukić",
        "ČEDOMIR ĐUKIĆ",
        "Чедомир Ђукић",
        "Cedomir Dukic",
        "Cedomir Djukic",
        "Đukić, Čedomir",
        "cedomir  dukić",
    ],
)
def test_a_name_is_the_same_in_both_scripts_without_marks_and_in_either_order(typed):
    assert folded(typed) == folded("Čedomir Đukić")


@given(st.text("abcčćdđefghijklmnoprsštuvzž ", min_size=3).filter(lambda text: text.strip()))
def test_every_name_is_found_in_cyrillic(name):
    assert folded(to_cyrillic(name)) == folded(name)


def test_other_names_are_others():
    assert folded("Ana Primjer") != folded("Ana Primjerić")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "certificate_names_missing", None),
        (" \n \n", "certificate_names_missing", None),
        ("Ana Primjer\n12345", "certificate_name_wrong", 2),
        ("Ana\u202e Primjer", "certificate_name_wrong", 1),
        ("a" * 121, "certificate_name_wrong", 1),
        ("Ana Primjer\n" * (MOST_NAMES + 1), "certificate_names_too_many", None),
    ],
)
def test_a_list_that_cannot_be_printed_is_refused_with_its_line(text, code, line):
    with pytest.raises(RuleBroken) as refused:
        read_names(text)
    assert refused.value.code == code
    assert refused.value.facts.get("line") == line
