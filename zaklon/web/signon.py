"""What the sign-in pages show and the sign-in package does not say plainly."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class SignOn:
    """A sign-on service: the address is posted to."""

    name: str
    href: str


def sign_on_providers(request: HttpRequest, process: str = "login") -> list[SignOn]:
    """The sign-on services that are configured, by name; they keep the page to which the person wanted to go."""
    query = {"process": process}
    if wanted := request.GET.get("next"):
        query["next"] = wanted
    providers = _adapter().list_providers(request)
    return sorted((SignOn(p.name, p.get_login_url(request, **query)) for p in providers), key=lambda p: p.name)


def _adapter() -> Any:
    # Its models may only be imported once all apps are ready.
    from allauth.socialaccount.adapter import get_adapter

    return get_adapter()


def browser_name(user_agent: str) -> str:
    """A browser as people call it, such as "Firefox, Windows"; never a version, which helps nobody to recognise it."""
    names = [next((name for mark, name in table if mark in user_agent), "") for table in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in names if name) or _("Unknown browser")
