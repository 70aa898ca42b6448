"""Opening sealed parts: those that stand open, and identity and testimony by a deliberate act with a reason."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands import records, reveals
from zaklon.cases.forms.entries import RevealForm
from zaklon.cases.forms.files import ConfirmForm
from zaklon.cases.kinds import Part
from zaklon.cases.queries.page_rows import CaseFront, CasePage, PartRow, RevealRow
from zaklon.cases.rules.entries import kinds_of
from zaklon.cases.sheet_words import kind_name
from zaklon.cases.values import OpenedPart
from zaklon.cases.views import words
from zaklon.cases.views.content import part_name, shown
from zaklon.cases.views.shared import Question, ask, crumbs_to, fronted, opened, posted
from zaklon.common.errors import NotPermitted
from zaklon.web.formats import moment
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def part(request: ActorRequest, code: str, part: Part) -> HttpResponse:
    """Everything that stands in a part which needs no deliberate act."""
    page = fronted(request, code)
    row = row_of(page, part)
    found = records.read_part(code, part, actor=request.actor, now=timezone.now())
    return _content(request, page, row, found)


def row_of(page: CaseFront, part: Part) -> PartRow:
    """The part as the reader meets it. Raises NotPermitted in the same words for a part that is closed or unknown."""
    row = next((row for row in page.parts if row.part is part and row.is_open), None)
    if row is None:
        raise NotPermitted("part_withheld")
    return row


def _content(
    request: ActorRequest, page: CaseFront, row: PartRow, found: OpenedPart, reveal: RevealRow | None = None
) -> HttpResponse:
    may_write = row.may_write and page.rights.is_open
    context = {
        "code": page.code,
        "row": row,
        "part_name": part_name(row.part),
        "reveal": reveal,
        "opened": shown(found, page, current().code),
        "words": words,
        "may_write": may_write,
        "kinds": [(kind.value, kind_name(kind)) for kind in kinds_of(row.part)] if may_write else [],
        "crumbs": crumbs_to(page.code, Crumb(str(row.part.label))),
    }
    return respond(request, "cases/part.html", context)


@require_http_methods(["GET", "POST"])
def reveal(request: ActorRequest, code: str, person_id: UUID, part: Part) -> HttpResponse:
    """Ask to see who a person is, or what the person told; the reason is typed each time."""
    page = fronted(request, code)
    row_of(page, part)
    person = next((each for each in page.persons if each.person_id == person_id), None)
    if person is None:
        raise Http404
    form = RevealForm(posted(request))

    def deed() -> str:
        reason = form.cleaned_data["reason"]
        asked = reveals.ask_reveal(code, person_id, part, reason, actor=request.actor, now=timezone.now())
        return reverse("cases:revealed", args=[code, asked])

    lead = [_("It opens for 15 minutes, to you alone. Every look is on record, and the person may learn of it.")]
    if part is Part.TESTIMONY and reveals.persons_to_reveal() > 1:
        lead.append(_("A second person who may read it has to agree first."))
    question = Question(
        _("Open: %(part)s, person %(number)s") % {"part": part.label, "number": person.position},
        _("Open"),
        "",
        tuple(lead),
    )
    return ask(request, form, question, deed, code=code)


@require_GET
def revealed(request: ActorRequest, code: str, reveal_id: UUID) -> HttpResponse:
    """What was asked for, while it lasts; or that somebody has to agree first."""
    page = opened(request, code)
    asked = _reveal_of(page, reveal_id, is_own=True)
    if asked is None:
        # Ended, of another, or never there: the command tells these apart, and refuses each.
        reveals.open_revealed(reveal_id, actor=request.actor, now=timezone.now())
        raise Http404
    if asked.ends_at is None:
        context = {"page": page, "reveal": asked, "words": words, "crumbs": crumbs_to(code, Crumb(_("Waiting")))}
        return respond(request, "cases/reveal_waits.html", context)
    found = reveals.open_revealed(reveal_id, actor=request.actor, now=timezone.now())
    return _content(request, page, row_of(page, asked.part), found, asked)


@require_http_methods(["GET", "POST"])
def agree(request: ActorRequest, code: str, reveal_id: UUID) -> HttpResponse:
    """The second person agrees to a look, having read why."""
    page = opened(request, code)
    asked = _reveal_of(page, reveal_id, is_own=False)
    if asked is None:
        raise Http404
    form = ConfirmForm(posted(request))

    def deed() -> None:
        reveals.agree_to_reveal(reveal_id, actor=request.actor, now=timezone.now())

    facts = {
        "who": words.who(asked.who),
        "part": asked.part.label,
        "number": asked.position,
        "moment": moment(asked.asked_at),
    }
    question = Question(
        _("Agree that somebody opens a sealed part"),
        _("Agree"),
        _("You have agreed. It is open to the person who asked, for 15 minutes."),
        (
            _("%(who)s asked on %(moment)s to open: %(part)s, person %(number)s.") % facts,
            _("Reason given: %(reason)s") % {"reason": asked.reason},
            _("If the reason does not convince you, do not agree, and ask the person. Nothing opens then."),
        ),
    )
    return ask(request, form, question, deed, code=code)


def _reveal_of(page: CasePage, reveal_id: UUID, *, is_own: bool) -> RevealRow | None:
    return next((row for row in page.reveals if row.reveal_id == reveal_id and row.is_own == is_own), None)


def address_of(code: str, part: Part, *, is_deliberate: bool) -> str:
    """Where somebody goes after writing: to the part, or to its place on the page of the case."""
    if is_deliberate:
        return f"{reverse('cases:case', args=[code])}#part-{part_name(part)}"
    return reverse("cases:part", args=[code, part])
