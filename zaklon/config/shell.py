"""The frame around every page: whose it is, where they can go."""

from collections.abc import Callable
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zaklon.access.actor import PUBLIC, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.access.queries.locking import lock_minutes
from zaklon.config.navigation import places_for
from zaklon.web.shell import Lock, NavigationItem, Shell

# Pages that anyone may open carry the quick exit and may be found by search engines.
_PUBLIC_PREFIXES = ("/progress/", "/calls/", "/licensed-providers/")


class ShellMiddleware:
    """Puts the frame on the request before the view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.shell = _shell(request, getattr(request, "actor", PUBLIC))  # type: ignore[attr-defined]
        return self.get_response(request)


def _shell(request: HttpRequest, actor: Actor) -> Shell:
    is_public = request.path.startswith(_PUBLIC_PREFIXES)
    notice = _("This is a demonstration. Everything in it is invented.") if settings.ENVIRONMENT == "demo" else ""
    if actor.user_id is None:
        return Shell(
            navigation=_navigation(request, actor),
            sign_in_url=reverse("account_login"),
            notice=notice,
            is_public=is_public,
            exit_url=settings.EXIT_URL,
            home_url=reverse("plan:public"),
        )
    return Shell(
        navigation=_navigation(request, actor),
        actor_name=request.user.get_full_name() if request.user.is_authenticated else "",
        body_name=_body_name(actor.body_id, get_language() or "en"),
        account_url=reverse("access:account"),
        lock=_lock(),
        sign_out_url=reverse("account_logout"),
        notice=notice,
        is_public=is_public,
        exit_url=settings.EXIT_URL,
        home_url=reverse("plan:dashboard" if actor.may(Permission.PLAN_READ) else "plan:public"),
    )


def _lock() -> Lock | None:
    minutes = lock_minutes()
    return Lock(minutes * 60, reverse("access:still_here"), reverse("access:lock")) if minutes else None


def _navigation(request: HttpRequest, actor: Actor) -> tuple[NavigationItem, ...]:
    items = []
    for place in places_for(actor):
        href = _address(place.view)
        is_current = request.path == href or (href != "/plan/" and request.path.startswith(href))
        items.append(NavigationItem(str(place.text), href, is_current=is_current))
    return tuple(items)


@lru_cache(maxsize=64)
def _address(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch as error:
        raise RuntimeError(f"config/navigation.py names {view}, which has no address") from error


@lru_cache(maxsize=512)
def _body_name(body_id: UUID | None, language: str) -> str:
    """Names of bodies change once in years; a new process reads them anew."""
    return name_of(body_id, language) if body_id else ""
