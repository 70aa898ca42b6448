"""The stock of materials and surveys side by side: what is left, what changed, and for whom the pages are."""

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.plan.tests.pages import client_of, page
from zaklon.registers.known import MATERIAL
from zaklon.registers.models import Entry
from zaklon.registers.queries import known, law
from zaklon.registers.rules.stock import stock_of
from zaklon.registers.rules.surveys import Found, shifts
from zaklon.registers.tests.factories import Desk
from zaklon.vocabulary.pack import FieldKind
from zaklon.vocabulary.pack.registers import ReadBy
from zaklon.vocabulary.queries import vocabulary

COPIES = st.integers(0, 10**6)
STOCK, SURVEYS = "/registers/stock", "/registers/surveys"


@given(COPIES, COPIES)
def test_what_is_left_and_what_was_handed_out_make_up_what_was_printed(printed, distributed):
    stock = stock_of(printed, distributed)
    assert stock.left + stock.distributed == stock.printed
    assert stock.too_many == max(0, distributed - printed)


@given(COPIES)
def test_of_what_nobody_counted_nothing_is_said_to_be_left(distributed):
    stock = stock_of(None, distributed)
    assert (stock.left, stock.too_many) == (None, 0)


def found(result, error="3.1", group="general_public", question="Knows whom to call"):
    return Found(group, question, *(None if each is None else Decimal(each) for each in (result, error)))


def told(*surveys):
    return [shift and (str(shift.points), shift.may_be_chance) for shift in shifts(surveys)]


def test_a_survey_is_compared_with_the_one_before():
    assert told(found("38.40"), found("43.70"), found("42.00")) == [None, ("5.30", False), ("-1.70", True)]


def test_other_groups_and_other_questions_are_never_compared():
    assert told(found("38"), found("60", group="pupils"), found("70", question="Has heard of it")) == [None] * 3
    assert told(found("38"), found("60", group="pupils"), found("48")) == [None, None, ("10", False)]


def test_a_question_is_the_same_however_its_words_are_spaced():
    assert told(found("38"), found("48", question="knows  WHOM to call ")) == [None, ("10", False)]


def test_a_survey_without_a_result_is_skipped_over():
    assert told(found("38"), found(None), found("48")) == [None, None, ("10", False)]


def test_without_a_margin_of_error_nothing_is_said_of_chance():
    assert told(found("38", None), found("39")) == [None, ("1", None)]


@given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=8))
def test_the_changes_add_up_to_the_whole_one(results):
    changed = shifts([found(result) for result in results])
    assert changed[0] is None
    assert sum(shift.points for shift in changed[1:]) == results[-1] - results[0]


@pytest.fixture
def desk(db):
    return Desk()


def words(client, address):
    html = page(client, address)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main")[0])))


def material(desk, title, printed, *handed_out):
    entry = desk.enter("material", by=desk.reporter, title=title, kind="leaflet", print_run=str(printed))
    for copies in handed_out:
        desk.enter("distribution", by=desk.reporter, parent=entry, copies=str(copies))
    return entry


def survey(desk, day, result, **given):
    given = {"question": "Knows whom to call", "group": "general_public", "error": "3.1", "sample": "1005", **given}
    return desk.enter("survey", by=desk.reporter, day=day, result=result, title=f"Invented survey of {day}", **given)


@pytest.mark.slow
def test_what_is_left_of_each_material_stands_on_one_page(desk):
    material(desk, "Invented card", 5000, 900, 1800, 700)
    material(desk, "Invented leaflet", 500)
    desk.enter("material", by=desk.reporter, title="Invented video", kind="video", print_run="0")
    shown = words(client_of(desk.inspector), STOCK)
    assert re.search(r"Invented card .* 5,000 3,400 1,600 ", shown)
    assert re.search(r"Invented leaflet .* 500 0 500 ", shown)
    assert "Invented video" not in shown
    assert "than were printed" not in shown


@pytest.mark.slow
def test_more_handed_out_than_printed_is_a_fault_to_correct_and_stands_first(desk):
    material(desk, "Invented wrong card", 100, 90, 60)
    material(desk, "Invented leaflet", 500, 20)
    shown = words(client_of(desk.office), STOCK)
    assert "Of 1 material more copies are entered as handed out than were printed." in shown
    assert "To correct: 50 copies too many" in shown
    assert shown.index("Invented wrong card") < shown.index("Invented leaflet")
    assert "-50" not in shown


@pytest.mark.slow
def test_withdrawn_entries_are_no_stock(desk):
    kept, gone = material(desk, "Invented card", 100, 30, 20), material(desk, "Invented leaflet", 50)
    with acting_as(SYSTEM):
        Entry.objects.filter(pk=gone).update(withdrawn_at="2020-06-01T00:00Z")
        Entry.objects.filter(parent=kept, answers__copies="20").update(withdrawn_at="2020-06-01T00:00Z")
    shown = words(client_of(desk.inspector), STOCK)
    assert re.search(r"Invented card .* 100 30 70 ", shown)
    assert "Invented leaflet" not in shown


@pytest.mark.slow
def test_surveys_stand_side_by_side_with_their_change(desk):
    survey(desk, "2020-05-15", "43.70")
    survey(desk, "2019-10-29", "38.40")
    survey(desk, "2020-05-16", "61", group="pupils")
    shown = words(client_of(desk.inspector), SURVEYS)
    assert shown.index("29 Oct 2019") < shown.index("15 May 2020") < shown.index("16 May 2020")
    assert "38.4% ± 3.1 – " in shown
    assert "43.7% ± 3.1 +5.3 " in shown
    assert "61% ± 3.1 – " in shown


@pytest.mark.slow
def test_a_change_that_chance_may_have_made_says_so(desk):
    survey(desk, "2019-10-29", "38.40")
    survey(desk, "2020-05-15", "37.40")
    assert "−1, within the margins of error" in words(client_of(desk.inspector), SURVEYS)


@pytest.mark.slow
@pytest.mark.parametrize(("register", "address"), [("material", STOCK), ("survey", SURVEYS)])
def test_the_page_is_linked_from_its_register_only(desk, register, address):
    client = client_of(desk.inspector)
    assert f'href="{address}"' in page(client, reverse("registers:list", args=[register]))
    assert f'href="{address}"' not in page(client, reverse("registers:list", args=["training"]))
    assert "entered" in words(client, address)


@pytest.mark.slow
@pytest.mark.parametrize("address", [STOCK, SURVEYS])
def test_a_role_without_the_right_has_no_such_page(desk, address):
    assert desk
    assert client_of(make_actor(Role.GUARDIAN)).get(address).status_code == 403


def country(monkeypatch, code, **changed):
    """The same country with a register changed; without any change it is taken away."""
    with acting_as(SYSTEM):
        pack = vocabulary()
    others = {each.code: each for each in pack.registers.values() if each.code != code}
    kept = {code: replace(pack.registers[code], **changed)} if changed else {}
    pack = replace(pack, registers=others | kept)
    for module in (known, law):
        monkeypatch.setattr(module, "vocabulary", lambda: pack)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("gone", "address", "register"), [("distribution", STOCK, "material"), ("survey", SURVEYS, "training")]
)
def test_a_country_without_the_registers_has_no_such_page(desk, monkeypatch, gone, address, register):
    country(monkeypatch, gone)
    client = client_of(desk.inspector)
    assert client.get(address).status_code == 404
    assert f'href="{address}"' not in page(client, reverse("registers:list", args=[register]))


@pytest.mark.slow
def test_a_register_that_asks_other_questions_has_no_such_page(desk, monkeypatch):
    country(monkeypatch, "material", own=("title",))
    assert client_of(desk.inspector).get(STOCK).status_code == 404


@pytest.mark.slow
def test_a_number_that_is_asked_as_words_makes_no_such_page(desk, monkeypatch):
    monkeypatch.setattr(known, "PAGES", {"stock": (replace(MATERIAL, questions={"print_run": FieldKind.LINE}),)})
    assert client_of(desk.inspector).get(STOCK).status_code == 404


@pytest.mark.slow
def test_who_meets_only_its_own_entries_is_told_so(desk, monkeypatch):
    country(monkeypatch, "distribution", read_by=ReadBy.OWN)
    sentence = "Only entries that you may see are counted here"
    assert sentence in words(client_of(desk.inspector), STOCK)
    assert sentence not in words(client_of(desk.office), STOCK)


@pytest.mark.slow
@pytest.mark.parametrize("address", [STOCK, SURVEYS])
def test_the_cost_does_not_grow_with_the_entries(desk, address, django_assert_max_num_queries):
    for day in range(1, 4):
        material(desk, "Invented card", 100, 10, 20)
        survey(desk, f"2020-05-0{day}", "40")
    client = client_of(desk.inspector)
    page(client, address)
    with django_assert_max_num_queries(30) as few:
        page(client, address)
    for day in range(4, 9):
        material(desk, "Invented card", 100, 10, 20)
        survey(desk, f"2020-05-0{day}", "40")
    with django_assert_max_num_queries(len(few)):
        page(client, address)
