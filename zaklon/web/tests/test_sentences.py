"""Facts inside the sentences of refusals."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from zaklon.common.dates import Quarter
from zaklon.common.errors import RuleBroken
from zaklon.common.money import Money
from zaklon.web import sentences


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        (Money("EUR", 150000), "1.500\u00a0€"),
        (Quarter(2020, 2), "II kvartal 2020."),
        (date(2020, 6, 30), "30. jun 2020."),
        (datetime(2020, 6, 30, 12, 5, tzinfo=UTC), "30. jun 2020. u 14:05"),
        (Decimal("1234.5"), "1.234,5"),
        ("1.1.1", "1.1.1"),
    ],
)
def test_facts_are_written_as_the_language_writes_them(monkeypatch, fact, written):
    monkeypatch.setattr(sentences, "_SENTENCES", {"x": "%(fact)s"})
    with translation.override("cnr"):
        assert sentences.sentence_for(RuleBroken("x", facts={"fact": fact})) == written
