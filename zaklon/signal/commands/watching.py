"""Watching who reports very much: noted for the data-protection officer; a signal is never stopped by it."""

from datetime import datetime

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.audit.queries import done_since
from zaklon.cases.commands.watch import note
from zaklon.cases.kinds import AlertKind, Verdict
from zaklon.cases.rules.insider import Finding
from zaklon.vocabulary.queries import vocabulary

REPORTED, HINTED = "signal.reported", "signal.likeness_hinted"
_MOST = "insider_note_signals_per_day"


def watch_signals(*, actor: Actor, now: datetime) -> None:
    """Note, once a day, who has reported more signals than usual, or was told of more files of others.

    After the signal or the hint is on the trail. Somebody in danger must not wait for it, so it only notes.
    """
    user_id, _body_id = actor.post()
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    with acting_as(SYSTEM):
        count = max(done_since(user_id, action, since=begins)[0] for action in (REPORTED, HINTED))
        if count >= int(vocabulary().threshold(_MOST)):
            note(Finding(AlertKind.MANY_SIGNALS, Verdict.NOTED, count), actor=actor, now=now)
