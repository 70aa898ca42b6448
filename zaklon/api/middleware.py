"""What stands around every request of the API: no cookies, and one shape for whatever goes wrong."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zaklon.access.bearer import is_program
from zaklon.api import problems

GetResponse = Callable[[HttpRequest], HttpResponse]
# What a program needs to know about a no.
_KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class FrontMiddleware:
    """Outermost: cookies neither come in nor go out, and nothing is led on from an open line to TLS."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_program(request):
            return self.get_response(request)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            # A page may lead on to TLS; a program has sent its key in the open by now, and must be told.
            response = problems.of_status(403)
            response.headers["Cache-Control"] = "no-store"
            return response
        request.COOKIES = {}
        response = self.get_response(request)
        response.cookies.clear()
        return response


class ProblemMiddleware:
    """Around the acting transaction, which has put a refusal on record by now: refusals become problems."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_program(request) or response.status_code < 400 or problems.is_problem(response):
            return response
        problem = problems.of_status(response.status_code)
        for name in _KEPT:
            if name in response.headers:
                problem.headers[name] = response.headers[name]
        return problem

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django, after the operation's own writes have rolled back."""
        return problems.of_exception(exception) if is_program(request) else None
