"""What happens around every page of a case: a case that is not shown is noticed, and somebody who reads too much stops.

Both are put on the officer's list here, outside the transaction of the page: what a refusal rolls back would be lost.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.commands.watch import note_refused_look, refuse_stopped, watch
from zaklon.cases.kinds import Verdict
from zaklon.common.errors import NotAllowedNow
from zaklon.web.errors import not_found, refused

View = Callable[..., HttpResponse]


def of_case(view: View) -> View:
    """A case that is hidden answers as one that is absent, and that somebody looked for it is noticed."""

    @wraps(view)
    def guarded(request: ActorRequest, code: str, **arguments: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return view(request, code, **arguments)
        except (ObjectDoesNotExist, Http404):
            note_refused_look(code, actor=request.actor, now=timezone.now())
            return not_found(request)

    return guarded


def watched(view: View) -> View:
    """Opening unusually many cases in a day is warned of once, then stopped until the next day."""

    @wraps(view)
    def guarded(request: ActorRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not request.actor.may(Permission.CASE_WORK):
            return view(request, *arguments, **named)
        found = watch(actor=request.actor, now=timezone.now())
        try:
            refuse_stopped(found)
        except NotAllowedNow as refusal:
            return refused(request, refusal)
        if any(each.is_new and each.verdict is Verdict.WARNED for each in found):
            messages.warning(
                request,
                _("You have opened unusually many files today. This is noted, so that others can look at it."),
            )
        return view(request, *arguments, **named)

    return guarded
