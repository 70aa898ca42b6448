"""A second country loads with its own bodies, of kinds that the first has never heard of."""

import json
from dataclasses import replace

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.bodies import NewBody, add_body, load_bodies
from zaklon.access.models import BodyKind
from zaklon.access.queries.bodies import directory
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON
from zaklon.access.views.words import kind_names
from zaklon.common.errors import RuleBroken
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack import PACKS_DIR
from zaklon.vocabulary.tests.folders import INVENTED
from zaklon.vocabulary.tests.loading import load_country

pytestmark = pytest.mark.django_db


@pytest.fixture
def testland(db):
    with acting_as(SYSTEM):
        pack = load_country(INVENTED, now=NOON)
        load_bodies(pack.bodies, pack.body_aliases, actor=SYSTEM, now=NOON)
        yield pack


def hand_made(kind):
    return NewBody(
        "HAND",
        kind,
        {"en": "By hand"},
        None,
        is_generic=False,
        valid_from=None,
        source="invented",
        certainty=Certainty.PROPOSED,
    )


def test_its_bodies_keep_the_kinds_that_its_pack_gives_them(testland):
    kinds = {row.code: row.kind for row in directory("en").values()}
    assert kinds == {each.code: each.kind for each in testland.bodies}
    assert {"chancery", "guild"} <= set(kinds.values())


def test_its_pages_offer_its_kinds_and_none_of_the_first_country(testland):
    assert set(kind_names(NOON.date())) == {"unit", "generic", "chancery", "guild"}


def test_a_body_by_hand_is_of_a_kind_that_the_pack_knows(testland):
    add_body(hand_made("guild"), actor=SYSTEM, now=NOON)
    with pytest.raises(RuleBroken, match="body_kind_unknown"):
        add_body(replace(hand_made("ministry"), code="HAND-2"), actor=SYSTEM, now=NOON)


def test_code_tells_no_kind_apart_that_a_pack_could_leave_out():
    core = json.loads((PACKS_DIR / "schema" / "core.json").read_text())
    assert set(BodyKind) <= set(core["terms"]["body_kind"])
