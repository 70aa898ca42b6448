"""Variables that every page has."""

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import translation

from zaklon.web.languages import INTERFACE_LANGUAGES, current
from zaklon.web.shell import shell_of


def shell(request: HttpRequest) -> dict[str, object]:
    """The frame, the languages, and the messages left by the last step."""
    return {
        "shell": shell_of(request),
        "languages": INTERFACE_LANGUAGES,
        "language": current(),
        "text_direction": "rtl" if translation.get_language_bidi() else "ltr",
        "flash_messages": get_messages(request),
    }
