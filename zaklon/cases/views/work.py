"""Flags, tasks, links between persons, splitting and merging."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands import flags, linking, merging, splitting, tasks
from zaklon.cases.forms.files import ConfirmForm
from zaklon.cases.forms.work import (
    DecideForm,
    LinkForm,
    MergeForm,
    RaiseFlagForm,
    ResolveFlagForm,
    SplitForm,
    TaskForm,
)
from zaklon.cases.kinds import FlagKind
from zaklon.cases.queries.page import must_see
from zaklon.cases.queries.page_rows import CasePage, MergeRow
from zaklon.cases.views import words
from zaklon.cases.views.shared import Question, ask, fronted, opened, page_of, posted


@require_http_methods(["GET", "POST"])
def raise_flag(request: ActorRequest, code: str) -> HttpResponse:
    """Say what everybody who opens the case must know."""
    must_see(fronted(request, code), lambda rights: rights.may_flag)
    form = RaiseFlagForm(posted(request))

    def deed() -> None:
        flags.raise_flag(code, FlagKind(form.cleaned_data["kind"]), actor=request.actor, now=timezone.now())

    question = Question(
        _("Raise a flag"),
        _("Raise the flag"),
        _("The flag is raised. Whoever leads the case has been told."),
        (_("Everybody who works on the case sees it first."),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def resolve_flag(request: ActorRequest, code: str, flag_id: UUID) -> HttpResponse:
    """Take a flag down, with the reason."""
    page = opened(request, code)
    row = next((row for row in page.flags if row.flag_id == flag_id), None)
    if row is None:
        raise Http404(str(flag_id))
    must_see(page, lambda rights: rights.may_resolve)
    form = ResolveFlagForm(posted(request))

    def deed() -> None:
        flags.resolve_flag(code, flag_id, form.cleaned_data["words"], actor=request.actor, now=timezone.now())

    question = Question(
        _("Take the flag down"),
        _("Take it down"),
        _("The flag is down. Your reason stands in the case."),
        (str(row.kind.label),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def add_task(request: ActorRequest, code: str) -> HttpResponse:
    """Give somebody who works on the case something to do."""
    page = opened(request, code)
    must_see(page, lambda rights: rights.may_write)
    form = TaskForm([(row, words.who(row.who)) for row in page.staff], posted(request))

    def deed() -> None:
        tasks.add_task(code, form.new_task(), actor=request.actor, now=timezone.now())

    question = Question(_("Add a task"), _("Add the task"), _("The task is added, and the person has been told."))
    return ask(request, form, question, deed, code=code)


@require_POST
def finish_task(request: ActorRequest, code: str, task_id: UUID) -> HttpResponse:
    """Mark a task as done."""
    tasks.finish_task(code, task_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The task is done."))
    return redirect(page_of(code))


def _persons(page: CasePage) -> list[tuple[str, str]]:
    return [(str(row.position), words.person(row)) for row in page.persons if not row.is_erased]


@require_http_methods(["GET", "POST"])
def link(request: ActorRequest, code: str) -> HttpResponse:
    """Link two persons."""
    page = opened(request, code)
    must_see(page, lambda rights: rights.may_write)
    form = LinkForm(_persons(page), posted(request), initial={"other_code": code})

    def deed() -> None:
        linking.link_persons(code, form.new_link(), actor=request.actor, now=timezone.now())

    question = Question(
        _("Link two persons"),
        _("Link them"),
        _("The two persons are linked."),
        (_("The link is shown only to people who see both cases."),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def end_link(request: ActorRequest, code: str, link_id: int) -> HttpResponse:
    """Say that two persons do not belong together."""
    page = opened(request, code)
    row = next((row for row in page.links if row.link_id == link_id), None)
    if row is None:
        raise Http404(str(link_id))
    must_see(page, lambda rights: rights.may_resolve)
    form = ConfirmForm(posted(request))

    def deed() -> None:
        linking.end_link(code, link_id, actor=request.actor, now=timezone.now())

    question = Question(
        _("End this link?"), _("End the link"), _("The link is ended."), (words.link(row),), kind="warning"
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def split(request: ActorRequest, code: str) -> HttpResponse:
    """Give some persons a case of their own."""
    page = opened(request, code)
    must_see(page, lambda rights: rights.may_write)
    form = SplitForm(_persons(page), posted(request))

    def deed() -> str:
        new = splitting.split_case(code, form.cleaned_data["persons"], actor=request.actor, now=timezone.now())
        return page_of(new)

    question = Question(
        _("Split the case"),
        _("Split the case"),
        _("The persons have a case of their own now: this one. Write its code on your papers."),
        (
            _("Everything recorded about the persons goes with them. The same people work on both cases."),
            _("At least one person stays. To undo this, merge the two cases."),
        ),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def merge(request: ActorRequest, code: str) -> HttpResponse:
    """Propose to take another case up into this one."""
    must_see(fronted(request, code), lambda rights: rights.may_write)
    form = MergeForm(posted(request))

    def deed() -> None:
        merging.propose_merge(code, form.cleaned_data["other_code"], actor=request.actor, now=timezone.now())

    question = Question(
        _("Propose to merge two cases"),
        _("Propose the merge"),
        _("The merge is proposed. Somebody else looks at it before anything is moved."),
        (
            _("The persons of the other case come to this one, with everything recorded about them."),
            _("Those who work on the other case will work on this one too. A merge can be undone."),
        ),
    )
    return ask(request, form, question, deed, code=code)


def _merge_of(page: CasePage, merge_id: UUID) -> MergeRow:
    row = next((row for row in page.merges if row.merge_id == merge_id), None)
    if row is None:
        raise Http404(str(merge_id))
    return row


@require_http_methods(["GET", "POST"])
def decide_merge(request: ActorRequest, code: str, merge_id: UUID) -> HttpResponse:
    """The second person's decision on a merge."""
    row = _merge_of(opened(request, code), merge_id)
    form = DecideForm(posted(request))

    def deed() -> str:
        is_accepted = form.cleaned_data["verdict"] == "accept"
        kept = merging.decide_merge(merge_id, is_accepted=is_accepted, actor=request.actor, now=timezone.now())
        return page_of(kept)

    facts = {"kept": code if row.is_kept else row.other_code, "other": row.other_code if row.is_kept else code}
    question = Question(
        _("Decide on a merge"),
        _("Decide"),
        _("Your decision is recorded."),
        (
            _("It is proposed to take %(other)s up into %(kept)s.") % facts,
            _("All persons would be in %(kept)s, and everybody who works on one of the two would work on it.") % facts,
            _("Open both cases and compare them first. A merge can be undone."),
        ),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def undo_merge(request: ActorRequest, code: str, merge_id: UUID) -> HttpResponse:
    """Give the other case its persons back."""
    row = _merge_of(opened(request, code), merge_id)
    form = ConfirmForm(posted(request))

    def deed() -> str:
        return page_of(merging.undo_merge(merge_id, actor=request.actor, now=timezone.now()))

    facts = {"kept": code if row.is_kept else row.other_code, "other": row.other_code if row.is_kept else code}
    question = Question(
        _("Undo the merge"),
        _("Undo the merge"),
        _("The merge is undone."),
        (
            _("The persons of %(other)s go back to it, with what was recorded about them since.") % facts,
            _("Whoever came to %(kept)s by the merge no longer works on it.") % facts,
        ),
        kind="warning",
    )
    return ask(request, form, question, deed, code=code)
