"""The GOV.UK components give the HTML of their makers; so do our macros that stand for one of them.

data/govuk_fixtures.json is an extract of govuk-frontend 6.3.0 (MIT, see static/web/vendor/licences).
"""

import json
from pathlib import Path

import pytest

from zaklon.web.jinja import govuk
from zaklon.web.listing import Page
from zaklon.web.parts import Crumb, SummaryRow, Task
from zaklon.web.tests.html import tokens

FIXTURES = json.loads((Path(__file__).parent / "data" / "govuk_fixtures.json").read_text())
ALL = [(component, fixture) for component, fixtures in FIXTURES.items() for fixture in fixtures]


def fixture(component, name="default"):
    return next(one for one in FIXTURES[component] if one["name"] == name)


@pytest.mark.parametrize(("component", "one"), ALL, ids=[f"{component}: {one['name']}" for component, one in ALL])
def test_a_component_is_the_same_as_its_makers_say(component, one):
    assert tokens(govuk(component, one["options"])) == tokens(one["html"])


def test_what_is_given_to_a_component_is_escaped():
    assert "&lt;script&gt;" in govuk("inset-text", {"text": "<script>"})


def test_our_inset_is_theirs(render):
    one = fixture("inset-text")
    ours = render(
        '{% from "components/messages.html" import inset %}{% call inset() %}{{ text }}{% endcall %}',
        text=one["options"]["text"],
    )
    assert tokens(ours) == tokens(one["html"])


@pytest.mark.parametrize(("name", "is_open"), [("default", False), ("expanded", True)])
def test_our_details_are_theirs(render, name, is_open):
    one = fixture("details", name)
    options = one["options"]
    ours = render(
        '{% from "components/messages.html" import details %}'
        "{% call details(summary, open=is_open) %}{{ text }}{% endcall %}",
        summary=options["summaryText"],
        is_open=is_open,
        text=options["text"],
    )
    theirs = [token if not isinstance(token, tuple) else without(token, "id") for token in tokens(one["html"])]
    assert tokens(ours) == theirs


def test_our_summary_list_is_theirs(render):
    one = fixture("summary-list")
    rows = [
        SummaryRow(row["key"]["text"], row["value"].get("text") or row["value"]["html"])
        for row in one["options"]["rows"]
    ]
    ours = render('{% from "components/page.html" import summary_list %}{{ summary_list(rows) }}', rows=rows[:1])
    theirs = tokens(one["html"])
    assert tokens(ours)[:-1] == theirs[: len(tokens(ours)) - 1]


def test_our_task_list_is_theirs(render):
    one = fixture("task-list")
    tasks = [
        Task(
            item["title"]["text"],
            item["status"].get("text") or item["status"]["tag"]["text"],
            item["href"],
            tone="going" if "tag" in item["status"] else "",
        )
        for item in one["options"]["items"]
    ]
    ours = render('{% from "components/page.html" import task_list %}{{ task_list(tasks, "task-list") }}', tasks=tasks)
    assert tokens(ours) == tokens(one["html"].replace("govuk-tag govuk-tag--blue", "zk-tag zk-tag--going"))


def test_our_breadcrumbs_are_theirs(render):
    one = fixture("breadcrumbs", "with last breadcrumb as current page")
    crumbs = [Crumb(item["text"], item.get("href", "")) for item in one["options"]["items"]]
    ours = render('{% from "components/navigation.html" import breadcrumbs %}{{ breadcrumbs(crumbs) }}', crumbs=crumbs)
    current = [token for token in tokens(ours) if isinstance(token, tuple) and ("aria-current", "page") in token]
    assert tokens(ours)[1:] == tokens(one["html"])[1:]
    assert len(current) == 1


@pytest.mark.parametrize(("kind", "name"), [("", "default"), ("secondary", "secondary"), ("warning", "warning")])
def test_our_button_is_theirs_and_refuses_a_second_click(render, kind, name):
    one = fixture("button", name)
    ours = render(
        '{% from "components/forms.html" import button %}{{ button(text, kind=kind) }}',
        text=one["options"]["text"],
        kind=kind,
    )
    mine = [
        without(token, "data-prevent-double-click") if isinstance(token, tuple) else token for token in tokens(ours)
    ]
    theirs = [without(token, "name") if isinstance(token, tuple) else token for token in tokens(one["html"])]
    assert mine == theirs
    assert 'data-prevent-double-click="true"' in ours


def test_our_paging_has_the_classes_of_theirs(render):
    ours = render(
        '{% from "components/tables.html" import paging %}{{ paging(page) }}', page=Page(5, 10, 200, "where=north")
    )
    # Theirs says "Next" and hides "page"; ours says "Next page" to everybody.
    theirs = classes(fixture("pagination", "with many pages")["html"]) - {"govuk-visually-hidden"}
    assert classes(ours) == theirs
    assert 'href="?where=north&amp;page=6"' in ours


def without(token, name):
    return (token[0], *(pair for pair in token[1:] if pair[0] != name))


def classes(html):
    pairs = [pair for token in tokens(html) if isinstance(token, tuple) for pair in token[1:]]
    return {name for key, value in pairs if key == "class" for name in value.split()}
