"""Root addresses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path

from zaklon.access.actor import PUBLIC
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.cases.rules.matrix import MATRIX
from zaklon.config.departure_page import departure
from zaklon.config.head_sheet_page import head_sheet
from zaklon.config.security_txt import security_txt
from zaklon.config.upkeep_page import upkeep

# Where the work of a post begins: the first line that has all of its roles. Whoever works on plans too begins at the
# overview.
_OF_TEAM = frozenset({Role.TEAM_MEMBER, Role.TEAM_PRESIDENT, Role.TEAM_SECRETARY})
BEGINNINGS: tuple[tuple[frozenset[Role], str], ...] = (
    (frozenset({Role.HOTLINE_OPERATOR, Role.HOTLINE_SUPERVISOR}), "helpline:home"),
    (frozenset({Role.FIRST_RESPONDER, Role.HOTLINE_OPERATOR}), "signal:home"),
    (_OF_TEAM, "team:home"),
    (frozenset({Role.BOARD_MEMBER}), "board:home"),
    (frozenset({Role.SHELTER_STAFF}), "protection:shelter"),
    (frozenset({Role.RESIDENCE_OFFICER}), "protection:residence"),
    (frozenset({*MATRIX, Role.CASE_SUPERVISOR}), "cases:home"),
)


def home(request: HttpRequest) -> HttpResponse:
    """Each post begins at its own work, readers of plans at the overview, everyone else at the public page."""
    actor = getattr(request, "actor", PUBLIC)
    for roles, view in BEGINNINGS:
        if actor.roles and actor.roles <= roles:
            return redirect(view)
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
    path("", include("zaklon.registers.urls")),
    path("", include("zaklon.helpline.urls")),
    path("", include("zaklon.capacity.urls")),
    path("", include("zaklon.partnership.urls")),
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
