"""Calls as everybody sees them, the application without sign-in, and the applicant's receipt."""

import uuid
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.views.papers import Paper, answer, asked_language
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.documents.values import Upload
from zaklon.partnership.commands import applying
from zaklon.partnership.forms.public import ApplyForm, CodeForm, CompleteForm
from zaklon.partnership.outputs.grants import REPORT, Made, grants_report
from zaklon.partnership.queries.calls import by_receipt, public_call, public_calls, public_results
from zaklon.partnership.queries.grants import calls_of, years
from zaklon.partnership.views.pace import must_be_calm
from zaklon.partnership.views.shared import place_names, places_offered
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

_FORMS = ("pdf", "docx", "xlsx")


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """Calls that were published, and reports about grants."""
    now = timezone.now()
    context = {"calls": public_calls(now), "now": now, "years": years(is_public=True)}
    return respond(request, "grants/public_calls.html", context)


@require_GET
def call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One call: what for, how much, until when, by what it is judged; who was chosen."""
    found = public_call(call_id, timezone.now())
    results = [(row, place_names(row.municipalities)) for row in public_results(call_id)]
    return respond(request, "grants/public_call.html", {"call": found, "results": results})


@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The application; the answer to a good one is the receipt, on the same page, so that no address holds its code."""
    now = timezone.now()
    found = public_call(call_id, now)
    places = places_offered()
    if request.method == "GET" or not found.is_open:
        form = ApplyForm(found, places, initial={"request_key": uuid.uuid4()})
        status = 200 if request.method == "GET" else 409
        return respond(request, "grants/apply.html", {"call": found, "form": form, "has_errors": False}, status=status)
    form = ApplyForm(found, places, request.POST, request.FILES)
    if form.is_valid():
        try:
            must_be_calm(request)
            receipt = applying.apply(call_id, form.new(), _uploads(form.cleaned_data["papers"]), now=now)
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            return respond(request, "grants/receipt.html", {"call": found, "receipt": receipt})
    return respond(request, "grants/apply.html", {"call": found, "form": form, "has_errors": True}, status=422)


@never_cache
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """How an application stands, for whoever types its code; sent as a form, so that no log holds it."""
    if request.method == "GET":
        return respond(request, "grants/receipt_code.html", {"form": CodeForm(), "has_errors": False})
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            must_be_calm(request)
        except NotAllowedNow as refusal:
            form.add_refusal(refusal)
        else:
            if (response := _standing(request, form.cleaned_data["code"])) is not None:
                return response
            form.add_error("code", sentence_for(RuleBroken("receipt_unknown")))
    return respond(request, "grants/receipt_code.html", {"form": form, "has_errors": True}, status=422)


@never_cache
@require_http_methods(["POST"])
def complete(request: HttpRequest) -> HttpResponse:
    """Bring what was missing."""
    form = CompleteForm(request.POST, request.FILES)
    code = request.POST.get("code", "")[:40]
    if form.is_valid():
        try:
            must_be_calm(request)
            applying.complete(code, _uploads(form.cleaned_data["papers"]), now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            form = None  # type: ignore[assignment]
    response = _standing(request, code, form)
    if response is None:
        return respond(request, "grants/receipt_code.html", {"form": CodeForm(), "has_errors": False}, status=422)
    return response


def _standing(request: HttpRequest, code: str, form: CompleteForm | None = None) -> HttpResponse | None:
    """How the application with this code stands; None where there is none."""
    found = by_receipt(code, timezone.localdate())
    if found is None:
        return None
    has_errors = form is not None
    context = {
        "page": found,
        "form": form or CompleteForm(initial={"code": code}),
        "has_errors": has_errors,
        "was_sent": request.resolver_match is not None
        and request.resolver_match.url_name == "complete"
        and not has_errors,
    }
    return respond(request, "grants/standing.html", context, status=422 if has_errors else 200)


@require_GET
def report(request: ActorRequest, year: int, form: str) -> HttpResponse:
    """The report about grants of a year as everybody may have it: without contacts, and without who was not chosen."""
    language = asked_language(request, form, _FORMS)
    facts = calls_of(year, is_public=True)
    with translation.override(language):
        made_by = _("Published by the coordinator's office")
    made = Made(vocabulary(), language, made_by, timezone.now())
    return answer(
        request,
        grants_report(year, facts, made, contacts=None),
        form,
        Paper("calls:report", (year,), f"{REPORT}-{year}-public", _FORMS),
    )


def _uploads(files: "list[UploadedFile[bytes]]") -> list[Upload]:
    return [Upload.received(file) for file in files]
