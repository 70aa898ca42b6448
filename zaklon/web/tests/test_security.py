"""Headers that limit what a page may do."""

import re
from pathlib import Path

import pytest

from zaklon.web.security import content_security_policy

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def test_every_page_has_the_strict_policy(client):
    headers = client.get("/components").headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_error_pages_have_it_too(client):
    assert "default-src 'none'" in client.get("/nothing-here").headers["Content-Security-Policy"]


@pytest.mark.urls("zaklon.web.tests.urls")
def test_a_public_page_may_be_kept_when_its_view_says_so(client):
    assert client.get("/public").headers["Cache-Control"] == "public, max-age=60"


def test_a_sign_on_service_can_be_the_target_of_a_form():
    assert "form-action 'self' https://id.example.org;" in content_security_policy(("https://id.example.org",))


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_holds_inline_script_or_style(path):
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source)
    scripts = re.findall(r"<script([^>]*)>", source)
    assert all("src=" in attributes or 'type="application/json"' in attributes for attributes in scripts)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_names_another_site(path):
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", path.read_text())
