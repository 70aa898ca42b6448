"""Smallest valid people and bodies, plainly invented."""

import itertools
import uuid
from datetime import UTC, date, datetime

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.models import Body, BodyName, Post, User
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.vocabulary.certainty import Certainty

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_count = itertools.count(1)


def make_body(code="", *, parent=None, kind="ministry", is_generic=False, name=""):
    """A body with one official English name."""
    code = code or f"BODY-{next(_count)}"
    with acting_as(SYSTEM):
        body = Body.objects.create(
            code=code, kind=kind, parent=parent, is_generic=is_generic, source="invented", certainty=Certainty.PROPOSED
        )
        BodyName.objects.create(
            body=body,
            language="en",
            name=name or f"Invented body {code}",
            is_official=True,
            source="invented",
            certainty=Certainty.PROPOSED,
        )
    return body


def make_user(email="", **fields):
    """A person with a plainly invented name."""
    number = next(_count)
    with acting_as(SYSTEM):
        user = User(
            email=email or f"person{number}@example.invalid",
            full_name=fields.pop("full_name", f"Invented Person {number}"),
            language="en",
            joined_at=NOON,
            **fields,
        )
        user.set_password("correct horse battery")
        user.save()
    return user


def make_actor(role, *, body=None, user=None, start_date=date(2020, 1, 1)):
    """A user who holds the role in the body, acting for it."""
    body = body or make_body()
    user = user or make_user()
    with acting_as(SYSTEM):
        Post.objects.create(id=uuid.uuid4(), user=user, body=body, role=role, start_date=start_date)
    return Actor.holding(frozenset({Role(role)}), user_id=user.pk, body_id=body.pk)
