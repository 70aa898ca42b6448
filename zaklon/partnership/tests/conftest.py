"""The country's numbers, and a folder of its own for the files of each test."""

import pytest

from zaklon.partnership.tests.factories import Board, Call, load_first_country


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.ATTACHMENTS_DIR = tmp_path / "attachments"


@pytest.fixture
def board(db):
    load_first_country()
    return Board()


@pytest.fixture
def call(db):
    load_first_country()
    return Call()
