"""From a view to a page."""

from dataclasses import dataclass

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory

from zaklon.web.respond import refuse_models, respond, wants_fragment


@dataclass(frozen=True)
class Row:
    name: str
    thing: object = None


def htmx_request(page_request, **headers):
    request = RequestFactory().get("/", headers={"HX-Request": "true", **headers})
    request.session = page_request.session
    request._messages = page_request._messages  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (ContentType(), "rows"),
        (ContentType.objects.none(), "rows"),
        (ContentType.objects, "rows"),
        ([1, ContentType()], "rows.1"),
        ({"a": (ContentType(),)}, "rows.a.0"),
        ([Row("a", ContentType())], "rows.0.thing"),
    ],
)
def test_a_model_is_refused_wherever_it_hides(page_request, value, place):
    with pytest.raises(TypeError, match=f"^{place} is a"):
        respond(page_request, "web/error.html", {"rows": value})


def test_plain_values_are_welcome():
    refuse_models({"rows": [Row("a"), {"b": 1}], "text": "x", "kind": Row}, "context")


def test_a_page_says_that_it_depends_on_htmx(page_request):
    context = {"title": "T", "message": "M"}
    response = respond(page_request, "web/error.html", context, fragment="web/error.html", status=422)
    assert response.status_code == 422
    assert "HX-Request" in response.headers["Vary"]


def test_htmx_gets_the_fragment(page_request, settings):
    context = {"title": "T", "message": "M"}
    whole = respond(page_request, "web/error.html", context, fragment="web/failure.html")
    part = respond(htmx_request(page_request), "web/error.html", context, fragment="web/failure.html")
    assert b"main-menu" not in part.content
    assert b"htmx-config" in whole.content
    assert b"htmx-config" not in part.content


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_or_restored_page_is_whole(page_request, header):
    assert wants_fragment(htmx_request(page_request))
    assert not wants_fragment(htmx_request(page_request, **{header: "true"}))
