"""Our own components."""

import pytest

from zaklon.web.listing import Column, Page, Sort
from zaklon.web.parts import Figure, TimelineEntry, WaitingItem
from zaklon.web.shell import NavigationItem, Shell, shell_of
from zaklon.web.tests.html import texts

NAVIGATION = '{% from "components/navigation.html" import header %}'


def test_the_page_of_components_shows(client):
    page = client.get("/components").content.decode()
    assert page.count("<h1") == 2  # the page's own, and that of the panel after a journey
    assert "Activities of 2020" in page


def test_production_has_no_page_of_components(settings, monkeypatch):
    import importlib

    from zaklon.web import urls

    settings.ENVIRONMENT = "production"
    try:
        assert [route.name for route in importlib.reload(urls).urlpatterns] == ["set_language"]
    finally:
        settings.ENVIRONMENT = "test"
        importlib.reload(urls)


def test_a_visitor_sees_the_frame_of_a_visitor(client):
    page = client.get("/nothing-here").content.decode()
    assert "Sign out" not in page
    assert "govuk-service-navigation" not in page
    assert "Leave this page quickly" not in page


def test_the_frame_shows_what_the_upper_layers_put_on_the_request(render, page_request):
    page_request.shell = Shell(
        service_name="Borba",
        navigation=(NavigationItem("Plan", "/plan", is_current=True), NavigationItem("Tasks", "/tasks", count=3)),
        actor_name="Ana",
        body_name="Ured",
        sign_out_url="/out",
        notice="A demonstration.",
        is_public=True,
        exit_url="https://weather.example",
    )
    page = render('{% extends "web/layout.html" %}', page_request)
    shown = texts(page)
    assert {"Borba", "Ana", "Ured", "Plan", "Tasks", "3", "3 waiting", "A demonstration.", "Sign out"} <= set(shown)
    assert 'aria-current="page"' in page
    assert '<form method="post" action="/out">' in page
    assert 'href="https://weather.example"' in page
    assert 'content="index"' in page


def test_anything_else_on_the_request_is_no_frame(page_request):
    page_request.shell = {"actor_name": "Ana"}
    assert shell_of(page_request) == shell_of(None) == Shell()


def test_a_title_says_that_there_is_an_error(render):
    source = '{% extends "web/layout.html" %}{% set has_errors = true %}{% block title %}Report{% endblock %}'
    assert "<title>Error: Report – Zaklon</title>" in render(source)
    assert "<title>Report – Zaklon</title>" in render(source.replace("true", "false"))


def test_a_table_can_be_reached_and_read_by_keyboard_and_screen_reader(render):
    columns = [Column("code", "Code", is_sortable=True), Column("money", "Money", is_number=True)]
    html = render(
        '{% from "components/tables.html" import simple_table %}{{ simple_table("Plans", columns, rows, sort=sort) }}',
        columns=columns,
        rows=[["1.1", "5"], ["1.2", "6"]],
        sort=Sort("code", is_descending=False, query="a=1"),
    )
    assert '<div class="zk-scroll" role="region" aria-labelledby="table-plans" tabindex="0">' in html
    assert 'aria-sort="ascending"><a class="zk-sort" href="?a=1&amp;sort=-code">' in html
    assert html.count('scope="row"') == 2
    assert html.count('role="row"') == 3
    assert 'data-label="Money" class="zk-table__number"' in html


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (Page(1, 50, 0, ""), "Nothing found."),
        (Page(1, 50, 1, ""), "1 result"),
        (Page(1, 50, 7, ""), "7 results"),
        (Page(2, 50, 1234, ""), "Showing 51 to 100 of 1,234 results"),
    ],
)
def test_a_list_says_how_much_there_is(render, page, text):
    assert texts(
        render('{% from "components/tables.html" import result_count %}{{ result_count(page) }}', page=page)
    ) == [text]


def test_one_page_needs_no_paging(render):
    source = '{% from "components/tables.html" import paging %}{{ paging(page) }}'
    assert render(source, page=Page(1, 50, 50, "")).strip() == ""


def test_progress_has_its_words(render):
    html = render('{% from "components/page.html" import progress %}{{ progress("Done", 3, 0, "3 of 0") }}')
    assert '<label class="zk-progress__label" for="progress-done">Done</label>' in html
    assert 'max="1"' in html
    assert "3 of 0" in texts(html)


def test_a_late_matter_says_so_in_words(render):
    items = [WaitingItem("Approve", "/a", due="12 days late", is_late=True), WaitingItem("Read", "/b")]
    html = render('{% from "components/page.html" import waiting_list %}{{ waiting_list(items) }}', items=items)
    assert texts(html) == ["Approve", "12 days late", "Read"]


def test_figures_and_history_escape_what_they_show(render):
    source = (
        '{% from "components/page.html" import key_figures, timeline %}'
        "{{ key_figures(figures) }}{{ timeline(entries) }}"
    )
    html = render(source, figures=[Figure("<b>", "<i>")], entries=[TimelineEntry("<u>", "now", "<s>", "<q>")])
    assert not any(tag in html for tag in ("<b>", "<i>", "<u>", "<s>", "<q>"))


def test_a_button_that_changes_data_is_a_form_with_a_token(render):
    html = render(
        '{% from "components/forms.html" import action_button %}'
        '{{ action_button("Withdraw", "/x", csrf_input, values={"version": 3}) }}'
    )
    assert 'name="csrfmiddlewaretoken"' in html
    assert '<input type="hidden" name="version" value="3">' in html


def test_a_confirmation_asks_before_it_acts(render):
    html = render(
        '{% from "components/forms.html" import confirm %}'
        '{% call confirm("Delete?", "Delete it", "/back", csrf_input) %}<p>It is gone then.</p>{% endcall %}'
    )
    assert texts(html) == ["Delete?", "It is gone then.", "Delete it", "Cancel"]
    assert "govuk-button--warning" in html


def test_the_filter_of_a_list_works_without_script(render):
    from zaklon.web.gallery import FilterForm

    html = render(
        '{% from "components/tables.html" import filter_bar %}'
        '{{ filter_bar(form, clear_href="?", chosen=chosen, keep={"sort": "-due"}, target="rows") }}',
        form=FilterForm({"where": "north"}),
        chosen=[{"text": "North", "href": "?a"}],
    )
    assert '<form class="zk-filter" method="get"' in html
    assert '<input type="hidden" name="sort" value="-due">' in html
    assert 'hx-target="#rows"' in html
    assert "Clear all filters" in html
