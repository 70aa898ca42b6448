"""Panels of identification: the way to the screening of a person, and cases to which nobody of the Team came."""

from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.cases.kinds import Part
from zaklon.cases.panels import Panel
from zaklon.cases.queries.page_rows import CasePage
from zaklon.identification.queries.waiting import uncalled
from zaklon.vocabulary.queries import vocabulary


def screening_panel(page: CasePage, actor: Actor, now: datetime) -> Panel | None:  # noqa: ARG001  the shape of panels
    """None before a pack with lists is loaded, and for who does not read the screening as part of their work."""
    reads = any(row.part is Part.SCREENING and row.is_open for row in page.parts)
    if not (reads and page.rights.works and vocabulary().instruments):
        return None
    shown = [row for row in page.persons if not row.is_erased]
    return Panel("identification/_panel.html", {"code": page.head.code, "persons": shown}) if shown else None


def uncalled_panel(actor: Actor, now: datetime) -> Panel | None:
    """None where every referred person has somebody of the Team, and for who does not oversee."""
    if not (actor.may(Permission.TEAM_READ) and actor.may(Permission.CASE_OVERSEE)):
        return None
    codes = uncalled(actor=actor, now=now)
    return Panel("team/_home.html", {"codes": codes}) if codes else None
