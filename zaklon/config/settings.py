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

# Web
from zaklon.web import settings as web  # noqa: E402  beside what it fills

INSTALLED_APPS += ["zaklon.web"]
MIDDLEWARE += [
    "zaklon.web.security.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zaklon.web.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "zaklon.web.errors.ErrorMiddleware",
]
CSRF_FAILURE_VIEW = "zaklon.web.errors.csrf_failure"
TEMPLATES = web.templates(PACKAGE_DIR)
LANGUAGE_CODE = "en"
LANGUAGES = web.LANGUAGES
LOCALE_PATHS = web.LOCALE_PATHS
FORMAT_MODULE_PATH = web.FORMAT_MODULE_PATH
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zaklon.web.storage.StaticStorage"},
}
if ENVIRONMENT == "test":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
else:
    # Second, so that the headers stand on files too; `collectstatic` must have run.
    MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
WHITENOISE_ALLOW_ALL_ORIGINS = False
