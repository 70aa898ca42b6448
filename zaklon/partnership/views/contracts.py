"""Contracts about grants: signed, paid in instalments, reported on."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.forms.shared import CommandForm
from zaklon.cases.views.shared import Question, posted
from zaklon.common.money import Money
from zaklon.documents.values import Upload
from zaklon.partnership.commands import grants as commands
from zaklon.partnership.forms.grants import ContractForm, ExpectForm, InstalmentForm, ReportForm
from zaklon.partnership.forms.shared import DayForm, ReasonForm
from zaklon.partnership.queries import applications as queries
from zaklon.partnership.queries.applications import ApplicationPage
from zaklon.partnership.views.shared import Back, ask, grant_crumbs
from zaklon.web.parts import Crumb


@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Note the signed contract."""
    page, form = _page(request, application_id), ContractForm(posted(request))
    question = Question(_("Note the contract"), _("Note it"), _("The contract is recorded. Plan its instalments."))
    return _ask(
        request,
        form,
        question,
        page,
        lambda by: commands.sign(application_id, form.new(), **by),  # type: ignore[arg-type]
    )


@require_http_methods(["GET", "POST"])
def plan_instalment(request: ActorRequest, contract_id: UUID) -> HttpResponse:
    """Plan a payment."""
    page = _page(request, queries.application_of_contract(contract_id))
    planned = sum(each.amount.minor for each in page.contract.instalments) if page.contract else 0
    rest = Money(page.asked.currency, (page.granted.minor if page.granted else 0) - planned)
    form = InstalmentForm(rest, posted(request))
    question = Question(_("Plan an instalment"), _("Plan it"), _("The instalment is planned."))

    def deed(by: dict[str, object]) -> object:
        said = form.cleaned_data
        return commands.plan_instalment(contract_id, said["amount"], said["on"], **by)  # type: ignore[arg-type]

    return _ask(request, form, question, page, deed)


@require_http_methods(["GET", "POST"])
def pay(request: ActorRequest, instalment_id: UUID) -> HttpResponse:
    """Say that an instalment was paid."""
    page, form = _page(request, queries.application_of_instalment(instalment_id)), DayForm(posted(request))
    question = Question(_("Record a payment"), _("Record it"), _("The payment is recorded."))
    return _ask(
        request,
        form,
        question,
        page,
        lambda by: commands.pay(instalment_id, form.cleaned_data["on"], **by),  # type: ignore[arg-type]
    )


@require_http_methods(["GET", "POST"])
def expect(request: ActorRequest, contract_id: UUID) -> HttpResponse:
    """Note that a report is due."""
    page, form = _page(request, queries.application_of_contract(contract_id)), ExpectForm(posted(request))
    question = Question(_("Ask for a report"), _("Note it"), _("The report is expected."))
    return _ask(
        request,
        form,
        question,
        page,
        lambda by: commands.expect_report(contract_id, form.new(), **by),  # type: ignore[arg-type]
    )


@require_http_methods(["GET", "POST"])
def receive(request: ActorRequest, grant_report_id: UUID) -> HttpResponse:
    """Note that a report came in."""
    page = _page(request, queries.application_of_report(grant_report_id))
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReportForm(page.asked.currency, data, files)
    question = Question(_("A report came in"), _("Record it"), _("The report is recorded."), is_upload=True)

    def deed(by: dict[str, object]) -> object:
        file = form.cleaned_data["file"]
        upload = Upload.received(file) if file is not None else None
        return commands.receive_report(grant_report_id, form.given(), upload=upload, **by)  # type: ignore[arg-type]

    return _ask(request, form, question, page, deed)


@require_http_methods(["GET", "POST"])
def judge(request: ActorRequest, grant_report_id: UUID, verb: str) -> HttpResponse:
    """Accept a report, or send it back."""
    if verb not in ("accept", "send_back"):
        raise Http404
    page, is_good = _page(request, queries.application_of_report(grant_report_id)), verb == "accept"
    form = CommandForm(posted(request)) if is_good else ReasonForm(_("What is to be mended?"), posted(request))
    question = Question(
        _("Accept the report") if is_good else _("Send the report back"),
        _("Accept it") if is_good else _("Send it back"),
        _("It is recorded."),
    )

    def deed(by: dict[str, object]) -> object:
        reason = "" if is_good else form.cleaned_data["reason"]
        return commands.judge_report(grant_report_id, verb, reason, **by)  # type: ignore[arg-type]

    return _ask(request, form, question, page, deed)


def _ask(
    request: ActorRequest,
    form: CommandForm,
    question: Question,
    page: ApplicationPage,
    deed: Callable[[dict[str, object]], object],
) -> HttpResponse:
    href = reverse("grants:application", args=[page.application_id])
    steps = (Crumb(page.call, reverse("grants:call", args=[page.call_id])), Crumb(page.applicant, href))
    back = Back(href, tuple(grant_crumbs(request, *steps)))
    return ask(request, form, question, back, lambda: deed({"actor": request.actor, "now": timezone.now()}))


def _page(request: ActorRequest, application_id: UUID) -> ApplicationPage:
    request.actor.must(Permission.GRANT_MANAGE)
    now = timezone.now()
    return queries.application_page(application_id, actor=request.actor, now=now, today=timezone.localdate(now))
