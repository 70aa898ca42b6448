"""Taking sealed copies of case files out, and the list of what was taken out."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.commands import exporting
from zaklon.cases.commands.exporting import export_limits
from zaklon.cases.forms.exports import ExportForm
from zaklon.cases.queries.exports import exports
from zaklon.cases.rules.exports import MadeExport
from zaklon.cases.views import words
from zaklon.cases.views.review_tabs import review_tabs
from zaklon.cases.views.shared import crumbs_to, opened, page_of, posted
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_http_methods(["GET", "POST"])
def export(request: ActorRequest, code: str) -> HttpResponse:
    """Ask what is taken out and for what; then show the password once."""
    request.actor.must(Permission.CASE_EXPORT)
    page = opened(request, code)
    if not page.reads_file:
        raise NotPermitted("part_withheld")
    parts = [row.part for row in page.parts if row.is_open]
    form = ExportForm(parts, current().code, posted(request))
    if form.is_bound and form.is_valid():
        try:
            made = exporting.make_export(form.new_export(code), actor=request.actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            return _made(request, code, made)
    context = {
        "form": form,
        "code": code,
        "has_errors": form.is_bound,
        "crumbs": crumbs_to(code, Crumb(_("Take out a sealed copy"))),
        "cancel_href": page_of(code),
        "days": export_limits(timezone.now()).kept.days,
    }
    return respond(request, "cases/export.html", context, status=422 if form.is_bound else 200)


def _made(request: ActorRequest, code: str, made: MadeExport) -> HttpResponse:
    """The one page on which the password stands."""
    row = next(
        row
        for row in exports(actor=request.actor, now=timezone.now(), language=current().code)
        if row.export_id == made.export_id
    )
    context = {
        "row": row,
        "password": made.password,
        "code": code,
        "crumbs": crumbs_to(code, Crumb(_("Sealed copy"))),
        "back": page_of(code),
    }
    return respond(request, "cases/exported.html", context)


@require_GET
def export_list(request: ActorRequest) -> HttpResponse:
    """One's own copies; for the data-protection officer, what everybody took out."""
    is_officer = request.actor.may(Permission.PRIVACY_REVIEW)
    context = {
        "tabs": review_tabs(request, "exports") if is_officer else (),
        "rows": exports(actor=request.actor, now=timezone.now(), language=current().code),
        "words": words,
        "columns": [
            Column("made", _("Made")),
            Column("who", _("Who")),
            Column("codes", _("Cases")),
            Column("purpose", _("Purpose")),
            Column("copy", _("Sealed copy")),
        ],
        "crumbs": [Crumb(_("Sealed copies"))],
        "is_officer": is_officer,
        "home": reverse("cases:home"),
    }
    return respond(request, "cases/exports.html", context)


@require_GET
def fetch(request: ActorRequest, export_id: UUID) -> HttpResponse:
    """The sealed copy as a file, for its maker."""
    name, content = exporting.fetch_export(export_id, actor=request.actor, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)
