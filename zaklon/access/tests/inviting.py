"""Invitations by the real commands, as several tests need them; plainly invented."""

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.commands import people
from zaklon.access.commands.people import NewPerson
from zaklon.access.models import Post
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import NOON

PASSWORD = "several words in a row"


def newcomer(body, *, email="new@example.invalid", role=Role.REPORTER, name="Invented Newcomer"):
    return NewPerson(email, name, "en", body.pk, role)


def invite(person, actor, now=NOON):
    with acting_as(actor):
        return people.invite(person, actor=actor, now=now)


def accept(invitation_id, password=PASSWORD, now=NOON):
    with acting_as(SIGN_IN):
        return people.accept_invitation(invitation_id, password, actor=SIGN_IN, now=now)


def posts_of(user_id):
    with acting_as(SYSTEM):
        return list(Post.objects.filter(user_id=user_id).order_by("start_date", "pk"))
