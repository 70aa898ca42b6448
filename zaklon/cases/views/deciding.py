"""A page of the data-protection officer on which one thing is decided: its facts, a form, and then back to the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zaklon.cases.forms.shared import CommandForm
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web.parts import Crumb, SubItem
from zaklon.web.respond import respond


@dataclass(frozen=True)
class Decision:
    """What the page says. `back` names the list; `closed` says why there is no form."""

    title: str
    button: str
    done: str
    back: str
    facts: Sequence[tuple[str, str]] = ()
    lead: tuple[str, ...] = ()
    closed: str = ""
    more: tuple[tuple[str, str], ...] = field(default=())


def decide_page(
    request: HttpRequest,
    form: CommandForm | None,
    decision: Decision,
    deed: Callable[[], None],
    *,
    tabs: Sequence[SubItem] = (),
) -> HttpResponse:
    """Show what is to be decided; when it is answered well, do it and go back to the list."""
    back = reverse(decision.back)
    if form is not None and form.is_bound and form.is_valid():
        try:
            deed()
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, decision.done)
            return redirect(back)
    has_errors = form is not None and form.is_bound
    context = {
        "decision": decision,
        "facts": [{"key": key, "value": value} for key, value in decision.facts],
        "form": form,
        "has_errors": has_errors,
        "tabs": list(tabs),
        "crumbs": [Crumb(_("Data protection"), reverse("cases:review")), Crumb(decision.title)],
        "cancel_href": back,
    }
    return respond(request, "cases/decide.html", context, status=422 if has_errors else 200)
