"""The review queue, with many decisions at once for the office and the Board."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.common.errors import Refusal
from zaklon.plan.commands.progress import move_report
from zaklon.plan.forms.work import ReviewFilterForm
from zaklon.plan.kinds import ActivityCode
from zaklon.plan.queries.review import BULK_STAGES, SORT_KEYS, STAGES, Review, ReviewChoices, ReviewFilter, StageCount
from zaklon.plan.queries.tasks import TURNS
from zaklon.plan.views import work_facts, work_words
from zaklon.plan.views.work_lists import chips
from zaklon.web.languages import current
from zaklon.web.listing import Column, page_of, query_without, sort_of
from zaklon.web.parts import SubItem
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

_PAGE_SIZE = 50
_STAGE_NAMES = {
    "approve": gettext_lazy("To approve for the body"),
    "check": gettext_lazy("To check for the office"),
    "adopt": gettext_lazy("To adopt for the Coordination Body"),
}
_BULK_WORDS = {
    "check": gettext_lazy("Check the selected reports"),
    "adopt": gettext_lazy("Adopt the selected reports"),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one selected report."""

    href: str
    code: str
    text: str
    is_done: bool


@require_http_methods(["GET", "POST"])
def review(request: ActorRequest) -> HttpResponse:
    """What waits for the reader's decision; POST decides on the selected ones."""
    if elsewhere := _tasks_instead(request):
        return redirect(elsewhere)
    found = Review(actor=request.actor, today=timezone.localdate(), language=current().code)
    stages = found.stages()
    stage = _stage(request, stages)
    if request.method == "POST" and stage in BULK_STAGES:
        return _decide(request, found, stage)
    form = ReviewFilterForm(request.GET, _offered(found.choices(stage)))
    chosen = _filter(form)
    sort = sort_of(request.GET, SORT_KEYS, "due")
    page = page_of(request.GET, found.count(stage, chosen), _PAGE_SIZE)
    window = slice(page.offset, page.last)
    context = {
        "stage": stage,
        "stages": _stages(stages, stage),
        "bulk_text": _BULK_WORDS.get(stage, ""),
        "form": form,
        "chips": chips(request.GET, form),
        "clear_href": f"?stage={stage}",
        "keep": {"stage": stage, "sort": request.GET.get("sort", "")},
        "is_filtered": any(form.chosen.values()),
        "sort": sort,
        "page": page,
        "rows": found.rows(stage, chosen, sort=sort.key, is_descending=sort.is_descending, window=window),
        "columns": _columns(),
        "words": work_words,
        "query": query_without(request.GET),
    }
    return respond(request, "plan/review.html", context, fragment="plan/review_list.html")


def _tasks_instead(request: ActorRequest) -> str:
    """Where to go with a link to reports on which the reader does not decide: to what waits for others."""
    asked, actor = request.GET, request.actor
    status = asked.get("status", "")
    decides = [stage for stage, (_status, permission) in STAGES.items() if actor.may(permission)]
    names_what_waits = bool(status or asked.get("body")) and "stage" not in asked
    of_stage = any(STAGES[stage][0] == status for stage in decides)
    if request.method != "GET" or of_stage or (decides and not names_what_waits):
        return ""
    if not actor.may(Permission.PROGRESS_READ_ALL):
        return ""
    turn = {status.value: turn.value for status, turn, *_rest in TURNS}.get(status, "")
    query = {"list": "others", "turn": turn, "plan": asked.get("plan", ""), "body": asked.get("body", "")}
    return f"{reverse('plan:tasks')}?{urlencode({name: value for name, value in query.items() if value})}"


def _stage(request: ActorRequest, stages: list[StageCount]) -> str:
    """The stage that was asked for, else the first in which something waits."""
    asked = request.GET.get("stage") or request.POST.get("stage", "")
    by_status = {str(status): stage for stage, (status, _permission) in STAGES.items()}
    asked = asked or by_status.get(request.GET.get("status", ""), "")
    if any(each.stage == asked for each in stages):
        return asked
    return next((each.stage for each in stages if each.count), stages[0].stage)


def _decide(request: ActorRequest, found: Review, stage: str) -> HttpResponse:
    """The same command for each selected report; one that is refused does not stop the others."""
    ids = _selected(request)
    codes = found.titles(ids)
    outcomes = [_outcome(request, report_id, stage, codes.get(report_id, "")) for report_id in ids]
    context = {
        "outcomes": outcomes,
        "columns": work_facts.outcome_columns(),
        "done": sum(outcome.is_done for outcome in outcomes),
        "back_href": f"{reverse('plan:review')}?{query_without(request.GET) or f'stage={stage}'}",
    }
    return respond(request, "plan/review_outcome.html", context)


def _selected(request: ActorRequest) -> list[UUID]:
    """The selected reports, each once; what is no id is left aside. No more than a page holds."""
    ids: dict[UUID, None] = {}
    for text in request.POST.getlist("report")[:_PAGE_SIZE]:
        try:
            ids[UUID(text)] = None
        except ValueError:
            continue
    return list(ids)


def _outcome(request: ActorRequest, report_id: UUID, stage: str, code: str) -> Outcome:
    href = reverse("plan:report", args=[report_id])
    try:
        move_report(report_id, stage, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        return Outcome(href, code, sentence_for(refusal), is_done=False)
    except ObjectDoesNotExist:
        return Outcome("", "", _("There is no such report that you can see."), is_done=False)
    return Outcome(href, code, work_words.MOVED[stage](), is_done=True)


def _filter(form: ReviewFilterForm) -> ReviewFilter:
    return ReviewFilter(
        plan_id=form.uuid("plan"),
        period_id=form.uuid("period"),
        body_id=form.uuid("body"),
        code=form.chosen["code"],
        attention=form.chosen["attention"],
        text=form.chosen["q"],
    )


def _offered(choices: ReviewChoices) -> dict[str, list[tuple[str, object]]]:
    return {
        "plan": [("", _("Every plan")), *((str(plan_id), title) for plan_id, title in choices.plans)],
        "period": [("", _("Every period")), *((str(line.period_id), line.name) for line in choices.periods)],
        "body": [("", _("Every body")), *((str(body_id), name) for body_id, name in choices.bodies)],
        "code": [("", _("Every status")), *((code.value, code.label) for code in ActivityCode)],
        "attention": [
            ("", _("Everything")),
            ("late", _("Late activities")),
            ("disputed", _("Disputed by a partner")),
        ],
    }


def _stages(stages: list[StageCount], current_stage: str) -> list[SubItem]:
    base = reverse("plan:review")
    return [
        SubItem(str(_STAGE_NAMES[each.stage]), f"{base}?stage={each.stage}", each.stage == current_stage, each.count)
        for each in stages
    ]


def _columns() -> list[Column]:
    return [
        Column("code", _("Activity"), is_sortable=True),
        Column("body", _("Lead body"), is_sortable=True),
        Column("period", _("Period")),
        Column("status", _("Status as reported"), is_sortable=True),
        Column("partners", _("Partners")),
        Column("due", _("Last day to report"), is_sortable=True),
        Column("since", _("Waits since"), is_sortable=True),
    ]
