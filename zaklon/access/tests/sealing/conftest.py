"""Acting as the system with real commits."""

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as


@pytest.fixture
def system():
    """Act as the system in a transaction of its own: `with system(): ...`."""
    return lambda: acting_as(SYSTEM)
