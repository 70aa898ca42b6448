"""Bulk entry: send a filled template, see the outcome of each row, confirm."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.cases.views.shared import posted
from zaklon.common.errors import RuleBroken
from zaklon.registers.commands.uploads import confirm_upload, discard_upload, read_upload
from zaklon.registers.forms.entries import UploadForm
from zaklon.registers.queries import pages
from zaklon.registers.queries.law import must_enter_as, register_named
from zaklon.registers.queries.uploads import upload_page
from zaklon.registers.views.words import to_register
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_http_methods(["GET", "POST"])
def send(request: ActorRequest, register: str) -> HttpResponse:
    """Take the template, fill it in, send it."""
    actor, language = request.actor, current().code
    must_enter_as(register_named(register), actor.body_id, actor)
    line = pages.line_of(register, actor, language)
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            content = form.cleaned_data["file"]
            upload_id = read_upload(register, content, language=language, actor=actor, now=timezone.now())
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("registers:upload", upload_id)
    context = {
        "line": line,
        "form": form,
        "has_errors": form.is_bound,
        "crumbs": [*to_register(line), Crumb(_("Many entries at once"))],
    }
    return respond(request, "registers/send.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest, upload_id: UUID) -> HttpResponse:
    """The outcome of each row; sending the form enters those that are right."""
    actor, language = request.actor, current().code
    page = upload_page(upload_id, actor=actor, language=language)
    if request.method == "POST":
        entered = confirm_upload(upload_id, actor=actor, now=timezone.now())
        text = ngettext("%(num)s entry is made.", "%(num)s entries are made.", entered) % {"num": entered}
        messages.success(request, text)
        return redirect("registers:list", page.line.code)
    context = {
        "page": page,
        "columns": [Column("line", _("Row")), Column("outcome", _("Outcome")), Column("said", _("What it says"))],
        "crumbs": [*to_register(page.line), Crumb(_("Outcome of the file"))],
    }
    return respond(request, "registers/upload.html", context)


@require_POST
def discard(request: ActorRequest, upload_id: UUID) -> HttpResponse:
    """Let go of an upload."""
    page = upload_page(upload_id, actor=request.actor, language=current().code)
    discard_upload(upload_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The file is discarded; nothing of it was entered."))
    return redirect("registers:send", page.line.code)
