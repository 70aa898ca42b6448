"""The start of case work: my cases, tasks, the cases of the body; looking one up by its code; opening one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.cases.commands.files import open_case
from zaklon.cases.commands.reading import look_up
from zaklon.cases.forms.files import MOST_PERSONS, LookUpForm, OpenForm, PersonForm
from zaklon.cases.kinds import CaseStatus
from zaklon.cases.panels import home_panels_for
from zaklon.cases.queries import lists
from zaklon.cases.queries.lists import CaseList
from zaklon.cases.rules.matrix import BREAK_GLASS
from zaklon.cases.views import words
from zaklon.cases.views.shared import page_of, posted
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web.formats import moment
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb, SubItem, WaitingItem
from zaklon.web.respond import respond

_LISTED = (CaseStatus.OPEN, CaseStatus.CLOSED, CaseStatus.MERGED)


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """What a person meets first, by role."""
    return _home(request, LookUpForm())


@require_POST
def find(request: ActorRequest) -> HttpResponse:
    """Go to a case whose code was typed. A hidden case and an absent one are answered in the same words."""
    form = LookUpForm(request.POST)
    if form.is_valid():
        try:
            code = look_up(form.cleaned_data["code"], actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            if code is not None:
                return redirect("cases:case", code)
            form.add_error("code", _("There is no case with this code that you can see."))
    return _home(request, form, status=422)


def _home(request: ActorRequest, form: LookUpForm, *, status: int = 200) -> HttpResponse:
    actor, language = request.actor, current().code
    if not actor.may(Permission.CASE_OVERSEE):
        actor.must(Permission.CASE_WORK)
    oversees, works = actor.may(Permission.CASE_OVERSEE), actor.may(Permission.CASE_WORK)
    view = _view(request, works=works, oversees=oversees)
    chosen = CaseStatus(view) if view in CaseStatus.values else CaseStatus.OPEN
    context = {
        "form": form,
        "has_errors": status != 200,
        "words": words,
        "tasks": _waiting(request, language),
        "panels": home_panels_for(actor, timezone.now()),
        "tabs": _tabs(view, works=works, oversees=oversees),
        "found": _found(request, view, chosen, language),
        "view": view,
        "columns": [Column("code", _("Case")), Column("flags", _("To know")), Column("lead", _("Leads")), _opened()],
        "may_open": actor.may(Permission.CASE_OPEN),
        "may_search": works,
        "may_break": works_in_danger(actor.roles),
        "may_review": actor.may(Permission.PRIVACY_REVIEW),
    }
    return respond(request, "cases/home.html", context, fragment="cases/_list.html", status=status)


def _waiting(request: ActorRequest, language: str) -> list[WaitingItem]:
    """Tasks, after looks at sealed parts to which this person may agree: somebody sits there and waits."""
    actor, now = request.actor, timezone.now()
    looks = lists.looks_to_agree(actor=actor, now=now) if actor.may(Permission.CASE_WORK) else ()
    items = [
        WaitingItem(
            _("Somebody asks you to agree"),
            reverse("cases:agree", args=[look.code, look.reveal_id]),
            look.code,
            _("Asked %(moment)s") % {"moment": moment(look.asked_at)},
        )
        for look in looks
    ]
    return items + words.waiting(lists.tasks_due(actor=actor, now=now, language=language))


def works_in_danger(roles: frozenset[Role]) -> bool:
    """Whether one of the roles may break the glass."""
    return any(role in BREAK_GLASS for role in roles)


def _opened() -> Column:
    return Column("opened", _("Opened"))


def _view(request: ActorRequest, *, works: bool, oversees: bool) -> str:
    asked = request.GET.get("list", "")
    offered = (["mine"] if works else []) + ([*_LISTED, "unled"] if oversees else [])
    return asked if asked in offered else str(offered[0])


def _tabs(view: str, *, works: bool, oversees: bool) -> list[SubItem]:
    names = {"mine": _("My cases")} if works else {}
    if oversees:
        names |= {
            CaseStatus.OPEN: _("Open cases"),
            CaseStatus.CLOSED: _("Closed cases"),
            CaseStatus.MERGED: _("Merged cases"),
            "unled": _("Nobody leads"),
        }
    return [SubItem(text, f"?list={key}", is_current=key == view) for key, text in names.items()]


def _found(request: ActorRequest, view: str, status: CaseStatus, language: str) -> CaseList:
    after = request.GET.get("after", "")
    if view == "mine":
        return lists.my_cases(actor=request.actor, now=timezone.now(), language=language, after=after)
    if Role.COORDINATOR in request.actor.roles:
        return lists.all_cases(status, actor=request.actor, language=language, after=after, is_unled=view == "unled")
    return lists.cases_of_body(status, actor=request.actor, language=language, after=after, is_unled=view == "unled")


@require_http_methods(["GET", "POST"])
def open_new(request: ActorRequest) -> HttpResponse:
    """Open a case with one or more persons; the button for another person sends the form as well."""
    request.actor.must(Permission.CASE_OPEN)
    data = posted(request)
    form = OpenForm(request.actor, data)
    count = _count(request)
    wants_more = request.method == "POST" and "more" in request.POST
    persons = [
        PersonForm(data if place <= _sent(request) else None, prefix=f"p{place}") for place in range(1, count + 1)
    ]
    if request.method == "POST" and not wants_more and form.is_valid() and all(each.is_valid() for each in persons):
        try:
            code = open_case(form.new_case(persons), actor=request.actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The case is open. Write its code on your papers: %(code)s") % {"code": code})
            return redirect(page_of(code))
    has_errors = request.method == "POST" and not wants_more
    context = {
        "form": form,
        "persons": persons,
        "count": count,
        "may_add": count < MOST_PERSONS,
        "has_errors": has_errors,
        "crumbs": [Crumb(_("Cases"), reverse("cases:home")), Crumb(_("Open a case"))],
        "cancel_href": reverse("cases:home"),
    }
    return respond(request, "cases/open.html", context, status=422 if has_errors else 200)


def _sent(request: ActorRequest) -> int:
    """How many persons the form that was sent has; one on a page that is only opened."""
    text = request.POST.get("persons", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), MOST_PERSONS)


def _count(request: ActorRequest) -> int:
    return min(_sent(request) + ("more" in request.POST), MOST_PERSONS)
