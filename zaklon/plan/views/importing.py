"""Uploading a plan file, answering its questions, confirming or discarding it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.plan.commands import importing
from zaklon.plan.commands.importing import NewImport, Said
from zaklon.plan.forms.importing import PaperForm, QuestionsForm, UploadForm
from zaklon.plan.importing import UnreadableFile
from zaklon.plan.importing.containers import MAX_BYTES
from zaklon.plan.imports_sentences import unreadable_text
from zaklon.plan.queries import imports as queries
from zaklon.plan.queries.imported import Outcome
from zaklon.plan.settling.corrections import corrections_between, kept_text
from zaklon.plan.settling.drafts import DraftPaper
from zaklon.plan.settling.questions import Asked
from zaklon.plan.views.import_foresight import foreseen_shown
from zaklon.plan.views.import_shared import Sheet, figures, heading, sheet_of, status_tag
from zaklon.plan.views.import_words import questions_shown
from zaklon.web import formats
from zaklon.web.listing import page_of
from zaklon.web.parts import SubItem
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

_LIST = 30
_QUESTIONS = 15


@require_GET
def imports(request: ActorRequest) -> HttpResponse:
    """Uploaded files, and the form for another."""
    return _show_list(request, UploadForm(queries.strategy_choices(actor=request.actor)))


@require_POST
def upload(request: ActorRequest) -> HttpResponse:
    """Read a file and go on to its questions."""
    form = UploadForm(queries.strategy_choices(actor=request.actor), request.POST, request.FILES)
    if form.is_valid():
        now = timezone.now()
        try:
            import_id = importing.read_file(_new_import(form), actor=request.actor, now=now)
        except UnreadableFile as refusal:
            form.add_error("file", unreadable_text(refusal))
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        except NotAllowedNow as refusal:
            messages.info(request, sentence_for(refusal))
            return redirect("plan:import", refusal.facts["import_id"])
        else:
            if queries.import_row(import_id, actor=request.actor).read_at == now:
                messages.success(request, _("The file was read. Nothing is kept in a plan before you confirm it."))
            else:
                messages.info(request, _("This file is already waiting for confirmation. Nothing was changed."))
            return redirect("plan:import", import_id)
    return _show_list(request, form, status=422)


def _new_import(form: UploadForm) -> NewImport:
    file = form.cleaned_data["file"]
    content = file.read(MAX_BYTES + 1)  # one more than is taken, so that the reader itself refuses what is too large
    return NewImport(file.name, content, form.cleaned_data["strategy"] or None, form.cleaned_data["year"])


def _show_list(request: ActorRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    page = page_of(request.GET, 10**6, _LIST)
    found = queries.imports(actor=request.actor, offset=page.offset, size=_LIST)
    rows = [(row, status_tag(row.status)) for row in found.rows]
    context = {
        "form": form,
        "rows": rows,
        "page": page_of(request.GET, found.total, _LIST),
        "has_errors": bool(form.errors),
    }
    return respond(request, "plan/imports.html", context, status=status)


@require_GET
def review(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """One import: its figures and its questions; a settled one says what became of it."""
    row = queries.import_row(import_id, actor=request.actor)
    if not row.is_waiting:
        return respond(request, "plan/import_settled.html", {"row": row, "status": status_tag(row.status)})
    sheet = sheet_of(request, import_id)
    show = _show_of(request, sheet)
    return _show_questions(request, sheet, show)


def _show_of(request: HttpRequest, sheet: Sheet) -> str:
    asked = request.GET.get("show", "")
    if asked in _SHOWN:
        return asked
    return "must" if sheet.opened.settled.blocking else "open"


_SHOWN = ("must", "open", "answered")


def _listed(sheet: Sheet, show: str) -> list[Asked]:
    settled = sheet.opened.settled
    if show == "must":
        return list(settled.blocking)
    if show == "open":
        return [each for each in settled.open_questions if not each.blocks]
    return [each for each in settled.asked if not each.is_open and each.answer]


def _questions_form(sheet: Sheet, asked: list[Asked], data: object = None) -> QuestionsForm:
    texts = {each.key: (sheet.reader.question(each).text, "") for each in asked}
    return QuestionsForm(asked, texts, sheet.context, data)


def _show_questions(request: ActorRequest, sheet: Sheet, show: str) -> HttpResponse:
    asked = _listed(sheet, show)
    page = page_of(request.GET, len(asked), _QUESTIONS)
    on_page = asked[page.offset : page.offset + _QUESTIONS]
    form = _questions_form(sheet, on_page)
    shown = questions_shown(sheet.reader, on_page, {each.key for each in on_page if form.field_for(each)})
    tabs = [
        SubItem(text, f"?show={name}", is_current=name == show, count=None)
        for name, text in zip(_SHOWN, _show_words(sheet), strict=True)
    ]
    context = {
        "heading": heading(sheet, "plan:import"),
        "figures": figures(sheet),
        "tabs": tabs,
        "show": show,
        "questions": [(each, form[f"q-{each.key}"] if each.has_field else None) for each in shown],
        "keys": ",".join(each.key for each in on_page),
        "page": page,
        "same": _same_kind(sheet) if show == "open" else [],
        "back": request.get_full_path(),
    }
    return respond(request, "plan/import.html", context)


def _show_words(sheet: Sheet) -> tuple[str, str, str]:
    counts = [formats.number(len(_listed(sheet, show))) for show in _SHOWN]
    return (
        _("To be answered first (%(number)s)") % {"number": counts[0]},
        _("May stay open (%(number)s)") % {"number": counts[1]},
        _("Answered (%(number)s)") % {"number": counts[2]},
    )


def _same_kind(sheet: Sheet) -> list[tuple[str, str, int]]:
    """Codes of which several open questions only ask for a yes: code, the first as an example, how many."""
    counted: dict[str, list[Asked]] = {}
    for each in sheet.opened.settled.open_questions:
        if each.kind.reply.value == "as_read":
            counted.setdefault(each.code, []).append(each)
    return [
        (code, sheet.reader.question(found[0]).text, len(found)) for code, found in counted.items() if len(found) > 1
    ]


@require_POST
def answers(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Keep the answers of one page of questions."""
    sheet = sheet_of(request, import_id)
    keys = set(request.POST.get("keys", "").split(","))
    asked = [each for each in sheet.opened.settled.asked if each.key in keys]
    form = _questions_form(sheet, asked, request.POST)
    if form.is_valid():
        said = [Said(*each) for each in form.said()]
        importing.answer_all(import_id, said, actor=request.actor, now=timezone.now())
        words = ngettext("%(num)s answer was kept.", "%(num)s answers were kept.", len(said))
        messages.success(request, words % {"num": formats.number(len(said))})
    else:
        messages.error(request, _("One of the answers does not fit. Nothing was kept; check them and send them again."))
    show = request.POST.get("show", "")
    return redirect(reverse("plan:import", args=[import_id]) + (f"?show={show}" if show in _SHOWN else ""))


@require_POST
def accept(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Say yes to every open question of one kind."""
    count = importing.accept_all(import_id, request.POST.get("code", ""), actor=request.actor, now=timezone.now())
    words = ngettext("%(num)s answer was kept.", "%(num)s answers were kept.", count)
    messages.success(request, words % {"num": formats.number(count)})
    return redirect(reverse("plan:import", args=[import_id]) + "?show=open")


@require_http_methods(["GET", "POST"])
def paper(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """The facts of the plan and, for a new one, of the strategy."""
    sheet = sheet_of(request, import_id)
    current = sheet.opened.settled.plan.paper
    choices = queries.strategy_choices(actor=request.actor)
    form = PaperForm(current, choices, sheet.offered.currencies, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = [Said("", *each) for each in _paper_answers(current, form.paper())]
        importing.answer_all(import_id, said, actor=request.actor, now=timezone.now())
        messages.success(request, _("The facts of the plan were kept."))
        return redirect("plan:import", import_id)
    context = {"heading": heading(sheet, "plan:import_paper"), "form": form, "has_errors": bool(form.errors)}
    return respond(request, "plan/import_paper.html", context, status=422 if form.errors else 200)


def _paper_answers(former: DraftPaper, later: DraftPaper) -> list[tuple[str, str]]:
    """What differs; and the year and the strategy, which a person has now said, whatever the file says."""
    said = {name: kept_text(later, name) for name in ("year", "strategy")}
    return list({**said, **dict(corrections_between(former, later))}.items())


@require_http_methods(["GET", "POST"])
def confirmation(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """What confirming would do, word by word; and doing it."""
    if request.method == "POST":
        done = importing.confirm(import_id, actor=request.actor, now=timezone.now())
        messages.success(request, _done_words(done.outcome))
        return redirect("plan:amendment" if done.outcome is Outcome.AMENDMENT else "plan:draft", done.plan_id)
    sheet = sheet_of(request, import_id)
    foresight = queries.foresight(import_id, sheet.opened, actor=request.actor)
    shown = foreseen_shown(sheet, foresight) if foresight else None
    return respond(
        request, "plan/import_confirm.html", {"heading": heading(sheet, "plan:import_confirm"), "foreseen": shown}
    )


def _done_words(outcome: Outcome) -> str:
    if outcome is Outcome.AMENDMENT:
        return _("The file became the draft of an amendment. Look at what it changes, then submit it.")
    if outcome is Outcome.NOTHING:
        return _("The file says what the plan says already. Nothing was changed.")
    if outcome is Outcome.REDRAFT:
        return _("The draft plan now says what the file says.")
    return _("The plan was kept as a draft. Submit it when it is complete.")


@require_http_methods(["GET", "POST"])
def discard(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Put a file aside."""
    if request.method == "POST":
        importing.discard(import_id, actor=request.actor, now=timezone.now())
        messages.success(request, _("The file was put aside. Nothing of it was kept in a plan."))
        return redirect("plan:imports")
    row = queries.import_row(import_id, actor=request.actor)
    if not row.is_waiting:
        raise NotAllowedNow("import_is_settled")
    return respond(request, "plan/import_discard.html", {"row": row})
