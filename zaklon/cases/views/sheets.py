"""Forms of the country pack in a file: choosing one, filling it in, and correcting it when somebody else was faster."""

from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.beginnings import Asking, Beginning, begin, beside
from zaklon.cases.commands import entries, sheets
from zaklon.cases.kinds import Part
from zaklon.cases.panels import Panel
from zaklon.cases.queries.page_rows import CasePage, PartRow, PersonRow
from zaklon.cases.queries.versions import newest_of
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.rules.sheets import answers_of, version_of
from zaklon.cases.values import NewSheet, OpenedRecord
from zaklon.cases.views import words
from zaklon.cases.views.sealed import address_of, row_of
from zaklon.cases.views.shared import crumbs_to, opened, page_of, posted
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.forms.definition import Answers, Definition
from zaklon.forms.forms import AnswerForm, form_of
from zaklon.forms.queries import definition_of, forms_of_part
from zaklon.forms.reading import ReadChange, read_changes
from zaklon.forms.rules.changes import join
from zaklon.forms.wording import form_title
from zaklon.web.formats import long_date
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for


class KeyForm(forms.Form):
    """The key by which a form sent twice is one entry."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class SheetPage:
    """A page with a form of the pack. `hidden` goes along unseen; `theirs` is what somebody else changed meanwhile.

    `beside` are panels that contexts show above the form.
    """

    code: str
    title: str
    sheet: AnswerForm | None
    about: tuple[str, ...] = ()
    hidden: tuple[forms.Form, ...] = ()
    button: str = ""
    refusal: str = ""
    theirs: tuple[ReadChange, ...] = ()
    clashes: tuple[ReadChange, ...] = ()
    action: str = ""
    cancel_href: str = ""
    beside: tuple[Panel, ...] = ()
    crumbs: list[Crumb] = field(default_factory=list)


def show_sheet(request: ActorRequest, page: SheetPage, *, status: int = 200) -> HttpResponse:
    """The page; 422 when something that was sent does not do."""
    return respond(request, "cases/sheet.html", {"page": page, "has_errors": status != 200}, status=status)


def taken_over(begun: Beginning) -> str:
    """Where the answers come from that a form begins with; empty where it begins with none of a former one."""
    if begun.since is None:
        return ""
    day = {"day": long_date(timezone.localdate(begun.since))}
    return _("Answers of %(day)s are filled in. Look at each, and change what is different now.") % day


def at_its_question(sheet: AnswerForm | None, found: Refusal) -> Refusal | None:
    """Put a refusal at the question that it names; gives it back where there is none."""
    if sheet is not None and found.field in sheet.fields:
        sheet.add_error(found.field, sentence_for(found))
        return None
    return found


@require_GET
def choose(request: ActorRequest, code: str, part: Part) -> HttpResponse:
    """The forms of a part, for each person."""
    page = opened(request, code)
    row = _writable(page, part)
    offered = forms_of_part(row.part.name.lower(), current().code, on=timezone.localdate())
    context = {
        "page": page,
        "part": row.part,
        "forms": offered,
        "persons": [person for person in page.persons if not person.is_erased and not person.is_restricted],
        "words": words,
        "crumbs": crumbs_to(code, Crumb(_("Forms: %(part)s") % {"part": row.part.label})),
    }
    return respond(request, "cases/sheet_choice.html", context)


@require_http_methods(["GET", "POST"])
def fill(request: ActorRequest, code: str, person_id: UUID, form_code: str) -> HttpResponse:
    """Fill in a form about a person; it is sealed in its part."""
    page = opened(request, code)
    definition = _definition(form_code)
    part = Part[definition.part.upper()]
    _writable(page, part)
    person = _person(page, person_id)
    today = timezone.localdate()
    asking = Asking(code, person, definition, request.actor, timezone.now())
    begun = begin(asking) if request.method == "GET" else Beginning()
    sheet = form_of(definition, posted(request), today=today, begins=begun.answers)
    key = KeyForm(posted(request), initial={"request_key": uuid4()})
    refusal: Refusal | None = None
    if request.method == "POST" and key.is_valid() and sheet.is_valid():
        new = NewSheet(person_id, form_code, sheet.answers(), request_key=key.cleaned_data["request_key"])
        try:
            sheets.write_sheet(code, new, actor=request.actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as found:
            refusal = at_its_question(sheet, found)
        else:
            messages.success(request, _("The form is saved. Only those who may read this part can open it."))
            return redirect(_back(code, part))
    about = (words.person(person), definition.lead, taken_over(begun))
    panels = beside(asking) if request.method == "POST" else begun.beside
    shown = _page(code, definition, sheet, about, part)
    shown = replace(shown, hidden=(key,), refusal=sentence_for(refusal) if refusal else "", beside=panels)
    return show_sheet(request, shown, status=422 if request.method == "POST" else 200)


def correct(request: ActorRequest, page: CasePage, former: OpenedRecord) -> HttpResponse:
    """Fill a form in anew in the place of the former one. Whoever comes second meets what the first has changed.

    Nothing that was typed is lost: both people's changes are put together, and where both changed the same answer,
    the second one's stands with the other's beside it.
    """
    code, today = page.head.code, timezone.localdate()
    definition = _definition(former.kind, version_of(former.content))
    read = answers_of(former.content)
    sheet = form_of(definition, posted(request), today=today, former=read)
    if request.method == "POST" and sheet.is_valid():
        now = timezone.now()
        try:
            sheets.correct_sheet(former.record_id, former.content, sheet.answers(), actor=request.actor, now=now)
        except NotAllowedNow as refusal:
            if refusal.code != "record_superseded":
                raise
            return _second(request, page, former, definition, sheet.answers())
        messages.success(request, _("The correction is saved. The former entry is kept as an earlier version."))
        return redirect(_back(code, former.part))
    about = (_("The former entry is kept beside it, so that others can see what was known when."),)
    shown = _page(code, definition, sheet, about, former.part)
    return show_sheet(request, shown, status=422 if request.method == "POST" else 200)


def _second(
    request: ActorRequest, page: CasePage, former: OpenedRecord, definition: Definition, mine: Answers
) -> HttpResponse:
    """Somebody else has corrected the form since: show both, joined, to be sent as a correction of the newest one."""
    code = page.head.code
    newest = entries.open_entry(code, newest_of(former.record_id), actor=request.actor, now=timezone.now())
    joined = join(answers_of(former.content), answers_of(newest.content), mine)
    sheet = form_of(definition, None, today=timezone.localdate(), former=joined.answers)
    about = (_("Somebody else has corrected this form while you were writing. Nothing is saved yet."),)
    shown = _page(code, definition, sheet, about, former.part)
    both = replace(
        shown,
        theirs=read_changes(definition, joined.theirs),
        clashes=read_changes(definition, joined.clashes),
        action=reverse("cases:correct", args=[code, newest.record_id]),
    )
    return show_sheet(request, both, status=409)


def _page(code: str, definition: Definition, sheet: AnswerForm, about: tuple[str, ...], part: Part) -> SheetPage:
    title = form_title(definition)
    return SheetPage(
        code=code,
        title=title,
        sheet=sheet,
        about=about,
        button=_("Seal and save"),
        cancel_href=_back(code, part),
        crumbs=crumbs_to(code, Crumb(title)),
    )


def _back(code: str, part: Part) -> str:
    """The part, or the case where the part opens on purpose only."""
    return page_of(code) if part in DELIBERATE else address_of(code, part, is_deliberate=False)


def _definition(form_code: str, version: int | None = None) -> Definition:
    try:
        return definition_of(form_code, current().code, on=timezone.localdate(), version=version)
    except KeyError:
        raise Http404 from None


def _writable(page: CasePage, part: Part) -> PartRow:
    row = row_of(page, part)
    if not row.may_write:
        raise NotPermitted("part_withheld")
    if not page.rights.is_open:
        raise NotAllowedNow("case_not_open")
    return row


def _person(page: CasePage, person_id: UUID) -> PersonRow:
    found = next((row for row in page.persons if row.person_id == person_id and not row.is_erased), None)
    if found is None:
        raise Http404
    return found
