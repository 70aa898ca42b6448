"""What the settings become in production, asked of a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zaklon.config.keys import ensure_keys

ROOT = Path(__file__).resolve().parents[3]
_SHOWN = [
    f"{kind}_COOKIE_{what}" for kind in ("SESSION", "CSRF", "LANGUAGE") for what in ("NAME", "SECURE", "HTTPONLY")
]
_SHOWN += ["SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH"]
_SHOWN += ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT"]
_SHOWN += ["PASSWORD_HASHERS", "SECURITY_CONTACT"]
_ASK = f"""
import json
import django
django.setup()
from django.conf import settings
from zaklon.web.flash import FlashStorage
found = {{name: getattr(settings, name) for name in {_SHOWN!r}}}
print(json.dumps({{**found, "flash": FlashStorage.cookie_name}}, default=str))
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """Settings of an installation behind TLS."""
    folder = tmp_path_factory.mktemp("production")
    ensure_keys(folder / "keys")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZAKLON_", "DJANGO_"))}
    environment = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "zaklon.config.settings",
        "ZAKLON_ENVIRONMENT": "production",
        "ZAKLON_DATA_DIR": str(folder / "data"),
        "ZAKLON_KEYS_DIR": str(folder / "keys"),
        "ZAKLON_DATABASE_URL": "postgresql://zaklon_app@db.example/zaklon",
        "ZAKLON_PUBLIC_URL": "https://zaklon.example",
        "ZAKLON_SECURITY_CONTACT": "mailto:security@zaklon.example",
        "ZAKLON_SECURITY_EXPIRES": "2027-06-30",
    }
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", _ASK], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


def test_with_tls_every_cookie_is_secure_and_bound_to_the_host(production):
    names = [production[f"{kind}_COOKIE_NAME"] for kind in ("SESSION", "CSRF", "LANGUAGE")]
    assert all(name.startswith("__Host-") for name in [*names, production["flash"]])
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        assert production[f"{kind}_COOKIE_SECURE"] is True
        assert production[f"{kind}_COOKIE_HTTPONLY"] is True
    assert {production["SESSION_COOKIE_SAMESITE"], production["CSRF_COOKIE_SAMESITE"]} == {"Lax"}
    # What the prefix asks for: no domain, and the whole site.
    assert (production["SESSION_COOKIE_DOMAIN"], production["SESSION_COOKIE_PATH"]) == (None, "/")


def test_with_tls_browsers_are_told_to_come_with_tls_for_a_year(production):
    assert production["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert production["SECURE_SSL_REDIRECT"] is True


def test_passwords_are_stored_by_argon2(production):
    assert production["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_the_contact_for_faults_of_security_is_read(production):
    assert production["SECURITY_CONTACT"] == ["mailto:security@zaklon.example", "2027-06-30"]
