"""Addresses of the screening."""

from django.urls import URLPattern, path

import zaklon.cases.urls  # noqa: F401  it registers the converter used here
from zaklon.cases.views.guarding import View, of_case, watched
from zaklon.identification.views import answering, screening


def _person(address: str, view: View, name: str) -> URLPattern:
    return path(f"cases/<code:code>/screening/<int:position>/{address}", of_case(watched(view)), name=name)


app_name = "screening"
urlpatterns: list[URLPattern] = [
    _person("", screening.screening, "home"),
    _person("<slug:instrument>/", answering.answer, "answer"),
]
