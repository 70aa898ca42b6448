"""Making the rows of a table equal to the rows that a pack wants, and counting what that changed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from zaklon.vocabulary.wanted import Rows


@dataclass(frozen=True)
class Change:
    """How many rows of a table a load added, changed, retired or removed."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    removed: int = 0

    @property
    def is_empty(self) -> bool:
        """True when the table stays as it is."""
        return self == Change()


def sync(held: QuerySet[Any], key: tuple[str, ...], rows: Rows, *, remove: bool = False) -> Change:
    """Make the held rows equal to the wanted ones; rows that nobody wants stay unless `remove`."""
    fields = sorted({name for values in rows.values() for name in values})
    found = {tuple(row[name] for name in key): row for row in held.values("pk", *key, *fields)}
    added = [held.model(**dict(zip(key, k, strict=True)), **values) for k, values in rows.items() if k not in found]
    held.model.objects.bulk_create(added)
    changed = 0
    for k, values in rows.items():
        if k in found and any(found[k][name] != value for name, value in values.items()):
            held.model.objects.filter(pk=found[k]["pk"]).update(**values)
            changed += 1
    unwanted = [row["pk"] for k, row in found.items() if k not in rows] if remove else []
    held.model.objects.filter(pk__in=unwanted).delete()
    return Change(added=len(added), changed=changed, removed=len(unwanted))
