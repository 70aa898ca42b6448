"""The product's pages, and beside them a static answer and a plain Django view, in the same processes."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaklon.config.settings")
from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from zaklon.config import urls  # noqa: E402


def static(request: HttpRequest) -> HttpResponse:
    """Two kilobytes that cost nothing."""
    return HttpResponse(b"x" * 2048, content_type="text/plain")


urls.urlpatterns.append(path("bench/static", static))
