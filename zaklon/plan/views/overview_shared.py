"""What the pages of the plan have in common: reading the address, naming bodies, choosing plan and period."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Model
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zaklon.access.actor import Actor
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.plan.forms.overview import ChoosePeriod
from zaklon.plan.models import YearlyPlan
from zaklon.plan.queries.choosing import IN_FORCE, Choice, PlanChoice
from zaklon.plan.queries.texts import wordings
from zaklon.plan.views.overview_words import period_name
from zaklon.web.languages import current
from zaklon.web.parts import SubItem


def id_in(query: QueryDict, name: str, missing: type[Model] = YearlyPlan) -> UUID | None:
    """The identifier of that name in the address. Raises `missing`.DoesNotExist for what is none."""
    text = query.get(name, "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise missing.DoesNotExist from error  # type: ignore[attr-defined]


def names_of_bodies() -> Mapping[UUID, str]:
    """Every body's name in the language of the page."""
    return {body_id: row.name for body_id, row in directory(current().code).items()}


def address(name: str, *args: object, **query: object) -> str:
    """Address of a page with what is set of the query."""
    said = urlencode({key: str(value) for key, value in query.items() if value not in (None, "")})
    return reverse(name, args=args) + (f"?{said}" if said else "")


def chooser(choice: Choice, *, with_plan: bool = True) -> ChoosePeriod | None:
    """The form that changes plan and period, or only the period; None where there is nothing to choose."""
    if choice.plan is None:
        return None
    plans = {plan.plan_id: plan for plan in (choice.plan, *choice.plans)} if with_plan else {}
    names = _plan_names(plans.values())
    listed = sorted(plans.values(), key=lambda plan: (-plan.year, names[plan.plan_id], str(plan.plan_id)))
    form = ChoosePeriod(
        plans=[(str(plan.plan_id), names[plan.plan_id]) for plan in listed],
        periods=[(str(period.period_id), period_name(period)) for period in choice.periods],
        initial={
            "plan": str(choice.plan.plan_id),
            "period": str(choice.period.period_id) if choice.period else "",
        },
        auto_id="choose-%s",
    )
    return form if form.fields else None


def _plan_names(plans: Collection[PlanChoice]) -> Mapping[UUID, str]:
    """The year of each plan, with its strategy in the reader's language where there are several."""
    strategies = {plan.strategy_id for plan in plans}
    if len(strategies) < 2:
        return {plan.plan_id: str(plan.year) for plan in plans}
    said = wordings(strategies, current().code, only=strategies)
    titles = {
        plan.strategy_id: said.say(plan.strategy_id, plan.strategy_id, "title", plan.strategy_title) for plan in plans
    }
    return {
        plan.plan_id: _("%(year)s: %(strategy)s") % {"year": plan.year, "strategy": titles[plan.strategy_id]}
        for plan in plans
    }


def plan_parts(request: ActorRequest, plan_id: UUID, choice: Choice) -> tuple[SubItem, ...]:
    """The sister pages of one plan that the actor may open; the chosen period goes along."""
    period = choice.period.period_id if choice.period else None
    parts = [(_("Activities"), "plan:plan"), (_("Timeline"), "plan:timeline"), (_("Money"), "plan:money")]
    return tuple(
        SubItem(text, address(name, plan_id, period=period), is_current=request.path == reverse(name, args=[plan_id]))
        for text, name in parts + _further_parts(request.actor, choice)
    )


def _further_parts(actor: Actor, choice: Choice) -> list[tuple[str, str]]:
    """A plan in force has periods and amendments; before that it has a draft to submit and adopt."""
    parts = []
    if choice.plan and actor.may(Permission.PROGRESS_READ_ALL):
        if choice.plan.status in IN_FORCE:
            parts = [(_("Reporting periods"), "plan:periods"), (_("Amendments"), "plan:amendments")]
        else:
            parts = [(_("Draft"), "plan:draft")]
    if actor.may(Permission.REPORT_EXPORT):
        parts.append((_("Reports to take out"), "plan:outputs"))
    return parts
