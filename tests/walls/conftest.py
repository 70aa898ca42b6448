"""No request of these tests may open anything sealed through a command that leaves no line on the trail."""

import pytest

from zaklon.cases.tests.disclosing import guarded


@pytest.fixture(autouse=True)
def disclosures():
    """What was opened, and what the trail was told."""
    with guarded() as watched:
        yield watched
    assert watched.unrecorded == [], "opened without a line on the trail"
