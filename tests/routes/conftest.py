"""The world that every route is tried in. None of these requests may open anything sealed through a command that leaves
no line on the trail.
"""

import copy
import shutil
from datetime import date

import pytest
from django.test import override_settings

from tests.routes.world import make_world
from zaklon.cases.commands import erasing, kinship, reveals, watch
from zaklon.cases.rules.insider import Limits
from zaklon.cases.tests.disclosing import disclosures, guarded  # noqa: F401 - a fixture that guards every test here

_CONTACT = ("mailto:security@zaklon.example", date(2027, 6, 30))


@pytest.fixture(scope="module")
def base(around_the_file, tmp_path_factory):
    """The world and the folder of its files, made once."""
    folder = tmp_path_factory.mktemp("attachments")
    with pytest.MonkeyPatch.context() as patch:
        # This world has no country pack.
        patch.setattr(watch, "limits", lambda: Limits(9000, 9000, 9000, 9000))
        patch.setattr(reveals, "persons_to_reveal", lambda: 1)
        patch.setattr(erasing, "persons_to_erase", lambda: 2)
        # Invented people share their names with invented staff.
        patch.setattr(kinship, "closes_the_case", lambda: False)
        with guarded() as watched, override_settings(ATTACHMENTS_DIR=folder, SECURITY_CONTACT=_CONTACT):
            made = make_world()
        assert watched.unrecorded == [], "opened without a line on the trail"
        yield made, folder


@pytest.fixture
def world(base, db, settings, tmp_path):
    """The world for one test: its own copy, files too, in a transaction that is rolled back."""
    made, folder = base
    settings.ATTACHMENTS_DIR = shutil.copytree(folder, tmp_path / "attachments")
    settings.SECURITY_CONTACT = _CONTACT
    return copy.deepcopy(made)
