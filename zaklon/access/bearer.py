"""Programs at the door: a request to the API proves who acts by a key in its header, and by nothing else.

No session and no cookie counts there, so no page in somebody's browser can make the API do anything.
"""

import time

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zaklon.access.actor import PUBLIC, Actor
from zaklon.access.commands.programs import PREFIX, Program, begin

API_PREFIX = "/api/v1/"
# Where the page stands that describes it; the API is mounted above this context.
API_DOCS = "/api/docs/"
MOST_CALLS_A_MINUTE = 300
MOST_WRONG_KEYS_A_MINUTE = 20
_MINUTE = 60
_SCHEME = "bearer "
_LONGEST = 200


def is_program(request: HttpRequest) -> bool:
    """Whether the request is one of the API."""
    return request.path_info.startswith(API_PREFIX)


def program_of(request: HttpRequest) -> Program | None:
    """The program that has shown its key on this request."""
    found: Program | None = getattr(request, "program", None)
    return found


def let_in(request: HttpRequest) -> HttpResponse | None:
    """Put the program's actor on the request; an answer where it goes no further. Needs the reach `sign_in`."""
    request.user = AnonymousUser()
    request.program = None  # type: ignore[attr-defined]
    request.bodies = []  # type: ignore[attr-defined]
    request.actor = PUBLIC  # type: ignore[attr-defined]
    address = str(request.META.get("REMOTE_ADDR", ""))
    if _calls(f"wrong:{address}") > MOST_WRONG_KEYS_A_MINUTE:
        return _too_many()
    secret = _secret(request)
    program = begin(secret, now=timezone.now()) if secret else None
    if program is None:
        if secret or request.headers.get("Authorization"):
            _count(f"wrong:{address}")
        return _unknown()
    request.program = program  # type: ignore[attr-defined]
    request.actor = program.actor  # type: ignore[attr-defined]
    return _too_many() if _count(str(program.key_id)) > MOST_CALLS_A_MINUTE else None


def actor_of(request: HttpRequest) -> Actor:
    """Who acts on a request that was let in."""
    program = program_of(request)
    return program.actor if program else PUBLIC


def _secret(request: HttpRequest) -> str:
    said = request.headers.get("Authorization", "")
    if not said.lower().startswith(_SCHEME):
        return ""
    secret = said[len(_SCHEME) :].strip()
    return secret if secret.startswith(PREFIX) and len(secret) <= _LONGEST else ""


def _unknown() -> HttpResponse:
    return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})


def _too_many() -> HttpResponse:
    return HttpResponse(status=429, headers={"Retry-After": str(_MINUTE - int(time.time()) % _MINUTE)})


def _key(what: str) -> str:
    return f"programs:{what}:{int(time.time()) // _MINUTE}"


def _calls(what: str) -> int:
    return int(cache.get(_key(what)) or 0)


def _count(what: str) -> int:
    """How many there were in this minute, this one among them."""
    count = _calls(what) + 1
    cache.set(_key(what), count, 2 * _MINUTE)
    return count
