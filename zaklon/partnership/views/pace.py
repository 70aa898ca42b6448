"""Forms without sign-in are few from one place, so that a script can neither flood the office nor try codes."""

from django.http import HttpRequest

from zaklon.access.pace import is_too_fast
from zaklon.common.errors import NotAllowedNow

MOST_AN_HOUR = 30
_HOUR = 3600


def must_be_calm(request: HttpRequest) -> None:
    """Count the form. Raises NotAllowedNow beyond the limit of an hour."""
    if is_too_fast(request, "apply", MOST_AN_HOUR, seconds=_HOUR):
        raise NotAllowedNow("applying_too_fast")
