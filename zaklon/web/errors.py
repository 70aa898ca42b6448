"""Refusals and mishaps as calm answers: a page, JSON for programs, one sentence for htmx.

A record that is missing and one that is hidden from the reader give the same answer, byte for byte.
"""

from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.common.errors import Refusal
from zaklon.web.languages import GetResponse
from zaklon.web.sentences import sentence_for


@dataclass(frozen=True)
class Mishap:
    """What went wrong, for a person and for a program."""

    status: int
    code: str
    title: str | Promise
    message: str | Promise


_NOT_FOUND = Mishap(
    404,
    "not_found",
    _("Page not found"),
    _("There is nothing here that you can see. Check the address, or go to the start page."),
)
_FORBIDDEN = Mishap(
    403,
    "not_permitted",
    _("You may not do this"),
    _("Your role does not allow this. If you need it for your work, ask your coordinator."),
)
_STALE_FORM = Mishap(
    403,
    "stale_form",
    _("This page was open for too long"),
    _("Nothing was changed. Go back, reload the page and send the form again."),
)
_BAD_REQUEST = Mishap(
    400, "bad_request", _("This address cannot be read"), _("Check the address, or go to the start page.")
)
_WRONG_METHOD = Mishap(
    405,
    "wrong_method",
    _("This page cannot be opened like this"),
    _("It only receives a form. Go back and use the button on the page."),
)
_TITLES = {
    403: _("You may not do this"),
    409: _("This is not possible now"),
    422: _("Something needs correcting"),
}


class ErrorMiddleware:
    """Answers for refusals and missing records that leave a view; any other exception is a bug and passes through."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            answer = answer_to(request, _WRONG_METHOD)
            answer.headers["Allow"] = response.headers["Allow"]
            return answer
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django, after the view's transaction has rolled back."""
        if isinstance(exception, Refusal):
            return answer_to(request, _mishap_of(exception))
        if isinstance(exception, ObjectDoesNotExist | Http404):
            return answer_to(request, _NOT_FOUND)
        if isinstance(exception, PermissionDenied):
            return answer_to(request, _FORBIDDEN)
        return None


def answer_to(request: HttpRequest, mishap: Mishap) -> HttpResponse:
    """The answer in the form that the asker can read."""
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(str(mishap.message), status=mishap.status, content_type="text/plain; charset=utf-8")
        response.headers["HX-Reswap"] = "none"
        return response
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"code": mishap.code, "message": str(mishap.message)}, status=mishap.status)
    page = render_to_string("web/error.html", {"title": mishap.title, "message": mishap.message}, request)
    return HttpResponse(page, status=mishap.status)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The calm page of a refusal, for a view that answers with it itself instead of letting it pass."""
    return answer_to(request, _mishap_of(refusal))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """handler404 of the root addresses."""
    return answer_to(request, _NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """handler403 of the root addresses."""
    return answer_to(request, _FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """handler400 of the root addresses: also for foreign host names, so nothing of the request is used."""
    return _without_frame(_BAD_REQUEST)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """CSRF_FAILURE_VIEW: for honest people it means that a page stood open for too long."""
    return answer_to(request, _STALE_FORM)


def failed(request: HttpRequest) -> HttpResponse:
    """handler500: needs no database, no session and no frame, all of which may be what failed."""
    mishap = Mishap(
        500,
        "failed",
        _("Sorry, something went wrong"),
        _("Zaklon could not finish this, and nothing was changed. Try again in a moment."),
    )
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": mishap.code, "message": str(mishap.message)}, status=mishap.status)
    return _without_frame(mishap)


def _without_frame(mishap: Mishap) -> HttpResponse:
    page = render_to_string("web/failure.html", {"title": mishap.title, "message": mishap.message})
    return HttpResponse(page, status=mishap.status)


def _mishap_of(refusal: Refusal) -> Mishap:
    title = _TITLES.get(refusal.status, _("This is not possible"))
    return Mishap(refusal.status, refusal.code, title, sentence_for(refusal))
