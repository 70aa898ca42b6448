"""The settings of the test run and of type checking: throw-away keys, quick password hashing, mails in memory."""

import os
import tempfile
from pathlib import Path

from zaklon.config.keys import ensure_keys

_KEYS = Path(tempfile.gettempdir()) / f"zaklon-test-keys-{os.getuid()}"
os.environ["ZAKLON_ENVIRONMENT"] = "test"
os.environ.setdefault("ZAKLON_KEYS_DIR", str(_KEYS))
ensure_keys(Path(os.environ["ZAKLON_KEYS_DIR"]))

from zaklon.config.settings import *  # noqa: E402, F403
from zaklon.config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE  # noqa: E402

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
__all__ = ["DATABASES", "INSTALLED_APPS", "MIDDLEWARE"]
