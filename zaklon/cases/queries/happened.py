"""All that happened with a case, a page at a time. Read through commands.reading, which leaves the trace."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator

from zaklon.access.actor import Actor
from zaklon.cases.models import Event
from zaklon.cases.queries.naming import names_for
from zaklon.cases.queries.page import meet
from zaklon.cases.queries.page_parts import event_rows
from zaklon.cases.queries.page_rows import EventRow
from zaklon.common.errors import NotPermitted

ON_A_PAGE = 50


@dataclass(frozen=True)
class Happened:
    """Lines of one page, the latest first, and how many lines there are on all."""

    events: tuple[EventRow, ...]
    total: int


def happened(code: str, number: int, *, actor: Actor, now: datetime, language: str) -> Happened:
    """A page counted from 1, the last for a number beyond.

    Raises as case_page; NotPermitted also for whoever only oversees the case.
    """
    met = meet(code, actor, now)
    if not met.reads_file:
        raise NotPermitted("part_withheld")
    pages = Paginator(Event.objects.filter(case=met.case).order_by("-happened_at", "-id"), ON_A_PAGE)
    events = list(pages.get_page(number))
    return Happened(event_rows(events, names_for([each.user_id for each in events], language)), pages.count)
