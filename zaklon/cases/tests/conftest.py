"""The country's numbers for tests of cases: no test of a page is stopped by them unless it wants to be."""

import pytest

from zaklon.cases.commands import reveals, watch
from zaklon.cases.rules.insider import Limits
from zaklon.cases.tests.disclosing import guarded


@pytest.fixture(autouse=True)
def country(monkeypatch):
    """Limits that nobody reaches, and one person to reveal."""
    monkeypatch.setattr(watch, "limits", lambda: Limits(1000, 2000, 1000, 2000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)


@pytest.fixture(autouse=True)
def disclosures():
    """No test of cases may open anything sealed through a command that leaves no line on the trail."""
    with guarded() as watched:
        yield watched
    assert watched.unrecorded == [], "opened without a line on the trail"
