"""Times as plans write them, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.plan.importing.readings import Certainty
from zaklon.plan.importing.times import read_time


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("II quarter", "2020-Q2", "2020-Q2"),
        (" IV  quarter ", "2020-Q4", "2020-Q4"),
        ("Q3 2025", "2025-Q3", "2025-Q3"),
        ("third quarter of 2024", "2024-Q3", "2024-Q3"),
        ("II kvartal", "2020-Q2", "2020-Q2"),
        ("II квартал 2025.", "2025-Q2", "2025-Q2"),
        ("2. kvartal 2025", "2025-Q2", "2025-Q2"),
        ("drugi kvartal", "2020-Q2", "2020-Q2"),
        ("tremujori II", "2020-Q2", "2020-Q2"),
        ("tremujori i dytë 2025", "2025-Q2", "2025-Q2"),
        ("TM II 2025", "2025-Q2", "2025-Q2"),
        ("IV", "2020-Q4", "2020-Q4"),
        ("III/2025", "2025-Q3", "2025-Q3"),
        ("mart 2021", "2021-Q1", "2021-Q1"),
        ("maj 2025.", "2025-Q2", "2025-Q2"),
        ("qershor 2025", "2025-Q2", "2025-Q2"),
        ("November", "2020-Q4", "2020-Q4"),
        ("30.06.2025", "2025-Q2", "2025-Q2"),
        ("2025-06-30", "2025-Q2", "2025-Q2"),
        ("2025-Q3", "2025-Q3", "2025-Q3"),
        ("by the end of 2021", "2021-Q4", "2021-Q4"),
        ("do kraja 2021.", "2021-Q4", "2021-Q4"),
        ("fundi i vitit 2025", "2025-Q4", "2025-Q4"),
        ("krajem godine", "2020-Q4", "2020-Q4"),
        ("end of June 2025", "2025-Q2", "2025-Q2"),
        ("I polugodište 2025", "2025-Q1", "2025-Q2"),
        ("second half of 2021", "2021-Q3", "2021-Q4"),
        ("gjashtëmujori i parë 2025", "2025-Q1", "2025-Q2"),
        ("IV quarter 2019 – II quarter 2020", "2019-Q4", "2020-Q2"),
        ("I - IV kvartal 2025", "2025-Q1", "2025-Q4"),
        ("I i II kvartal", "2020-Q1", "2020-Q2"),
        ("Q1–Q2 2026", "2026-Q1", "2026-Q2"),
        ("januar-mart 2021", "2021-Q1", "2021-Q1"),
        ("2021", "2021-Q1", "2021-Q4"),
    ],
)
def test_a_time_names_the_quarters_that_it_spans(text, first, last):
    time = read_time(text, 2020)
    assert time is not None
    assert (str(time.first), str(time.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["continuous", "Kontinuirano", "континуирано", "vazhdimisht", "tokom godine", "ongoing"]
)
def test_continuous_is_the_whole_year_of_the_plan(text):
    time = read_time(text, 2020)
    assert time is not None
    assert (str(time.first), str(time.last), time.is_continuous) == ("2020-Q1", "2020-Q4", True)
    assert time.certainty is Certainty.LIKELY


def test_continuous_with_a_last_quarter_ends_there():
    time = read_time("Kontinuirano, do III kvartala 2025", 2020)
    assert time is not None
    assert (str(time.last), time.is_continuous) == ("2025-Q3", True)


@pytest.mark.parametrize("text", ["", "  ", "-", "…"])
def test_a_blank_cell_is_no_time(text):
    assert read_time(text, 2020) is None


@pytest.mark.parametrize("text", ["upon adoption", "po usvajanju zakona", "31.02.2025", "V kvartal", "quarter 7"])
def test_what_is_not_understood_is_unsure_and_empty(text):
    time = read_time(text, 2020)
    assert time is not None
    assert (time.first, time.last, time.certainty) == (None, None, Certainty.UNSURE)


def test_without_a_year_of_the_plan_a_bare_quarter_stays_open():
    time = read_time("II quarter", None)
    assert time is not None
    assert (time.first, time.certainty) == (None, Certainty.UNSURE)


@given(text=st.text(max_size=80), year=st.none() | st.integers(2000, 2099))
def test_no_text_breaks_the_reader(text, year):
    time = read_time(text, year)
    assert time is None or (time.first is None) == (time.last is None)
