"""Writing sealed entries and correcting them, and the files that belong to them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands import attaching, entries, records
from zaklon.cases.forms.entries import EntryForm, FileForm
from zaklon.cases.kinds import Part, RecordKind
from zaklon.cases.queries.page_rows import CasePage, RecordRow
from zaklon.cases.queries.versions import newest_of
from zaklon.cases.rules.entries import kinds_of
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.rules.sheets import version_of
from zaklon.cases.sheet_words import kind_name
from zaklon.cases.values import NewFile
from zaklon.cases.views import sheets, words
from zaklon.cases.views.sealed import address_of, row_of
from zaklon.cases.views.shared import Question, ask, opened, posted
from zaklon.common.errors import NotPermitted
from zaklon.documents.values import Upload


def _writable(page: CasePage, part: Part) -> None:
    if not row_of(page, part).may_write:
        raise NotPermitted("part_withheld")


@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, code: str, part: Part, kind: str) -> HttpResponse:
    """Add an entry to a part."""
    page = opened(request, code)
    _writable(page, part)
    if kind not in kinds_of(part):
        raise Http404
    persons = [(str(row.person_id), words.person(row)) for row in page.persons if not row.is_erased]
    form = EntryForm(kind, posted(request), persons=persons)

    def deed() -> str:
        records.write_record(code, form.new_record(part), actor=request.actor, now=timezone.now())
        return address_of(code, part, is_deliberate=part in DELIBERATE)

    question = Question(
        str(RecordKind(kind).label),
        _("Seal and save"),
        _("The entry is saved. Only those who may read this part can open it."),
        _lead(page, part),
    )
    return ask(request, form, question, deed, code=code)


def _lead(page: CasePage, part: Part) -> tuple[str, ...]:
    lead = [_("Part of the file: %(part)s. What you write here is sealed.") % {"part": part.label}]
    shown = [row for row in page.persons if not row.is_erased]
    if len(shown) == 1:
        lead.append(words.person(shown[0]))
    return tuple(lead)


def _record_of(page: CasePage, record_id: UUID) -> RecordRow:
    found = (row for rows in page.records.values() for row in rows if row.record_id == record_id)
    row = next(found, None)
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, code: str, record_id: UUID) -> HttpResponse:
    """Write an entry anew; the former one stays readable as an earlier version."""
    page = opened(request, code)
    # Somebody may have corrected it since this page was opened: the line is then that of the newest version.
    row = _record_of(page, newest_of(record_id) if request.method == "POST" else record_id)
    _writable(page, row.part)
    former = entries.open_entry(code, record_id, actor=request.actor, now=timezone.now())
    if version_of(former.content) is not None:
        return sheets.correct(request, page, former)
    form = EntryForm(row.kind, posted(request), former=former.content)

    def deed() -> str:
        records.correct_record(record_id, form.content(), actor=request.actor, now=timezone.now())
        return address_of(code, row.part, is_deliberate=row.part in DELIBERATE)

    question = Question(
        _("Correct: %(kind)s") % {"kind": kind_name(row.kind)},
        _("Seal and save"),
        _("The correction is saved. The former entry is kept as an earlier version."),
        (_("The former entry is kept beside it, so that others can see what was known when."),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def attach(request: ActorRequest, code: str, record_id: UUID) -> HttpResponse:
    """Add a file to an entry."""
    page = opened(request, code)
    row = _record_of(page, record_id)
    _writable(page, row.part)
    is_sent = request.method == "POST"
    form = FileForm(posted(request), request.FILES if is_sent else None)

    def deed() -> str:
        upload = Upload.received(form.cleaned_data["file"])
        new = NewFile(upload.name, upload.content, form.cleaned_data["request_key"])
        attaching.attach_file(code, record_id, new, actor=request.actor, now=timezone.now())
        return address_of(code, row.part, is_deliberate=row.part in DELIBERATE)

    question = Question(
        _("Add a file"),
        _("Seal and save the file"),
        _("The file is sealed and saved with the entry."),
        (
            _("To: %(kind)s, person %(number)s.") % {"kind": kind_name(row.kind), "number": row.position},
            _("Where a picture was taken and with which camera is removed. The file is not searched for viruses."),
        ),
        is_upload=True,
    )
    return ask(request, form, question, deed, code=code)


@require_GET
def download(request: ActorRequest, code: str, sealed_file_id: UUID) -> HttpResponse:
    """A file as a download under a name that says nothing, kept by no browser and no proxy."""
    file = attaching.open_file(code, sealed_file_id, actor=request.actor, now=timezone.now())
    response = HttpResponse(file.content, content_type=file.media_type)
    as_download = content_disposition_header(as_attachment=True, filename=file.name)
    response.headers["Content-Disposition"] = as_download or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
