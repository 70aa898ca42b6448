"""Certificates as the answer to a request."""

from datetime import datetime

from django.http import HttpResponse

from zaklon.capacity.outputs.certificates import certificates_pdf, file_name
from zaklon.capacity.values import Issued


def certificates_answer(issued: Issued, now: datetime) -> HttpResponse:
    """The file with the certificates, which no browser keeps."""
    answer = HttpResponse(certificates_pdf(issued, made_at=now), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(issued)}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
