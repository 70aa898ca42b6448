"""The one shape of every answer that is no: a code for the program, a sentence for the person who reads its log.

    {"code": "not_found", "message": "There is nothing here …", "field": null, "facts": {}}

The sentence is in the language of Accept-Language. A record that is absent and one that is hidden answer alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.common.errors import Refusal
from zaklon.web.sentences import sentence_for

MARK = "_is_problem"


@dataclass(frozen=True)
class Plain:
    """A no that follows from the status alone."""

    code: str
    message: str | Promise


_BY_STATUS: Mapping[int, Plain] = {
    400: Plain("bad_request", _("This request cannot be read. Check its address, headers and content.")),
    401: Plain("not_signed_in", _("Send a key that is in use, as “Authorization: Bearer …”.")),
    403: Plain("not_permitted", _("Your role, or this key, does not allow this.")),
    404: Plain("not_found", _("There is nothing here that you can see.")),
    405: Plain("wrong_method", _("This address does not take this method.")),
    413: Plain("too_large", _("The request is too large.")),
    415: Plain("body_not_json", _("Send the content of the request as application/json.")),
    429: Plain("too_many", _("Too many requests. Wait a minute, then go on more slowly.")),
    500: Plain("failed", _("Zaklon could not finish this, and nothing was changed. Try again in a moment.")),
}


def of_status(status: int) -> HttpResponse:
    """The answer for a status without more to say."""
    plain = _BY_STATUS.get(status) or _BY_STATUS[500 if status >= 500 else 400]
    return _answer(status, plain.code, str(plain.message))


def of_refusal(refusal: Refusal) -> HttpResponse:
    """The answer for a refusal of a command, with where and why."""
    if refusal.code == "not_signed_in":
        return of_status(401)
    facts = {name: _plain(value) for name, value in refusal.facts.items()}
    return _answer(refusal.status, refusal.code, sentence_for(refusal), refusal.field, facts)


def of_exception(exception: Exception) -> HttpResponse | None:
    """The answer for what left an operation; None for a bug, which must fail loudly."""
    if isinstance(exception, Refusal):
        return of_refusal(exception)
    if isinstance(exception, ObjectDoesNotExist | Http404):
        return of_status(404)
    if isinstance(exception, PermissionDenied):
        return of_status(403)
    return None


def is_problem(response: HttpResponse) -> bool:
    """Whether an answer has the shape already."""
    return bool(getattr(response, MARK, False))


def _answer(
    status: int, code: str, message: str, field: str | None = None, facts: Mapping[str, object] | None = None
) -> HttpResponse:
    said = {"code": code, "message": message, "field": field, "facts": dict(facts or {})}
    response = JsonResponse(said, status=status)
    setattr(response, MARK, True)
    return response


def _plain(value: object) -> object:
    if isinstance(value, bool | int | None):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if not isinstance(value, Decimal) else str(value.normalize())
