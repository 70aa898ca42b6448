"""People and a subject, and a folder of its own for the files of each test."""

from uuid import uuid4

import pytest

from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.documents.values import Subject


@pytest.fixture(autouse=True)
def attachments_folder(settings, tmp_path):
    """Attachments of a test lie in its own folder."""
    settings.ATTACHMENTS_DIR = tmp_path / "attachments"
    return settings.ATTACHMENTS_DIR


@pytest.fixture
def keys_folder(settings, tmp_path):
    """Keys of a test's own, to be rotated."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.KEYS_DIR.mkdir()
    (settings.KEYS_DIR / "documents-1.key").write_text("11" * 32)
    return settings.KEYS_DIR


@pytest.fixture
def reporter(db):
    return make_actor(Role.REPORTER)


@pytest.fixture
def stranger(db):
    return make_actor(Role.REPORTER)


@pytest.fixture
def coordinator(db):
    return make_actor(Role.COORDINATOR)


@pytest.fixture
def subject():
    return Subject("plan.progress_report", uuid4())
