"""Sealed parts on screen: who reads and writes what, what is withheld, and that no content stands where it must not."""

import logging
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.cases.commands import attaching, files, reveals, rights, watch
from zaklon.cases.commands.linking import link_persons
from zaklon.cases.kinds import LinkKind, Part, RecordKind, RightKind
from zaklon.cases.models import Alert, Case, Record, Reveal
from zaklon.cases.rules.entries import ASKED, KINDS_OF
from zaklon.cases.rules.insider import Limits
from zaklon.cases.tests.factories import CHILD, Circle, now
from zaklon.cases.tests.sealed_file import CANARY, REASON, address, identity, of_trail, revealed, write
from zaklon.cases.tests.test_pages import many
from zaklon.cases.values import NewFile, NewLink
from zaklon.documents.tests import files as made
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db):
    return Circle()


def test_the_case_lists_entries_by_kind_day_and_author_without_what_they_say(circle):
    identity(circle)
    write(circle, Part.SERVICES, goal=f"{CANARY} learns to cook")
    html = page(client_of(circle.manager), address(circle, "case"))
    assert html.count("Who the person is") >= 1
    assert "Support given or planned" in html
    assert CANARY not in html
    assert "Invented body CENTRE" in html


def test_a_reader_of_a_state_sees_no_line_of_an_entry(circle):
    write(circle, Part.SERVICES, goal=CANARY)
    for actor in (circle.coordinator, circle.supervisor):
        html = page(client_of(actor), address(circle, "case"))
        assert "Recorded since" in html
        assert "Support given or planned" not in html


def test_what_is_withheld_is_told_once_for_the_whole_page_and_never_which_part(circle):
    write(circle, Part.SERVICES, goal=CANARY)
    circle.assign(circle.investigator)
    html = page(client_of(circle.investigator), address(circle, "case"))
    assert html.count("It is not shown here.") == 1
    for part in (Part.TESTIMONY, Part.HEALTH, Part.PLACEMENT, Part.SERVICES, Part.COMPENSATION):
        assert str(part.label) not in html.split("What happened")[0]


def test_a_part_opens_on_its_page_with_a_line_on_the_trail(circle):
    write(circle, Part.SERVICES, goal=f"{CANARY} learns to cook", from_day="2026-03-01")
    response = client_of(circle.manager).get(address(circle, "part", Part.SERVICES))
    html = response.content.decode()
    assert f"{CANARY} learns to cook" in html
    assert "1 March 2026" in html
    assert response.headers["Cache-Control"] == "no-store"
    assert f"<title>{circle.code} – Zaklon</title>" in html
    assert ("services",) in [entry.fields for entry in of_trail(circle.code, "case.read")]


@pytest.mark.parametrize("part", [Part.HEALTH, Part.TESTIMONY, Part.SERVICES])
def test_a_part_that_is_closed_to_a_role_is_refused_in_the_same_words(circle, part):
    circle.assign(circle.investigator)
    client = client_of(circle.investigator)
    answers = {
        (response.status_code, "does not need this" in response.content.decode())
        for response in (
            client.get(address(circle, "part", part)),
            client.get(address(circle, "write", part, "note")),
            client.get(address(circle, "reveal", circle.person.pk, part)),
        )
    }
    assert answers == {(403, True)}


def test_identity_is_not_a_page_and_opens_after_a_typed_reason(circle):
    identity(circle)
    client = client_of(circle.manager)
    assert client.get(address(circle, "part", Part.IDENTITY)).status_code == 403
    path = address(circle, "reveal", circle.person.pk, Part.IDENTITY)
    assert client.post(path, {"reason": "because"}).status_code == 422
    assert client.post(path, {"reason": " "}).status_code == 422
    response = client.post(path, {"reason": REASON})
    assert response.status_code == 302
    assert CANARY not in response.url
    shown = client.get(response.url)
    assert CANARY in shown.content.decode()
    assert "17 May 2009" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert f"<title>{circle.code} – Zaklon</title>" in shown.content.decode()
    assert of_trail(circle.code, "case.revealed")
    assert "Open until" in page(client, address(circle, "case"))


def test_a_look_is_nobody_else_s_and_ends(circle, as_owner):
    identity(circle)
    colleague = make_actor("case_manager", body=circle.centre)
    circle.assign(colleague)
    path = revealed(circle, circle.manager).url
    assert client_of(colleague).get(path).status_code == 403
    with as_owner():
        Reveal.objects.update(ends_at=now())
    response = client_of(circle.manager).get(path)
    assert response.status_code == 409
    assert "Ask again" in response.content.decode()


def test_testimony_by_two_waits_for_a_second_person_who_reads_the_reason(circle, monkeypatch):
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 2)
    first, second = (make_actor("team_member", body=circle.centre) for _ in range(2))
    for member in (first, second):
        circle.assign(member)
    path = revealed(circle, first, Part.TESTIMONY).url
    assert "Somebody has to agree first" in page(client_of(first), path)
    assert "Waits for somebody to agree" in page(client_of(first), address(circle, "case"))
    with acting_as(SYSTEM):
        asked = Reveal.objects.get()
    agree = address(circle, "agree", asked.pk)
    assert client_of(first).get(agree).status_code == 404
    assert client_of(circle.manager).get(agree).status_code == 404
    assert REASON not in page(client_of(circle.manager), address(circle, "case"))
    assert "Waits for you" in page(client_of(second), address(circle, "case"))
    home = reverse("cases:home")
    asks = {actor: "asks you to agree" in page(client_of(actor), home) for actor in (first, second, circle.manager)}
    assert asks == {first: False, second: True, circle.manager: False}
    assert REASON in page(client_of(second), agree)
    assert client_of(second).post(agree, {"sent": "yes"}).status_code == 302
    assert "Nothing is written here yet" in page(client_of(first), path)


@pytest.mark.parametrize(("part", "kind"), [(part, kind) for part, kinds in KINDS_OF.items() for kind in kinds])
def test_every_kind_of_entry_is_written_by_form_and_read_again(circle, part, kind):
    writer = {Part.TESTIMONY: "first_responder", Part.HEALTH: "health_worker", Part.JUSTICE: "police_investigator"}
    writer |= {Part.COMPENSATION: "compensation_officer"}
    actor = make_actor(writer[part], body=circle.police) if part in writer else circle.manager
    if part in writer:
        circle.assign(actor)
    client = client_of(actor)
    path = address(circle, "write", part, kind)
    html = page(client, path)
    assert client.post(path, {"request_key": uuid.uuid4(), "person": circle.person.pk}).status_code == 422
    data = {"request_key": uuid.uuid4(), "person": str(circle.person.pk)}
    for asked in ASKED[kind]:
        if asked.shape == "day":
            data |= {f"{asked.name}-day": "5", f"{asked.name}-month": "4", f"{asked.name}-year": "2001"}
        else:
            data[asked.name] = f"{CANARY} {asked.name}"
        assert f'name="{asked.name}' in html
    response = client.post(path, data)
    assert response.status_code == 302
    assert CANARY not in response.url
    assert client.post(path, data).status_code == 302
    with acting_as(SYSTEM):
        assert Record.objects.filter(part=part).count() == 1
    if part in (Part.IDENTITY, Part.TESTIMONY):
        shown = page(client, revealed(circle, actor, part).url)
    else:
        shown = page(client, response.url)
    for asked in ASKED[kind]:
        assert (f"{CANARY} {asked.name}" if asked.shape != "day" else "5 April 2001") in shown


def test_a_kind_that_does_not_belong_to_a_part_is_no_page(circle):
    client = client_of(circle.manager)
    for kind in (RecordKind.IDENTITY, "nonsense"):
        assert client.get(address(circle, "write", Part.SERVICES, kind)).status_code == 404


def test_a_correction_keeps_the_former_entry_as_an_earlier_version(circle):
    first = write(circle, Part.SERVICES, goal="Old goal", service="Kitchen")
    client, path = client_of(circle.manager), address(circle, "correct", first)
    assert "Old goal" in page(client, path)
    data = {"request_key": uuid.uuid4(), "goal": "New goal", "service": "Kitchen"}
    assert client.post(path, {**data, "goal": ""}).status_code == 422
    assert client.post(path, data).status_code == 302
    current, earlier = page(client, address(circle, "part", Part.SERVICES)).split("Earlier versions")
    assert "New goal" in current
    assert "Old goal" not in current
    assert "Old goal" in earlier
    assert client.get(path).status_code == 404


def test_an_identity_is_corrected_only_while_it_is_revealed(circle):
    first = identity(circle)
    path = address(circle, "correct", first)
    assert client_of(circle.manager).get(path).status_code == 409
    revealed(circle, circle.manager)
    assert CANARY in page(client_of(circle.manager), path)


def test_a_closed_case_is_read_and_not_written(circle):
    write(circle, Part.SERVICES, goal="Invented goal")
    with acting_as(circle.manager):
        files.close_case(circle.code, "goals_met", actor=circle.manager, now=now())
    client = client_of(circle.manager)
    html = page(client, address(circle, "part", Part.SERVICES))
    assert "Invented goal" in html
    assert "Write:" not in html
    data = {"request_key": uuid.uuid4(), "person": str(circle.person.pk), "note": "late"}
    assert client.post(address(circle, "write", Part.SERVICES, "note"), data).status_code == 422


def test_a_restricted_person_s_part_says_so_and_shows_nothing(circle):
    write(circle, Part.SERVICES, goal=CANARY)
    with acting_as(SYSTEM):
        circle.person.is_restricted = True
        circle.person.save(update_fields=["is_restricted"])
    html = page(client_of(circle.manager), address(circle, "part", Part.SERVICES))
    assert "restricted" in html
    assert CANARY not in html


def test_no_content_reaches_a_log(circle, caplog):
    caplog.set_level(logging.DEBUG)
    client = client_of(circle.manager)
    data = {"request_key": uuid.uuid4(), "person": str(circle.person.pk), "given_names": CANARY}
    client.post(address(circle, "write", Part.IDENTITY, "identity"), data)
    page(client, revealed(circle, circle.manager).url)
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith(("django.db", "asyncio"))]
    assert CANARY not in " ".join(logged)


def test_siblings_of_one_case_stand_beside_each_person(circle):

    with acting_as(circle.manager):
        files.add_person(circle.code, CHILD, actor=circle.manager, now=now())
        new = NewLink(1, circle.code, 2, LinkKind.SIBLING)
        link_persons(circle.code, new, actor=circle.manager, now=now())
    html = page(client_of(circle.manager), address(circle, "case"))
    assert html.split('id="parts"')[0].count("Brother or sister") == 2


def test_whoever_looks_for_a_hidden_case_is_noticed_and_the_officer_reads_it(circle):
    assert client_of(circle.worker).get(address(circle, "case")).status_code == 404
    assert client_of(circle.worker).get(address(circle, "part", Part.HEALTH)).status_code == 404
    with acting_as(circle.officer):
        assert Alert.objects.get().kind == "strange_case"


def test_whoever_opens_too_many_cases_is_warned_once_then_stopped_and_stays_on_the_list(circle, monkeypatch):

    monkeypatch.setattr(watch, "limits", lambda: Limits(2, 4, 50, 60))
    many(circle, 5)
    with acting_as(circle.manager):
        codes = list(Case.objects.values_list("code", flat=True))
    client = client_of(circle.manager)
    seen = [client.get(reverse("cases:case", args=[code])) for code in codes]
    assert [response.status_code for response in seen] == [200, 200, 200, 200, 409, 409]
    assert ["unusually many files" in response.content.decode() for response in seen[:4]] == [False, False, True, False]
    with acting_as(circle.officer):
        assert sorted(Alert.objects.values_list("verdict", flat=True)) == ["stopped", "warned"]


def test_a_request_of_a_person_is_recorded_on_the_case_and_shown_with_its_day(circle):
    client, path = client_of(circle.manager), address(circle, "ask_right")
    assert client.post(path, {"person": str(circle.person.pk)}).status_code == 422
    assert client.post(path, {"person": str(circle.person.pk), "kind": "copy"}).status_code == 302
    html = page(client, address(circle, "case"))
    assert "Person 1: A copy of the file" in html
    assert "Due on" in html
    circle.assign(circle.worker)
    assert client_of(circle.worker).get(path).status_code == 403


def test_the_page_costs_the_same_with_one_entry_as_with_many(circle):
    client, path = client_of(circle.manager), address(circle, "case")
    part = address(circle, "part", Part.SERVICES)

    def add():
        entry = write(circle, Part.SERVICES, goal="Invented")
        with acting_as(circle.manager):
            new = NewFile("note.pdf", made.a_pdf())
            attaching.attach_file(circle.code, entry, new, actor=circle.manager, now=now())
            rights.ask_right(circle.code, circle.person.pk, RightKind.COPY, actor=circle.manager, now=now())
        identity(circle)
        revealed(circle, circle.manager)

    def costs():
        found = []
        for each in (path, part):
            with CaptureQueriesContext(connection) as captured:
                page(client, each)
            found.append(len(captured))
        return found

    add()
    costs()
    before = costs()
    for _ in range(6):
        add()
    assert costs() == before
