"""The rows of an import: what was read, and correcting one of them."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.plan.commands import importing
from zaklon.plan.commands.importing import Said
from zaklon.plan.forms.amendments import ActivityEditor, MeasureForm, with_more_lines
from zaklon.plan.forms.importing import RowsFilterForm
from zaklon.plan.forms.importing_rows import IndicatorForm, ObjectiveForm
from zaklon.plan.settling.corrections import corrections_between
from zaklon.plan.settling.drafts import DraftActivity, DraftIndicator, DraftMeasure, DraftRow
from zaklon.plan.settling.rows import ACTIVITY, kind_of
from zaklon.plan.views.import_shared import Sheet, heading, sheet_of
from zaklon.plan.views.import_words import PARTS
from zaklon.web.listing import page_of
from zaklon.web.respond import respond

_ROWS = 12
_LINES = ("bodies", "results", "money")


@require_GET
def rows(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Every row of one part of the file as it was understood, beside its own words."""
    sheet = sheet_of(request, import_id)
    part = request.GET.get("part", ACTIVITY)
    if part not in PARTS:
        raise Http404(part)
    only = "unsure" if request.GET.get("only") == "unsure" else ""
    keys = sheet.reader.keys(part, only_unsure=bool(only))
    page = page_of(request.GET, len(keys), _ROWS)
    context = {
        "heading": heading(sheet, "plan:import_rows", part),
        "part": part,
        "rows": [sheet.reader.row(key) for key in keys[page.offset : page.offset + _ROWS]],
        "page": page,
        "form": RowsFilterForm(initial={"only": only}),
    }
    return respond(request, "plan/import_rows.html", context)


@require_http_methods(["GET", "POST"])
def row(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Correct one row; what is not changed stays as it was read."""
    sheet = sheet_of(request, import_id)
    key = request.GET.get("row", "")
    held = next((each for each in sheet.opened.settled.plan.rows if each.row == key), None)
    if held is None:
        raise Http404(key)
    if isinstance(held, DraftActivity):
        return _activity(request, sheet, held)
    if request.method == "POST":
        form = _form_of(held, sheet, request.POST)
        if form.is_valid():
            return _keep(request, sheet, held, _read_from(form, held))
    else:
        form = _form_of(held, sheet, None)
    targets = form.targets if isinstance(form, IndicatorForm) else []
    context = {
        **_context(sheet, key),
        "form": form,
        "targets": targets,
        "forms": [form, *targets],
        "has_errors": bool(form.errors),
    }
    return respond(request, "plan/import_row.html", context, status=422 if form.errors else 200)


def _activity(request: ActorRequest, sheet: Sheet, held: DraftActivity) -> HttpResponse:
    more = next((name for name in _LINES if request.POST.get("more") == name), "")
    data = with_more_lines(request.POST, more) if more else request.POST or None
    editor = ActivityEditor(sheet.offered, held, data, must_be_whole=False)
    if request.method == "POST" and not more and editor.is_valid():
        return _keep(request, sheet, held, editor.activity())
    has_errors = data is not None and not more
    context = {**_context(sheet, held.row), "editor": editor, "forms": editor.all_forms, "has_errors": has_errors}
    return respond(request, "plan/import_activity.html", context, status=422 if has_errors else 200)


def _context(sheet: Sheet, key: str) -> dict[str, object]:
    open_ones = [each for each in sheet.opened.settled.open_questions if key in each.rows]
    part = kind_of(key)
    return {
        "heading": heading(sheet, "plan:import_rows", part),
        "row": sheet.reader.row(key),
        "name": sheet.reader.name(key),
        "questions": [sheet.reader.question(each) for each in open_ones],
        "back": _rows_address(sheet, part),
    }


def _form_of(held: DraftRow, sheet: Sheet, data: object) -> BaseForm:
    if isinstance(held, DraftMeasure):
        initial = {name: getattr(held, name) for name in ("label", "number", "text")}
        initial["objective"] = str(held.objective or "")
        return MeasureForm(sheet.offered.objectives, data, initial=initial)
    if isinstance(held, DraftIndicator):
        return IndicatorForm(held, sheet.offered.lists, data)
    if isinstance(held, DraftActivity):
        raise TypeError("an activity has an editor of its own")
    return ObjectiveForm(held, data)


def _read_from(form: BaseForm, held: DraftRow) -> DraftRow:
    if isinstance(form, MeasureForm) and isinstance(held, DraftMeasure):
        values = form.values()
        return DraftMeasure(held.row, values.label, values.number, values.text, values.objective)
    if isinstance(form, IndicatorForm | ObjectiveForm):
        return form.row()
    return held


def _keep(request: ActorRequest, sheet: Sheet, held: DraftRow, later: DraftRow) -> HttpResponse:
    said = [Said(held.row, *each) for each in corrections_between(held, later)]
    importing.answer_all(sheet.row.import_id, said, actor=request.actor, now=timezone.now())
    messages.success(request, _("%(row)s was corrected.") % {"row": sheet.reader.name(held.row)})
    return redirect(_rows_address(sheet, kind_of(held.row)))


def _rows_address(sheet: Sheet, part: str) -> str:
    return reverse("plan:import_rows", args=[sheet.row.import_id]) + "?" + urlencode({"part": part})
