"""What every test run needs before it starts."""

import pytest

from zaklon.web.messages import compile_if_stale


@pytest.fixture(scope="session", autouse=True)
def _compiled_messages():
    """Translations are compiled where they are stale: the compiled files are not kept in git."""
    compile_if_stale()
