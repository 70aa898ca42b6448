"""Whom a case can be given to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.queries.bodies import directory, tree
from zaklon.access.queries.posts import holders_by_name
from zaklon.access.roles import Role
from zaklon.cases.rules.matrix import MATRIX


@dataclass(frozen=True)
class Candidate:
    """A colleague with a post in which cases are worked on."""

    user_id: UUID
    name: str
    role: Role


@dataclass(frozen=True)
class Choices:
    """Colleagues of the body, and every body with its name, for forms."""

    colleagues: tuple[Candidate, ...]
    bodies: tuple[tuple[UUID, str], ...]


def choices(*, actor: Actor, today: date, language: str) -> Choices:
    """Three queries. Raises NotPermitted."""
    _user_id, body_id = actor.post()
    holders = holders_by_name(body_id, list(MATRIX), today=today)
    bodies = [row for row in directory(language).values() if row.exists_on(today) and not row.is_generic]
    return Choices(
        tuple(Candidate(user_id, name, role) for user_id, name, role in holders),
        tuple((row.body_id, row.name) for _depth, row in tree(bodies)),
    )
