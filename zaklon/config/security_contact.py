"""Whom to tell a fault of security, as the settings say."""

from datetime import date

from django.core.exceptions import ImproperlyConfigured

from zaklon.config import environment as env


def security_contact() -> tuple[str, date] | None:
    """Contact and last day; None without a contact. Raises ImproperlyConfigured for half of it, or a wrong form."""
    contact, until = env.text("ZAKLON_SECURITY_CONTACT"), env.text("ZAKLON_SECURITY_EXPIRES")
    if not contact:
        return None
    if not contact.startswith(("mailto:", "https://", "tel:")) or any(ord(letter) < 33 for letter in contact):
        raise ImproperlyConfigured("ZAKLON_SECURITY_CONTACT must begin with mailto:, https:// or tel:, without spaces.")
    try:
        return contact, date.fromisoformat(until)
    except ValueError:
        raise ImproperlyConfigured(
            f"ZAKLON_SECURITY_EXPIRES is {until!r}; with a contact it must be a day such as 2027-06-30."
        ) from None
