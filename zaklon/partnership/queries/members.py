"""Who sits in the Coordination Body, by name, and the decision that founded it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.documents.queries import AttachmentRow
from zaklon.partnership.kinds import Standing
from zaklon.partnership.models import BoardMember, Founding
from zaklon.partnership.queries.shared import names

_FIRST = {Standing.MEMBER: 0, Standing.DEPUTY: 1, Standing.OBSERVER: 2}
Papers = Mapping[UUID, list[AttachmentRow]]


@dataclass(frozen=True)
class MemberRow:
    """A mandate; `body` is the body's name, or whom an observer comes from."""

    member_id: UUID
    user_id: UUID | None
    seat: UUID | None
    name: str
    body: str
    standing: Standing
    starts_on: date
    ends_on: date | None

    def runs_on(self, day: date) -> bool:
        """Whether the mandate runs on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def line(self) -> str:
        """By name, body and standing."""
        facts = {"name": self.name, "body": self.body, "standing": self.standing.label}
        return _("%(name)s, %(body)s (%(standing)s)") % facts if self.body else f"{self.name} ({self.standing.label})"


@dataclass(frozen=True)
class FoundingRow:
    """A founding decision."""

    founding_id: UUID
    reference: str
    decided_on: date
    says: str


def members(language: str, *, actor: Actor) -> tuple[MemberRow, ...]:
    """Every mandate: by body, the member before the deputy; observers last. Three queries."""
    actor.must(Permission.BOARD_READ)
    rows = list(BoardMember.objects.order_by("starts_on", "pk"))
    known, bodies = names(row.user_id for row in rows), names_in(language)
    made = [
        MemberRow(
            row.pk,
            row.user_id,
            row.body_id,
            known.get(row.user_id, row.name) if row.user_id else row.name,
            bodies.get(row.body_id, "") if row.body_id else row.comes_from,
            Standing(row.standing),
            row.starts_on,
            row.ends_on,
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda row: (row.seat is None, row.body.casefold(), _FIRST[row.standing], row.name)))


def foundings(*, actor: Actor) -> tuple[FoundingRow, ...]:
    """Decisions about the Body, the newest first. One query."""
    actor.must(Permission.BOARD_READ)
    rows = Founding.objects.order_by("-decided_on", "-recorded_at", "pk")
    return tuple(FoundingRow(row.pk, row.reference, row.decided_on, row.says) for row in rows)
