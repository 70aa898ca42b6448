"""The country's numbers for tests of cases: no test of a page is stopped by them unless it wants to be."""

import pytest

from zaklon.cases.commands import reveals, watch
from zaklon.cases.rules.insider import Limits
from zaklon.cases.tests.disclosing import disclosures  # noqa: F401 - a fixture that guards every test here


@pytest.fixture(autouse=True)
def country(monkeypatch):
    """Limits that nobody reaches, and one person to reveal."""
    monkeypatch.setattr(watch, "limits", lambda: Limits(1000, 2000, 1000, 2000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)
