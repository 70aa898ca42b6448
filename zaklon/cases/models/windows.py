"""What has an end, or not yet: rows with `starts_at` and `ends_at`."""

from datetime import datetime

from django.db.models import Q


def goes_on(now: datetime) -> Q:
    """Rows that have no end, or one that is still to come. Whether they have begun is another question."""
    return Q(ends_at__isnull=True) | Q(ends_at__gt=now)
