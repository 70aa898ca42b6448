"""Records of drills: signed, and nobody else's line counts."""

from datetime import UTC, datetime, timedelta

import pytest

from zaklon.audit.keyring import Keyring
from zaklon.config.continuity.drills import Drill, keep, kept, last_good, sentence

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RING = Keyring({"audit-1": b"1" * 32})


def drill(hours, *faults):
    return Drill(NOON + timedelta(hours=hours), "zaklon-x.sealed", NOON, 3.5, 90, 4000, 7, 20, faults)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "drills.log"


def test_drills_are_kept_newest_first_and_survive_the_file(path):
    keep(drill(1), path, RING)
    keep(drill(2, "seal", "head"), path, RING)
    assert kept(path, RING) == [drill(2, "seal", "head"), drill(1)]
    assert last_good(path, RING) == drill(1)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_changed_or_signed_by_another_counts_as_none(path):
    keep(drill(1, "seal"), path, RING)
    path.write_text(path.read_text().replace('[\\"seal\\"]', "[]"))
    keep(drill(2), path, Keyring({"audit-1": b"2" * 32}))
    path.write_text(path.read_text() + "no json\n{}\n")
    assert kept(path, RING) == []
    assert last_good(path, RING) is None


def test_without_a_file_there_was_no_drill(path):
    assert kept(path, RING) == []


def test_the_sentence_says_what_was_shown():
    assert "4000 rows of 90 tables, 7 blocks of the trail, 20 sealed records opened, in 4 s" in sentence(drill(1))
    assert sentence(drill(1, "sample")) == "The drill of zaklon-x.sealed FAILED: sample."
