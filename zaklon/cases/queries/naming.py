"""Names of people and bodies, read once for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from zaklon.access.queries.bodies import names_in
from zaklon.access.queries.people import names_of
from zaklon.access.roles import Role
from zaklon.cases.queries.page_rows import Who


@dataclass(frozen=True)
class Names:
    """Names of the bodies, and of those people whom the reader may see."""

    people: dict[UUID, str]
    bodies: dict[UUID, str]

    def who(self, user_id: UUID | None, body_id: UUID | None, role: str = "") -> Who:
        """Somebody by ids; what the reader may not see is left out."""
        name = self.people.get(user_id, "") if user_id else ""
        body = self.bodies.get(body_id, "") if body_id else ""
        return Who(name, body, Role(role) if role else None)


def names_for(user_ids: Iterable[UUID | None], language: str) -> Names:
    """Three queries."""
    return Names(names_of({user_id for user_id in user_ids if user_id}), names_in(language))
