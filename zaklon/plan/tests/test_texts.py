"""Texts in the reader's language."""

import pytest

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_body
from zaklon.plan.queries.texts import wordings
from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy

pytestmark = pytest.mark.django_db


def test_a_wording_in_the_readers_language_goes_before_the_papers_own_text():
    strategy = make_strategy(wordings={"cnr": "Izmišljena strategija"})
    with acting_as(SYSTEM):
        said = wordings([strategy.pk], "cnr")
        assert said.say(strategy.pk, strategy.pk, "title", strategy.title) == "Izmišljena strategija"


def test_cyrillic_is_made_from_the_latin_wording():
    strategy = make_strategy(wordings={"cnr": "Izmišljena strategija"})
    with acting_as(SYSTEM):
        said = wordings([strategy.pk], "cnr-cyrl")
        assert said.say(strategy.pk, strategy.pk, "title", strategy.title) == "Измишљена стратегија"


def test_a_montenegrin_paper_is_put_into_cyrillic_and_an_english_one_is_left_alone():
    montenegrin = make_strategy(code="A", language="cnr", title="Ljudi")
    english = make_strategy(code="B", title="People")
    with acting_as(SYSTEM):
        said = wordings([montenegrin.pk, english.pk], "cnr-cyrl")
        assert said.say(montenegrin.pk, montenegrin.pk, "title", montenegrin.title) == "Људи"
        assert said.say(english.pk, english.pk, "title", english.title) == "People"


def test_what_is_not_translated_stays_in_the_papers_language():
    strategy = make_strategy()
    with acting_as(SYSTEM):
        said = wordings([strategy.pk], "sq")
        assert said.say(strategy.pk, strategy.pk, "title", strategy.title) == strategy.title


def test_wordings_of_a_draft_are_not_public():
    plan = make_plan(activity_values(lead=make_body().code), adopted=False, wordings={"cnr": "Nacrt"})
    with acting_as(PUBLIC):
        assert wordings([plan.pk], "cnr").words == {}


def test_wordings_cost_the_same_for_one_owner_as_for_thirty(django_assert_num_queries):
    owners = [make_strategy(code=f"S-{number}", wordings={"cnr": "Naziv"}).pk for number in range(30)]
    with acting_as(SYSTEM):
        for some in (owners[:1], owners):
            with django_assert_num_queries(3):
                assert len(wordings(some, "cnr").words) == len(some)
