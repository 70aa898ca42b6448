"""The product's pages, and beside them a static answer and a plain Django view, in the same processes."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaklon.config.settings")
from django.core.wsgi import get_wsgi_application

product = get_wsgi_application()

from collections.abc import Callable, Iterable  # noqa: E402
from typing import Any  # noqa: E402
from uuid import UUID  # noqa: E402

from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.urls import path  # noqa: E402

from bench.pages import _LIST  # noqa: E402
from zaklon.config import urls  # noqa: E402


def static(request: HttpRequest) -> HttpResponse:
    """Two kilobytes that cost nothing beyond what every request costs."""
    return HttpResponse(b"x" * 2048, content_type="text/plain")


_PLAIN = Template(
    "<!doctype html><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)


def plain(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The list of the plan page as anyone would write it first: one statement, one template of Django's own engine."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST, [plan_id])
        return HttpResponse(_PLAIN.render(Context({"rows": cursor.fetchall()})))


urls.urlpatterns += [path("bench/static", static), path("bench/plain/<uuid:plan_id>", plain)]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Count the queries of each request and say so in a header."""
    count = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Bench-Queries", str(count))], *rest)

    with connection.execute_wrapper(counted):
        return product(environ, start)
