"""The trail as a person reads it: with names instead of numbers."""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import BodyRow
from zaklon.access.queries.people import names_of
from zaklon.access.roles import Role
from zaklon.audit.actions import name_of_action
from zaklon.audit.kinds import Way
from zaklon.audit.queries import EntryRow, TrailFilter, actions, trail
from zaklon.audit.queries.seal import SealStatus, seal_status

_WITHOUT_ROLE: dict[str, str | Promise] = {
    "public": _("Nobody signed in"),
    "sign_in": _("While signing in"),
    "system": _("The system itself"),
}

# The sealer works every five minutes; a transaction may last a while, an hour at the very most.
_SEALED_WITHIN = timedelta(minutes=30)
_PAPER_EVERY = timedelta(days=31)


@dataclass(frozen=True)
class ReadableRow:
    """One row of the trail. `person` is empty where nobody was signed in; `subject_name` where the record has none."""

    at: datetime
    action: str
    action_code: str
    person: str
    user_id: UUID | None
    body: str
    body_id: UUID | None
    roles: tuple[str, ...]
    subject: str
    subject_name: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ReadablePage:
    """One page, newest first; `older` is the mark of the next one, empty on the last."""

    rows: tuple[ReadableRow, ...]
    older: str


def readable_trail(
    chosen: TrailFilter, *, after: str, bodies: dict[UUID, BodyRow], actor: Actor, limit: int = 50
) -> ReadablePage:
    """One page of the trail. Two queries however long it is."""
    actor.must(Permission.AUDIT_READ)
    page = trail(chosen, after=after, limit=limit)
    names = names_of({user_id for row in page.rows for user_id in (row.user_id, _uuid(row.subject)) if user_id})
    return ReadablePage(tuple(_readable(row, names, bodies) for row in page.rows), page.older)


def action_choices(*, actor: Actor) -> list[tuple[str, str]]:
    """Every action on the trail with its name, by name."""
    actor.must(Permission.AUDIT_READ)
    return sorted(((code, name_of_action(code)) for code in actions()), key=lambda each: each[1].casefold())


def _readable(row: EntryRow, names: dict[UUID, str], bodies: dict[UUID, BodyRow]) -> ReadableRow:
    subject_id = _uuid(row.subject)
    subject_name = ""
    if subject_id is not None:
        subject_name = names.get(subject_id) or (bodies[subject_id].name if subject_id in bodies else "")
    return ReadableRow(
        at=row.at,
        action=name_of_action(row.action),
        action_code=row.action,
        person=names.get(row.user_id, "") if row.user_id else "",
        user_id=row.user_id,
        body=bodies[row.body_id].name if row.body_id in bodies else "",
        body_id=row.body_id,
        roles=tuple(_role_name(code) for code in row.roles.split(",")),
        subject=row.subject,
        subject_name=subject_name,
        fields=row.fields,
    )


def _role_name(code: str) -> str:
    """A role's name, or what somebody without a role was."""
    return str(Role(code).label) if code in Role else str(_WITHOUT_ROLE.get(code, code))


def _uuid(text: str) -> UUID | None:
    with contextlib.suppress(ValueError):
        return UUID(text)
    return None


@dataclass(frozen=True)
class SealOfTrail:
    """How far sealing has come. `is_late`: rows wait longer than they should; `needs_paper`: print a sheet again."""

    status: SealStatus
    is_late: bool
    needs_paper: bool


def seal_of_trail(*, actor: Actor, now: datetime) -> SealOfTrail:
    """Whether the trail is sealed as it should be, and where heads lie. A few queries by index."""
    actor.must(Permission.AUDIT_READ)
    status = seal_status()
    is_late = status.waiting_since is not None and now - status.waiting_since > _SEALED_WITHIN
    last_paper = max((each.at for each in status.handouts if each.way in (Way.PAPER, Way.FILE)), default=None)
    needs_paper = status.block_number > 0 and (last_paper is None or now - last_paper > _PAPER_EVERY)
    return SealOfTrail(status, is_late, needs_paper)
