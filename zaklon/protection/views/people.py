"""For one person of a case: safe contact, and the support plan. And the home page of residence officers."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.kinds import Part
from zaklon.cases.queries.lists import tasks_due
from zaklon.cases.views import words as case_words
from zaklon.cases.views.shared import Question, ask, crumbs_to, fronted, posted
from zaklon.common.money import Money
from zaklon.pathway.panel import law_now
from zaklon.pathway.views.history import person_at
from zaklon.protection.commands.contact import agree_limits
from zaklon.protection.forms.stays import LimitsForm
from zaklon.protection.queries.contact import limits_of
from zaklon.protection.queries.plans import plan_of
from zaklon.protection.queries.reflections import RunningRow, running_stays
from zaklon.protection.views import words
from zaklon.protection.views.stays import must_write
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_http_methods(["GET", "POST"])
def contact(request: ActorRequest, code: str, position: int) -> HttpResponse:
    """How a person may be reached, in codes."""
    page = fronted(request, code)
    must_write(page, Part.CONTACT)
    person = person_at(page, position)
    known = limits_of([person.person_id]).get(person.person_id)
    form = LimitsForm(posted(request), limits=known.limits if known else None)

    def deed() -> None:
        agree_limits(code, person.person_id, form.limits(), actor=request.actor, now=timezone.now())

    question = Question(
        _("How the person may be reached"),
        _("Save"),
        _("Saved. Every letter, mail, reminder and paper to the person is checked against it."),
        (
            case_words.person(person),
            _("Agree it with the person. Whom to ask for and other words go into the sealed part for safe contact."),
        ),
    )
    return ask(request, form, question, deed, code=code)


@require_GET
def plan(request: ActorRequest, code: str, position: int) -> HttpResponse:
    """Goals, services, costs and visits of a person, as the newest forms say it."""
    page = fronted(request, code)
    person = person_at(page, position)
    found = plan_of(code, person.person_id, actor=request.actor, now=timezone.now())
    currency = vocabulary().home().currency
    context = {
        "plan": found,
        "about": case_words.person(person),
        "cost": Money.of(currency, found.cost),
        "costs": {goal.number: Money.of(currency, goal.cost) for goal in found.goals if goal.cost is not None},
        "today": timezone.localdate(),
        "columns": [
            Column("goal", _("Goal")),
            Column("service", _("Service")),
            Column("until", _("Until")),
            Column("cost", _("Cost"), is_number=True),
            Column("state", _("State")),
        ],
        "visit_columns": [
            Column("domain", _("About")),
            Column("seen", _("The professional's view")),
            Column("felt", _("The person's view")),
        ],
        "domains": _domains(),
        "say": words,
        "code": code,
        "crumbs": crumbs_to(code, Crumb(_("Support plan"))),
    }
    return respond(request, "protection/plan.html", context)


def _domains() -> dict[str, str]:
    return {
        "housing": _("Housing"),
        "health": _("Health"),
        "work": _("Work and money"),
        "school": _("School"),
        "law": _("Legal matters"),
        "family": _("Family"),
        "safety": _("Safety"),
    }


@require_GET
def residence(request: ActorRequest) -> HttpResponse:
    """The home page of residence officers: times that run, with the days that are left."""
    request.actor.must(Permission.RESIDENCE_DECIDE)
    now = timezone.now()
    rows = running_stays(law_now(), actor=request.actor, now=now)
    context = {
        "rows": [(row, _left(row)) for row in rows],
        "columns": [
            Column("case", _("Case")),
            Column("what", _("What runs")),
            Column("left", _("Days left")),
            Column("until", _("Last day")),
        ],
        "tasks": case_words.waiting(tasks_due(actor=request.actor, now=now, language=current().code)),
    }
    return respond(request, "protection/residence.html", context)


def _left(row: RunningRow) -> tuple[str, str]:
    """A tag: how many days are left."""
    if row.due.is_late:
        return _("Over"), "late"
    text = ngettext("%(num)s day", "%(num)s days", row.days_left) % {"num": row.days_left}
    return text, "waiting" if row.days_left <= _SOON else "going"


# The last of the country's alarms before the end of recovery and reflection comes ten days before it.
_SOON = 10
