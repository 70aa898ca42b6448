"""Addresses of the API and of the page that describes it."""

from django.urls import URLPattern, URLResolver, path

from zaklon.access.bearer import API_DOCS, API_PREFIX
from zaklon.api.instance import api
from zaklon.api.views import docs, openapi

urlpatterns: list[URLPattern | URLResolver] = [
    path(API_DOCS.lstrip("/"), docs, name="api_docs"),
    path(f"{API_DOCS.lstrip('/')}openapi.json", openapi, name="api_openapi"),
    path(API_PREFIX.lstrip("/"), api.urls),
]
