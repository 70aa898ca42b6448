"""Signing in to the demonstration with one click. Never mounted outside it, and refuses there as well."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zaklon.access.actor import SIGN_IN
from zaklon.access.rls import acting_as
from zaklon.config.demo.accounts import PEOPLE, person_of
from zaklon.web.listing import Column
from zaklon.web.respond import respond


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everyone whom a visitor can be."""
    _refuse_outside_demo()
    rows = [
        {"email": person.email, "roles": [str(role.label) for role in person.roles], "body": person.body}
        for person in PEOPLE
    ]
    columns = [Column(name, name) for name in (_("Role"), _("Body"), _("Address"), _("Sign in"))]
    return respond(request, "config/demo_people.html", {"people": rows, "columns": columns})


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demonstration's people."""
    _refuse_outside_demo()
    with acting_as(SIGN_IN):
        user = person_of(request.POST.get("email", ""))
        if user is None:
            raise Http404
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["second_factor"] = True
    return redirect("home")


def _refuse_outside_demo() -> None:
    if not settings.ONE_CLICK_SIGN_IN:
        raise Http404
