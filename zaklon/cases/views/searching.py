"""Looking for a person by name or number, among those whom the reader may identify."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.commands.searching import search_people
from zaklon.cases.forms.files import SearchForm
from zaklon.cases.kinds import SearchPurpose
from zaklon.cases.values import FoundPerson
from zaklon.cases.vault.spelling import Why
from zaklon.cases.views import words
from zaklon.cases.views.shared import posted
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

WHY: dict[Why, str | Promise] = {
    Why.NUMBER: gettext_lazy("The same number"),
    Why.EXACT: gettext_lazy("The same name"),
    Why.SOUND: gettext_lazy("Sounds alike"),
    Why.MISTYPED: gettext_lazy("One letter differs"),
    Why.NEAR: gettext_lazy("A similar name"),
}


@require_http_methods(["GET", "POST"])
def search(request: ActorRequest) -> HttpResponse:
    """The form, and after it who may be meant: by case, never by name. What was typed is in no address and no title."""
    request.actor.must(Permission.CASE_WORK)
    form = SearchForm(posted(request))
    found: list[FoundPerson] | None = None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            found = search_people(said["text"], SearchPurpose(said["purpose"]), actor=request.actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
    context = {
        "form": form,
        "found": found,
        "words": words,
        "why": why,
        "columns": [
            Column("code", _("Case")),
            Column("person", _("Person")),
            Column("why", _("Why it may be the one")),
        ],
        "crumbs": [Crumb(_("Cases"), reverse("cases:home")), Crumb(_("Find a person"))],
    }
    return respond(request, "cases/search.html", context, status=422 if form.is_bound and found is None else 200)


def why(hit: FoundPerson) -> str:
    """What makes the person a hit, in words."""
    return ", ".join(str(WHY[Why(int(each))]) for each in hit.why)
