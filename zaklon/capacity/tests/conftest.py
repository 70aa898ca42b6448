"""The country's pack, where a test asks for it."""

import pytest

from zaklon.pathway.tests.factories import load_law


@pytest.fixture
def law(db):
    """Registers and forms as the country has them."""
    load_law()
