"""Reading what programs send: one JSON object of plain text, or a clear no."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from zaklon.common.errors import RuleBroken

JSON = "application/json"
_DEEPEST = 12


class PlainParser(Parser):
    """Refuses what no field can hold before anything looks at it: characters that no table takes, depth, NaN."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The object that was sent. Raises RuleBroken."""
        if request.content_type != JSON:
            raise RuleBroken("body_not_json")
        try:
            said = json.loads(request.body.decode("utf-8"), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise RuleBroken("body_unreadable") from None
        if not isinstance(said, dict) or not _is_plain(said, _DEEPEST):
            raise RuleBroken("body_unreadable")
        return said

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """What stands behind the question mark. Raises RuleBroken."""
        said = super().parse_querydict(data, list_fields, request)
        if not _is_plain(said, _DEEPEST):
            raise RuleBroken("body_unreadable")
        return said


def _no_number(_text: str) -> None:
    raise ValueError("no number")


def _is_plain(said: object, deeper: int) -> bool:
    if isinstance(said, str):
        return _encodes(said)
    if deeper == 0:
        return not isinstance(said, dict | list)
    if isinstance(said, dict):
        return all(_is_plain(key, 0) and _is_plain(value, deeper - 1) for key, value in said.items())
    if isinstance(said, list):
        return all(_is_plain(each, deeper - 1) for each in said)
    return True


def _encodes(text: str) -> bool:
    """Whether UTF-8 and PostgreSQL can hold the text: no lone surrogates, no zero."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text
