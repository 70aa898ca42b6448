"""Pages of the data-protection officer: unusual uses, legal holds, and how long files are kept."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands import keeping, rights, watch
from zaklon.cases.commands.reading import note_look
from zaklon.cases.forms.officer import AlertFilter, AlertReviewForm, HoldForm, KeepLongerForm, LiftHoldForm
from zaklon.cases.forms.shared import CommandForm
from zaklon.cases.kinds import AlertKind
from zaklon.cases.queries import officer, retention
from zaklon.cases.queries.officer import AlertChoice, AlertRow
from zaklon.cases.rules.codes import read_code
from zaklon.cases.views import words
from zaklon.cases.views.deciding import Decision, decide_page
from zaklon.cases.views.review_tabs import review_tabs
from zaklon.cases.views.shared import posted
from zaklon.common.errors import RuleBroken
from zaklon.web.formats import long_date, moment
from zaklon.web.languages import current
from zaklon.web.listing import Column, page_of
from zaklon.web.respond import respond

_REVIEWED: dict[str, bool | None] = {"": False, "reviewed": True, "all": None}


@require_GET
def alerts(request: ActorRequest) -> HttpResponse:
    """What was noticed, and what was made of it."""
    form = AlertFilter(request.GET)
    said = form.cleaned_data if form.is_valid() else {"show": "", "kind": ""}
    chosen = AlertChoice(_REVIEWED[said["show"]], AlertKind(said["kind"]) if said["kind"] else None)
    page = page_of(request.GET, officer.alert_count(chosen, actor=request.actor), officer.PAGE)
    note_look("alerts", actor=request.actor, now=timezone.now())
    context = {
        "tabs": review_tabs(request, "alerts"),
        "form": form,
        "page": page,
        "rows": officer.alerts(chosen, actor=request.actor, language=current().code, offset=page.offset),
        "words": words,
        "columns": [
            Column("what", _("What was noticed")),
            Column("who", _("Who")),
            Column("code", _("Case")),
            Column("noted", _("When")),
            Column("state", _("Review")),
        ],
    }
    return respond(request, "cases/review_alerts.html", context)


@require_http_methods(["GET", "POST"])
def alert(request: ActorRequest, alert_id: UUID) -> HttpResponse:
    """One of them, with the words of whoever looked into it."""
    row = officer.alert(alert_id, actor=request.actor, language=current().code)
    form = AlertReviewForm(posted(request))

    def deed() -> None:
        watch.review_alert(alert_id, form.cleaned_data["words"], actor=request.actor, now=timezone.now())

    is_waiting = row.reviewed_at is None
    decision = Decision(
        title=str(row.kind.label),
        facts=_alert_facts(row),
        button=_("Record the review"),
        done=_("Your review is recorded."),
        back="cases:alerts",
        lead=(_("Being noticed is no fault. Talk to the person first; most have a good reason."),),
        closed=_("This is about yourself, so somebody else looks at it.") if is_waiting and row.is_own else "",
    )
    return decide_page(request, form if is_waiting and not row.is_own else None, decision, deed)


def _alert_facts(row: AlertRow) -> list[tuple[str, str]]:
    facts = [
        (_("Who"), words.who(row.who)),
        (_("When"), moment(row.noted_at)),
        (_("How many"), str(row.count)),
        (_("What the system did"), str(row.verdict.label)),
    ]
    if row.code:
        facts.append((_("Case"), row.code))
    if row.reviewed_at is not None:
        facts += [
            (_("Reviewed"), moment(row.reviewed_at)),
            (_("By"), words.who(row.reviewed_by)),
            (_("What was found out"), row.words),
        ]
    return facts


@require_GET
def holds(request: ActorRequest) -> HttpResponse:
    """Files that are kept whatever their time."""
    rows = officer.holds(actor=request.actor, language=current().code)
    note_look("holds", actor=request.actor, now=timezone.now())
    context = {"tabs": review_tabs(request, "holds"), "rows": rows, "words": words}
    return respond(request, "cases/review_holds.html", context)


@require_http_methods(["GET", "POST"])
def add_hold(request: ActorRequest) -> HttpResponse:
    """Keep a file for a court or an inquiry."""
    tabs = review_tabs(request, "holds")
    form = HoldForm(posted(request))

    def deed() -> None:
        code = read_code(form.cleaned_data["code"])
        if code is None:
            raise RuleBroken("code_mistyped", field="code")
        try:
            rights.set_hold(code, form.cleaned_data["reason"], actor=request.actor, now=timezone.now())
        except ObjectDoesNotExist as error:
            raise RuleBroken("code_unknown", field="code") from error

    decision = Decision(
        title=_("Put a legal hold on a file"),
        button=_("Put the hold"),
        done=_("The hold is in force. The file is kept whatever its time."),
        back="cases:holds",
        lead=(_("Nothing of the file is erased until the hold is lifted, not even when the person asks for it."),),
    )
    return decide_page(request, form, decision, deed, tabs=tabs)


@require_http_methods(["GET", "POST"])
def lift_hold(request: ActorRequest, hold_id: UUID) -> HttpResponse:
    """End a hold."""
    rows = officer.holds(actor=request.actor, language=current().code)
    row = next((row for row in rows if row.hold_id == hold_id), None)
    if row is None:
        raise Http404
    form = LiftHoldForm(posted(request))

    def deed() -> None:
        rights.lift_hold(row.code, form.cleaned_data["reason"], actor=request.actor, now=timezone.now())

    decision = Decision(
        title=_("Lift the legal hold"),
        facts=[
            (_("Case"), row.code),
            (_("Reason of the hold"), row.reason),
            (_("Since"), moment(row.set_at)),
            (_("Put by"), words.who(row.set_by)),
        ],
        button=_("Lift the hold"),
        done=_("The hold is lifted. The ordinary time of the file counts again."),
        back="cases:holds",
        closed=_("This hold was lifted already.") if row.lifted_at else "",
    )
    return decide_page(request, None if row.lifted_at else form, decision, deed)


@require_GET
def keeping_list(request: ActorRequest) -> HttpResponse:
    """Files whose time has passed or soon will."""
    rows = retention.keeping(actor=request.actor, today=timezone.localdate())
    note_look("keeping", actor=request.actor, now=timezone.now())
    context = {
        "tabs": review_tabs(request, "keeping"),
        "rows": rows,
        "columns": [
            Column("code", _("Case")),
            Column("closed", _("Closed")),
            Column("until", _("Kept until")),
            Column("deed", _("Decide")),
        ],
    }
    return respond(request, "cases/review_keeping.html", context)


@require_http_methods(["GET", "POST"])
def keep_longer(request: ActorRequest, code: str) -> HttpResponse:
    """Give a file more time."""
    row = retention.keeping_of(code, actor=request.actor, today=timezone.localdate())
    form: CommandForm = KeepLongerForm(posted(request))

    def deed() -> None:
        said = form.cleaned_data
        keeping.keep_longer(code, said["until"], said["reason"], actor=request.actor, now=timezone.now())

    facts = [(_("Case"), code), (_("Closed"), long_date(row.closed_on)), (_("Kept until"), long_date(row.until))]
    facts += [(_("Kept longer before, because"), reason) for reason in row.longer]
    decision = Decision(
        title=_("Keep a file longer"),
        facts=facts,
        button=_("Keep it longer"),
        done=_("The file is kept until the day that you named."),
        back="cases:keeping",
        lead=(_("Keep it only as long as a named purpose needs it. The decision and its reason stay in the case."),),
    )
    return decide_page(request, form, decision, deed)
