"""Addresses of the pathway, below those of cases."""

from typing import Any

from django.urls import URLPattern, path

from zaklon.cases.urls import CodeConverter as CodeConverter  # its module registers the converter used here
from zaklon.cases.views.guarding import of_case, watched
from zaklon.pathway.views import deadlines, history, steps


def _case(address: str, view: Any, name: str) -> URLPattern:
    return path(f"cases/<code:code>/{address}", of_case(watched(view)), name=name)


app_name = "pathway"
urlpatterns: list[URLPattern] = [
    path("cases/due/", deadlines.due, name="due"),
    _case("deadlines/<uuid:deadline_id>", deadlines.change, "deadline"),
    _case("ways/<int:position>/<slug:way>/", history.history, "history"),
    _case("ways/<int:position>/<slug:way>/<slug:verb>", steps.step, "step"),
]
