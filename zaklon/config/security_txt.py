"""Where somebody who has found a fault of security can tell it (RFC 9116)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET


@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everyone
    """The file; absent while no contact is set."""
    if settings.SECURITY_CONTACT is None:
        raise Http404
    contact, until = settings.SECURITY_CONTACT
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until.isoformat()}T23:59:59Z",
        f"Preferred-Languages: {languages}",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
