"""The register of bodies: what the pack brings, and what an administrator does by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access import rules
from zaklon.access.actor import SYSTEM
from zaklon.access.commands.bodies import (
    LoadedBodies,
    NewBody,
    NewName,
    add_body,
    add_name,
    load_bodies,
    set_validity,
)
from zaklon.access.models import Body, BodyKind, BodyName
from zaklon.access.queries.bodies import directory
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack import BodyAlias, BodyRecord
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY
from zaklon.vocabulary.tests.loading import pack_of

pytestmark = pytest.mark.django_db
INVENTED: dict[str, Any] = {"source": "invented", "certainty": Certainty.PROPOSED}


def record(code, *, names=None, **fields):
    fields = {"kind": "ministry", "is_generic": False, **INVENTED, **fields}
    return BodyRecord(code=code, labels=names or {"en": f"Body {code}"}, **fields)


MINISTRY = record("MIN", names={"en": "Ministry of Lakes", "cnr": "Ministarstvo jezera"})
UNIT = record("MIN-U", kind="unit", parent="MIN")
ALIAS = BodyAlias(body="MIN", alias="Lakes", language="en", **INVENTED)


def load(*records, aliases=(), now=NOON):
    return load_bodies(records, aliases, actor=SYSTEM, now=now)


def new_body(**fields):
    fields = {"code": "HAND", "kind": BodyKind.UNIT, "names": {"en": "By hand"}, "parent_id": None, **fields}
    return NewBody(**{"is_generic": False, "valid_from": None, **INVENTED, **fields})


def new_name(name, *, is_official=False, language="en"):
    return NewName(language, name, is_official, **INVENTED)


@pytest.fixture
def administrator():
    return make_actor("administrator")


def test_a_load_brings_bodies_with_units_names_and_aliases(as_system):
    loaded = load(UNIT, MINISTRY, aliases=[ALIAS])
    assert loaded.added == loaded.named == {"MIN", "MIN-U"}
    rows = {row.code: row for row in directory("cnr").values()}
    assert rows["MIN"].name == "Ministarstvo jezera"
    assert rows["MIN"].aliases == ("Lakes",)
    assert rows["MIN-U"].parent_id == rows["MIN"].body_id


def test_a_translation_of_our_own_is_marked_as_proposed(as_system):
    load(replace(MINISTRY, certainty=Certainty.READ, our_translation=frozenset({"cnr"})))
    marks = dict(BodyName.objects.filter(body__code="MIN").values_list("language", "certainty"))
    assert marks == {"en": "read", "cnr": "proposed"}


def test_the_same_records_again_change_nothing_and_leave_no_trace(as_system):
    load(MINISTRY, UNIT, aliases=[ALIAS])
    before = len(entries(limit=500))
    assert load(MINISTRY, UNIT, aliases=[ALIAS]) == LoadedBodies()
    assert len(entries(limit=500)) == before


def test_the_pack_of_the_product_loads_whole_and_only_once(as_system):
    pack = pack_of(FIRST_COUNTRY)
    assert len(load_bodies(pack.bodies, pack.body_aliases, actor=SYSTEM, now=NOON).added) == len(pack.bodies)
    assert load_bodies(pack.bodies, pack.body_aliases, actor=SYSTEM, now=NOON) == LoadedBodies()


def test_a_changed_record_changes_its_body_and_keeps_the_former_name_as_an_alias(as_system):
    load(MINISTRY)
    renamed = replace(MINISTRY, labels={"en": "Ministry of Lakes and Rivers"}, kind="agency")
    loaded = load(renamed)
    assert (loaded.changed, loaded.named) == ({"MIN"}, {"MIN"})
    row = next(row for row in directory("en").values() if row.code == "MIN")
    assert (row.name, row.aliases, row.kind) == ("Ministry of Lakes and Rivers", ("Ministry of Lakes",), "agency")
    load(MINISTRY)
    row = next(row for row in directory("en").values() if row.code == "MIN")
    assert (row.name, row.aliases) == ("Ministry of Lakes", ("Ministry of Lakes and Rivers",))


def test_a_body_that_the_pack_no_longer_has_ends_the_day_before_and_comes_back_with_it(as_system):
    load(MINISTRY, UNIT)
    assert load(MINISTRY).ended == {"MIN-U"}
    assert Body.objects.get(code="MIN-U").valid_until == NOON.date() - timedelta(days=1)
    assert load(MINISTRY) == LoadedBodies()
    assert load(MINISTRY, UNIT).changed == {"MIN-U"}
    assert Body.objects.get(code="MIN-U").valid_until is None


def test_what_an_administrator_dated_named_or_added_survives_the_next_load(as_system):
    load(MINISTRY, UNIT)
    set_validity(Body.objects.get(code="MIN-U").pk, None, date(2026, 1, 31), actor=SYSTEM, now=NOON)
    add_name(Body.objects.get(code="MIN").pk, new_name("Lakes Office", is_official=True), actor=SYSTEM, now=NOON)
    add_body(new_body(), actor=SYSTEM, now=NOON)
    assert load(MINISTRY, UNIT) == LoadedBodies()
    rows = {row.code: row for row in directory("en").values()}
    assert rows["MIN-U"].valid_until == date(2026, 1, 31)
    assert rows["MIN"].name == "Lakes Office"
    assert rows["HAND"].valid_until is None


@pytest.mark.parametrize(
    ("records", "aliases", "code"),
    [
        ([record("A", parent="B")], [], "body_parent_unknown"),
        ([record("A", parent="B"), record("B", parent="A")], [], "body_inside_itself"),
        ([MINISTRY], [replace(ALIAS, body="NONE")], "body_alias_of_nobody"),
    ],
)
def test_records_that_lead_nowhere_are_refused_whole(records, aliases, code, as_system):
    with pytest.raises(RuleBroken, match=code):
        load(*records, aliases=aliases)
    assert not Body.objects.filter(code__in=["A", "MIN"]).exists()


def test_an_administrator_adds_a_body_with_its_names_and_leaves_a_trace(administrator):
    parent = make_body("ABOVE")
    with acting_as(administrator):
        names = {"en": " Lake  Watch ", "cnr": "Čuvari jezera", "sq": ""}
        body_id = add_body(new_body(code="lake-1", names=names, parent_id=parent.pk), actor=administrator, now=NOON)
        row = directory("cnr-cyrl")[body_id]
    assert (row.code, row.name, row.parent_id) == ("LAKE-1", "Чувари језера", parent.pk)
    with acting_as(SYSTEM):
        assert [entry.action for entry in entries(subject=str(body_id))] == ["body.added"]
        assert set(BodyName.objects.filter(body_id=body_id).values_list("language", flat=True)) == {"en", "cnr"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": "a b"}, "body_code_unfit"),
        ({"code": "-A"}, "body_code_unfit"),
        ({"code": "A" * 41}, "body_code_unfit"),
        ({"code": "taken"}, "body_code_taken"),
        ({"names": {"en": "  "}}, "body_without_name"),
    ],
)
def test_a_body_that_cannot_be_is_refused(fields, code, as_system):
    make_body("TAKEN")
    with pytest.raises(RuleBroken, match=code):
        add_body(new_body(**fields), actor=SYSTEM, now=NOON)


def test_a_name_that_the_body_has_is_refused_but_an_alias_can_become_official(as_system):
    body = make_body(name="Old name")
    add_name(body.pk, new_name("Nick"), actor=SYSTEM, now=NOON)
    for again in (new_name("Nick"), new_name("Old name"), new_name(" Old  name", is_official=True)):
        with pytest.raises(RuleBroken, match="body_name_known"):
            add_name(body.pk, again, actor=SYSTEM, now=NOON)
    with pytest.raises(RuleBroken, match="body_without_name"):
        add_name(body.pk, new_name("  "), actor=SYSTEM, now=NOON)
    add_name(body.pk, new_name("Nick", is_official=True), actor=SYSTEM, now=NOON)
    row = directory("en")[body.pk]
    assert (row.name, row.aliases) == ("Nick", ("Old name",))


def test_a_body_cannot_end_while_people_work_there_or_units_go_on(as_system):
    body = make_body()
    make_actor("reporter", body=body)
    with pytest.raises(RuleBroken, match="body_has_people"):
        set_validity(body.pk, None, date(2026, 5, 1), actor=SYSTEM, now=NOON)
    above = make_body()
    make_body(parent=above)
    with pytest.raises(RuleBroken, match="body_has_units"):
        set_validity(above.pk, None, date(2026, 5, 1), actor=SYSTEM, now=NOON)
    with pytest.raises(RuleBroken, match="body_ends_before_it_begins"):
        set_validity(above.pk, date(2026, 5, 2), date(2026, 5, 1), actor=SYSTEM, now=NOON)


@pytest.mark.parametrize("role", ["reporter", "coordinator", "auditor"])
def test_nobody_but_the_administrator_keeps_the_register(role):
    actor = make_actor(role)
    body = make_body()
    with acting_as(actor):
        for attempt in (
            lambda: add_body(new_body(), actor=actor, now=NOON),
            lambda: add_name(body.pk, new_name("X"), actor=actor, now=NOON),
            lambda: set_validity(body.pk, None, None, actor=actor, now=NOON),
            lambda: load_bodies([MINISTRY], actor=actor, now=NOON),
        ):
            with pytest.raises(NotPermitted):
                attempt()


codes = st.sampled_from("ABCDEF")


@given(st.dictionaries(codes, codes | st.none()))
def test_a_circle_is_found_exactly_when_some_chain_never_ends(parents):
    def ends(code):
        for _step in range(len(parents) + 1):
            code = parents.get(code)
            if code is None:
                return True
        return False

    found = rules.first_in_a_circle(parents)
    assert (found is None) == all(ends(code) for code in parents)
    assert found is None or not ends(found)
