"""The shell's own views: the choice of language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from zaklon.web.languages import known

_YEAR_SECONDS = 365 * 24 * 60 * 60


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to the page that it was chosen on."""
    wanted_page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted_page, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted_page if is_ours else "/")
    code = request.POST.get("language", "")
    if known(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=_YEAR_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
