"""Slots are given by lot, grow with need, and never tell how many there are."""

import pytest

from zaklon.cases.models import Token, TokenUse
from zaklon.cases.tests.vault.factories import make_person
from zaklon.cases.vault import slots
from zaklon.cases.vault.search_key import SearchKey

pytestmark = pytest.mark.django_db
VALUE = ("name", "canary")


@pytest.fixture
def key():
    return SearchKey(b"k" * 32)


def take(person, key):
    token = slots.reserve([VALUE], key)[VALUE]
    Token.objects.create(person=person, case_id=person.case_id, token=token)
    return token


def test_a_value_of_few_persons_leaves_no_trace_of_its_own(as_system, key):
    person = make_person()
    for _ in range(slots.FIRST_SIZE):
        take(person, key)
    assert not TokenUse.objects.exists()


def test_slots_double_when_they_are_taken_and_each_token_is_one_of_them(as_system, key):
    person = make_person()
    given = [take(person, key) for _ in range(200)]
    size = slots.sizes_of([VALUE], key)[VALUE]
    assert len(set(given)) == 200
    assert set(given) <= {key.token(*VALUE, slot) for slot in range(size)}
    assert size in (256, 512)
    assert TokenUse.objects.count() == 1


def test_the_lot_does_not_go_by_the_order_of_coming(as_system, key):
    person = make_person()
    order = [take(person, key) for _ in range(40)]
    places = {key.token(*VALUE, slot): slot for slot in range(slots.sizes_of([VALUE], key)[VALUE])}
    assert [places[token] for token in order] != sorted(places[token] for token in order)


def test_a_slot_that_became_free_is_given_again(as_system, key):
    person = make_person()
    for _ in range(slots.FIRST_SIZE * 20):
        take(person, key)
        Token.objects.all().delete()
    assert not TokenUse.objects.exists()


def test_a_size_that_another_has_raised_meanwhile_is_not_raised_again(as_system, key):
    seen = {VALUE: slots.FIRST_SIZE}
    assert slots._widened([VALUE], seen, key) == {VALUE: 8}
    assert slots._widened([VALUE], seen, key) == {VALUE: 8}
    assert slots._widened([VALUE], {VALUE: 8}, key) == {VALUE: 16}
