"""Headers that limit what a page may do, even one into which somebody has slipped something."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zaklon.web.languages import GetResponse

_PERMISSIONS = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()"
)


def content_security_policy(form_targets: tuple[str, ...] = ()) -> str:
    """The policy of every page; `form_targets` are origins to which a form's answer may lead, such as a sign-on."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            " ".join(("form-action 'self'", *form_targets)),
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


class SecurityHeadersMiddleware:
    """Sets the headers on every answer; a view may only replace the policy and the caching by its own.

    Nothing is stored by browsers or proxies unless a view says so: after signing out, "back" must not show a file.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = content_security_policy(tuple(getattr(settings, "WEB_FORM_TARGETS", ())))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", self.policy)
        headers.setdefault("Cache-Control", "no-store")
        headers["Permissions-Policy"] = _PERMISSIONS
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        return response
