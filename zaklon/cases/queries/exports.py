"""What was taken out of case files: one's own, and for the data-protection officer all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.cases.models import Export
from zaklon.cases.queries.naming import names_for
from zaklon.cases.queries.page_rows import Who

# A year has few; the officer looks at the newest.
_SHOWN = 200


@dataclass(frozen=True)
class ExportRow:
    """One export; `may_fetch` is for its maker, while it lasts."""

    export_id: UUID
    who: Who
    codes: tuple[str, ...]
    purpose: str
    form: str
    has_key: bool
    made_at: datetime
    ends_at: datetime
    fetched: int
    may_fetch: bool


def exports(*, actor: Actor, now: datetime, language: str) -> tuple[ExportRow, ...]:
    """Newest first. Four queries. Raises NotPermitted."""
    if not actor.may(Permission.PRIVACY_REVIEW):
        actor.must(Permission.CASE_EXPORT)
    found = list(Export.objects.defer("sealed").order_by("-made_at", "pk")[:_SHOWN])
    names = names_for([row.user_id for row in found], language)
    return tuple(
        ExportRow(
            row.pk,
            names.who(row.user_id, row.body_id),
            tuple(row.codes),
            row.purpose,
            row.form,
            bool(row.receiver),
            row.made_at,
            row.ends_at,
            row.fetched,
            row.user_id == actor.user_id
            and actor.may(Permission.CASE_EXPORT)
            and row.purged_at is None
            and now < row.ends_at,
        )
        for row in found
    )
