"""How mails leave, from one address setting."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def mail_settings(url: str, folder: Path) -> tuple[str, dict[str, Any]]:
    """Django's mail back end and its settings for smtp:// or smtps://; without an address mails land in `folder`."""
    if not url:
        return "django.core.mail.backends.filebased.EmailBackend", {"EMAIL_FILE_PATH": str(folder)}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("ZAKLON_EMAIL_URL must look like smtp://user:password@host:587 or smtps://host:465.")
    implicit_tls = parts.scheme == "smtps"
    return "django.core.mail.backends.smtp.EmailBackend", {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit_tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit_tls,
        "EMAIL_USE_TLS": not implicit_tls,
        "EMAIL_TIMEOUT": 20,
    }
