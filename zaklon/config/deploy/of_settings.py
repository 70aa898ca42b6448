"""Settings with which nobody may work on real people."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from zaklon.config.deploy.findings import Finding

_YEAR_SECONDS = 31_536_000
_MOST_UPLOAD_BYTES = 25_000_000
_LONGEST_SESSION = 24 * 3600
_LONGEST_IDLE = 3600
_LIMITED = ("login", "login_failed", "reset_password")
# A file of this kind older than a year is no longer believed (RFC 9116).
_LONGEST_CONTACT = timedelta(days=366)


def of_settings(settings: Any, today: date) -> list[Finding]:
    """Everything that is wrong in Django's settings, whoever set it."""
    checks: tuple[Callable[[Any], Iterator[Finding]], ...] = (_place, _transport, _cookies, _uploads, _sign_in, _mail)
    return [*(finding for check in checks for finding in check(settings)), *_contact(settings, today)]


def _place(settings: Any) -> Iterator[Finding]:
    if settings.ENVIRONMENT != "production":
        yield Finding(
            "environment", f"This is set up as {settings.ENVIRONMENT}.", "ZAKLON_ENVIRONMENT", "Set it to production."
        )
    if settings.ONE_CLICK_SIGN_IN:
        yield Finding(
            "one_click", "Anybody can sign in with one click.", "ONE_CLICK_SIGN_IN", "Leave the demonstration."
        )
    if settings.DEBUG:
        yield Finding("debug", "Error pages show what is in memory.", "DEBUG", "Set it to false.")
    hosts = set(settings.ALLOWED_HOSTS)
    if not hosts - {"127.0.0.1", "localhost", ""} or any(host.startswith(("*", ".")) for host in hosts):
        yield Finding(
            "hosts",
            "Any name, or only this machine's, is served.",
            "ZAKLON_ALLOWED_HOSTS",
            "Name exactly the hosts that people type.",
        )


def _transport(settings: Any) -> Iterator[Finding]:
    if not settings.PUBLIC_URL.startswith("https://") or not settings.SECURE_SSL_REDIRECT:
        yield Finding(
            "https", "Pages can be asked for without TLS.", "ZAKLON_PUBLIC_URL", "Let it begin with https://."
        )
    if settings.SECURE_HSTS_SECONDS < _YEAR_SECONDS or not settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        yield Finding(
            "hsts",
            "Browsers are not told to come with TLS only.",
            "SECURE_HSTS_SECONDS",
            "Let it be a year, with subdomains.",
        )
    if settings.SECURE_SSL_REDIRECT and not settings.SECURE_PROXY_SSL_HEADER:
        yield Finding(
            "proxy",
            "Nobody says which request came with TLS.",
            "ZAKLON_TRUSTED_PROXY",
            "Set it to yes, and let the proxy set X-Forwarded-Proto itself.",
        )


def _cookies(settings: Any) -> Iterator[Finding]:
    wanted = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY")
    missing = [name for name in wanted if not getattr(settings, name)]
    if settings.SESSION_COOKIE_SAMESITE not in {"Lax", "Strict"}:
        missing.append("SESSION_COOKIE_SAMESITE")
    if missing:
        yield Finding(
            "cookies",
            "A cookie can leave over an open line, or be read by scripts.",
            ", ".join(missing),
            "Let ZAKLON_PUBLIC_URL begin with https://, and change nothing of these.",
        )


def _uploads(settings: Any) -> Iterator[Finding]:
    sizes = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
    handlers = settings.FILE_UPLOAD_HANDLERS
    has_no_bound = any(size is None or size > _MOST_UPLOAD_BYTES for size in sizes)
    if has_no_bound or settings.DATA_UPLOAD_MAX_NUMBER_FIELDS is None or not handlers[0].endswith("UploadLimit"):
        yield Finding(
            "uploads",
            "One request may fill memory or disk.",
            "DATA_UPLOAD_MAX_… and FILE_UPLOAD_HANDLERS",
            "Leave them as the product sets them.",
        )


def _sign_in(settings: Any) -> Iterator[Finding]:
    limits = settings.ACCOUNT_RATE_LIMITS or {}
    if not all(limits.get(name) for name in _LIMITED):
        yield Finding(
            "rate_limits",
            "Passwords can be guessed without end.",
            "ACCOUNT_RATE_LIMITS",
            "Leave it as the product sets it.",
        )
    if settings.SESSION_IDLE_SECONDS > _LONGEST_IDLE or settings.SESSION_COOKIE_AGE > _LONGEST_SESSION:
        yield Finding(
            "sessions",
            "A forgotten browser stays signed in too long.",
            "ZAKLON_IDLE_MINUTES, ZAKLON_SESSION_HOURS",
            "At most 60 minutes without use, and 24 hours in all.",
        )


def _mail(settings: Any) -> Iterator[Finding]:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        if not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
            yield Finding(
                "mail", "Mails leave over an open line.", "ZAKLON_EMAIL_URL", "Use smtps://, or smtp:// with TLS."
            )
    else:
        yield Finding(
            "no_mail",
            "Mails do not leave: nobody can be invited.",
            "ZAKLON_EMAIL_URL",
            "Name a mail server.",
            refuses=False,
        )


def _contact(settings: Any, today: date) -> Iterator[Finding]:
    contact = settings.SECURITY_CONTACT
    if contact is None or not today <= contact[1] <= today + _LONGEST_CONTACT:
        yield Finding(
            "contact",
            "Whoever finds a fault cannot tell it: security.txt is absent or has run out.",
            "ZAKLON_SECURITY_CONTACT, ZAKLON_SECURITY_EXPIRES",
            "Name a contact, and a day within a year.",
            refuses=False,
        )
