"""The panel of identification at the start of case work: for who oversees, cases to which nobody of the Team came."""

from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.cases.panels import Panel
from zaklon.identification.queries.waiting import uncalled


def uncalled_panel(actor: Actor, now: datetime) -> Panel | None:
    """None where every referred person has somebody of the Team, and for who does not oversee."""
    if not (actor.may(Permission.TEAM_READ) and actor.may(Permission.CASE_OVERSEE)):
        return None
    codes = uncalled(actor=actor, now=now)
    return Panel("team/_home.html", {"codes": codes}) if codes else None
