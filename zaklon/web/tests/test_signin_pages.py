"""The pages of the sign-in package in our dress, with the variables that its views give them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from zaklon.web import signon
from zaklon.web.languages import INTERFACE_LANGUAGES
from zaklon.web.signon import SignOn, browser_name, sign_on_providers

pytestmark = pytest.mark.urls("zaklon.web.tests.urls")
WHEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class SignInForm(forms.Form):
    login = forms.EmailField(label="Email")
    password = forms.CharField(widget=forms.PasswordInput, help_text=mark_safe('<a href="/reset">Forgot?</a>'))
    code = forms.CharField()
    name = forms.CharField()
    credential = forms.JSONField(widget=forms.HiddenInput)
    secret = "JBSWY3DPEHPK3PXP"
    accounts = ()


@dataclass(frozen=True)
class Session:
    user_agent: str = FIREFOX
    created_at: datetime = WHEN
    ip: str = "192.0.2.1"
    current: bool = True

    def is_current(self):
        return self.current


@dataclass(frozen=True)
class Key:
    pk: int = 7
    name: str = "Office laptop"
    created_at: datetime = WHEN
    last_used_at: datetime | None = None

    def wrap(self):
        return self


@dataclass(frozen=True)
class Codes:
    def get_unused_codes(self):
        return ["12345678", "87654321"]


ENTRANCE = {
    "redirect_field": mark_safe('<input type="hidden" name="next" value="/plan">'),
    "SOCIALACCOUNT_ENABLED": False,
    "PASSKEY_LOGIN_ENABLED": True,
}
EMAIL = {"email": "ana@primjer.me", "verified": False, "primary": True}
ALL_TYPES = ["totp", "webauthn", "recovery_codes"]
PAGES: dict[str, dict] = {
    "account/login.html": {},
    "account/logout.html": {},
    "account/reauthenticate.html": {"reauthentication_alternatives": [{"url": "/again", "description": "Use a key"}]},
    "account/password_change.html": {},
    "account/password_set.html": {},
    "account/password_reset.html": {},
    "account/password_reset_done.html": {},
    "account/password_reset_from_key.html": {"action_url": "/reset/key"},
    "account/password_reset_from_key_done.html": {},
    "account/account_inactive.html": {},
    "account/signup_closed.html": {},
    "account/email.html": {
        "emailaddresses": [EMAIL],
        "emailaddress_radios": [{"id": "email_radio_0", "checked": True, "emailaddress": EMAIL}],
        "can_add_email": True,
    },
    "account/email_confirm.html": {"confirmation": {"email_address": EMAIL, "key": "k"}, "can_confirm": True},
    "account/verification_sent.html": {},
    "account/verified_email_required.html": {},
    "mfa/authenticate.html": {"webauthn_form": SignInForm(), "js_data": {"a": "</script>"}},
    "mfa/reauthenticate.html": {"reauthentication_alternatives": []},
    "mfa/index.html": {
        "MFA_SUPPORTED_TYPES": ALL_TYPES,
        "authenticators": {"totp": object(), "webauthn": [Key()], "recovery_codes": Codes()},
        "is_mfa_enabled": True,
        "MFA_RECOVERY_CODES_SHOW_ONCE": False,
    },
    "mfa/totp/activate_form.html": {"totp_svg_data_uri": "data:image/svg+xml;base64,AAAA"},
    "mfa/totp/deactivate_form.html": {},
    "mfa/recovery_codes/index.html": {
        "can_view_codes": True,
        "can_download_codes": False,
        "can_generate_codes": True,
        "unused_codes": ["12345678"],
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    },
    "mfa/recovery_codes/generate.html": {"unused_code_count": 3},
    "mfa/webauthn/authenticator_list.html": {"authenticators": [Key(), Key(last_used_at=WHEN)]},
    "mfa/webauthn/add_form.html": {"js_data": {}},
    "mfa/webauthn/edit_form.html": {},
    "mfa/webauthn/authenticator_confirm_delete.html": {"authenticator": Key()},
    "mfa/webauthn/reauthenticate.html": {"js_data": {}, "reauthentication_alternatives": []},
    "mfa/trust.html": {"trust_until": WHEN},
    "usersessions/usersession_list.html": {"sessions": [Session(), Session(current=False)], "session_count": 2},
    "socialaccount/authentication_error.html": {},
    "socialaccount/login_cancelled.html": {},
    "socialaccount/login.html": {"provider": SignOn("eGov", "/oidc")},
    "socialaccount/connections.html": {},
    "socialaccount/signup.html": {},
    "429.html": {},
}


@pytest.fixture(autouse=True)
def _no_providers(monkeypatch):
    def one(request, process="login"):
        return [SignOn("eGov", "/oidc")]

    globals_of_pages: dict = engines["jinja2"].env.globals  # type: ignore[attr-defined]
    monkeypatch.setitem(globals_of_pages, "sign_on_providers", one)


def shown(template, page_request, form=None, **more):
    context = ENTRANCE | {"form": SignInForm() if form is None else form} | PAGES.get(template, {}) | more
    return render_to_string(template, context, page_request)


@pytest.mark.parametrize("template", PAGES)
def test_each_page_shows_in_every_language(page_request, template):
    headings = set()
    for language in INTERFACE_LANGUAGES:
        with translation.override(language.code):
            page = shown(template, page_request)
        assert f'<html lang="{language.tag}"' in page
        assert page.count("<h1") == 1
        headings.add(page.split("<h1")[1].split("</h1>")[0])
    assert len(headings) == len(INTERFACE_LANGUAGES)


@pytest.mark.parametrize("template", PAGES)
def test_each_form_carries_the_token(page_request, template):
    page = shown(template, page_request)
    assert page.count('method="post"') == page.count('name="csrfmiddlewaretoken"')


def test_mistakes_are_listed_at_the_top_and_in_the_title(page_request):
    form = SignInForm({})
    form.add_error(None, "The address or the password is wrong.")
    page = shown("account/login.html", page_request, form)
    assert "<title>Error: Sign in – Zaklon</title>" in page
    assert "The address or the password is wrong." in page


def test_the_page_after_signing_in_is_kept(page_request):
    assert '<input type="hidden" name="next" value="/plan">' in shown("account/login.html", page_request)


def test_help_of_the_password_is_a_link_under_the_form_not_a_hint(page_request):
    assert "Forgot?" not in shown("account/login.html", page_request)


def test_passkeys_and_sign_on_are_offered_only_where_they_are_on(page_request):
    without = shown("account/login.html", page_request, PASSKEY_LOGIN_ENABLED=False)
    assert "passkey" not in without.split("<main")[1]
    assert "eGov" not in without
    assert "Sign in with eGov" in shown("account/login.html", page_request, SOCIALACCOUNT_ENABLED=True)


def test_data_for_the_passkey_script_cannot_end_the_script(page_request):
    page = shown("mfa/authenticate.html", page_request)
    block = page.split('<script id="js_data" type="application/json">')[1].split("</script>")[0]
    assert json.loads(block) == {"a": "</script>"}


def test_a_dead_link_offers_a_new_one(page_request):
    page = shown("account/password_reset_from_key.html", page_request, token_fail=True)
    assert "This link no longer works" in page
    assert "<form" not in page.split("<main")[1]


def test_only_other_sessions_can_be_ended(page_request):
    alone = shown("usersessions/usersession_list.html", page_request, sessions=[Session()], session_count=1)
    assert "Sign out everywhere else" not in alone
    assert "This browser" in alone


def test_an_account_without_a_second_step_is_asked_to_set_one_up(page_request):
    page = shown("mfa/index.html", page_request, authenticators={}, is_mfa_enabled=False)
    assert "Set up an authenticator app" in page
    assert "Recovery codes" not in page


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604", "Safari, iPhone"),
        ("curl/8", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_have_the_names_that_people_know(user_agent, name):
    assert browser_name(user_agent) == name


def test_notices_after_a_step_are_plain_text(page_request):
    assert render_to_string("account/messages/logged_in.txt", {}, page_request).strip() == ""
    text = render_to_string("account/messages/email_deleted.txt", {"email": "ana@primjer.me"}, page_request)
    assert text.strip() == "The address ana@primjer.me is removed."


@pytest.mark.parametrize(
    "mail",
    [
        "account/email/password_changed",
        "account/email/password_set",
        "mfa/email/totp_activated",
        "mfa/email/totp_deactivated",
        "mfa/email/webauthn_added",
        "mfa/email/webauthn_removed",
        "mfa/email/recovery_codes_generated",
    ],
)
def test_a_mail_about_a_change_says_when_and_from_where(mail):
    context = {"ip": "192.0.2.1", "timestamp": WHEN, "user_agent": FIREFOX}
    with translation.override("sq"):
        subject = render_to_string(f"{mail}_subject.txt", context)
        body = render_to_string(f"{mail}_message.txt", context)
    assert "\n" not in subject.strip()
    assert "192.0.2.1" in body
    assert "22 nëntor 2026, 11:00" in body


def test_the_mail_with_the_link_keeps_the_link_as_it_is():
    context = {"password_reset_url": "https://zaklon.example/key/1-abc/?a=1&b=2"}
    assert "https://zaklon.example/key/1-abc/?a=1&b=2" in render_to_string(
        "account/email/password_reset_key_message.txt", context
    )
    assert render_to_string("account/email/unknown_account_message.txt", {}).count("account") > 0


def test_sign_on_services_are_listed_by_name(rf, monkeypatch):
    from types import SimpleNamespace

    def provider(name):
        return SimpleNamespace(name=name, get_login_url=lambda _request, **query: f"/{name}?{sorted(query.items())}")

    adapter = SimpleNamespace(list_providers=lambda _request: [provider("b"), provider("a")])
    monkeypatch.setattr(signon, "_adapter", lambda: adapter)
    found = sign_on_providers(rf.get("/login?next=/plan"))
    assert [one.name for one in found] == ["a", "b"]
    assert found[0].href == "/a?[('next', '/plan'), ('process', 'login')]"
