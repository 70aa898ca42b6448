"""Root addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("zaklon.web.urls")),
]

handler400 = "zaklon.web.errors.bad_request"
handler403 = "zaklon.web.errors.forbidden"
handler404 = "zaklon.web.errors.not_found"
handler500 = "zaklon.web.errors.failed"
