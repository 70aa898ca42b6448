"""Reading what the Team has about a person is an act with a trace."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.audit.commands import record
from zaklon.identification.queries.agenda import ItemPage, item_page


@transaction.atomic
def read_item(item_id: UUID, *, actor: Actor, now: datetime) -> ItemPage:
    """An item with its declarations and votes. Raises NotPermitted, AgendaItem.DoesNotExist."""
    page = item_page(item_id, actor=actor, now=now)
    record("team.item_read", page.code, by=actor, at=now, fields=["screening"])
    return page


def note_report(reference: str, how: tuple[str, ...], *, actor: Actor, now: datetime) -> None:
    """That somebody made a report: which, in which form and for whom."""
    record("team.report_made", reference, by=actor, at=now, fields=how)
