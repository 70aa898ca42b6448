"""The page that describes the API, made from its description: nothing of it comes from elsewhere, no script runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.api.schema import operations, schema, schema_text
from zaklon.common.errors import NotPermitted
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@dataclass(frozen=True)
class FieldText:
    """A field of a shape: its name, what it holds, and whether it is always there."""

    name: str
    kind: str
    is_needed: bool


@dataclass(frozen=True)
class OperationText:
    """One operation."""

    method: str
    address: str
    name: str
    description: str
    parameters: tuple[FieldText, ...]
    takes: str
    gives: str


@dataclass(frozen=True)
class ShapeText:
    """A shape that goes in or out."""

    name: str
    description: str
    fields: tuple[FieldText, ...]
    values: tuple[str, ...]


@require_GET
def docs(request: ActorRequest) -> HttpResponse:
    """Every operation with what it takes and gives."""
    _must_be_signed_in(request)
    described = schema()
    shapes = tuple(_shape(name, each) for name, each in sorted(described["components"]["schemas"].items()))
    found = [(_tag(each), _operation(address, method, each)) for address, method, each in operations(described)]
    groups = tuple(
        (tag, tuple(each for own, each in found if own == tag)) for tag in dict.fromkeys(tag for tag, _each in found)
    )
    context = {
        "groups": groups,
        "shapes": shapes,
        "crumbs": [Crumb(_("Description of the API"))],
    }
    return respond(request, "api/docs.html", context)


@require_GET
def openapi(request: ActorRequest) -> HttpResponse:
    """The same for programs that make programs."""
    _must_be_signed_in(request)
    return HttpResponse(schema_text(), content_type="application/json")


def _must_be_signed_in(request: ActorRequest) -> None:
    if request.actor.user_id is None:
        raise NotPermitted("not_signed_in")


def _tag(operation: dict[str, Any]) -> str:
    return str(next(iter(operation.get("tags", ())), ""))


def _operation(address: str, method: str, each: dict[str, Any]) -> OperationText:
    takes = each.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answers = [answer for status, answer in each["responses"].items() if status != "default"]
    gives = answers[0].get("content", {}).get("application/json", {}).get("schema", {}) if answers else {}
    return OperationText(
        method.upper(),
        address,
        each["summary"],
        each.get("description", ""),
        tuple(FieldText(one["name"], kind_of(one["schema"]), one["required"]) for one in each.get("parameters", ())),
        kind_of(takes) if takes else "",
        kind_of(gives) if gives else "",
    )


def _shape(name: str, each: dict[str, Any]) -> ShapeText:
    needed = each.get("required", ())
    fields = [FieldText(field, kind_of(one), field in needed) for field, one in each.get("properties", {}).items()]
    return ShapeText(name, each.get("description", ""), tuple(fields), tuple(str(one) for one in each.get("enum", ())))


def kind_of(described: dict[str, Any]) -> str:
    """What a value is, in the words of the description."""
    if "$ref" in described:
        return str(described["$ref"]).rpartition("/")[2]
    if "anyOf" in described:
        return _either(described["anyOf"])
    if described.get("type") == "array":
        return f"[{kind_of(described.get('items', {}))}]"
    return " ".join(str(described[each]) for each in ("type", "format") if each in described) or "any"


def _either(kinds: Iterable[dict[str, Any]]) -> str:
    return " | ".join(kind_of(each) for each in kinds)
