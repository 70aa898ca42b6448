"""Shared by the tests of the shell."""

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def the_shell_alone(settings, request):
    """The shell is tested without the layers above it: nobody signed in, no table read.

    The database is there only because a transaction is opened around every view.
    """
    if {"client", "live_server", "_pseudo_language"} & set(request.fixturenames):
        request.getfixturevalue("db")
    settings.MIDDLEWARE = [
        "zaklon.web.security.SecurityHeadersMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "zaklon.web.languages.LanguageMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "zaklon.web.errors.ErrorMiddleware",
    ]


@pytest.fixture
def page_request():
    """A request as it reaches a view."""
    request = RequestFactory().get("/somewhere?a=1")
    request.session = {}  # type: ignore[assignment]
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


@pytest.fixture
def render(page_request):
    """Renders a template written in the test, inside the real environment."""

    def _render(source, request=page_request, **context):
        return engines["jinja2"].from_string(source).render(context, request)

    return _render
