"""The only way from a view to a page."""

import dataclasses
from collections.abc import Mapping

from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

_DEPTH = 4
_SAMPLE = 50


def respond(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a page, or with its fragment when htmx asks for a part of it.

    Raises TypeError on a model, manager or queryset in the context: a template must not cause a query or print a
    field that nobody chose.
    """
    for name, value in context.items():
        refuse_models(value, name)
    name = fragment if fragment and wants_fragment(request) else template
    response = HttpResponse(render_to_string(name, dict(context), request), status=status)
    if fragment:
        patch_vary_headers(response, ("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """True when htmx will put the answer into a part of the page, false when it replaces the whole."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def refuse_models(value: object, where: str, depth: int = _DEPTH) -> None:
    """Raise TypeError naming the place of the first model, manager or queryset; long lists are sampled."""
    if isinstance(value, Model | QuerySet | Manager):
        raise TypeError(f"{where} is a {type(value).__name__}: give the template plain values from a query function.")
    if depth == 0:
        return
    for key, part in _parts(value):
        refuse_models(part, f"{where}.{key}", depth - 1)


def _parts(value: object) -> list[tuple[object, object]]:
    if isinstance(value, Mapping):
        return list(value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return list(enumerate(list(value)[:_SAMPLE]))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [(part.name, getattr(value, part.name)) for part in dataclasses.fields(value)]
    return []
