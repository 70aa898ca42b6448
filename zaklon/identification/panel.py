"""The way from the page of a case to the screening of each person."""

from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.cases.kinds import Part
from zaklon.cases.panels import Panel
from zaklon.cases.queries.page_rows import CasePage
from zaklon.vocabulary.queries import vocabulary


def screening_panel(page: CasePage, actor: Actor, now: datetime) -> Panel | None:  # noqa: ARG001  the shape of panels
    """None before a pack with lists is loaded, and for who does not read the screening as part of their work."""
    reads = any(row.part is Part.SCREENING and row.is_open for row in page.parts)
    if not (reads and page.rights.works and vocabulary().instruments):
        return None
    shown = [row for row in page.persons if not row.is_erased]
    return Panel("identification/_panel.html", {"code": page.head.code, "persons": shown}) if shown else None
