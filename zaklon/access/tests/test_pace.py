"""Nobody sends forms faster than people do."""

import pytest

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
