"""Opening pages as somebody: a signed-in client, and whole plans to look at."""

from django.test import Client

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as


def client_of(actor=None):
    """A browser in which this person is signed in with a second factor, or a visitor's."""
    client = Client()
    if actor is not None:
        with acting_as(SYSTEM):
            client.force_login(User.objects.get(pk=actor.user_id))
            session = client.session
            session["second_factor"] = True
            session["body"] = str(actor.body_id)
            session.save()
    return client


def text_of(response):
    """The page's HTML with entities of quotes and markup of spaces left alone."""
    assert response.status_code == 200, response.content[:600]
    return response.content.decode()
