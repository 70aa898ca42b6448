"""Addresses of the API and of the page that describes it."""

from django.urls import URLPattern, URLResolver, path

from zaklon.access.bearer import API_PREFIX
from zaklon.api.instance import api
from zaklon.api.views import docs, openapi

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/docs/", docs, name="api_docs"),
    path("api/docs/openapi.json", openapi, name="api_openapi"),
    path(API_PREFIX.lstrip("/"), api.urls),
]
