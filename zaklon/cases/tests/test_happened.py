"""What happened with a case: the last of it on its page, all of it on a page of its own, in words for each line."""

from datetime import timedelta

import pytest
from django.urls import reverse

from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.gate import enter
from zaklon.cases.commands.tasks import add_task
from zaklon.cases.event_words import event_words
from zaklon.cases.kinds import EventKind, FlagKind, Part, TaskKind
from zaklon.cases.queries.happened import ON_A_PAGE
from zaklon.cases.queries.page_parts import EVENTS_SHOWN
from zaklon.cases.queries.page_rows import EventRow
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.values import NewTask
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db):
    return Circle()


def note(circle, count):
    """So many lines more, each about another person's number."""
    with acting_as(circle.manager):
        entered = enter(circle.code, needs=Permission.CASE_WORK, actor=circle.manager, now=now())
        for number in range(count):
            entered.note(EventKind.PERSON_ADDED, about=str(number + 100))


def at(name, circle, query=""):
    return reverse(f"cases:{name}", args=[circle.code]) + query


def test_the_page_shows_the_last_lines_and_leads_to_all(circle):
    client = client_of(circle.manager)
    assert at("happened", circle) not in page(client, at("case", circle))
    note(circle, ON_A_PAGE)
    html = page(client, at("case", circle))
    assert html.count("moj-timeline__item") == EVENTS_SHOWN
    assert at("happened", circle) in html
    first, last = page(client, at("happened", circle)), page(client, at("happened", circle, "?page=99"))
    assert first.count("moj-timeline__item") == ON_A_PAGE
    assert "Person 149" in first
    assert "Case opened" not in first
    assert "Case opened" in last


def test_who_only_oversees_the_case_and_who_does_not_see_it_read_none_of_it(circle):
    assert client_of(circle.coordinator).get(at("happened", circle)).status_code == 403
    assert client_of(circle.investigator).get(at("happened", circle)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "part", "about", "said"),
    [
        (EventKind.FLAG_RAISED, Part.SHELL, FlagKind.MISSING, ("Flag raised", "Person is missing")),
        (EventKind.PERSON_ADDED, Part.SHELL, "2", ("Person added", "Person 2")),
        (EventKind.RECORDED, Part.RISK, "note", ("Note", "Risk")),
        (EventKind.STATE_CHANGED, Part.PLACEMENT, "stay_accepted", ("Stay: Accepted", "Placement")),
        (EventKind.RECORDED, Part.CONTACT, "contact_limits", ("How the person may be reached", "Safe contact")),
        (EventKind.STATE_CHANGED, Part.JUSTICE, "unknown_code", ("State changed", "Criminal justice")),
        (EventKind.CLOSED, Part.SHELL, "", ("Case closed", "")),
    ],
)
def test_a_line_says_the_thing_itself_and_never_a_code(kind, part, about, said):
    assert event_words(EventRow(kind, part, about, now(), None)) == said


def test_what_is_due_stands_before_the_file(circle):
    with acting_as(circle.manager):
        new = NewTask(TaskKind.FOLLOW_UP, circle.manager.user_id, circle.manager.body_id, now() + timedelta(days=1))
        add_task(circle.code, new, actor=circle.manager, now=now())
    html = page(client_of(circle.manager), at("case", circle))
    assert html.index("What is due") < html.index("Follow up") < html.index('id="persons"')
    assert "Nothing is due" not in html
