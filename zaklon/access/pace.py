"""No person sends forms faster than people do: a script with somebody's session must not empty or flood the system."""

import hashlib
import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zaklon.access.bearer import API_PREFIX
from zaklon.access.middleware import ACCOUNT_PREFIX

MOST_FORMS_A_MINUTE = 120
_MINUTE = 60


class PaceMiddleware:
    """Answers 429 to forms beyond the limit of a minute; sign-in has stricter limits of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        # Programs have a limit of their own, counted for each key.
        is_form = request.method == "POST" and not request.path_info.startswith((ACCOUNT_PREFIX, API_PREFIX))
        if is_form and actor is not None and actor.user_id is not None and _count(actor.user_id) > MOST_FORMS_A_MINUTE:
            return render(request, "429.html", status=429)
        return self.get_response(request)


def is_too_fast(request: HttpRequest, form: str, most: int, *, seconds: int = _MINUTE) -> bool:
    """Whether a public form was sent more often than `most` in these seconds from where this request comes from.

    Nothing about the visitor is kept but a count under a digest, for twice the time.
    """
    address = str(get_adapter().get_client_ip(request))
    origin = hashlib.sha256(f"{settings.SECRET_KEY}|{address}".encode()).hexdigest()
    return _count(f"{form}:{origin[:32]}", seconds) > most


def _count(whose: object, seconds: int = _MINUTE) -> int:
    """How many forms were sent in this stretch of time, this one among them."""
    key = f"pace:{whose}:{int(time.time()) // seconds}"
    count = int(cache.get(key) or 0) + 1
    cache.set(key, count, 2 * seconds)
    return count
