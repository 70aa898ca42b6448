"""The description of the API (OpenAPI 3.1), as it is committed to docs/openapi.json and shown on the docs page."""

import json
from functools import cache
from typing import Any

from zaklon.access.bearer import API_PREFIX
from zaklon.api.instance import api
from zaklon.api.shapes.shared import Problem

_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
    "description": "A UUID of your own for each new request. Sent again, the same request gives the same answer.",
}
_METHODS = ("get", "post")


@cache
def schema() -> dict[str, Any]:
    """The whole description; the same for everybody and in every run."""
    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=API_PREFIX), default=str))
    components = described["components"]
    components["schemas"]["Problem"] = Problem.model_json_schema()
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    described["security"] = [{"key": []}]
    described["servers"] = []
    for _address, _method, operation in operations(described):
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"]["default"] = {"description": "A problem", "content": content}
        if "201" in operation["responses"]:
            operation["parameters"] = [*operation.get("parameters", []), _KEY]
    return described


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Address, method and description of every operation, in their order."""
    return [
        (address, method, by_method[method])
        for address, by_method in described["paths"].items()
        for method in _METHODS
        if method in by_method
    ]


def schema_text() -> str:
    """The description as it is committed."""
    return json.dumps(schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
