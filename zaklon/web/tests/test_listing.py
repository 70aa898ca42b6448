"""Order, page and filter in the address."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from zaklon.web.listing import Page, page_of, query_without, sort_of


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("page=3", 3), ("page=0", 1), ("page=-2", 1), ("page=99", 25), ("page=x", 1), ("page=" + "9" * 50, 1)],
)
def test_a_page_that_is_not_there_is_the_nearest_one(asked, number):
    assert page_of(QueryDict(asked), total=1234, size=50).number == number


def test_an_empty_list_has_one_page_without_rows():
    page = page_of(QueryDict("page=4"), total=0)
    assert (page.number, page.count, page.first, page.last, page.offset) == (1, 1, 0, 0, 0)


def test_the_rest_of_the_address_is_kept():
    page = page_of(QueryDict("where=north&where=south&page=2&text=&sort=-due"), total=500)
    assert page.href(3) == "?where=north&where=south&sort=-due&page=3"


def test_gaps_between_the_shown_pages_are_marked():
    assert Page(5, 10, 200, "").shown_numbers() == [1, None, 4, 5, 6, None, 20]
    assert Page(3, 10, 50, "").shown_numbers() == [1, 2, 3, 4, 5]
    assert Page(1, 10, 5, "").shown_numbers() == [1]


@given(st.integers(1, 60), st.integers(0, 3000), st.integers(1, 100))
def test_every_row_is_on_exactly_one_page(number, total, size):
    page = page_of(QueryDict(f"page={number}"), total, size)
    assert 1 <= page.number <= page.count
    assert page.last - page.offset == min(size, total - page.offset)
    shown = [place for place in page.shown_numbers() if place is not None]
    assert shown == sorted(set(shown))
    assert {1, page.number, page.count} <= set(shown)


def test_a_second_click_turns_the_order_round():
    sort = sort_of(QueryDict("sort=due&where=north&page=4"), ("due", "code"), "code")
    assert (sort.key, sort.is_descending, sort.state("due"), sort.state("code")) == ("due", False, "ascending", "none")
    assert sort.href("due") == "?where=north&sort=-due"
    assert sort.href("code") == "?where=north&sort=code"


def test_an_unknown_order_is_the_default():
    sort = sort_of(QueryDict("sort=password"), ("due",), "-due")
    assert (sort.key, sort.state("due")) == ("due", "descending")


def test_empty_choices_leave_the_address():
    assert query_without(QueryDict("a=1&b=&c=2"), "c") == "a=1"
