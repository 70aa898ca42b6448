"""Where people are signed in: at most a few browsers each, and out of all of them, and all programs, at once."""

from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from zaklon.access import rules
from zaklon.access.actor import SIGN_IN, Actor
from zaklon.access.commands.programs import revoke_all_keys
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record


@transaction.atomic
def make_room(user_id: UUID, *, actor: Actor, now: datetime) -> int:
    """End the sessions used longest ago until one more may begin; returns how many ended."""
    sessions = list(UserSession.objects.select_for_update().filter(user_id=user_id).order_by("-last_seen_at", "-pk"))
    alive = [session for session in sessions if SessionStore().exists(session.session_key)]
    ended = alive[rules.SESSIONS_AT_ONCE - 1 :]
    for session in {*sessions} - {*alive} | {*ended}:
        session.end()
    if ended:
        record("session.crowded_out", user_id, by=actor, at=now)
    return len(ended)


@transaction.atomic
def end_sessions(user_id: UUID, *, keep: str = "", actor: Actor, now: datetime) -> int:
    """Sign a person out of every browser, at once, except the session with the key `keep`; returns of how many.

    The keys of the person's programs end as well: one may lie on the machine that was lost.
    The caller answers for whose sessions it ends: one's own, or those of an account that one keeps.
    """
    count = 0
    with acting_as(SIGN_IN):
        sessions = UserSession.objects.select_for_update().filter(user_id=user_id).exclude(session_key=keep)
        for session in sessions.order_by("pk"):
            session.end()
            count += 1
    revoke_all_keys(user_id, actor=actor, now=now)
    if count:
        record("session.ended", user_id, by=actor, at=now)
    return count


def note_use(session_key: str, *, now: datetime) -> None:
    """Remember when a session was last used."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)
