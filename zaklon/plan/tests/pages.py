"""Opening pages as somebody, in a browser that is signed in with a second factor."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as


def client_of(actor=None, *, language="en"):
    """A browser in which this person is signed in, or a visitor's."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    if actor is None:
        return client
    with acting_as(SYSTEM):
        user = User.objects.get(pk=actor.user_id)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["second_factor"] = True
    store["seen"] = timezone.now().timestamp()
    store["body"] = str(actor.body_id)
    store.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
    return client


def page(client, path, **query):
    """The HTML of a page that must open."""
    response = client.get(path, query)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return response.content.decode()
