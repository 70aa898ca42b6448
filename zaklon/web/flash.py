"""Sentences for the next page, in a cookie of this very host."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class FlashStorage(CookieStorage):
    """Django's signed cookie under the name that the installation's other cookies bear."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"
