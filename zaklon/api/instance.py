"""The API as one object: its operations, how it reads, and what its errors say."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from zaklon.api import problems
from zaklon.api.parsing import PlainParser
from zaklon.api.routes import cases, lookups, parts, plans, screening, signals, work
from zaklon.common.errors import Refusal, RuleBroken

VERSION = "1"

# What is wrong with a field, by the kind of fault; never what was sent.
_FAULTS: dict[str, str | Promise] = {
    "missing": _("it is needed"),
    "extra_forbidden": _("there is no such field"),
    "enum": _("choose one of the values in the description of the API"),
    "string_too_long": _("it is too long"),
    "string_too_short": _("it is too short"),
    "too_long": _("it has too many entries"),
    "too_short": _("it has too few entries"),
    "timezone_aware": _("say in which time zone: end it with +01:00 or Z"),
}
_OTHER = _("it is not written as the description of the API says")
_CONTAINERS = {"body", "query", "path", "said", "asked"}


def _invalid(request: HttpRequest, fault: Any) -> HttpResponse:  # noqa: ARG001 - the hook of the library
    first: dict[str, Any] = fault.errors[0] if isinstance(fault, ValidationError) else {}
    place = [str(each) for each in first.get("loc", ())]
    while place and place[0] in _CONTAINERS:
        place.pop(0)
    field = ".".join(place)[:200]
    what = str(_FAULTS.get(str(first.get("type")), _OTHER))
    return problems.of_refusal(RuleBroken("field_unfit", field=field, facts={"field": field, "what": what}))


def _unread(request: HttpRequest, fault: Any) -> HttpResponse:  # noqa: ARG001 - the hook of the library
    if isinstance(fault.__cause__, Refusal):
        return problems.of_refusal(fault.__cause__)
    return problems.of_status(fault.status_code if isinstance(fault, HttpError) else 400)


def _passes(request: HttpRequest, fault: Any) -> HttpResponse:  # noqa: ARG001 - the hook of the library
    """Left to the middleware: the transaction of the operation rolls back, and a refusal stays on the trail."""
    raise fault


class _Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function, which is no other's."""
        return operation.view_func.__name__


api = _Api(
    title="Zaklon",
    version=VERSION,
    description=(
        "The same cases, steps and plans as on the pages, under the same walls. A program acts as the person who made"
        " its key, for one post."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=PlainParser(),
)
api.add_exception_handler(ValidationError, _invalid)
api.add_exception_handler(HttpError, _unread)
api.add_exception_handler(Exception, _passes)
for _routes in (lookups, signals, cases, screening, parts, work, plans):
    api.add_router("", _routes.router)
