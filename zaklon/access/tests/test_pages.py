"""The pages of people, bodies and one's own account, as a browser meets them."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.commands import people as commands
from zaklon.access.commands.people import NewPerson, invitation_link_key
from zaklon.access.models import Body, BodyName, Invitation, Post, User
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.browsing import code_now, is_inside, make_person, sign_in, trail_of, who_acts
from zaklon.access.tests.factories import make_actor, make_body, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSWORD = "several words in a row"


def browser_of(role, *, body=None, **fields):
    """A browser in which somebody with the role is signed in; their actor."""
    person, browser = make_person(**fields), Client()
    actor = make_actor(role, user=person, body=body)
    sign_in(browser, person)
    return browser, actor


@pytest.fixture
def administrator(visitor):
    return browser_of("administrator", full_name="Admin Invented")


@pytest.fixture
def browser(administrator):
    return administrator[0]


def text_of(answer):
    return answer.content.decode()


def invitation(body=None, email="new@example.invalid"):
    with acting_as(SYSTEM):
        person = NewPerson(email, "Invented Newcomer", "en", (body or make_body()).pk, Role.REPORTER)
        return commands.invite(person, actor=SYSTEM, now=timezone.now())


# --- People -----------------------------------------------------------------------------------------------------------


def test_the_list_shows_people_posts_and_open_invitations(browser):
    body = make_body(name="Office of Lakes")
    make_actor("head", user=make_user(full_name="Ana Invented"), body=body)
    invitation(body)
    page = text_of(browser.get("/people/"))
    for expected in ("Ana Invented", "Head of a body, Office of Lakes", "Invented Newcomer", "new@example.invalid"):
        assert expected in page


def test_a_name_is_looked_for_by_post_so_that_no_address_holds_it(browser):
    make_user(full_name="Ana Invented")
    page = text_of(browser.post("/people/", {"name": "ana"}))
    assert "Ana Invented" in page
    assert "Admin Invented" not in page.split("</header>")[1]
    assert "Admin Invented" in text_of(browser.get("/people/?name=ana"))


def test_an_empty_search_says_what_to_enter(browser):
    assert "Enter a part of a name" in text_of(browser.post("/people/", {"name": " "}))


def test_filters_narrow_the_list_and_nonsense_filters_nothing(browser):
    body = make_body()
    make_actor("head", user=make_user(full_name="Ana Invented"), body=body)
    make_user(full_name="Mira Invented")
    assert "Mira Invented" not in text_of(browser.get("/people/", {"body": str(body.pk)}))
    assert "Ana Invented" in text_of(browser.get("/people/", {"role": "head"}))
    assert "Mira Invented" in text_of(browser.get("/people/", {"body": "x", "role": "y", "left": "z", "page": "-1"}))


def test_the_list_costs_the_same_for_a_few_people_as_for_many(browser):
    browser.get("/people/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/people/")
    for _number in range(30):
        make_actor("reporter")
    with CaptureQueriesContext(connection) as many:
        browser.get("/people/")
    assert len(few) == len(many)


def test_somebody_is_invited_and_the_form_says_what_is_wrong(browser):
    body = make_body()
    answer = browser.post("/people/invite/", {"full_name": "", "email": "nonsense", "role": "head"})
    assert answer.status_code == 422
    for expected in ("Enter the person&#39;s name.", "Choose a body.", "Enter an e-mail address such as"):
        assert expected in text_of(answer)
    said = {"full_name": "Nova", "email": "nova@example.invalid", "body": body.pk, "role": "head", "language": "sq"}
    assert browser.post("/people/invite/", said).headers["Location"] == "/people/"
    with acting_as(SYSTEM):
        made = Invitation.objects.get()
    assert (made.email, made.role, made.language, made.body_id) == ("nova@example.invalid", "head", "sq", body.pk)
    said["email"] = make_user("taken@example.invalid").email
    answer = browser.post("/people/invite/", said)
    assert answer.status_code == 422
    assert "Somebody already signs in with this address." in text_of(answer)


def test_an_invitation_is_withdrawn(browser):
    invitation_id = invitation()
    assert browser.post(f"/people/invitations/{invitation_id}/withdraw/").status_code == 302
    assert "Invented Newcomer" not in text_of(browser.get("/people/"))
    assert browser.post(f"/people/invitations/{invitation_id}/withdraw/").status_code == 409


def test_posts_are_given_and_ended_on_a_person_s_page(browser):
    person, body = make_user(full_name="Ana Invented"), make_body(name="Office of Lakes")
    path, today = f"/people/{person.pk}/", timezone.localdate()
    day = {"start_date-day": today.day, "start_date-month": today.month, "start_date-year": today.year}
    assert browser.post(path, {"body": body.pk, "role": "head", **day}).status_code == 302
    page = text_of(browser.get(path))
    assert "Office of Lakes" in page
    answer = browser.post(path, {"body": body.pk, "role": "head", **day})
    assert answer.status_code == 422
    assert "already holds this post" in text_of(answer)
    with acting_as(SYSTEM):
        post_id = Post.objects.get(user=person).pk
    assert browser.post(f"/people/posts/{post_id}/end/").headers["Location"] == path
    assert "Has ended" in text_of(browser.get(path))
    assert browser.post(f"/people/posts/{post_id}/end/").status_code == 409


def test_an_address_is_changed_and_a_second_step_dropped_after_a_question(browser):
    person = make_person(email="old@example.invalid")
    path = f"/people/{person.pk}/"
    assert "Until now: old@example.invalid" in text_of(browser.get(f"{path}address/"))
    assert browser.post(f"{path}address/", {"email": "x"}).status_code == 422
    assert browser.post(f"{path}address/", {"email": "new@example.invalid"}).status_code == 302
    assert "new@example.invalid" in text_of(browser.get(path))
    assert "Speak to the person first" in text_of(browser.get(f"{path}second-step/"))
    assert browser.post(f"{path}second-step/").status_code == 302
    assert trail_of(person.pk)[-2:] == ["account.address_changed", "second_factor.dropped"]


def test_an_administrator_s_own_page_offers_nothing_that_is_refused(administrator):
    browser, actor = administrator
    page = text_of(browser.get(f"/people/{actor.user_id}/"))
    assert "This is you" in page
    for absent in ("Give the post", "Second step lost", "This person leaves", "/address/"):
        assert absent not in page


def test_a_person_who_is_not_there_and_one_who_cannot_be_seen_give_the_same_page(browser):
    missing = text_of(browser.get("/people/00000000-0000-0000-0000-000000000000/"))
    assert "Page not found" in missing


@pytest.mark.parametrize("role", ["coordinator", "head", "reporter", "auditor", "donor"])
def test_pages_of_people_are_closed_to_others(role, visitor):
    browser, _actor = browser_of(role)
    person = make_user(full_name="Ana Invented")
    for path in ("", "invite/", f"{person.pk}/", f"{person.pk}/address/", f"{person.pk}/second-step/"):
        answer = browser.get(f"/people/{path}")
        assert answer.status_code == 403, path
        assert "Ana Invented" not in text_of(answer)
        assert browser.post(f"/people/{path}", {"name": "ana"}).status_code == 403, path


def test_a_visitor_is_sent_to_sign_in(visitor):
    for path in ("/people/", "/bodies/", "/trail/", "/me/"):
        assert visitor.get(path).headers["Location"] == f"/account/login/?next={path}"


# --- Invitations ------------------------------------------------------------------------------------------------------


def test_an_invitation_leads_straight_to_the_second_step_and_in(visitor):
    body = make_body(name="Office of Lakes")
    path = f"/invitation/{invitation_link_key(invitation(body))}/"
    page = text_of(visitor.get(path))
    for expected in ("Welcome, Invented Newcomer", "Office of Lakes", "Reporter of a body", "At least 12 characters"):
        assert expected in page
    answer = visitor.post(path, {"password": PASSWORD})
    assert answer.headers["Location"] == "/account/2fa/totp/activate/"
    assert visitor.get("/").headers["Location"] == "/account/2fa/totp/activate/"
    assert visitor.get("/account/2fa/totp/activate/").status_code == 200
    visitor.post("/account/2fa/totp/activate/", {"code": code_now(visitor.session["mfa.totp.secret"])})
    assert who_acts(visitor)[0::2] == ["body", str(body.pk)]


def test_a_weak_password_is_explained_and_the_key_stays_out_of_the_log(visitor, caplog):
    key = invitation_link_key(invitation())
    answer = visitor.post(f"/invitation/{key}/", {"password": "short"})
    assert "Choose another password." in text_of(answer)
    assert "too short" in text_of(answer)
    assert key not in caplog.text
    assert "Choose a password." in text_of(visitor.post(f"/invitation/{key}/", {"password": ""}))


def test_used_foreign_and_old_links_give_one_answer(visitor):
    used, withdrawn, late = (invitation(email=f"n{number}@example.invalid") for number in range(3))
    with acting_as(SYSTEM):
        commands.accept_invitation(used, PASSWORD, actor=SYSTEM, now=timezone.now())
        commands.withdraw_invitation(withdrawn, actor=SYSTEM, now=timezone.now())
        Invitation.objects.filter(pk=late).update(expires_at=timezone.now() - timedelta(seconds=1))
    keys = [*(invitation_link_key(each) for each in (used, withdrawn, late)), "nonsense", "a:b:c"]
    answers = {
        (answer.status_code, re.sub(r'value="[^"]*"', "", text_of(answer)))
        for answer in [visitor.get(f"/invitation/{key}/") for key in keys]
        + [visitor.post(f"/invitation/{key}/", {"password": PASSWORD}) for key in keys]
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 410


def test_whoever_is_signed_in_accepts_nothing_for_somebody_else(browser):
    path = f"/invitation/{invitation_link_key(invitation())}/"
    for answer in (browser.get(path), browser.post(path, {"password": PASSWORD})):
        assert "Somebody is signed in here" in text_of(answer)
    with acting_as(SYSTEM):
        assert not User.objects.filter(email="new@example.invalid").exists()


# --- One's own account ------------------------------------------------------------------------------------------------


def test_my_account_shows_posts_and_lets_me_choose_the_body_to_act_for(visitor):
    person = make_person(full_name="Ana Invented")
    first = make_actor("reporter", user=person, body=make_body(name="Office of Lakes"))
    second = make_actor("coordinator", user=person, body=make_body(name="Office of Rivers"))
    sign_in(visitor, person)
    page = text_of(visitor.get("/me/"))
    for expected in ("Ana Invented", "Reporter of a body, Office of Lakes", "Office of Rivers", "1 set up"):
        assert expected in page
    other = second if who_acts(visitor)[2] == str(first.body_id) else first
    answer = visitor.post("/me/body/", {"body": str(other.body_id), "next": "/me/"})
    assert answer.headers["Location"] == "/me/"
    assert who_acts(visitor) == [other.reach, str(person.pk), str(other.body_id)]
    assert "You now act for" in text_of(visitor.get("/me/"))


@pytest.mark.parametrize("body", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_nobody_acts_for_a_body_without_a_post_there(body, visitor):
    browser, actor = browser_of("reporter")
    assert browser.post("/me/body/", {"body": body or str(make_body().pk)}).status_code == 403
    assert who_acts(browser)[2] == str(actor.body_id)
    assert visitor.post("/me/body/", {"body": body}).status_code == 403


def test_the_way_back_stays_on_this_site(visitor):
    browser, actor = browser_of("reporter")
    answer = browser.post("/me/body/", {"body": str(actor.body_id), "next": "https://example.invalid/"})
    assert answer.headers["Location"] == "/"


def test_the_language_of_mails_is_chosen_and_nonsense_changes_nothing(visitor):
    browser, actor = browser_of("reporter")
    browser.post("/me/language/", {"language": "sq"})
    browser.post("/me/language/", {"language": "tlh"})
    with acting_as(SYSTEM):
        assert User.objects.get(pk=actor.user_id).language == "sq"
    assert visitor.post("/me/language/", {"language": "sq"}).status_code == 403


def test_signing_out_everywhere_ends_this_session_too(visitor):
    person, other = make_person(), Client()
    make_actor("reporter", user=person)
    sign_in(visitor, person, person.recovery_codes[0])
    sign_in(other, person, person.recovery_codes[1])
    assert visitor.post("/me/sign-out/").headers["Location"] == "/account/login/"
    assert not is_inside(visitor)
    assert not is_inside(other)
    assert "session.ended" in trail_of(person.pk)
    assert visitor.post("/me/sign-out/").status_code == 403


def test_somebody_without_a_post_is_told_so_and_still_reaches_their_account(visitor, person):
    sign_in(visitor, person)
    assert "You hold no post now" in text_of(visitor.get("/me/"))


# --- Bodies -----------------------------------------------------------------------------------------------------------


def test_the_register_shows_units_under_their_body_with_aliases_source_and_certainty(visitor):
    above = make_body("MIN", name="Ministry of Lakes")
    make_body("MIN-U", name="A unit", parent=above)
    with acting_as(SYSTEM):
        BodyName.objects.create(
            body=above, language="en", name="Lakes", is_official=False, source="s", certainty="memory"
        )
    browser, _actor = browser_of("reporter")
    page = text_of(browser.get("/bodies/"))
    assert page.index("Ministry of Lakes") < page.index("A unit")
    for expected in ("Lakes", "ac-depth--1", "invented", "Proposed by us"):
        assert expected in page
    assert "Add a body" not in page


def test_bodies_are_found_by_word_alias_kind_and_ended_ones_on_request(visitor):
    lakes = make_body("LAKES", name="Ministry of Lakes")
    make_body("RIVERS", name="Rivers", kind="ngo")
    with acting_as(SYSTEM):
        Body.objects.filter(pk=lakes.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    browser, _actor = browser_of("reporter")
    assert "Ministry of Lakes" not in text_of(browser.get("/bodies/"))
    assert "Ministry of Lakes" in text_of(browser.get("/bodies/?ended=yes&words=MINISTRY lak"))
    assert "Rivers" in text_of(browser.get("/bodies/?kind=ngo"))
    assert "No body fits" in text_of(browser.get("/bodies/?words=nothing+like+it"))
    fragment = text_of(browser.get("/bodies/?kind=ngo", headers={"HX-Request": "true"}))
    assert "Rivers" in fragment
    assert "<html" not in fragment


def test_a_body_s_page_shows_what_there_is_to_know(visitor):
    above = make_body("MIN", name="Ministry of Lakes")
    unit = make_body("MIN-U", name="A unit", parent=above)
    browser, _actor = browser_of("head", body=unit, full_name="Ana Invented")
    page = text_of(browser.get(f"/bodies/{unit.pk}/"))
    for expected in ("A unit", "Ministry of Lakes", "Ana Invented, Head of a body", "Official name"):
        assert expected in page
    assert "Add a name" not in page
    assert "A unit" in text_of(browser.get(f"/bodies/{above.pk}/"))
    assert browser.get("/bodies/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_an_administrator_adds_a_body_names_it_and_ends_it(browser):
    above = make_body()
    said = {"code": "lake-1", "kind": "unit", "name_en": "Lake Watch", "parent": above.pk, "source": "its charter"}
    assert browser.post("/bodies/add/", {**said, "code": "-"}).status_code == 422
    answer = browser.post("/bodies/add/", {**said, "certainty": "read"})
    path = answer.headers["Location"]
    assert "Lake Watch" in text_of(browser.get(path))
    name = {"name-name": "Lake Guards", "name-language": "en", "name-source": "a paper", "name-certainty": "read"}
    assert browser.post(f"{path}names/", name).headers["Location"] == path
    answer = browser.post(f"{path}names/", name)
    assert answer.status_code == 422
    assert "already has this name" in text_of(answer)
    days = {"days-valid_until-day": "31", "days-valid_until-month": "1", "days-valid_until-year": "2026"}
    assert browser.post(f"{path}days/", {**days, "days-valid_until-day": "32"}).status_code == 422
    assert browser.post(f"{path}days/", days).headers["Location"] == path
    page = text_of(browser.get(path))
    for expected in ("Lake Guards", "31 January 2026", "Does not exist today"):
        assert expected in page


@pytest.mark.parametrize("role", ["coordinator", "reporter", "auditor"])
def test_only_the_administrator_keeps_the_register(role, visitor):
    browser, actor = browser_of(role)
    assert browser.get("/bodies/add/").status_code == 403
    for path in ("/bodies/add/", f"/bodies/{actor.body_id}/names/", f"/bodies/{actor.body_id}/days/"):
        assert browser.post(path, {"name-name": "x"}).status_code == 403


def test_the_register_costs_the_same_for_a_few_bodies_as_for_many(visitor):
    browser, _actor = browser_of("reporter")
    browser.get("/bodies/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/bodies/")
    for _number in range(30):
        make_body()
    with CaptureQueriesContext(connection) as many:
        browser.get("/bodies/")
    assert len(few) == len(many)


def test_no_page_sends_a_mail_by_itself(browser):
    body = make_body()
    said = {"full_name": "Nova", "email": "nova@example.invalid", "body": body.pk, "role": "head", "language": "sq"}
    browser.post("/people/invite/", said)
    assert mail.outbox == []
