"""Root addresses for the tests of this context: its own pages, sign-in, the shell, and nothing above them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def start(request: HttpRequest, user_id: object = None) -> HttpResponse:
    """A page that says who acts."""
    actor = request.actor  # type: ignore[attr-defined]
    return HttpResponse(f"{actor.reach} {actor.user_id} {actor.body_id}")


def refuse(request: HttpRequest) -> HttpResponse:
    """A page that wants a permission that nobody without a post has."""
    from zaklon.access.permissions import Permission

    request.actor.must(Permission.PEOPLE_MANAGE)  # type: ignore[attr-defined]
    return HttpResponse("permitted")


handler404 = "zaklon.web.errors.not_found"
urlpatterns = [
    path("", start, name="home"),
    path("guarded/", refuse, name="guarded"),
    path("", include("zaklon.web.urls")),
    path("", include("zaklon.access.urls")),
    path("people/<uuid:user_id>/leave/", start, name="departure"),  # the page itself stands in a layer above
    path("trail/sheet/", start, name="head_sheet"),
    path("account/", include("zaklon.access.urls.sign_in")),
]
