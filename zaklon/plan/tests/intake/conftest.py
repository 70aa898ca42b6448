"""A folder of its own for the files of each test, the register of the first country, and its coordinator."""

import pytest

from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.plan.tests.intake.register import load_register


@pytest.fixture(autouse=True)
def _attachments_folder(settings, tmp_path):
    settings.ATTACHMENTS_DIR = tmp_path / "attachments"


@pytest.fixture
def register(db):
    """The bodies and lists of the first country's pack."""
    load_register()


@pytest.fixture
def coordinator(register):
    return make_actor(Role.COORDINATOR)


@pytest.fixture
def board(register):
    return make_actor(Role.BOARD_MEMBER)
