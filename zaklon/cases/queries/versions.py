"""Versions of an entry: each correction stands in the place of the one before."""

from uuid import UUID

from zaklon.cases.models import Record


def newest_of(record_id: UUID) -> UUID:
    """The newest version of an entry, as far as the reader sees it; the entry itself when nobody has corrected it."""
    newest = record_id
    while (later := Record.objects.filter(supersedes_id=newest).values_list("pk", flat=True).first()) is not None:
        newest = later
    return newest
