"""Downloading an attachment: never shown inside a page, never kept by a browser or proxy."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.documents import commands


@require_GET
def download(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """The file as a download; whoever may not see it is told that it does not exist."""
    file = commands.open_attachment(attachment_id, actor=request.actor, now=timezone.now())
    response = HttpResponse(file.content, content_type=file.media_type)
    as_download = content_disposition_header(as_attachment=True, filename=file.name)
    response.headers["Content-Disposition"] = as_download or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
