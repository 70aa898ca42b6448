"""Taking a file away from a report, with the reason that stays."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.plan.commands.evidence import remove_evidence
from zaklon.plan.forms.decisions import removal_form
from zaklon.plan.queries.report import report_page
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_http_methods(["GET", "POST"])
def remove(request: ActorRequest, report_id: UUID, file_id: UUID) -> HttpResponse:
    """Ask for the reason, then take the file away for good."""
    page = report_page(report_id, actor=request.actor, language=current().code)
    file = next((file for file in page.evidence if file.file_id == file_id), None)
    if file is None:
        raise Http404(str(file_id))
    form = removal_form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        remove_evidence(report_id, file_id, reason, actor=request.actor, now=timezone.now())
        messages.success(request, _("The file is removed. Its name and your reason stay in the list."))
        return redirect("plan:report", report_id)
    back = reverse("plan:report", args=[report_id])
    context = {
        "file": file,
        "form": form,
        "has_errors": form.is_bound,
        "cancel_href": back,
        "crumbs": [Crumb(_("Report"), back), Crumb(_("Remove a file"))],
    }
    return respond(request, "plan/report_file.html", context, status=422 if form.is_bound else 200)
