"""Acting as the system with real commits, on a server that no other test works on."""

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as


@pytest.fixture(scope="session")
def committed_server(own_server):
    """A server of our own, for a row is sealed only when every older transaction of the whole server has ended.

    Beside tests of another worker, each in a transaction of its own, that moment need not come.
    """
    return own_server


@pytest.fixture
def system():
    """Act as the system in a transaction of its own: `with system(): ...`."""
    return lambda: acting_as(SYSTEM)
