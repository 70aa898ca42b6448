"""What every operation has in common: who asks, refusals as answers, and writes that happen once.

An operation that refuses answers inside its transaction, as a page does that shows its form again: what was noted of a
person who reads too much is kept. A refusal for want of a permission passes through, and stays on the trail.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.bearer import actor_of, program_of
from zaklon.access.commands.programs import Program
from zaklon.access.permissions import Permission
from zaklon.api import problems
from zaklon.audit.commands import record
from zaklon.cases.commands.watch import refuse_stopped, watch
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

Operation = Callable[..., Any]
_KEY = "Idempotency-Key"
_KEPT_SECONDS = 24 * 3600


def actor(request: HttpRequest) -> Actor:
    """Who asks."""
    return actor_of(request)


def request_key(request: HttpRequest) -> UUID:
    """The key by which a request sent twice is one deed. Raises RuleBroken."""
    try:
        return UUID(request.headers.get(_KEY, ""))
    except ValueError:
        raise RuleBroken("request_key_missing", field=_KEY) from None


def reads(operation: Operation) -> Operation:
    """An operation that shows something."""

    @wraps(operation)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> Any:
        _program(request)
        try:
            said = operation(request, *arguments, **named)
        except (RuleBroken, NotAllowedNow) as refusal:
            return problems.of_refusal(refusal)
        # The library takes a tuple of two for a status and a content; rows of a query come as tuples.
        return list(said) if isinstance(said, tuple) else said

    return answered


def marked(operation: Operation) -> Operation:
    """An operation that tells something of files: the trail says that it was a program that asked."""

    @wraps(operation)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> Any:
        program = _program(request)
        # Beside the lines of what was done: all of one request bear its number on the trail.
        record("program.read", program.key_id, by=program.actor, at=timezone.now(), fields=[operation.__name__])
        return operation(request, *arguments, **named)

    return answered


def watched(operation: Operation) -> Operation:
    """An operation that opens content: whoever opens unusually many cases in a day is stopped, as on the pages."""

    @wraps(operation)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> Any:
        if actor(request).may(Permission.CASE_WORK):
            try:
                refuse_stopped(watch(actor=actor(request), now=timezone.now()))
            except NotAllowedNow as refusal:
                return problems.of_refusal(refusal)
        return operation(request, *arguments, **named)

    return marked(answered)


def writes(operation: Operation) -> Operation:
    """An operation that changes something: by a key that may write, and once for each request key.

    The answer to the first request is kept for a day and given again; it holds codes and keys, nothing of a file.
    """

    @wraps(operation)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> Any:
        program = _program(request)
        if not program.may_write:
            raise NotPermitted("program_reads_only")
        record("program.wrote", program.key_id, by=program.actor, at=timezone.now(), fields=[operation.__name__])
        try:
            place, digest = _place(request, program), _digest(request)
        except RuleBroken as refusal:
            return problems.of_refusal(refusal)
        if not cache.add(place, {"said": None, "digest": digest}, _KEPT_SECONDS):
            return _again(place, digest)
        try:
            said = operation(request, *arguments, **named)
        except (RuleBroken, NotAllowedNow) as refusal:
            # Nothing was done: the program mends the request, and may send it under the same key.
            cache.delete(place)
            return problems.of_refusal(refusal)
        if isinstance(said, HttpResponse):
            cache.delete(place)
            return said
        cache.set(place, {"said": said, "digest": digest}, _KEPT_SECONDS)
        return said

    return answered


def _program(request: HttpRequest) -> Program:
    program = program_of(request)
    if program is None:
        raise NotPermitted("not_signed_in")
    return program


def _place(request: HttpRequest, program: Program) -> str:
    said = f"{program.key_id}|{request_key(request)}"
    return f"api:{hashlib.sha256(said.encode()).hexdigest()}"


def _digest(request: HttpRequest) -> str:
    said = json.dumps([request.method, request.get_full_path()]).encode() + request.body
    return hashlib.sha256(said).hexdigest()


def _again(place: str, digest: str) -> Any:
    kept = cache.get(place) or {"said": None, "digest": digest}
    if kept["digest"] != digest:
        return problems.of_refusal(RuleBroken("request_key_reused", field=_KEY))
    return kept["said"] or problems.of_refusal(NotAllowedNow("request_in_work"))
