"""The same form sent twice is done once: a connection that broke after the work was done must not double a person.

Each page gives its forms a token of its own against forgery, new with every page. So the same token with the same
content at the same address is the same click, or the browser's second try of it. What a form did the first time is
noted in the transaction that did it: either both are kept, or neither.
"""

import hashlib
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from zaklon.access.bearer import API_PREFIX
from zaklon.access.middleware import ACCOUNT_PREFIX

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_KEPT_SECONDS = 24 * 3600
# Noted before the view runs, so that a second request of the same click waits for the first and then finds it.
_BEGUN = "begun"


class OnceMiddleware:
    """Sends a repeated form of somebody signed in to where its first one led; inside the acting transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key_of(request)
        if not key:
            return self.get_response(request)
        if not cache.add(key, _BEGUN, _KEPT_SECONDS):
            return HttpResponseRedirect(_led_to(key))
        response = self.get_response(request)
        if response.status_code in {302, 303}:
            cache.set(key, response.headers["Location"], _KEPT_SECONDS)
        else:
            # Nothing was done, or only shown again: the person mends the form and sends it once more.
            cache.delete(key)
        return response


def _led_to(key: str) -> str:
    address = str(cache.get(key) or "/")
    return "/" if address == _BEGUN else address


def _key_of(request: HttpRequest) -> str:
    """A digest of who sent what to where; empty for everything that is no form of somebody signed in."""
    actor = getattr(request, "actor", None)
    if request.method != "POST" or actor is None or actor.user_id is None:
        return ""
    # What a program sends is not read here: the API reads it as it came.
    if request.path_info.startswith((ACCOUNT_PREFIX, API_PREFIX)) or not request.POST.get(_TOKEN):
        return ""
    digest = hashlib.sha256(f"{actor.user_id}|{request.get_full_path()}".encode("utf-8", "surrogatepass"))
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode("utf-8", "backslashreplace"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name)).encode("utf-8", "backslashreplace"))
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return f"once:{digest.hexdigest()}"
