"""What the page of a training shows of its certificates."""

from datetime import datetime

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.capacity.queries.certificates import batches_of, standing_of
from zaklon.registers.panels import Panel
from zaklon.registers.queries.pages import EntryPage


def certificates_panel(page: EntryPage, actor: Actor, now: datetime) -> Panel | None:
    """The certificates of a training, for the body that organised it."""
    standing = standing_of(page.entry_id, actor=actor, today=timezone.localdate(now))
    if standing is None:
        return None
    return Panel("capacity/_certificates.html", {"standing": standing, "batches": batches_of(page.entry_id)})
