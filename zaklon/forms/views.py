"""Blank forms to print."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.forms.paper import blank_pdf, file_name
from zaklon.forms.queries import FormLine, blank_form, blank_forms
from zaklon.forms.wording import numbered_title
from zaklon.web.languages import INTERFACE_LANGUAGES, current, known
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@dataclass(frozen=True)
class Printed:
    """A language in which a form is printed."""

    name: str
    tag: str
    href: str


@dataclass(frozen=True)
class FormRow:
    """A form in the list."""

    title: str
    lead: str
    languages: tuple[Printed, ...]


@require_GET
def blank(request: ActorRequest) -> HttpResponse:
    """Every form that is in use, with the languages in which it is printed."""
    forms = blank_forms(actor=request.actor, language=current().code, on=timezone.localdate())
    context = {"rows": [_row(form) for form in forms], "crumbs": [Crumb(_("Forms"))]}
    return respond(request, "forms/blank.html", context)


def _row(form: FormLine) -> FormRow:
    title = numbered_title(form.number, form.title)
    address = reverse("forms:blank_paper", args=[form.code])
    languages = [
        Printed(each.name, each.tag, f"{address}?{urlencode({'language': each.code})}") for each in INTERFACE_LANGUAGES
    ]
    return FormRow(title, form.lead, tuple(languages))


@require_GET
def blank_paper(request: ActorRequest, form_code: str) -> HttpResponse:
    """One blank form as PDF, in the language from the address."""
    language = request.GET.get("language", current().code)
    if not known(language):
        raise Http404
    now = timezone.localtime()
    try:
        definition = blank_form(form_code, language, actor=request.actor, on=timezone.localdate(now))
    except KeyError as unknown:
        raise Http404 from unknown
    headers = {"Content-Disposition": f'attachment; filename="{file_name(definition, timezone.localdate(now))}"'}
    return HttpResponse(blank_pdf(definition, made_at=now), content_type="application/pdf", headers=headers)
