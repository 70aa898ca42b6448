"""Reporting a signal: the page, the same page for a device without a connection, and what that device asks."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.common.errors import NotPermitted
from zaklon.signal.commands.reporting import may_name
from zaklon.signal.queries.owners import owner_mark
from zaklon.signal.queries.settings import draft_minutes
from zaklon.signal.views.sheet import Came, Sheet, blank_sheet, roles_of, send, sheet_of
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

_NOBODY = ""


@require_http_methods(["GET", "POST"])
def report(request: ActorRequest) -> HttpResponse:
    """The page; after it what to do next. What is found under a name is asked about before anything is saved."""
    sheet = send(request) if request.method == "POST" else sheet_of(request)
    if sheet.reported is not None:
        return redirect("signal:next", sheet.reported.report_id)
    has_errors = request.method == "POST"
    context = {
        "sheet": sheet,
        "has_errors": has_errors,
        "owner": owner_mark(request.actor),
        "is_shell": False,
    }
    return respond(request, "signal/report.html", context, status=422 if has_errors else 200)


@require_GET
def shell(request: ActorRequest) -> HttpResponse:
    """The page as a device keeps it: the same for everybody, with no name, no token and no answer in it."""
    sheet = blank_sheet((), None, names=True)
    return respond(request, "signal/shell.html", {"sheet": sheet, "owner": _NOBODY, "is_shell": True})


@require_GET
def state(request: ActorRequest) -> HttpResponse:
    """Who is signed in, as a mark that names nobody, and what sending a draft needs."""
    request.actor.must(Permission.SIGNAL_REPORT)
    return JsonResponse(
        {
            "owner": owner_mark(request.actor),
            "token": get_token(request),
            "names": any(may_name(role) for role in roles_of(request.actor)),
            "keep": draft_minutes(vocabulary()) * 60,
        }
    )


@require_POST
def send_draft(request: ActorRequest) -> HttpResponse:
    """Take a draft from a device. Sent again, it gives the same answer; what is asked back, the page asks."""
    try:
        sheet = send(request)
    except NotPermitted as refusal:
        return JsonResponse({"came": Came.REFUSED, "text": sentence_for(refusal)}, status=403)
    if sheet.reported is None:
        return JsonResponse({"came": Came.ASKED, "text": _what_is_asked(sheet)}, status=422)
    address = reverse("signal:next", args=[sheet.reported.report_id])
    return JsonResponse({"came": Came.SENT, "next": address, "code": sheet.reported.code})


@require_GET
def worker(request: ActorRequest) -> HttpResponse:
    """The script that keeps the page for a device without a connection; it serves /signal/ only."""
    response = respond(request, "signal/worker.js", {"files": settings.STATIC_URL})
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    return response


def _what_is_asked(sheet: Sheet) -> str:
    if sheet.signal.is_same_asked:
        return _("There may be a file about this person already. Open the signal and answer the question.")
    return sheet.refusal or _("Something has to be answered first. Open the signal, answer it, and send it again.")
