"""Pages of a plan that is in another language than they are: each foreign text says which (WCAG 2.2, 3.1.2)."""

import re

import pytest
from django.urls import reverse

from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.plan.models import Activity
from zaklon.plan.tests.factories import activity_values, make_plan
from zaklon.plan.tests.pages import client_of, page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def office(db):
    return make_actor("coordinator")


@pytest.fixture
def plan(office):
    return make_plan(activity_values("1.1.1", lead=make_body().code, wordings={"sq": "Veprimtari e shpikur"}))


def addresses(plan, office):
    with acting_as(office):
        activity = Activity.objects.get(plan=plan)
    return {
        "plan": reverse("plan:plan", args=[plan.pk]),
        "timeline": reverse("plan:timeline", args=[plan.pk]),
        "strategy": reverse("plan:strategy", args=[plan.strategy_id]),
        "strategies": reverse("plan:strategies"),
        "activity": reverse("plan:activity", args=[activity.pk]),
        "dashboard": reverse("plan:dashboard"),
        "public": reverse("plan:public"),
        "public_activities": reverse("plan:public_activities"),
    }


def marked(html):
    """Texts that say in which language they are, with it."""
    return {(text, tag) for tag, text in re.findall(r'<span lang="([^"]+)">([^<]*)</span>', html)}


# Each: a page, and the texts that it must mark where the reader reads Montenegrin.
SHOWN = {
    "plan": {"Invented plan 2020", "Invented measure", "Invented objective", "Invented activity 1.1.1"},
    "timeline": {"Invented plan 2020", "Invented activity 1.1.1"},
    "strategy": {"Invented strategy", "Prevention", "Invented objective", "Invented calls", "Invented plan 2020"},
    "strategies": {"Invented strategy", "Invented plan 2020"},
    "activity": {"Invented activity 1.1.1", "Invented objective", "Invented measure", "Four trainings"},
    "dashboard": {"Invented plan 2020"},
    "public": {"Invented strategy", "Invented plan 2020", "Prevention", "Invented objective", "Invented calls"},
    "public_activities": {"Invented activity 1.1.1", "Invented plan 2020"},
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_text_that_is_not_translated_says_that_it_is_english(plan, office, name):
    html = page(client_of(office, language="cnr"), addresses(plan, office)[name])
    assert '<html lang="cnr-Latn"' in html
    assert {(text, "en") for text in SHOWN[name]} <= marked(html)


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_in_the_language_of_the_plan_marks_nothing(plan, office, name):
    assert marked(page(client_of(office), addresses(plan, office)[name])) == set()


def test_a_translated_text_is_not_marked(plan, office):
    html = page(client_of(office, language="sq"), addresses(plan, office)["plan"])
    assert "Veprimtari e shpikur" in html
    assert "Veprimtari e shpikur" not in {text for text, _tag in marked(html)}


@pytest.mark.parametrize("name", SHOWN)
def test_no_mark_stands_within_an_attribute_or_the_title(plan, office, name):
    html = page(client_of(office, language="cnr"), addresses(plan, office)[name])
    assert not re.search(r'="[^"]*(&lt;span lang|<span lang)', html)
    assert "<span" not in html[html.index("<title>") : html.index("</title>")]
    assert "&lt;span" not in html
