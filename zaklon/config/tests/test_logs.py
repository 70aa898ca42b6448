"""What a log line never holds: a person, the words of an exception, an address that is a key."""

import logging
import sys

import pytest
from django.db import DatabaseError
from django.test import Client

from zaklon.access.models import Body
from zaklon.config.logs import AllowedExtras, LineFormatter


def test_a_name_in_a_log_line_is_dropped():
    record = logging.LogRecord("zaklon.test", logging.INFO, "", 0, "progress.saved", (), None)
    record.full_name, record.record = "Invented Person", "0001"
    assert AllowedExtras().filter(record)
    line = LineFormatter().format(record)
    assert "Invented" not in line
    assert "record=0001" in line


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("put", "/invitation/canary-key/", "access:invitation"),
        ("post", "/invitation/canary-key/", "access:invitation"),
        ("get", "/invitation/canary-key/", "access:invitation"),
        ("post", "/account/password/reset/key/1-canary-key/", "account_reset_password_from_key"),
        ("get", "/somebody/canary-key/", "no-such-page"),
    ],
)
def test_no_log_line_holds_the_address_that_was_asked_for(method, path, name, caplog):
    getattr(Client(enforce_csrf_checks=True), method)(path)
    refused = [record for record in caplog.records if record.name.startswith(("django.request", "django.security"))]
    lines = [LineFormatter().format(record) for record in refused if AllowedExtras().filter(record)]
    assert any(name in line for line in lines), lines
    assert "canary-key" not in "".join(lines)


def test_an_exception_in_the_log_shows_its_place_and_not_its_words():
    try:
        raise ValueError("Invented Person")
    except ValueError:
        record = logging.LogRecord("zaklon.test", logging.ERROR, "", 0, "bug", (), sys.exc_info())
    line = LineFormatter().format(record)
    assert "ValueError" in line
    assert "Invented" not in line


@pytest.mark.django_db
def test_a_fault_of_the_database_shows_our_own_line_and_its_code_and_not_its_words():
    try:
        Body.objects.extra(where=["invented = 'Invented Person'"]).first()
    except DatabaseError:
        record = logging.LogRecord("zaklon.test", logging.ERROR, "", 0, "bug", (), sys.exc_info())
    line = LineFormatter().format(record)
    assert "sqlstate=42703" in line
    assert "at=test_logs.py:" in line
    assert "nvented" not in line
