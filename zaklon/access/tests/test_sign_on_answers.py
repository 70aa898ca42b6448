"""What the government's sign-on answers: only the service that is set, only for us, only now."""

import time

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.test import RequestFactory

ISSUER = "https://sign-on.invalid"
APP = {
    "provider_id": "government",
    "name": "Invented e-Government",
    "client_id": "zaklon",
    "secret": "invented",
    "settings": {
        "server_url": ISSUER,
        "oauth_pkce_enabled": True,
        "openid_configuration_overrides": {"issuer": ISSUER},
    },
}

pytestmark = pytest.mark.django_db


class Service:
    """Stands for the service: it describes itself with an issuer of its choice."""

    def __init__(self, issuer):
        self.issuer = issuer

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        return None

    def get(self, _address):
        return self

    def raise_for_status(self):
        return None

    def json(self):
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/keys",
            "authorization_endpoint": f"{self.issuer}/ask",
        }


@pytest.fixture
def adapter(settings, monkeypatch):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}

    def describing_itself_as(issuer):
        service = Service(issuer)
        monkeypatch.setattr(
            "allauth.socialaccount.providers.openid_connect.views.get_adapter",
            type("Asking", (), {"get_requests_session": lambda _self: service}),
        )
        made = OpenIDConnectOAuth2Adapter(RequestFactory().get("/"), "government")
        # The answer came over TLS from the service itself.
        made.did_fetch_access_token = True
        return made

    return describing_itself_as


def answer(**said):
    """An answer as the service signs it."""
    claims = {"iss": ISSUER, "aud": "zaklon", "sub": "id-1", "exp": int(time.time()) + 60} | said
    return jwt.encode(claims, "an invented key that is long enough", algorithm="HS256")


def read(adapter, token):
    return adapter._decode_id_token(adapter.get_provider().app, token)


def test_an_answer_of_the_service_for_us_is_read(adapter):
    assert read(adapter(ISSUER), answer())["sub"] == "id-1"


@pytest.mark.parametrize(
    "said", [{"aud": "another"}, {"iss": "https://foreign.invalid"}, {"exp": 1}, {"aud": ["another", "third"]}]
)
def test_an_answer_for_others_of_others_or_of_the_past_is_refused(adapter, said):
    with pytest.raises(OAuth2Error):
        read(adapter(ISSUER), answer(**said))


def test_a_service_that_describes_itself_as_another_is_held_to_the_one_that_is_set(adapter):
    foreign = adapter("https://foreign.invalid")
    assert foreign.openid_config["issuer"] == ISSUER
    with pytest.raises(OAuth2Error):
        read(foreign, answer(iss="https://foreign.invalid"))


def test_an_answer_is_taken_once(adapter):
    service = adapter(ISSUER)
    token = answer(jti="invented-1")
    assert read(service, token)["sub"] == "id-1"
    with pytest.raises(OAuth2Error):
        read(service, token)


def test_each_request_to_the_service_is_bound_to_the_browser_that_makes_it(adapter):
    made = adapter(ISSUER)
    assert set(made.get_provider().get_pkce_params()) == {"code_verifier", "code_challenge", "code_challenge_method"}
