"""Looking before a signal is saved whether there is a file already: what the reporter may learn, and no more."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import looking_as
from zaklon.audit.commands import record
from zaklon.cases.commands.searching import search_people
from zaklon.cases.kinds import CaseStatus, SearchPurpose
from zaklon.cases.models import Conflict, Person
from zaklon.cases.vault.search import Hit, search
from zaklon.signal.commands.watching import watch_signals
from zaklon.signal.rules.likeness import is_likely, is_strong, searched, terms_of
from zaklon.signal.values import Content, Looked

_SHORTEST = 2


def look_before(identity: Content, *, actor: Actor, now: datetime) -> Looked:
    """Who may be meant by a name or number that was typed; nobody where none was.

    The search is on the trail with its purpose, counted and limited as every search by name. Of a file that the
    reporter may not see no more is told than that there is one, and that it was told is on the trail too. Raises
    NotPermitted, NotAllowedNow for whom the rules against misuse stop.
    """
    actor.must(Permission.SIGNAL_REPORT)
    text = searched(identity)
    if len(text) < _SHORTEST:
        return Looked()
    terms = terms_of(text)
    found = search_people(text, SearchPurpose.BEFORE_OPENING, actor=actor, now=now)
    seen = tuple(hit for hit in found if is_likely([int(each) for each in hit.why], hit.score, terms))
    shown = {(hit.code, hit.position) for hit in seen}
    with looking_as(SYSTEM):
        hidden = [person for person, _hit in alike(text, actor) if (person.case.code, person.position) not in shown]
    if hidden:
        note_hint(hidden, actor, now)
    return Looked(seen, bool(hidden))


@transaction.atomic
def note_hint(hidden: Iterable[Person], actor: Actor, now: datetime) -> None:
    """Put on the trail of each file that its being there was told to somebody who may not see it."""
    codes = sorted({person.case.code for person in hidden})
    for code in codes:
        record("signal.likeness_hinted", code, by=actor, at=now)
    if codes:
        watch_signals(actor=actor, now=now)


def alike(text: str, actor: Actor, *, but: UUID | None = None) -> list[tuple[Person, Hit]]:
    """Persons of all files who are much like what was typed, the likeliest first; as the system.

    Nobody of a sealed case, of one from which the reporter is walled off, or whose data are erased or restricted, nor
    the person `but`.
    """
    terms, (user_id, _body_id) = terms_of(text), actor.post()
    hits = {hit.person_id: hit for hit in search(text) if is_strong(hit.why, hit.score, terms)}
    hits.pop(but, None)  # type: ignore[arg-type]  # nobody has no key
    walled = Conflict.objects.filter(user_id=user_id, lifted_at__isnull=True).values("case_id")
    found = Person.objects.filter(
        pk__in=hits,
        erased_at__isnull=True,
        is_restricted=False,
        case__is_sealed=False,
        case__status__in=(CaseStatus.OPEN, CaseStatus.CLOSED),
    )
    people = found.exclude(case_id__in=walled).select_related("case")
    return sorted(((each, hits[each.pk]) for each in people), key=lambda pair: (-pair[1].score, pair[0].pk))
