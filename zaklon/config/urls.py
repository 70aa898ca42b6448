"""Root addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("zaklon.web.urls")),
    path("", include("zaklon.plan.urls")),
]
