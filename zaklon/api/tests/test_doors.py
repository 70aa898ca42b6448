"""Who gets through the door of the API, with what, and what every answer looks like."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from zaklon.access import bearer
from zaklon.access.actor import SYSTEM
from zaklon.access.models import Post, ProgramKey
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.api.schema import operations, schema, schema_text
from zaklon.api.tests.programs import API, Program, code_of, said, secret_of
from zaklon.audit.queries import entries as trail_entries
from zaklon.plan.tests.pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_actor(Role.CASE_MANAGER)


def trail(**asked):
    with acting_as(SYSTEM):
        return [entry.action for entry in trail_entries(**asked)]


def test_a_program_says_its_key_and_learns_who_it_is(manager):
    me = said(Program(manager).get("/me"))
    assert (me["user_id"], me["body_id"]) == (str(manager.user_id), str(manager.body_id))
    assert (me["role"], me["may_write"]) == ("case_manager", True)
    assert "people.manage" not in me["permissions"]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer zaklon_unknown",
        "Bearer zaklon_" + "x" * 300,
        "Basic zaklon_unknown",
        "Bearer \udc80",
        "Bearer ключ",
    ],
)
def test_nothing_opens_without_a_key_that_is_in_use(header):
    client = Client(raise_request_exception=False, headers={"Authorization": header} if header else {})
    for address in ("/me", "/cases", "/cases/BCDF-GHJK", "/no/such/address"):
        answer = client.get(API + address)
        assert code_of(answer, 401) == "not_signed_in"
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_session_of_a_browser_opens_nothing(manager):
    browser = client_of(manager)
    assert browser.get("/me/").status_code == 200
    for address in ("/me", "/cases", "/tasks"):
        assert code_of(browser.get(API + address), 401) == "not_signed_in"
    assert code_of(browser.post(f"{API}/cases", "{}", content_type="application/json"), 401) == "not_signed_in"


def test_a_key_opens_no_page(manager):
    client = Client(headers={"Authorization": f"Bearer {secret_of(manager)}"})
    for address in ("/cases/", "/me/", "/me/programs/", "/plan/", "/api/docs/"):
        assert client.get(address).status_code in {302, 401, 403, 404}, address


@pytest.mark.parametrize(
    "change",
    [{"revoked_at": timezone.now()}, {"made_at": timezone.now() - timedelta(9), "expires_at": timezone.now()}],
    ids=["revoked", "expired"],
)
def test_a_key_that_has_ended_opens_nothing_from_the_next_request_on(manager, change):
    program = Program(manager)
    said(program.get("/me"))
    with acting_as(SYSTEM):
        ProgramKey.objects.filter(user_id=manager.user_id).update(**change)
    assert code_of(program.get("/me"), 401) == "not_signed_in"
    with acting_as(SYSTEM):
        key_id = ProgramKey.objects.get(user_id=manager.user_id).pk
    assert "program.refused" in trail(subject=str(key_id))


def test_a_key_goes_with_its_post(manager):
    program = Program(manager)
    with acting_as(SYSTEM):
        Post.objects.filter(user_id=manager.user_id).update(end_date=timezone.localdate())
    assert code_of(program.get("/me"), 401) == "not_signed_in"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.DONOR, Role.GUARDIAN], ids=str)
def test_a_key_is_worth_nothing_once_its_role_may_have_none(role, manager):
    program = Program(manager)
    with acting_as(SYSTEM):
        Post.objects.filter(user_id=manager.user_id).update(role=role)
    assert code_of(program.get("/me"), 401) == "not_signed_in"


def test_no_answer_sets_a_cookie_is_kept_or_may_be_read_by_another_site(manager):
    program = Program(manager)
    program.client.cookies["sessionid"] = "x"
    program.client.cookies["django_language"] = "sq"
    answers = [program.get("/me"), program.get("/cases/BCDF-GHJK"), program.post("/cases", {}), program.get("/none")]
    for answer in answers:
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies
        assert answer.headers["Content-Language"] == "en"
        assert not any(name.startswith("Access-Control") for name in answer.headers)


def test_a_no_is_said_in_the_language_that_was_asked_for(manager):
    address = f"/plans/{uuid.uuid4()}"
    answers = [Program(manager, language=each).get(address) for each in ("en", "sr-ME,en", "sq")]
    assert [code_of(answer, 404) for answer in answers] == ["not_found"] * 3
    assert len({answer.json()["message"] for answer in answers}) == 3


def test_wrong_addresses_and_methods_have_the_same_shape(manager):
    program = Program(manager)
    assert code_of(program.get("/no/such/address"), 404) == "not_found"
    assert code_of(program.get("/cases/not-a-code"), 404) == "not_found"
    wrong = program.client.delete(f"{API}/cases")
    assert code_of(wrong, 405) == "wrong_method"
    assert set(wrong.headers["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "field_unfit"),
        (b"[]", "body_unreadable"),
        (b"\xff\xfe", "body_unreadable"),
        (b'{"persons": NaN}', "body_unreadable"),
        (b'{"role": "a\\u0000b"}', "body_unreadable"),
        (b'{"role": "\\ud800"}', "body_unreadable"),
        (b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}", "body_unreadable"),
        (b'{"a": ' + b"9" * 6000 + b"}", "body_unreadable"),
        (b'{"persons": [], "role": "case_manager"}', "field_unfit"),
        (b'{"persons": [{"sex": "kanarinac"}], "role": "case_manager"}', "field_unfit"),
        (b'{"persons": [{}], "role": "case_manager", "more": 1}', "field_unfit"),
        (b'{"persons": [{"citizenship": "zzz"}], "role": "case_manager"}', "field_unfit"),
    ],
)
def test_a_body_that_cannot_be_is_refused_without_repeating_it(body, code, manager):
    program = Program(manager)
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    answer = program.client.post(f"{API}/cases", body, content_type="application/json", headers=headers)
    assert code_of(answer, 422) == code
    assert "kanarinac" not in answer.content.decode()


def test_only_json_is_read(manager):
    program = Program(manager)
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = program.client.post(f"{API}/cases", "role=x", content_type=kind, headers=headers)
        assert code_of(answer, 422) == "body_not_json"
    assert code_of(program.client.post(f"{API}/cases", {"role": "x"}, headers=headers), 422) == "body_not_json"


def test_a_request_that_is_too_large_is_refused(manager, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = Program(manager).post("/cases", {"role": "x" * 2000})
    assert answer.status_code in {400, 413}
    code_of(answer, answer.status_code)


def test_a_program_that_asks_too_often_waits(manager, monkeypatch):
    monkeypatch.setattr(bearer, "MOST_CALLS_A_MINUTE", 3)
    program = Program(manager)
    answers = [program.get("/me") for _each in range(8)]
    late = [answer for answer in answers if answer.status_code == 429]
    assert len(late) >= 2
    assert code_of(late[0], 429) == "too_many"
    assert 0 < int(late[0].headers["Retry-After"]) <= 60


def test_somebody_who_tries_keys_waits_too(monkeypatch, manager):
    monkeypatch.setattr(bearer, "MOST_WRONG_KEYS_A_MINUTE", 3)
    tries = [Program(secret=f"zaklon_{number}").get("/me").status_code for number in range(12)]
    assert tries[0] == 401
    assert 429 in tries


def test_a_key_that_came_over_an_open_line_is_not_led_on_to_tls(manager, settings):
    settings.SECURE_SSL_REDIRECT = True
    program = Program(manager)
    assert code_of(program.get("/me"), 403) == "not_permitted"
    assert said(program.client.get(f"{API}/me", secure=True))["role"] == "case_manager"


def test_a_refusal_for_want_of_a_permission_stays_on_the_trail(manager):
    assert code_of(Program(manager).get("/team/agenda"), 403) == "permission_missing"
    assert "refused.permission" in trail(user_id=manager.user_id)


def test_the_description_names_every_operation_once_and_each_can_say_no():
    found = operations(schema())
    names = [each["operationId"] for _address, _method, each in found]
    assert len(names) == len(set(names)) > 30
    assert all("default" in each["responses"] for _address, _method, each in found)
    assert json.loads(schema_text()) == json.loads(schema_text())


def test_the_page_that_describes_the_api_runs_no_script_of_its_own(manager):
    browser = client_of(manager)
    page = browser.get("/api/docs/").content.decode()
    assert "POST /api/v1/cases" in page.replace("</code>", "")
    names = re.findall(r'role="region"[^>]*aria-label(?:ledby)?="([^"]+)"', page)
    assert len(names) == len(set(names)) > 20, "each table has a name of its own"
    assert "<script>" not in page
    assert "style=" not in page
    described = browser.get("/api/docs/openapi.json")
    assert json.loads(described.content)["openapi"].startswith("3.1")
    assert Client().get("/api/docs/").status_code == 302
