"""Nobody sends forms faster than people do."""

import pytest
from django.db import connection

from zaklon.access import pace
from zaklon.access.tests.browsing import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_forms_beyond_the_limit_of_a_minute_are_refused(visitor, person, monkeypatch):
    monkeypatch.setattr(pace, "MOST_FORMS_A_MINUTE", 3)
    monkeypatch.setattr(pace.time, "time", lambda: 1_800_000_000.0)
    sign_in(visitor, person)
    answers = [visitor.post("/me/language/", {"language": "sq"}).status_code for _ in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert visitor.get("/me/still-here/").status_code == 204, "pages can still be read"
    monkeypatch.setattr(pace.time, "time", lambda: 1_800_000_061.0)
    assert visitor.post("/me/language/", {"language": "en"}).status_code == 302


def test_a_visitor_is_not_counted(client, monkeypatch):
    monkeypatch.setattr(pace, "MOST_FORMS_A_MINUTE", 0)
    assert client.post("/language", {"language": "sq"}).status_code == 302


def test_a_public_form_is_paced_by_where_it_comes_from_and_keeps_no_address(rf, monkeypatch):
    monkeypatch.setattr(pace.time, "time", lambda: 1_800_000_000.0)
    here, there = rf.post("/", REMOTE_ADDR="192.0.2.1"), rf.post("/", REMOTE_ADDR="192.0.2.2")
    assert [pace.is_too_fast(here, "try", 3) for _ in range(5)] == [False, False, False, True, True]
    assert not pace.is_too_fast(there, "try", 3)
    assert not pace.is_too_fast(here, "other", 3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM zaklon_cache WHERE cache_key LIKE %s", ["%192.0.2%"])
        assert cursor.fetchone() == (0,)
