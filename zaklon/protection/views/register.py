"""The register of providers and licences, for those who work with it and for everybody."""

from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.audit.commands import record
from zaklon.cases.views.papers import PAGE, Paper, answer, asked_language
from zaklon.protection.outputs.register import provider_register
from zaklon.protection.queries.directory import directory, licensed_share, public_directory

# What the register is called among the reports of the pack.
_CODE = "R22"
_FORMS = ("pdf", "docx", "xlsx")


@require_GET
def register(request: ActorRequest, form: str) -> HttpResponse:
    """With codes and places, for whoever reads the directory."""
    language, now = asked_language(request, form, _FORMS), timezone.now()
    if form != PAGE:
        request.actor.must(Permission.REPORT_EXPORT)
        record("providers.taken", _CODE, by=request.actor, at=now)
    rows, share = directory(actor=request.actor, now=now), licensed_share(now=now)
    made_by = name_of(request.actor.body_id, language) if request.actor.body_id else ""
    report = provider_register(rows, share, is_public=False, made_by=made_by, language=language, now=now)
    return answer(request, report, form, Paper("protection:register", (), "providers", _FORMS))


@require_GET
def published(request: ActorRequest, form: str = PAGE) -> HttpResponse:
    """Names, services and licences, for everybody."""
    language, now = asked_language(request, form, _FORMS), timezone.now()
    rows, share = public_directory(now=now)
    with translation.override(language):
        made_by = _("Published by the coordinator's office")
    report = provider_register(rows, share, is_public=True, made_by=made_by, language=language, now=now)
    return answer(request, report, form, Paper("protection:published", (), "licensed-providers", _FORMS))
