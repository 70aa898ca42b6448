"""Looking for a person by name: with a purpose, on the trail, and only among those whom the reader may identify."""

from datetime import datetime

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.cases.commands.watch import refuse_stopped, watch
from zaklon.cases.kinds import SearchPurpose
from zaklon.cases.models import Person
from zaklon.cases.values import FoundPerson
from zaklon.cases.vault.search import search
from zaklon.cases.vault.search_key import SearchKey
from zaklon.common.errors import RuleBroken

_SHORTEST = 2


def search_people(text: str, purpose: SearchPurpose, *, actor: Actor, now: datetime) -> list[FoundPerson]:
    """Persons who may be meant, likeliest first: case codes, never names.

    The trail holds the purpose and a keyed mark of what was typed, so that equal searches can be told, not read. Raises
    NotPermitted, NotAllowedNow for whom the rules against misuse stop, RuleBroken for a text that is too short.
    """
    actor.must(Permission.CASE_WORK)
    if len(text.strip()) < _SHORTEST:
        raise RuleBroken("search_too_short", field="text", facts={"least": _SHORTEST})
    # Before the transaction of the search: that somebody was stopped must stay on the officer's list.
    refuse_stopped(watch(actor=actor, now=now))
    return _search(text, purpose, actor=actor, now=now)


@transaction.atomic
def _search(text: str, purpose: SearchPurpose, *, actor: Actor, now: datetime) -> list[FoundPerson]:
    record(
        "case.searched",
        SearchKey.current().digest("search on the trail", text.strip().casefold()).hex(),
        by=actor,
        at=now,
        fields=[purpose],
    )
    hits = search(text)
    persons = Person.objects.filter(pk__in=[hit.person_id for hit in hits]).select_related("case")
    known = {person.pk: person for person in persons}
    found = [(known[hit.person_id], hit) for hit in hits if hit.person_id in known]
    return [
        FoundPerson(person.case.code, person.position, hit.score, tuple(str(why) for why in hit.why))
        for person, hit in found
    ]
