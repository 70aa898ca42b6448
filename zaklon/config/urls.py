"""Root addresses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path

from zaklon.access.actor import PUBLIC
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.config.departure_page import departure
from zaklon.config.head_sheet_page import head_sheet
from zaklon.config.security_txt import security_txt
from zaklon.config.upkeep_page import upkeep

# Whose work begins with a signal.
FIRST_TO_ANSWER = frozenset({Role.FIRST_RESPONDER, Role.HOTLINE_OPERATOR})


def home(request: HttpRequest) -> HttpResponse:
    """First responders begin at their signals, readers of plans at the overview, everyone else at the public page."""
    actor = getattr(request, "actor", PUBLIC)
    if actor.roles and actor.roles <= FIRST_TO_ANSWER:
        return redirect("signal:home")
    return redirect("plan:dashboard" if actor.may(Permission.PLAN_READ) else "plan:public")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("zaklon.web.urls")),
    path("", include("zaklon.access.urls")),
    path("", include("zaklon.plan.urls")),
    path("", include("zaklon.cases.urls")),
    path("", include("zaklon.signal.urls")),
    path("", include("zaklon.pathway.urls")),
    path("", include("zaklon.identification.urls")),
    path("", include("zaklon.identification.urls.screening")),
    path("", include("zaklon.protection.urls")),
    path("", include("zaklon.forms.urls")),
    path("people/<uuid:user_id>/leave/", departure, name="departure"),
    path("upkeep/", upkeep, name="upkeep"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("trail/sheet/", head_sheet, name="head_sheet"),
    path("", include("zaklon.documents.urls")),
    path("", include("zaklon.api.urls")),
    path("account/", include("zaklon.access.urls.sign_in")),
]
if settings.ONE_CLICK_SIGN_IN:
    urlpatterns.append(path("demo/", include("zaklon.config.demo.urls")))

handler400 = "zaklon.web.errors.bad_request"
handler403 = "zaklon.web.errors.forbidden"
handler404 = "zaklon.web.errors.not_found"
handler500 = "zaklon.web.errors.failed"
