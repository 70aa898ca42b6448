"""The panels of the pathway: on a case, where each person stands and what may be done; at the start, what is due."""

from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.cases.panels import Panel
from zaklon.cases.queries.page_rows import CasePage
from zaklon.pathway.queries.due import due_in_case, late_in_oversight, my_due
from zaklon.pathway.queries.standing import Law, ways_of
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current

# The start shows the most urgent; the page of all deadlines shows the rest.
_FIRST = 5


def law_now() -> Law:
    """The loaded pack in the language of the page."""
    words = vocabulary()
    return Law(words, words.wording(current().code))


def ways_panel(page: CasePage, actor: Actor, _now: datetime) -> Panel | None:
    """None before a pack is loaded, and where the reader sees nothing."""
    law = law_now()
    shown = [row for row in page.persons if not row.is_erased]
    ways = ways_of(shown, _roles(page, actor), law)
    if not any(ways.values()):
        return None
    return Panel("pathway/_panel.html", {"code": page.head.code, "persons": shown, "ways": ways})


def deadlines_panel(page: CasePage, actor: Actor, now: datetime) -> Panel | None:
    """The deadlines of a case, the most urgent first."""
    due = due_in_case(page.head.code, _roles(page, actor), law_now(), now=now)
    context = {"due": due, "names_persons": len(page.persons) > 1}
    return Panel("pathway/_due.html", context, is_due=True) if due else None


def _roles(page: CasePage, actor: Actor) -> frozenset[Role]:
    """In which roles the reader may take steps: none on a closed case."""
    return page.roles if page.rights.is_open and actor.user_id else frozenset()


def due_panel(actor: Actor, now: datetime) -> Panel | None:
    """The most urgent deadlines of this person, and what has passed in cases that the person oversees."""
    law = law_now()
    mine = my_due(law, actor=actor, now=now) if actor.may(Permission.CASE_WORK) else ()
    late = late_in_oversight(law, actor=actor, now=now) if actor.may(Permission.CASE_OVERSEE) else ()
    if not mine and not late:
        return None
    context = {"mine": mine[:_FIRST], "mine_count": len(mine), "late": late[:_FIRST], "late_count": len(late)}
    return Panel("pathway/_home.html", context)
