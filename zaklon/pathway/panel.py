"""The panel of the pathway on the page of a case: for each person the ways, what may be done next, and what is due."""

from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.cases.panels import Panel
from zaklon.cases.queries.page_rows import CasePage
from zaklon.pathway.queries.due import due_in_case
from zaklon.pathway.queries.standing import Law, ways_of
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current


def law_now() -> Law:
    """The loaded pack in the language of the page."""
    words = vocabulary()
    return Law(words, words.wording(current().code))


def ways_panel(page: CasePage, actor: Actor, now: datetime) -> Panel | None:
    """None before a pack is loaded, and where the reader sees nothing and may do nothing."""
    law = law_now()
    roles = page.roles if page.rights.is_open and actor.user_id else frozenset()
    shown = [row for row in page.persons if not row.is_erased]
    ways = ways_of([row.person_id for row in shown], roles, law)
    due = due_in_case(page.head.code, roles, law, now=now)
    if not any(ways.values()) and not due:
        return None
    return Panel("pathway/_panel.html", {"code": page.head.code, "persons": shown, "ways": ways, "due": due})
