"""Issuing certificates, withdrawing them, and the public page where anybody checks one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.pace import is_too_fast
from zaklon.access.permissions import Permission
from zaklon.capacity.commands.certificates import issue_for_training, withdraw_certificates
from zaklon.capacity.commands.learning import REPLACED
from zaklon.capacity.forms.certificates import CheckForm, NamesForm, WithdrawForm
from zaklon.capacity.queries.certificates import (
    TRAINING,
    Standing,
    batch_page,
    find_genuine,
    standing_of,
)
from zaklon.capacity.values import NewCertificates
from zaklon.capacity.views.papers import certificates_answer
from zaklon.cases.views.shared import posted
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.registers.queries.pages import entry_of
from zaklon.registers.views.words import to_entry
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

MOST_CHECKS_A_MINUTE = 20


@require_http_methods(["GET", "POST"])
def check(request: ActorRequest) -> HttpResponse:
    """Whether a certificate is genuine; open to everybody, at a measured pace."""
    form = CheckForm(posted(request))
    is_asked = form.is_bound
    if is_asked and is_too_fast(request, "certificate", MOST_CHECKS_A_MINUTE):
        refused = {
            "form": CheckForm(),
            "has_errors": False,
            "is_answered": False,
            "refusal": sentence_for(NotAllowedNow("certificates_too_fast")),
        }
        return respond(request, "capacity/check.html", refused, status=429)
    context: dict[str, object] = {"form": form, "has_errors": False, "is_answered": False}
    status = 200
    if is_asked and form.is_valid():
        found = find_genuine(form.cleaned_data["code"], form.cleaned_data["name"])
        context |= {"found": found, "is_answered": True}
    elif is_asked:
        context["has_errors"], status = True, 422
    answer = respond(request, "capacity/check.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def issue(request: ActorRequest, number: int) -> HttpResponse:
    """Names in, one file with the certificates out; neither names nor codes are kept."""
    actor, language, now = request.actor, current().code, timezone.now()
    actor.must(Permission.CERTIFICATE_ISSUE)
    page = entry_of(TRAINING, number, actor, language)
    standing = standing_of(page.entry_id, actor=actor, today=timezone.localdate(now))
    if standing is None:
        raise NotPermitted("certificate_not_of_body")
    form = NamesForm(posted(request), request.FILES or None, language=language)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        new = NewCertificates(page.entry_id, said["request_key"], said["names"], said["language"])
        try:
            return certificates_answer(issue_for_training(new, actor=actor, now=now), now)
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
    crumbs = [*to_entry(page), Crumb(_("Certificates"))]
    return _ask(request, form, standing, crumbs)


def _ask(request: ActorRequest, form: NamesForm, standing: Standing, crumbs: list[Crumb]) -> HttpResponse:
    context = {
        "form": form,
        "standing": standing,
        "has_errors": form.is_bound,
        "back": crumbs[-2].href,
        "crumbs": crumbs,
    }
    return respond(request, "capacity/issue.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def batch(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """Certificates that were issued together, by number, and withdrawing some of them."""
    actor = request.actor
    page = batch_page(batch_id, actor=actor)
    form = WithdrawForm([line.number for line in page.lines if line.withdrawn_at is None], posted(request))
    if form.is_bound and form.is_valid():
        numbers = [int(each) for each in form.cleaned_data["numbers"]]
        reason = form.cleaned_data["reason"]
        try:
            count = withdraw_certificates(batch_id, numbers, reason, actor=actor, now=timezone.now())
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            text = ngettext("%(num)s certificate is withdrawn.", "%(num)s certificates are withdrawn.", count)
            messages.success(request, text % {"num": count})
            return redirect("capacity:batch", batch_id)
    href = reverse("registers:entry", args=[TRAINING, page.entry_number]) if page.entry_number else ""
    context = {
        "page": page,
        "form": form,
        "has_errors": form.is_bound,
        "reasons": {REPLACED: _("Replaced by a new print")},
        "back": href,
        "crumbs": [Crumb(page.title, href), Crumb(_("Certificates no. %(number)s") % {"number": page.number})],
    }
    return respond(request, "capacity/batch.html", context, status=422 if form.is_bound else 200)
