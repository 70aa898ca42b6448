"""Programs of invented people, each with a key."""

import json
import uuid

from django.test import Client
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.programs import NewKey, latest_day, make_key
from zaklon.access.models import Post
from zaklon.access.permissions import OPEN_TO_PROGRAMS, Permission
from zaklon.access.rls import acting_as

API = "/api/v1"


def secret_of(actor, *, may_write=True, permissions=None):
    """A key for all that the post of this person may let a program do; empty for somebody who may make none."""
    if not actor.may(Permission.PROGRAM_ALLOW):
        return ""
    with acting_as(SYSTEM):
        post = Post.objects.get(user_id=actor.user_id, body_id=actor.body_id, role__in=list(actor.roles))
    chosen = frozenset(actor.permissions & OPEN_TO_PROGRAMS) if permissions is None else frozenset(permissions)
    last = latest_day(timezone.localdate())
    with acting_as(actor):
        new = NewKey("Invented: a program of tests", post.pk, chosen, last, may_write)
        return make_key(new, actor=actor, now=timezone.now()).secret


class Program:
    """What a program sends, and the answers as they come."""

    def __init__(self, actor=None, *, secret=None, language="en", **scope):
        secret = secret_of(actor, **scope) if secret is None else secret
        headers = {"Accept-Language": language} | ({"Authorization": f"Bearer {secret}"} if secret else {})
        self.client = Client(headers=headers, raise_request_exception=False)

    def get(self, address, **query):
        return self.client.get(API + address, query)

    def post(self, address, said, *, key=None):
        headers = {"Idempotency-Key": str(key or uuid.uuid4())}
        return self.client.post(API + address, json.dumps(said), content_type="application/json", headers=headers)


def said(response, status=200):
    """The content of an answer that has this status."""
    assert response.status_code == status, response.content.decode()[:800]
    return response.json()


def code_of(response, status):
    """The code of a no, in its one shape."""
    problem = said(response, status)
    assert set(problem) == {"code", "message", "field", "facts"}
    assert problem["message"]
    return problem["code"]
