"""The panel on the page of a case: persons who may be in another file too."""

from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.cases.panels import Panel
from zaklon.cases.queries.page_rows import CasePage
from zaklon.signal.queries.likenesses import likenesses_of
from zaklon.signal.words import reasons


def likeness_panel(page: CasePage, actor: Actor, now: datetime) -> Panel | None:  # noqa: ARG001
    """None where nothing is open, and for whoever does not write the shell of the case."""
    if not (page.rights.may_write and page.rights.is_open):
        return None
    rows = likenesses_of(page.head.code)
    if not rows:
        return None
    return Panel("signal/_panel.html", {"code": page.head.code, "rows": rows, "reasons": reasons})
