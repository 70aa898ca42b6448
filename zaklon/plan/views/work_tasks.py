"""My body's tasks."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.plan.forms.work import TaskFilterForm
from zaklon.plan.queries.tasks import SORT_KEYS, TaskChoices, TaskCounts, TaskFilter, Tasks, Turn
from zaklon.plan.views.work_lists import chips
from zaklon.web.languages import current
from zaklon.web.listing import Column, page_of, query_without, sort_of
from zaklon.web.parts import SubItem
from zaklon.web.respond import respond

_PAGE_SIZE = 25


@require_GET
def tasks(request: ActorRequest) -> HttpResponse:
    """What waits for us, and what waits for somebody else, each with its count."""
    is_ours = request.GET.get("list") != "others"
    found = Tasks(actor=request.actor, today=timezone.localdate(), language=current().code)
    form = TaskFilterForm(request.GET, _offered(found.choices()))
    chosen = _filter(form)
    counts = found.counts(chosen)
    sort = sort_of(request.GET, SORT_KEYS, "due")
    page = page_of(request.GET, counts.ours if is_ours else counts.others, _PAGE_SIZE)
    rows = found.rows(
        chosen, is_ours=is_ours, sort=sort.key, is_descending=sort.is_descending, window=slice(page.offset, page.last)
    )
    context = {
        "is_ours": is_ours,
        "counts": counts,
        "lists": _lists(request, counts, is_ours=is_ours),
        "form": form,
        "chips": chips(request.GET, form),
        "clear_href": "" if is_ours else "?list=others",
        "keep": {"list": "" if is_ours else "others", "sort": request.GET.get("sort", "")},
        "is_filtered": any(form.chosen.values()),
        "sort": sort,
        "page": page,
        "rows": rows,
        "columns": _columns(is_ours=is_ours),
    }
    return respond(request, "plan/tasks.html", context, fragment="plan/tasks_list.html")


def _filter(form: TaskFilterForm) -> TaskFilter:
    return TaskFilter(
        plan_id=form.uuid("plan"),
        period_id=form.uuid("period"),
        turn=form.chosen["turn"],
        body_id=form.uuid("body"),
        text=form.chosen["q"],
    )


def _offered(choices: TaskChoices) -> dict[str, list[tuple[str, object]]]:
    return {
        "turn": [("", _("Everything")), *((turn.value, turn.label) for turn in Turn)],
        "period": [("", _("Every period")), *((str(line.period_id), line.name) for line in choices.periods)],
        "plan": [("", _("Every plan")), *((str(plan_id), title) for plan_id, title in choices.plans)],
        "body": [("", _("Every body")), *((str(body_id), name) for body_id, name in choices.bodies)],
    }


def _lists(request: ActorRequest, counts: TaskCounts, *, is_ours: bool) -> list[SubItem]:
    query = query_without(request.GET, "list", "page")
    rest = f"&{query}" if query else ""
    base = reverse("plan:tasks")
    return [
        SubItem(_("Waiting for us"), f"{base}?list=ours{rest}", is_ours, counts.ours),
        SubItem(_("Waiting for somebody else"), f"{base}?list=others{rest}", not is_ours, counts.others),
    ]


def _columns(*, is_ours: bool) -> list[Column]:
    columns = [
        Column("code", _("Activity"), is_sortable=True),
        Column("turn", _("What is to be done")),
        Column("period", _("Period")),
        Column("due", _("Last day to report"), is_sortable=True),
    ]
    if is_ours:
        return columns
    return [*columns, Column("with", _("Waits for")), Column("since", _("Since"), is_sortable=True)]
