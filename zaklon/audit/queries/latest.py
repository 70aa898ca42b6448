"""When something was last done, from the trail: newer than any file that could be lost with a disk."""

from datetime import datetime

from zaklon.audit.models import Entry


def last_at(*actions: str) -> datetime | None:
    """The moment of the newest row of these actions; None when there is none. By index, one query for each action."""
    newest = [
        Entry.objects.filter(action=action).order_by("-at", "-id").values_list("at", flat=True).first()
        for action in actions
    ]
    return max((moment for moment in newest if moment is not None), default=None)
