"""One settings file, read from the environment (see environment.py); docs/settings.md lists every name."""

import os
import shlex
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from zaklon.config import embedded
from zaklon.config import environment as env
from zaklon.config.databases import database
from zaklon.config.keys import check_keys, check_source, read_key, vault_keys
from zaklon.config.mail import mail_settings
from zaklon.config.security_contact import security_contact
from zaklon.config.wall_clock import wall_clock
from zaklon.web import settings as web

env.refuse_unknown(os.environ)

PACKAGE_DIR = Path(__file__).resolve().parent.parent
BASE_DIR = PACKAGE_DIR.parent
ENVIRONMENT = env.one_of("ZAKLON_ENVIRONMENT", ("demo", "production", "test"))
DATA_DIR = env.folder("ZAKLON_DATA_DIR", BASE_DIR / "var")
KEYS_DIR = env.folder("ZAKLON_KEYS_DIR", DATA_DIR / "keys")
PACK_DIR = env.pack_folder()
PORT = env.whole("ZAKLON_PORT", 8000)
PUBLIC_URL = env.text("ZAKLON_PUBLIC_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
BEHIND_TLS = PUBLIC_URL.startswith("https://")

# A demonstration signs people in with one click, so it never meets a database that others can reach.
DATABASE_URL = env.text("ZAKLON_DATABASE_URL")
if ENVIRONMENT == "demo" and DATABASE_URL and not embedded.is_address_of(DATA_DIR, DATABASE_URL):
    raise ImproperlyConfigured(
        "A demonstration (ZAKLON_ENVIRONMENT=demo, the default) uses its own embedded database only. "
        "For a server of yours set ZAKLON_ENVIRONMENT=production; to try Zaklon out, unset ZAKLON_DATABASE_URL."
    )
ONE_CLICK_SIGN_IN = ENVIRONMENT == "demo" and bool(DATABASE_URL)

# The keys of the vault are asked for through this; no setting holds one.
VAULT_KEY_SOURCE = vault_keys(KEYS_DIR)
if ENVIRONMENT == "production":
    check_keys(KEYS_DIR, env.supplied_keys())
    check_source(VAULT_KEY_SOURCE)
SECRET_KEY = read_key(KEYS_DIR, "web")
CONTEXT_KEY_FILE = KEYS_DIR / "context.key"
SIGN_IN_KEY = read_key(KEYS_DIR, "sign-in")

DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in env.text("ZAKLON_ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")]
ROOT_URLCONF = "zaklon.config.urls"
WSGI_APPLICATION = "zaklon.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "zaklon.common",
    "zaklon.web",
    "zaklon.vocabulary",
    "zaklon.audit",
    "zaklon.access",
    "zaklon.notify",
    "zaklon.documents",
    "zaklon.reporting",
    "zaklon.forms",
    "zaklon.plan",
    "zaklon.cases",
    "zaklon.pathway",
    "zaklon.signal",
    "zaklon.identification",
    "zaklon.protection",
    "zaklon.registers",
    "zaklon.helpline",
    "zaklon.capacity",
    "zaklon.partnership",
    "zaklon.api",
    "zaklon.config",
]

MIDDLEWARE = [
    "zaklon.api.middleware.FrontMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "zaklon.web.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zaklon.web.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "zaklon.web.errors.ErrorMiddleware",
    "zaklon.api.middleware.ProblemMiddleware",
    "zaklon.access.middleware.ActingMiddleware",
    "zaklon.access.pace.PaceMiddleware",
    "zaklon.access.once.OnceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zaklon.config.shell.ShellMiddleware",
]

if ENVIRONMENT == "test":
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

# --- Database: the application's role, and the owner's role for migrations only -----------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": database(
        DATABASE_URL or "postgresql://zaklon_app@/zaklon?host=/nonexistent",
        setting="ZAKLON_DATABASE_URL",
    ),
}
if env.text("ZAKLON_DATABASE_OWNER_URL"):
    DATABASES["owner"] = database(env.text("ZAKLON_DATABASE_OWNER_URL"), setting="ZAKLON_DATABASE_OWNER_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by the server's processes; holds rate limits and digests of sent forms, never a person's data.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "zaklon_cache",
        # With the default of 300 a guesser could push the counts of other guessers out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 2}

# --- Sign-in ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": "zaklon.access.forms.password_words.WordsOfThePlaceValidator"},
    {"NAME": "zaklon.access.forms.leaked_passwords.LeakedPasswordValidator"},
]
LEAKED_PASSWORDS = env.text("ZAKLON_LEAKED_PASSWORDS")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "zaklon.access.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # without the second, allauth signs in by mailed code alone
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's signed link proved the address
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_NOTIFICATIONS = False  # our own messages, without personal data, go through notify
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
# Per key: the account together with the address for passwords, the account for codes of a second factor.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,10/5m/key", "reset_password": "10/m/ip,5/m/key"}
PASSWORD_RESET_TIMEOUT = 3600
MFA_ADAPTER = "zaklon.access.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "zaklon.access.forms.second_factor.SignInCodeForm",
    "reauthenticate": "zaklon.access.forms.second_factor.ConfirmingCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Zaklon"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
USERSESSIONS_TRACK_ACTIVITY = False  # access.guard notes it once a minute instead of with every request
SOCIALACCOUNT_ADAPTER = "zaklon.access.sign_in.GovernmentSignOnAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if env.text("ZAKLON_OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "government",
                "name": env.text("ZAKLON_OIDC_NAME", "Government sign-on"),
                "client_id": env.text("ZAKLON_OIDC_CLIENT_ID"),
                "secret": Path(env.text("ZAKLON_OIDC_SECRET_FILE")).read_text().strip(),
                "settings": {
                    "server_url": env.text("ZAKLON_OIDC_ISSUER"),
                    # An answer is bound to the browser that asked; what the service's description says of its issuer
                    # does not count, only what is set here.
                    "oauth_pkce_enabled": True,
                    "openid_configuration_overrides": {"issuer": env.text("ZAKLON_OIDC_ISSUER")},
                },
            }
        ]
    }

# --- Sessions, cookies, TLS ---------------------------------------------------------------------------------------
SCAN_COMMAND = shlex.split(env.text("ZAKLON_SCAN_COMMAND"))
SESSION_COOKIE_AGE = env.whole("ZAKLON_SESSION_HOURS", 8) * 3600
PROGRAM_KEY_DAYS = env.whole("ZAKLON_PROGRAM_KEY_DAYS", 90)
SESSION_IDLE_SECONDS = env.whole("ZAKLON_IDLE_MINUTES", 30) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# With this prefix a browser takes a cookie from this very host only, whole site, over TLS.
COOKIE_PREFIX = "__Host-" if BEHIND_TLS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "zaklon.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = BEHIND_TLS
# Frames are forbidden by frame-ancestors of our own Content-Security-Policy (zaklon/web/security.py); whether the
# domain goes onto the browsers' preload list is its owner's choice, and can hardly be taken back.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W021"]
if env.yes("ZAKLON_TRUSTED_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# Files are held in memory until they are sealed, up to the largest request: none lies open on a disk in between.
FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000_000
FILE_UPLOAD_HANDLERS = [
    "zaklon.documents.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
ATTACHMENTS_DIR = DATA_DIR / "attachments"
ERASED_FILE = env.folder("ZAKLON_ERASED_FILE", DATA_DIR / "erased.log")
DRILLS_FILE = DATA_DIR / "drills.log"
SECURITY_CONTACT = security_contact()
EXIT_URL = env.text("ZAKLON_EXIT_URL", "https://www.wikipedia.org/")

# --- Mail ---------------------------------------------------------------------------------------------------------
EMAIL_BACKEND, MAIL_OPTIONS = mail_settings(env.text("ZAKLON_EMAIL_URL"), DATA_DIR / "mail")
globals().update(MAIL_OPTIONS)
DEFAULT_FROM_EMAIL = env.text("ZAKLON_EMAIL_FROM", "zaklon@localhost")
AUDIT_MAILBOX = env.text("ZAKLON_AUDIT_MAILBOX")

# --- Time ---------------------------------------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = wall_clock(PACK_DIR)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"allowed": {"()": "zaklon.config.logs.AllowedExtras"}},
    "formatters": {"line": {"()": "zaklon.config.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["allowed"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"zaklon": {"level": "INFO"}},
}

# --- Pages --------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
TEMPLATES = web.templates(PACKAGE_DIR)
LANGUAGE_CODE = "en"
LANGUAGES = web.LANGUAGES
LOCALE_PATHS = web.LOCALE_PATHS
FORMAT_MODULE_PATH = web.FORMAT_MODULE_PATH
MESSAGE_STORAGE = "zaklon.web.flash.FlashStorage"
# Files with names of their own may be kept for ever; the tests take them straight from the folders.
STATIC_STORAGE = "zaklon.web.storage.StaticStorage"
if ENVIRONMENT == "test":
    STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
