"""Break-glass, and what the data-protection officer reviews."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.cases.commands import glass, posts
from zaklon.cases.commands.reading import read_register
from zaklon.cases.forms.openings import GlassForm, GlassReviewForm
from zaklon.cases.kinds import Part
from zaklon.cases.queries.review import GlassRow, glass_to_review
from zaklon.cases.rules.codes import read_code
from zaklon.cases.rules.matrix import BREAK_GLASS
from zaklon.cases.views import words
from zaklon.cases.views.review_tabs import review_tabs
from zaklon.cases.views.shared import Question, ask, page_of, posted
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.web.errors import refused
from zaklon.web.formats import moment
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb, SubItem
from zaklon.web.respond import respond


@require_http_methods(["GET", "POST"])
def break_glass(request: ActorRequest) -> HttpResponse:
    """Open one part of one case because of danger to life or a missing child."""
    actor = request.actor
    if not actor.may(Permission.CASE_OVERSEE):
        actor.must(Permission.CASE_WORK)
    parts: frozenset[Part] = frozenset().union(*(BREAK_GLASS.get(role, frozenset()) for role in actor.roles))
    if not parts:
        raise NotPermitted("glass_not_for_role")
    form = GlassForm(parts, posted(request))

    def deed() -> str:
        said = form.cleaned_data
        code = read_code(said["code"])
        if code is None:
            raise RuleBroken("code_mistyped", field="code")
        glass.break_glass(code, said["part"], said["reason"], actor=actor, now=timezone.now(), hours=said["hours"])
        return page_of(code)

    question = Question(
        _("Open in danger"),
        _("Open now"),
        _(
            "It is open for the hours that you named. The data-protection officer, whoever leads the case and the"
            " guardian have been told."
        ),
        (
            _("Only for danger to somebody's life, or a missing child. Never for statistics, media or politics."),
            _("One part of one case opens for some hours. Somebody else looks at your reason within a day."),
        ),
        warning=_("Every use stands in the yearly register. Misuse is an incident."),
        kind="warning",
    )
    try:
        with transaction.atomic():
            return ask(request, form, question, deed)
    except NotPermitted as refusal:
        # Out here, since what the deed itself wrote has rolled back; a code that is no case's is noted just the same.
        tried = read_code(form.cleaned_data["code"]) or "unknown"
        record("refused.break_glass", tried, by=actor, at=timezone.now(), fields=[refusal.code])
        return refused(request, refusal)


@require_GET
def review(request: ActorRequest) -> HttpResponse:
    """What waits for the officer, the conflicts, and the yearly register of uses."""
    now, language = timezone.now(), current().code
    found = read_register(_year(request, timezone.localdate(now).year), actor=request.actor, now=now, language=language)
    context = {
        "tabs": review_tabs(request, "review"),
        "found": found,
        "words": words,
        "glass_columns": [
            Column("code", _("Case")),
            Column("who", _("Who")),
            Column("part", _("Part")),
            Column("when", _("When")),
            Column("review", _("Review")),
        ],
        "conflict_columns": [
            Column("code", _("Case")),
            Column("who", _("Who")),
            Column("stance", _("Why")),
            Column("since", _("Since")),
            Column("deed", _("Decide")),
        ],
        "years": [SubItem(str(year), f"?year={year}", is_current=year == found.year) for year in found.years],
    }
    return respond(request, "cases/review.html", context)


def _year(request: ActorRequest, this_year: int) -> int:
    text = request.GET.get("year", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this_year
    return asked if 2000 <= asked <= this_year else this_year


@require_http_methods(["GET", "POST"])
def review_glass(request: ActorRequest, glass_id: UUID) -> HttpResponse:
    """Read the reason of one use, and say whether it was right."""
    row = glass_to_review(glass_id, actor=request.actor, now=timezone.now(), language=current().code)
    form = GlassReviewForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            _review(request, glass_id, form)
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Your review is recorded."))
            return redirect("cases:review")
    context = {
        "row": row,
        "form": form if row.reviewed_at is None and not row.is_own else None,
        "has_errors": form.is_bound,
        "facts": _facts(row),
        "crumbs": [Crumb(_("Data protection"), reverse("cases:review")), Crumb(row.code)],
        "cancel_href": reverse("cases:review"),
    }
    return respond(request, "cases/review_glass.html", context, status=422 if form.is_bound else 200)


def _review(request: ActorRequest, glass_id: UUID, form: GlassReviewForm) -> None:
    glass.review_break_glass(
        glass_id,
        is_justified=form.cleaned_data["verdict"] == "justified",
        words=form.cleaned_data["words"],
        actor=request.actor,
        now=timezone.now(),
    )


def _facts(row: GlassRow) -> list[dict[str, str]]:
    facts = {
        _("Case"): row.code,
        _("Who"): words.who(row.who),
        _("Part"): str(row.part.label),
        _("Opened"): moment(row.starts_at),
        _("Open until"): moment(row.ends_at),
        _("Review due"): moment(row.due_at),
        _("Reason given"): row.reason,
    }
    if row.reviewed_at is not None:
        facts[_("Reviewed")] = moment(row.reviewed_at)
        facts[_("Outcome")] = _("It was right") if row.is_justified else _("It was misuse")
        facts[_("Reasons of the review")] = row.words
    return [{"key": key, "value": value} for key, value in facts.items()]


@require_POST
def lift_conflict(request: ActorRequest, conflict_id: UUID) -> HttpResponse:
    """Find that there is no conflict: the person may be assigned again."""
    posts.lift_conflict(conflict_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The conflict is lifted. The person may be assigned to the case again."))
    return redirect("cases:review")
