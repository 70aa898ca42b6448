"""The directory of providers, and the page of one."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.queries.bodies import directory as bodies
from zaklon.cases.forms.files import ConfirmForm
from zaklon.cases.views.shared import Question, posted
from zaklon.protection.commands import licences, providers
from zaklon.protection.forms.providers import EndForm, LicenceForm, ProviderForm, RateForm, ReasonForm
from zaklon.protection.queries import directory as queries
from zaklon.protection.queries.directory import ProviderPage
from zaklon.protection.queries.law import is_supervisor, must_supervise
from zaklon.protection.views import words
from zaklon.protection.views.shared import ask_at, offered, to_directory, to_provider
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb, Figure
from zaklon.web.respond import respond


@require_GET
def directory(request: ActorRequest) -> HttpResponse:
    """Every provider with its free places, and what share of services is licensed."""
    now = timezone.now()
    rows = queries.directory(actor=request.actor, now=now)
    share = queries.licensed_share(now=now)
    text = _("%(licensed)s of %(needed)s") % {"licensed": share.licensed, "needed": share.needed}
    context = {
        "rows": rows,
        "figures": [
            Figure(
                _("Services that need a licence and have one (PI-2.1)"),
                text,
                needs_attention=share.licensed < share.needed,
            )
        ],
        "columns": [
            Column("provider", _("Provider")),
            Column("kind", _("Kind")),
            Column("services", _("Services and free places")),
        ],
        "may_license": is_supervisor(request.actor),
        "say": words,
    }
    return respond(request, "protection/directory.html", context)


@require_GET
def provider(request: ActorRequest, provider: str) -> HttpResponse:
    """One provider: services, places, licences."""
    page = _page(request, provider)
    context = {
        "page": page,
        "say": words,
        "crumbs": [*to_directory(), Crumb(page.row.code)],
        "month": f"{timezone.localdate():%Y-%m}",
    }
    return respond(request, "protection/provider.html", context)


def _page(request: ActorRequest, code: str) -> ProviderPage:
    return queries.provider_page(code, actor=request.actor, now=timezone.now(), language=current().code)


@require_http_methods(["GET", "POST"])
def add_provider(request: ActorRequest) -> HttpResponse:
    """Enter a provider."""
    must_supervise(request.actor)
    known = [(str(row.body_id), row.name) for row in bodies(current().code).values() if not row.is_generic]
    known.sort(key=lambda pair: pair[1].casefold())
    form = ProviderForm(offered("provider_kind"), known, offered("service_type"), posted(request))

    def deed() -> None:
        providers.add_provider(form.new(), actor=request.actor, now=timezone.now())

    question = Question(
        _("Enter a provider"),
        _("Enter the provider"),
        _("The provider is in the directory. Record its licence next."),
        (_("This system does not keep where it is."),),
    )
    return ask_at(request, form, question, deed, to_directory())


@require_http_methods(["GET", "POST"])
def add_licence(request: ActorRequest, provider: str) -> HttpResponse:
    """Record a licence."""
    must_supervise(request.actor)
    page = _page(request, provider)
    given = {row.service for row in page.row.services}
    form = LicenceForm([each for each in offered("service_type") if each[0] in given], posted(request))

    def deed() -> None:
        licences.grant_licence(provider, form.new(), actor=request.actor, now=timezone.now())

    question = Question(_("Record a licence"), _("Record the licence"), _("The licence is recorded."))
    return ask_at(request, form, question, deed, to_provider(provider))


@require_http_methods(["GET", "POST"])
def suspend(request: ActorRequest, provider: str, licence_id: UUID) -> HttpResponse:
    """Suspend a licence."""
    must_supervise(request.actor)
    form = ReasonForm(offered("suspension_reason"), posted(request))
    page = _page(request, provider)
    held = sum(row.places - row.free for service in page.row.services for row in service.places)

    def deed() -> None:
        licences.suspend(licence_id, form.cleaned_data["reason"], actor=request.actor, now=timezone.now())

    stays = ngettext(
        "%(num)s stay is planned anew: whoever leads the case gets a task.",
        "%(num)s stays are planned anew: whoever leads each case gets a task.",
        held,
    ) % {"num": held}
    question = Question(
        _("Suspend the licence"),
        _("Suspend the licence"),
        _("The licence is suspended. Nobody is placed there from now on."),
        (_("New placements stop at once."), stays),
        kind="warning",
    )
    return ask_at(request, form, question, deed, to_provider(provider))


@require_http_methods(["GET", "POST"])
def restore(request: ActorRequest, provider: str, licence_id: UUID) -> HttpResponse:
    """Let a suspended licence hold again."""
    must_supervise(request.actor)
    form = ConfirmForm(posted(request))

    def deed() -> None:
        licences.lift_suspension(licence_id, actor=request.actor, now=timezone.now())

    question = Question(
        _("Lift the suspension"),
        _("Lift the suspension"),
        _("The licence holds again."),
        (_("People can be placed there again, unless a complaint stops it."),),
    )
    return ask_at(request, form, question, deed, to_provider(provider))


@require_http_methods(["GET", "POST"])
def set_rate(request: ActorRequest, provider: str) -> HttpResponse:
    """Say what a night costs."""
    must_supervise(request.actor)
    form = RateForm(vocabulary().home().currency, posted(request))

    def deed() -> None:
        said = form.cleaned_data
        providers.set_rate(provider, said["amount"], said["from_date"], actor=request.actor, now=timezone.now())

    question = Question(_("Set the rate for a night"), _("Set the rate"), _("The rate is set."))
    return ask_at(request, form, question, deed, to_provider(provider))


@require_http_methods(["GET", "POST"])
def end_provider(request: ActorRequest, provider: str) -> HttpResponse:
    """Take a provider out of the directory."""
    must_supervise(request.actor)
    form = EndForm(posted(request), today=timezone.localdate())

    def deed() -> None:
        providers.end_provider(provider, form.cleaned_data["on"], actor=request.actor, now=timezone.now())

    question = Question(
        _("Take the provider out of the directory"),
        _("Take it out"),
        _("The provider ends on the day that you named."),
        (_("What was recorded stays. Nobody is placed there from that day on."),),
        kind="warning",
    )
    return ask_at(request, form, question, deed, to_provider(provider))
