"""The pages: a session walked by hand, an application from outside, the papers; and who meets what."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.partnership.commands import calls, checking, conclusions
from zaklon.partnership.models import BoardSession, BoardVote, Conclusion, GrantApplication, GrantCall
from zaklon.partnership.tests.factories import AFTER, DAY, HOUR, NOW, address_of
from zaklon.partnership.values import NewConclusion
from zaklon.partnership.views import pace
from zaklon.plan.tests.pages import client_of, page

pytestmark = [pytest.mark.slow]


def days(name, day):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def sent(actor, path, **data):
    response = client_of(actor).post(path, data)
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def refused(actor, path, sentence, **data):
    response = client_of(actor).post(path, data)
    assert response.status_code in {409, 422}
    assert sentence in response.content.decode()


@pytest.fixture
def running(call):
    """The same call by today's clock."""
    with acting_as(SYSTEM):
        now = timezone.now()
        GrantCall.objects.update(opens_at=now - HOUR, closes_at=now + DAY)
    cache.clear()
    return call


def test_a_session_is_walked_from_the_call_to_a_conclusion(board):
    by, today = board.office, timezone.localdate()
    moment = {**days("day", today), "clock": "0:05"}
    sent(by, reverse("board:call_session"), manner="in_person", place="Invented hall", **moment)
    with acting_as(SYSTEM):
        session = BoardSession.objects.get().pk
    at = [session]
    item = {"title": "Invented item", "is_voted": "yes", "proposal": "Invented words"}
    sent(by, reverse("board:add_item", args=at), **item)
    keys = [str(board.key(actor)) for actor in board.members[:3]]
    sent(by, reverse("board:present", args=at), members=keys)
    sent(by, reverse("board:session_step", args=[session, "open_session"]))
    html = page(client_of(board.members[0]), reverse("board:session", args=at))
    vote = re.search(r'href="([^"]+/vote)"', html).group(1)
    for actor in board.members[:3]:
        sent(actor, vote, choice="for")
    assert "Your body has voted" in page(client_of(board.members[0]), reverse("board:session", args=at))
    assert client_of(board.members[0]).get(vote).status_code == 409
    html = page(client_of(by), reverse("board:session", args=at))
    sent(by, re.search(r'action="([^"]+/decide)"', html).group(1))
    sent(by, re.search(r'href="([^"]+/record)"', html).group(1), record="Invented discussion")
    owner = make_actor("head")
    duty = {"text": "Invented duty", "owner": str(owner.body_id), "item": "", **days("due_on", today + timedelta(9))}
    sent(by, reverse("board:conclude", args=at), **duty)
    sent(by, reverse("board:session_step", args=[session, "close_session"]))
    with acting_as(SYSTEM):
        key = Conclusion.objects.get().pk
    assert "Invented duty" in page(client_of(owner), reverse("board:conclusions"))
    done = {**days("done_on", today), "word": "Invented deed"}
    sent(owner, reverse("board:finish", args=[key]), **done)
    minutes = page(client_of(by), reverse("board:minutes", args=[session, "page"]))
    for words in ("Invented discussion", "Invented duty", "Invented hall", "Adopted"):
        assert words in minutes
    for form, mark in (("pdf", b"%PDF"), ("docx", b"PK")):
        response = client_of(by).get(reverse("board:minutes", args=[session, form]))
        assert response.content.startswith(mark)
    sent(by, reverse("board:adopt_minutes", args=at), **days("on", today))
    assert "Adopted on" in page(client_of(by), reverse("board:session", args=at))


def test_a_decision_without_quorum_says_what_to_do(board):
    session, item = board.meets(board.members[:2])
    board.vote(board.members[0], item)
    response = client_of(board.office).post(reverse("board:decide", args=[session, item]))
    assert response.status_code == 409
    assert "2 bodies take part, and 3 are needed to decide. Wait for more, call a deputy" in response.content.decode()


def test_an_electronic_vote_after_its_end_is_refused_on_the_page(board):
    session, item = board.votes_online()
    with acting_as(SYSTEM):
        now = timezone.now()
        BoardSession.objects.update(planned_at=now - DAY, closes_at=now - HOUR)
    refused(board.members[0], reverse("board:vote", args=[session, item]), "time to vote is over", choice="for")
    with acting_as(SYSTEM):
        assert not BoardVote.objects.exists()


def test_the_home_of_a_member_shows_open_votes_and_what_the_own_body_owes(board):
    session, _item = board.meets(board.members)
    member = board.members[0]
    board.does(conclusions.conclude, session, NewConclusion("Invented duty", member.body_id, NOW.date()))
    html = page(client_of(member), reverse("board:home"))
    for words in ("Invented item", "Invented duty", "Was due"):
        assert words in html
    assert client_of(member).get("/").headers["Location"] == reverse("board:home")


def test_home_and_tracker_cost_the_same_for_one_conclusion_as_for_five(board):
    session, _item = board.meets(board.members)
    client, paths = client_of(board.office), (reverse("board:conclusions"), reverse("board:session", args=[session]))

    def add():
        new = NewConclusion("Invented duty", board.members[0].body_id, (NOW + DAY).date())
        board.does(conclusions.conclude, session, new)

    add()
    for path in paths:
        page(client, path)
        with CaptureQueriesContext(connection) as one:
            page(client, path)
        for _each in range(4):
            add()
        with CaptureQueriesContext(connection) as five:
            page(client, path)
        assert len(five) == len(one)


def test_whoever_only_owes_conclusions_opens_nothing_else_of_the_body(board):
    session, _item = board.meets(board.members)
    owner = make_actor("reporter")
    assert client_of(owner).get(reverse("board:conclusions")).status_code == 200
    for address in (
        reverse("board:home"), reverse("board:members"), reverse("board:sessions"), reverse("board:plans"),
        reverse("board:session", args=[session]), reverse("board:call_session"), reverse("grants:home"),
    ):  # fmt: skip
        assert client_of(owner).get(address).status_code == 403


def test_work_plans_are_begun_adopted_and_implemented_by_hand(board):
    by, today = board.office, timezone.localdate()
    sent(by, reverse("board:draft_plan"), year="2026")
    html = page(client_of(by), reverse("board:plans"))
    address = re.search(r'href="(/board/plans/[0-9a-f-]{36}/)"', html).group(1)
    task = {"text": "Invented task", "owner": str(by.body_id), **days("due_on", today)}
    sent(by, f"{address}add", **task)
    sent(by, f"{address}adopt", session="", **days("on", today))
    html = page(client_of(by), address)
    sent(by, re.search(r'href="([^"]+/implement)"', html).group(1), word="Done", **days("on", today))
    sent(by, f"{address}implemented", **days("on", today))
    assert page(client_of(board.members[0]), address).count("Implemented") == 2


def form_of(call, key, **other):
    return {
        "applicant": "Invented organisation",
        "registered_as": "NVO-7",
        "project": "Invented project",
        "summary": "Invented summary",
        "municipalities": [call.place],
        "asked": "5000",
        "own": "0",
        "person": "Kanarinac Kontakt",
        "email": "kanarinac@example.invalid",
        "telephone": "",
        "request_key": key,
        **other,
    }


def test_an_application_is_sent_without_sign_in_and_its_receipt_opens_its_state(running):
    call, client = running, client_of()
    assert "Invented call" in page(client, reverse("calls:every"))
    address = reverse("calls:apply", args=[call.pk])
    html = page(client, address)
    key = re.search(r'name="request_key" value="([^"]+)"', html).group(1)
    paper = SimpleUploadedFile("statute.txt", b"Invented statute")
    response = client.post(address, form_of(call, key, papers=[paper]))
    assert response.status_code == 200
    code = re.search(r'id="code">([A-Z2-7-]{19})<', response.content.decode()).group(1)
    again = client.post(address, form_of(call, key))
    assert code in again.content.decode()
    with acting_as(SYSTEM):
        application = GrantApplication.objects.get()
    assert "received" in client.post(reverse("calls:receipt"), {"code": code}).content.decode().lower()
    call.does(checking.check, application.pk, "ask_missing", "The statute is missing", at=timezone.now())
    html = client.post(reverse("calls:receipt"), {"code": code}).content.decode()
    assert "The statute is missing" in html
    assert "Send what is missing" in html
    later = SimpleUploadedFile("budget.txt", b"Invented budget")
    response = client.post(reverse("calls:complete"), {"code": code, "papers": [later]})
    assert "Your papers are in" in response.content.decode()
    wrong = client.post(reverse("calls:receipt"), {"code": "AAAA-AAAA-AAAA-AAAA"})
    assert wrong.status_code == 422
    assert "No application has this code" in wrong.content.decode()


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(running):
    address = reverse("calls:apply", args=[running.pk])
    key = "8c1f1b1e-3f3b-4f6e-9d3c-000000000001"
    response = client_of().post(address, form_of(running, key, asked="99", email="no address"))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Invented summary" in html
    response = client_of().post(address, form_of(running, key, asked="99"))
    assert "outside what the call allows" in response.content.decode()


def test_a_closed_form_says_when_it_was_open(call):
    with acting_as(SYSTEM):
        GrantCall.objects.update(opens_at=timezone.now() - 2 * DAY, closes_at=timezone.now() - DAY)
    address = reverse("calls:apply", args=[call.pk])
    assert "This form is closed" in page(client_of(), address)
    assert client_of().post(address, {}).status_code == 409


def test_forms_without_sign_in_are_counted_by_address(running, monkeypatch):
    monkeypatch.setattr(pace, "MOST_AN_HOUR", 3)
    answers = [client_of().post(reverse("calls:receipt"), {"code": "AAAA"}) for _each in range(4)]
    assert ["Too many forms" in each.content.decode() for each in answers] == [False, False, False, True]
    elsewhere = client_of().post(reverse("calls:receipt"), {"code": "AAAA"}, REMOTE_ADDR="192.0.2.9")
    assert "Too many forms" not in elsewhere.content.decode()


def test_a_draft_is_no_public_page(db, call):
    with acting_as(SYSTEM):
        GrantCall.objects.update(status="draft")
    for name in ("call", "apply"):
        assert client_of().get(reverse(f"calls:{name}", args=[call.pk])).status_code == 404


def test_a_call_is_drafted_and_published_by_hand(call):
    by, today = call.office, timezone.localdate()
    said = {
        "year": "2027", "title": "By hand", "priority": "Invented", "reference": "", "total": "40000", "least": "1000",
        "most": "9000", "least_percent": "60", **days("opens", today), "opens_clock": "8:00",
        **days("closes", today + timedelta(20)), "closes_clock": "15:00",
    }  # fmt: skip
    sent(by, reverse("grants:draft"), **said)
    with acting_as(SYSTEM):
        key = GrantCall.objects.get(year=2027).pk
    sent(by, reverse("grants:add_criterion", args=[key]), text="All", weight="100", most_points="20")
    refused(by, reverse("grants:add_criterion", args=[key]), "0 are left", text="More", weight="1", most_points="5")
    sent(by, reverse("grants:call_step", args=[key, "publish"]))
    assert "By hand" in page(client_of(), reverse("calls:every"))


def test_an_assessor_walks_from_the_declaration_to_the_points(call):
    application = call.admitted()
    by, reader = call.office, call.assessors[0]
    keys = [str(key) for key in call.keys[:2]]
    sent(by, reverse("grants:give", args=[application]), assessors=keys)
    html = page(client_of(reader), reverse("grants:mine"))
    address = re.search(r'href="(/grants/assessments/[0-9a-f-]{36}/)"', html).group(1)
    assert client_of(reader).get(f"{address}score").status_code == 409
    assert client_of(call.assessors[1]).get(address).status_code == 404
    sent(reader, f"{address}declare/free")
    html = page(client_of(reader), address)
    assert "kanarinac" not in html.lower()
    sent(reader, f"{address}score", **{"points-1": "8", "points-2": "16", "remark": "Invented reasons"})
    assert "80 per cent" in page(client_of(reader), address)
    assert client_of(reader).get(f"{address}score").status_code == 409


def test_the_contact_is_opened_on_purpose_only(call):
    _receipt, application = call.applies()
    address = reverse("grants:application", args=[application])
    assert "kanarinac" not in page(client_of(call.office), address)
    response = client_of(call.office).post(f"{address}contact")
    assert "kanarinac@example.invalid" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert client_of(call.board).post(f"{address}contact").status_code == 403


def readable(response):
    text = response.content.decode("utf-8", "ignore")
    if response.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
            text += "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    return text


def test_the_report_about_grants_has_contacts_inside_and_none_outside(call):
    application, contract = call.contracted(6000)
    call.does(calls.move_call, call.pk, "announce", at=AFTER)
    for form in ("page", "pdf", "docx", "xlsx"):
        inside = client_of(call.office).get(reverse("grants:report", args=[2026, form]))
        board = client_of(call.board).get(reverse("grants:report", args=[2026, form]))
        outside = client_of().get(reverse("calls:report", args=[2026, form]))
        assert (inside.status_code, board.status_code, outside.status_code) == (200, 200, 200)
        if form != "pdf":
            assert "kanarinac@example.invalid" in readable(inside)
            assert "Invented organisation" in readable(outside)
        for answer in (board, outside):
            assert "kanarinac" not in readable(answer)
    assert application != contract


def test_the_public_page_names_the_chosen_only_after_the_results(call):
    call.contracted(6000)
    address = reverse("calls:call", args=[call.pk])
    assert "Invented organisation" not in page(client_of(), address)
    call.does(calls.move_call, call.pk, "announce", at=AFTER)
    assert "Invented organisation" in page(client_of(), address)


def test_money_is_planned_paid_and_reported_on_by_hand(call):
    application, contract = call.contracted(6000)
    by, today = call.office, timezone.localdate()
    with acting_as(SYSTEM):
        GrantApplication.objects.filter(pk=application).update(decided_on=NOW.date())
    sent(by, reverse("grants:plan_instalment", args=[contract]), amount="6000", **days("on", today))
    html = page(client_of(by), reverse("grants:application", args=[application]))
    sent(by, re.search(r'href="([^"]+/pay)"', html).group(1), **days("on", today))
    sent(by, reverse("grants:expect", args=[contract]), kind="final", **days("due_on", today))
    html = page(client_of(by), reverse("grants:application", args=[application]))
    receive = re.search(r'href="([^"]+/receive)"', html).group(1)
    said = {"spent": "5500,50", "reached": "40", "results": "Invented results", **days("received_on", today)}
    sent(by, receive, **said)
    sent(by, receive.replace("receive", "judge/accept"))
    html = page(client_of(by), reverse("grants:application", args=[application]))
    assert "Finished" in html
    assert "5,500.50" in html


def test_papers_of_an_item_are_added_and_downloaded(board):
    session, item = board.meets(board.members)
    file = SimpleUploadedFile("paper.txt", b"Invented paper")
    sent(board.office, reverse("board:paper", args=[session, item]), file=file)
    html = page(client_of(board.members[0]), reverse("board:session", args=[session]))
    link = re.search(r'href="([^"]+)">paper.txt', html).group(1)
    assert client_of(board.members[0]).get(link).content == b"Invented paper"
    assert client_of(make_actor("reporter")).get(link).status_code == 404


def test_mandates_are_given_and_ended_by_hand(board):
    by, today = board.office, timezone.localdate()
    new = make_actor("board_member")
    said = {"body": str(new.body_id), "address": address_of(new), "standing": "member", **days("starts", today)}
    sent(by, reverse("board:seat"), **said)
    sent(by, reverse("board:observer"), name="Invented Observer", comes_from="", **days("starts", today))
    sent(by, reverse("board:found"), reference="01-1", says="", **days("decided_on", today))
    key = board.key(board.members[1])
    sent(by, reverse("board:end_mandate", args=[key]), **days("ends", today - timedelta(1)))
    html = page(client_of(board.members[0]), reverse("board:members"))
    for words in ("Invented Observer", "01-1", "Ended"):
        assert words in html
