"""Who holds which post, for those who give work to others."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from zaklon.access.models import Post
from zaklon.access.roles import Role


def holders_by_name(body_id: UUID, roles: Collection[Role], *, today: date) -> list[tuple[UUID, str, Role]]:
    """Id, name and role of those who hold one of the roles in the body today and whom the reader may see."""
    found = Post.objects.held_on(today).filter(body_id=body_id, role__in=roles, user__is_active=True)
    rows = found.order_by("user__full_name", "role", "pk").values_list("user_id", "user__full_name", "role")
    return [(user_id, name, Role(role)) for user_id, name, role in rows.distinct()]


def holder_with_address(address: str, body_id: UUID, role: Role, *, today: date) -> UUID | None:
    """Who holds the post and signs in with this address; None when nobody does. Needs the reach `system`."""
    found = Post.objects.held_on(today).filter(
        body_id=body_id, role=role, user__email__iexact=address.strip(), user__is_active=True
    )
    return found.values_list("user_id", flat=True).first()
