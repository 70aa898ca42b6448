"""Whoever asks finds a person under another spelling, and only persons whom the asker may identify."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zaklon.cases.models import Person, Token
from zaklon.cases.tests.vault.factories import make_person, make_persons
from zaklon.cases.tests.vault.invented import full_names, mistyped
from zaklon.cases.tests.vault.spellings import PAIRS, UNLIKE
from zaklon.cases.vault import tokens
from zaklon.cases.vault.search import search
from zaklon.cases.vault.spelling import Why

pytestmark = pytest.mark.django_db
COUNTRY = 5_000


def rank_of(person_id, hits):
    """How many are likelier, and one; namesakes share a rank. None when not found."""
    own = [hit.score for hit in hits if hit.person_id == person_id]
    return 1 + sum(hit.score > own[0] for hit in hits) if own else None


def found(text, **options):
    return [hit.person_id for hit in search(text, **options)]


@pytest.mark.slow
def test_every_spelling_finds_its_person_among_the_first_five_of_a_country(as_system, record_property):
    names = [*dict.fromkeys(name for name, _asked, _kind in PAIRS), *(name for name, _asked in UNLIKE)]
    names = list(dict.fromkeys(names))
    crowd = full_names(COUNTRY - len(names))
    persons = make_persons(COUNTRY)
    every = [*names, *crowd]
    for person, name in zip(persons, every, strict=True):
        tokens.write(person, [name])
    of_name = {name: person.pk for name, person in zip(names, persons, strict=False)}
    ranks = {asked: rank_of(of_name[name], search(asked)) for name, asked, _kind in PAIRS}
    assert {asked: rank for asked, rank in ranks.items() if rank is None or rank > 5} == {}
    record_property("found_first", f"{sum(rank == 1 for rank in ranks.values())} of {len(PAIRS)}")
    assert sum(rank == 1 for rank in ranks.values()) >= 0.95 * len(PAIRS)
    chance = random.Random(11)  # noqa: S311  the same slips each time
    slips = [
        (person, mistyped(name, chance)) for person, name in chance.sample(list(zip(persons, every, strict=True)), 200)
    ]
    late = [asked for person, asked in slips if (rank_of(person.pk, search(asked, limit=200)) or 99) > 5]
    record_property("late_after_a_slip", f"{len(late)} of {len(slips)}")
    assert len(late) <= 0.02 * len(slips), late
    for name, asked in UNLIKE:
        hits = search(asked)
        assert not hits or hits[0].person_id != of_name[name] or hits[0].score <= 0.5, (name, asked)


def test_the_labelled_spellings_are_many_and_of_every_kind():
    assert len(PAIRS) >= 60
    kinds = {kind for _name, _asked, kind in PAIRS}
    assert kinds >= {"dj", "marks", "script", "albanian", "double", "order", "typo", "sound"}


def test_the_likelier_comes_first_and_says_why(as_system):
    exact, sound, typo, other = make_persons(4)
    tokens.write(exact, ["Xhevahira Qosajin"])
    tokens.write(sound, ["Dževahira Ćosajin"])
    tokens.write(typo, ["Xhevahira Qosajim"])
    tokens.write(other, ["Xhevahira Malokova"])
    hits = search("Xhevahira Qosajin")
    assert [hit.person_id for hit in hits] == [exact.pk, sound.pk, typo.pk, other.pk]
    assert [hit.why for hit in hits] == [
        (Why.EXACT, Why.EXACT),
        (Why.SOUND, Why.SOUND),
        (Why.EXACT, Why.MISTYPED),
        (Why.EXACT,),
    ]
    assert [hit.score for hit in hits] == [1.0, 0.9, 0.875, 0.5]


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("067 123 456", "+382 67 123-456"),
        ("+38267123456", "067/123-456"),
        ("5.3.1999", "05. 03. 1999."),
        ("1999-03-05", "5.3.1999"),
        ("AB 123456", "ab123456"),
        ("AB123456", "AB 123456"),
        ("P-0012345", "p0012345"),
        ("0503999123456", "0503999123456"),
    ],
)
def test_numbers_are_found_however_they_are_typed(as_system, stored, asked):
    person, other = make_persons(2)
    tokens.write(person, ["Invented Canary"], [stored])
    tokens.write(other, ["Invented Other"], ["INV 9999"])
    assert found(asked) == [person.pk]
    assert found(f"Canary {asked}")[0] == person.pk


def test_a_number_tells_two_persons_of_one_name_apart(as_system):
    one, other = make_persons(2)
    tokens.write(one, ["Invented Canary"], ["1999-03-05"])
    tokens.write(other, ["Invented Canary"], ["2001-03-05"])
    assert found("Canary 5.3.2001") == [other.pk, one.pk]


@pytest.mark.parametrize(
    "text", ["", "   ", "..", "12", "\x00", "%' OR 1=1 --", "\u202e\u2066", "🙂", "ψ", "x" * 100_000]
)
def test_odd_texts_find_nothing_and_do_no_harm(as_system, text):
    tokens.write(make_person(), ["Invented Canary"])
    assert found(text) == []


def test_marks_that_nobody_sees_and_look_alike_letters_do_not_hide_a_name(as_system):
    person = make_person()
    tokens.write(person, ["Invented Ca\u200bnary"])
    assert found("Canar\u202ey") == found("Cаnаry") == [person.pk]  # the second with Cyrillic а


def test_writing_again_replaces_and_forgetting_removes(as_system):
    person = make_person()
    tokens.write(person, ["Invented Canary"])
    tokens.write(person, ["Changed Finch"])
    assert (found("Canary"), found("Finch")) == ([], [person.pk])
    tokens.forget(person)
    assert (found("Finch"), Token.objects.filter(person=person).count()) == ([], 0)


def test_more_persons_of_one_name_than_fit_a_page_are_all_reachable(as_system):
    persons = make_persons(70)
    for person in persons:
        tokens.write(person, ["Invented Canary"])
    assert len(found("Canary Invented")) == 50
    assert set(found("Canary", limit=1000)) == set(found("Invented Canary", limit=1000)) == {p.pk for p in persons}


def test_no_two_persons_share_a_token_and_their_number_is_a_step(as_system):
    for person in make_persons(60):
        tokens.write(person, ["Invented Canary", "Finch"][: 1 + person.position % 2], ["067 123 456"])
    texts = [bytes(token) for token in Token.objects.values_list("token", flat=True)]
    assert len(set(texts)) == len(texts)
    for person in Person.objects.all():
        assert Token.objects.filter(person=person).count() % 4 == 0
    ids = Token.objects.order_by("pk").values_list("person", "token")
    by_person = {}
    for person, token in ids:
        by_person.setdefault(person, []).append(bytes(token))
    assert all(tokens == sorted(tokens) for tokens in by_person.values())


def test_the_tables_hold_no_name_and_no_two_installations_the_same_digest(as_system, settings, vault_folder):
    from zaklon.cases.models import NameVariant, TokenUse
    from zaklon.common.key_sources import KeySource

    for person in make_persons(12):
        tokens.write(person, ["Invented Canary"])
    rows = [*NameVariant.objects.values_list("digest", "sealed_names")]
    rows += TokenUse.objects.values_list("name_mac", "sealed_count")
    assert rows
    assert not any(b"anary" in bytes(field).lower() for row in rows for field in row)
    assert len({len(sealed) for _mac, sealed in TokenUse.objects.values_list("name_mac", "sealed_count")}) == 1
    settings.VAULT_KEY_SOURCE = KeySource(vault_folder, text=f"search-1:{'77' * 32}")
    assert found("Canary") == []


def test_a_second_search_key_is_refused_since_nothing_would_be_found(as_system, vault_folder):
    (vault_folder / "search-2.key").write_text("33" * 32)
    with pytest.raises(ValueError, match="there are 2 search keys"):
        search("Canary")


def test_a_search_asks_as_often_for_one_person_as_for_forty(as_system):
    persons = make_persons(40)
    tokens.write(persons[0], ["Invented Canary"])
    with CaptureQueriesContext(
        connection,
    ) as for_one:
        search("Invented Canary")
    for person in persons[1:]:
        tokens.write(person, ["Invented Canary"])
    with CaptureQueriesContext(connection) as for_forty:
        search("Invented Canary")
    assert len(for_one) == len(for_forty)
