"""The settings of the test run: quick password hashing, mails kept in memory."""

import os

os.environ.setdefault("ZAKLON_ENVIRONMENT", "test")

from zaklon.config.settings import *  # noqa: E402, F403

SECRET_KEY = "only-for-tests"  # noqa: S105
