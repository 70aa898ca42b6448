"""The trail as auditors read it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.queries.trail import action_choices
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import make_person, sign_in
from zaklon.access.tests.factories import NOON, make_actor, make_body, make_user
from zaklon.audit.commands import record
from zaklon.audit.queries import TrailFilter, trail
from zaklon.common.errors import NotPermitted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def auditor(visitor):
    """A browser in which an auditor is signed in, and their actor."""
    person = make_person(full_name="Auditor Invented")
    actor = make_actor("auditor", user=person)
    sign_in(visitor, person)
    return visitor, actor


@pytest.fixture
def browser(auditor):
    return auditor[0]


def did(action, subject, by=SYSTEM, at=NOON, fields=()):
    with acting_as(SYSTEM):
        record(action, subject, by=by, at=at, fields=fields)


def rows_of(answer):
    body = answer.content.decode().split("<tbody")[-1].split("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("<tr")[1:]]


def test_rows_name_the_person_the_body_and_the_record(browser):
    body = make_body(name="Office of Lakes")
    ana = make_user(full_name="Ana Invented")
    head = make_actor("head", user=ana, body=body)
    did("body.named", body.pk, by=head, fields=["names"])
    did("person.left", ana.pk, by=head)
    rows = rows_of(browser.get("/trail/", {"person": str(ana.pk)}))
    assert len(rows) == 2
    for row in rows:
        for expected in ("Ana Invented", "Office of Lakes", "Head of a body", "2 March 2026"):
            assert expected in row
    assert "Person left" in rows[0]
    assert "Name of a body added" in rows[1]
    assert "Fields: names" in rows[1]


def test_an_action_that_nobody_has_named_shows_as_it_is(browser):
    did("invented.act", "subject-7")
    page = browser.get("/trail/?record=subject-7")
    assert "invented.act" in rows_of(page)[0]
    assert "The system itself" in rows_of(page)[0]


def test_filters_add_up(browser):
    body, other = make_body(), make_body()
    ana = make_user()
    for where in (body, other):
        for action in ("first.act", "second.act"):
            actor = make_actor("reporter", user=ana, body=where)
            did(action, "subject", by=actor)
    did("first.act", "subject", by=make_actor("reporter", body=body))
    found = rows_of(browser.get("/trail/", {"person": ana.pk, "body": body.pk, "action": "first.act"}))
    assert len(found) == 1
    assert len(rows_of(browser.get("/trail/", {"action": "first.act"}))) == 3


def test_days_are_whole_and_those_of_the_country(browser):
    with timezone.override("Europe/Podgorica"):
        for hour, subject in ((22, "before"), (23, "first"), (46, "last"), (47, "after")):
            did("invented.act", subject, at=NOON.replace(hour=0) + timedelta(hours=hour))
        day = {
            "since-day": 3,
            "since-month": 3,
            "since-year": 2026,
            "until-day": 3,
            "until-month": 3,
            "until-year": 2026,
        }
        page = browser.get("/trail/", {**day, "action": "invented.act"})
    shown = [row for row in rows_of(page) if "invented.act" in row]
    assert len(shown) == 2
    assert "last" in shown[0]
    assert "first" in shown[1]


@pytest.mark.parametrize(
    "query",
    [
        {"person": "nonsense"},
        {"body": str(uuid.uuid4())},
        {"since-day": "32", "since-month": "1", "since-year": "2026"},
        {"record": "<script>"},
        {"action": "never.done"},
    ],
)
def test_what_cannot_be_read_is_marked_and_filters_nothing(query, browser):
    did("invented.act", "subject")
    answer = browser.get("/trail/", query)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert any("invented.act" in row for row in rows_of(answer))


@pytest.mark.parametrize("mark", ["x", "1-", "-1", "1-1-1", "9" * 30 + "-1", "1-" + "9" * 30, "²-1"])
def test_a_mark_that_cannot_be_read_begins_at_the_top(mark, browser):
    did("invented.act", "subject")
    assert any("invented.act" in row for row in rows_of(browser.get("/trail/", {"after": mark})))


def test_paging_meets_every_row_once_also_when_many_share_a_moment(as_system):
    for number in range(25):
        record("invented.act", f"s{number}", by=SYSTEM, at=NOON + timedelta(seconds=number // 10))
    seen, after = [], ""
    while True:
        page = trail(TrailFilter(action="invented.act"), after=after, limit=7)
        seen += [row.subject for row in page.rows]
        if not page.older:
            break
        after = page.older
    assert seen == [f"s{number}" for number in reversed(range(25))]


def test_the_page_leads_to_older_rows_with_the_same_filter_and_back(browser):
    for number in range(51):
        did("invented.act", f"s{number:02}", at=NOON + timedelta(minutes=number))
    first = browser.get("/trail/?action=invented.act")
    assert len(rows_of(first)) == 50
    (href,) = re.findall(r'href="(\?action=invented\.act&amp;after=[0-9-]+)"', first.content.decode())
    second = browser.get("/trail/" + href.replace("&amp;", "&"))
    assert [row for row in rows_of(second) if "s00" in row] == rows_of(second)
    assert 'href="?action=invented.act"' in second.content.decode()


def test_looking_is_itself_on_the_trail(auditor):
    browser, actor = auditor
    ana = make_user()
    browser.get("/trail/", {"person": ana.pk})
    with acting_as(SYSTEM):
        (entry,) = trail(TrailFilter(action="trail.read")).rows
    assert (entry.user_id, entry.subject, entry.fields) == (actor.user_id, str(ana.pk), ("person",))


def test_the_page_costs_the_same_for_one_row_as_for_fifty(browser):
    browser.get("/trail/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/trail/")
    for _number in range(50):
        did("body.named", make_body().pk, by=make_actor("reporter"))
    with CaptureQueriesContext(connection) as many:
        browser.get("/trail/")
    assert len(few) == len(many)


@pytest.mark.parametrize("role", ["auditor", "data_protection_officer"])
def test_those_who_watch_read_it(role, visitor):
    person = make_person()
    make_actor(role, user=person)
    sign_in(visitor, person)
    assert visitor.get("/trail/").status_code == 200


@pytest.mark.parametrize("role", ["administrator", "coordinator", "head", "donor"])
def test_nobody_else_does(role, pages):
    person, browser = make_person(), Client()
    actor = make_actor(role, user=person)
    sign_in(browser, person)
    assert browser.get("/trail/").status_code == 403
    with acting_as(actor), pytest.raises(NotPermitted):
        action_choices(actor=actor)


def test_what_to_choose_from_is_every_action_that_was_ever_done(auditor):
    _browser, actor = auditor
    for action in ("b.act", "a.act", "b.act", "person.left"):
        did(action, "subject")
    with acting_as(actor):
        choices = dict(action_choices(actor=actor))
    assert set(choices) == {"a.act", "b.act", "person.left", "sign_in.done"}
    assert choices["person.left"] == "Person left"


def plan_of(chosen, after=""):
    """How the database answers, when it may not read the whole table or sort it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    with CaptureQueriesContext(connection) as queries:
        trail(chosen, after=after)
    (query,) = queries.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query['sql']}")
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize(
    ("chosen", "index"),
    [
        (TrailFilter(), "audit_entry_time"),
        (TrailFilter(subject="s"), "audit_entry_subject_time"),
        (TrailFilter(user_id=uuid.UUID(int=1)), "audit_entry_user_time"),
        (TrailFilter(body_id=uuid.UUID(int=1)), "audit_entry_body_time"),
        (TrailFilter(action="a"), "audit_entry_action_time"),
        (TrailFilter(since=NOON, before=NOON + timedelta(days=1)), "audit_entry_time"),
    ],
)
@pytest.mark.parametrize("after", ["", "1900000000000000-5"])
def test_every_filter_has_an_index_in_the_order_in_which_rows_are_shown(after, chosen, index):
    """So the fiftieth million of rows costs as much as the first; measured at ten million: a few milliseconds."""
    auditor = make_actor("auditor")
    with acting_as(auditor):
        plan = plan_of(chosen, after)
    assert f"Index Scan Backward using {index}" in plan
    assert "Sort" not in plan


def test_sign_ins_are_found_by_person():
    person = make_user()
    with acting_as(SIGN_IN):
        from zaklon.access.actor import signing_in

        record("sign_in.done", person.pk, by=signing_in(person.pk), at=NOON)
    with acting_as(SYSTEM):
        assert [row.action for row in trail(TrailFilter(user_id=person.pk)).rows] == ["sign_in.done"]
