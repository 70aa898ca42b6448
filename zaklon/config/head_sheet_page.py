"""The sheet with the head of the trail as a download; it stands up here because it needs the printing of reports."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.audit.commands.heads import head_to_hand_out, note_handout
from zaklon.audit.kinds import Way
from zaklon.common.errors import NotAllowedNow
from zaklon.config.head_sheet import sheet


@require_POST
def head_sheet(request: ActorRequest) -> HttpResponse:
    """The newest head as a PDF page to print, sign and hand to somebody outside; that it left is kept."""
    actor, now = request.actor, timezone.now()
    actor.must(Permission.AUDIT_READ)
    head = head_to_hand_out()
    if head is None:
        raise NotAllowedNow("nothing_sealed_yet")
    note_handout(head, Way.PAPER, "printed by an officer", by=actor.user_id, at=now)
    record("trail.head_printed", head.number, by=actor, at=now)
    response = HttpResponse(sheet(head, made_at=now), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="seal-{head.number}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
