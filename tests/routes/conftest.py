"""The world that every route is tried in. None of these requests may open anything sealed through a command that leaves
no line on the trail.
"""

from datetime import date

import pytest

from tests.routes.world import make_world
from zaklon.cases.commands import erasing, kinship, reveals, watch
from zaklon.cases.rules.insider import Limits
from zaklon.cases.tests.disclosing import disclosures  # noqa: F401 - a fixture that guards every test here


@pytest.fixture
def world(db, settings, tmp_path, monkeypatch):
    # This world has no country pack.
    monkeypatch.setattr(watch, "limits", lambda: Limits(9000, 9000, 9000, 9000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)
    monkeypatch.setattr(erasing, "persons_to_erase", lambda: 2)
    # Invented people share their names with invented staff.
    monkeypatch.setattr(kinship, "closes_the_case", lambda: False)
    settings.ATTACHMENTS_DIR = tmp_path
    settings.SECURITY_CONTACT = ("mailto:security@zaklon.example", date(2027, 6, 30))
    return make_world()
