"""Addresses of the Coordination Body, of grants, and of the public calls."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("zaklon.partnership.urls.board")),
    path("", include("zaklon.partnership.urls.grants")),
    path("", include("zaklon.partnership.urls.public")),
]
