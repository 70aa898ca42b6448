"""The trail as auditors read it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zaklon.access.actor import SIGN_IN, SYSTEM, signing_in
from zaklon.access.queries.trail import action_choices, seal_of_trail
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import make_person, sign_in
from zaklon.access.tests.factories import NOON, make_actor, make_body, make_user
from zaklon.audit.commands import record
from zaklon.audit.commands.sealing import seal
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


# Invented rows, each about something of its own: what the planner knows of the table is the same in every run.
_MANY = """
INSERT INTO audit_entry (at, action, subject, user_id, body_id, roles, fields, request_id)
SELECT %s::timestamptz + number * interval '1 minute', 'a' || number, 's' || number,
       md5(number::text)::uuid, md5(number::text)::uuid, '', '', ''
FROM generate_series(1, 3000) AS number
"""


@pytest.fixture
def many_rows(as_owner):
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_MANY, [NOON])
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE audit_entry")


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
def test_every_filter_has_an_index_in_the_order_in_which_rows_are_shown(many_rows, after, chosen, index):
    """So the fiftieth million of rows costs as much as the first; measured at ten million: a few milliseconds."""
    auditor = make_actor("auditor")
    with acting_as(auditor):
        plan = plan_of(chosen, after)
    assert f"Index Scan Backward using {index}" in plan
    assert "Sort" not in plan


def test_sign_ins_are_found_by_person():
    person = make_user()
    with acting_as(SIGN_IN):
        record("sign_in.done", person.pk, by=signing_in(person.pk), at=NOON)
    with acting_as(SYSTEM):
        assert [row.action for row in trail(TrailFilter(user_id=person.pk)).rows] == ["sign_in.done"]


# --- Kinds, the seal, and taking rows out ---------------------------------------------------------------------------


def test_what_was_seen_stopped_and_done_can_be_told_apart(as_system):
    for number, action in enumerate(["trail.read", "post.given", "sign_in.failed", "post.given", "trail.exported"]):
        record(action, f"s{number}", by=SYSTEM, at=NOON + timedelta(seconds=number))
    found = {
        kind: [row.subject for row in trail(TrailFilter(kind=kind)).rows] for kind in ("read", "refused", "changed")
    }
    assert found == {"read": ["s4", "s0"], "refused": ["s2"], "changed": ["s3", "s1"]}


@pytest.mark.parametrize("chosen", [{}, {"subject": "s"}, {"user_id": uuid.UUID(int=7)}])
def test_paging_through_a_kind_meets_every_row_once(chosen, as_system):
    someone = make_actor("reporter")
    for number in range(23):
        by = signing_in(uuid.UUID(int=7)) if "user_id" in chosen else someone
        record("trail.read" if number % 2 else "trail.exported", "s", by=by, at=NOON + timedelta(seconds=number // 4))
        record("post.given", "s", by=by, at=NOON)
    seen, after = [], ""
    while True:
        page = trail(TrailFilter(kind="read", **chosen), after=after, limit=5)
        seen += [row.at for row in page.rows]
        if not page.older:
            break
        after = page.older
    assert len(seen) == 23
    assert seen == sorted(seen, reverse=True)


def test_a_kind_keeps_to_the_days(as_system):
    for day in range(4):
        record("trail.read", f"s{day}", by=SYSTEM, at=NOON + timedelta(days=day))
    chosen = TrailFilter(kind="read", since=NOON + timedelta(days=1), before=NOON + timedelta(days=3))
    assert [row.subject for row in trail(chosen).rows] == ["s2", "s1"]


def test_the_page_offers_the_kinds(browser):
    did("post.given", "subject")
    browser.get("/trail/")
    rows = rows_of(browser.get("/trail/?kind=read"))
    assert len(rows) == 1
    assert "Trail read" in rows[0]


def test_the_page_says_how_far_the_seal_has_come(browser):
    did("post.given", "subject")
    assert "None yet" in browser.get("/trail/").content.decode()
    with acting_as(SYSTEM):
        seal(now=timezone.now())
    page = browser.get("/trail/").content.decode()
    assert "Block 1, " in page
    assert "Print the seal" in page
    assert "No sheet has been printed this month" in page


def test_rows_that_wait_too_long_are_told(auditor):
    _browser, actor = auditor
    did("post.given", "subject")
    now = timezone.now()
    with acting_as(actor):
        assert not seal_of_trail(actor=actor, now=now).is_late
        assert seal_of_trail(actor=actor, now=now + timedelta(minutes=31)).is_late


def test_rows_are_taken_out_only_with_a_purpose(browser):
    did("invented.act", "=cmd()")
    for said in ("", "too short"):
        answer = browser.post("/trail/export/?action=invented.act", {"purpose": said})
        assert (answer.status_code, "There is a problem" in answer.content.decode()) == (422, True)
        assert "invented.act" not in answer.content.decode().split("<main")[1].replace("?action=invented.act", "")


def test_the_file_holds_the_chosen_rows_and_its_purpose_is_on_the_trail(auditor):
    browser, actor = auditor
    did("invented.act", "=cmd()")
    did("other.act", "subject")
    answer = browser.post("/trail/export/?action=invented.act", {"purpose": "Inspection 7, second part"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=cmd()" in lines[1]
    assert answer.headers["Cache-Control"] == "no-store"
    with acting_as(SYSTEM):
        (entry,) = trail(TrailFilter(action="trail.exported")).rows
    assert entry.user_id == actor.user_id
    assert set(entry.fields) == {"action", "purpose: Inspection 7; second part"}


def test_more_rows_than_a_file_holds_are_told(browser, monkeypatch):
    monkeypatch.setattr("zaklon.access.views.trail._MOST_EXPORTED", 2)
    for number in range(3):
        did("invented.act", f"s{number}")
    answer = browser.post("/trail/export/?action=invented.act", {"purpose": "An inspection"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "Only the newest rows" in lines[3]


@pytest.mark.parametrize("ask", ["get", "post"])
def test_nobody_else_takes_rows_out(ask, visitor):
    person = make_person()
    make_actor("administrator", user=person)
    sign_in(visitor, person)
    assert getattr(visitor, ask)("/trail/export/", {"purpose": "An inspection"}).status_code == 403
