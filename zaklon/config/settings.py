"""One settings file, read from the environment (see environment.py); docs/settings.md lists every name."""

import os
from pathlib import Path

from zaklon.config import environment as env

env.refuse_unknown(os.environ)

PACKAGE_DIR = Path(__file__).resolve().parent.parent
BASE_DIR = PACKAGE_DIR.parent
ENVIRONMENT = env.one_of("ZAKLON_ENVIRONMENT", ("demo", "production", "test"))
DATA_DIR = env.folder("ZAKLON_DATA_DIR", BASE_DIR / "var")

SECRET_KEY = "replaced-below"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
ROOT_URLCONF = "zaklon.config.urls"
WSGI_APPLICATION = "zaklon.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE: list[str] = []

USE_TZ = True
TIME_ZONE = "Europe/Podgorica"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "static/"
