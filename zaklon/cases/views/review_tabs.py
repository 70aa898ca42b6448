"""The way between the lists of the data-protection officer, with how much waits in each."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.middleware import ActorRequest
from zaklon.cases.queries.officer import waiting
from zaklon.web.parts import SubItem


def review_tabs(request: ActorRequest, view: str) -> list[SubItem]:
    """Entries of the sub-navigation; `view` names the page that is shown. Raises NotPermitted."""
    found = waiting(actor=request.actor, now=timezone.now())
    tabs = (
        ("review", _("Openings in danger"), found.openings),
        ("alerts", _("Unusual use"), found.alerts),
        ("requests", _("Requests of persons"), found.requests),
        ("keeping", _("How long files are kept"), found.due_files),
        ("holds", _("Legal holds"), None),
        ("erasures", _("Erasures"), found.erasures),
        ("exports", _("Sealed copies"), None),
    )
    return [SubItem(text, reverse(f"cases:{name}"), is_current=name == view, count=count) for name, text, count in tabs]
