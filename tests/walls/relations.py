"""What somebody may be to a case: each relation is brought about by the real commands and told to the oracle alike."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from tests.walls.planted import GLASS, Planted, now
from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands import consents, files, glass, posts
from zaklon.cases.kinds import DutyKind, Giver, Part, Purpose, Stance
from zaklon.cases.rules.consent import OPENABLE
from zaklon.cases.rules.matrix import BREAK_GLASS, MATRIX, OVERSIGHT
from zaklon.cases.tests.walls import oracle
from zaklon.cases.values import ConsentGiven, DutyNamed, Scope

Relation = Callable[[Planted], None]


def nothing(made: Planted) -> None:
    """They have nothing to do with the case."""


def circle(made: Planted) -> dict[Role, UUID]:
    """Everybody's assignment."""
    return {role: made.assign(made.people[role], role) for role in sorted(MATRIX)}


def in_circle(made: Planted) -> None:
    """All work on the case, and nothing was opened to anybody."""
    circle(made)


def by_consent(*parts: Part) -> Relation:
    """All work on the case, and the person agreed to have the parts opened to every one of them."""

    def bring_about(made: Planted) -> None:
        circle(made)
        _consent(made, parts)

    return bring_about


def by_duty(*parts: Part) -> Relation:
    """All work on the case, and a legal duty opens the parts: to whom that opens something, and to an interpreter."""

    def bring_about(made: Planted) -> None:
        circle(made)
        at = now()
        for part in sorted(parts):
            word = part.name.lower()
            to = [role for role in sorted(MATRIX) if word in oracle.MAY[role].get("opened", ())]
            for role in (*to, Role.INTERPRETER):
                _open_by_duty(made, part, made.people[role], at)

    return bring_about


def _open_by_duty(made: Planted, part: Part, receiver: Actor, at: datetime) -> None:
    _user_id, body_id = receiver.post()
    scope = Scope(body_id, part, Purpose.PROTECTION)
    named = DutyNamed(scope, DutyKind.COURT_ORDER, "An invented order of a court")
    with acting_as(made.manager):
        consents.open_by_duty(made.code, named, actor=made.manager, now=at)
    made.file.openings.append((str(body_id), part.name.lower(), at, None))


def withdrawn(made: Planted) -> None:
    """All work on the case, and the person has taken back what it had agreed to."""
    circle(made)
    given = _consent(made, OPENABLE)
    at = now()
    with acting_as(made.manager):
        consents.withdraw_consent(given, actor=made.manager, now=at)
    made.file.openings = [(body, part, starts, at) for body, part, starts, _ends in made.file.openings]


def former(made: Planted) -> None:
    """All worked on the case with everything open; one led it and handed it over, the others were relieved."""
    assignments = circle(made)
    _consent(made, OPENABLE)
    lead = made.people[Role.CASE_MANAGER]
    with acting_as(made.manager):
        posts.hand_over(made.code, lead.user_id, lead.body_id, actor=made.manager, now=now())
    with acting_as(lead):
        for role, assignment in assignments.items():
            if role is not Role.CASE_MANAGER:
                posts.relieve(made.code, assignment, actor=lead, now=now())
        posts.hand_over(made.code, made.manager.user_id, made.manager.body_id, actor=lead, now=now())
    at = now()
    for role in MATRIX:
        made.ended(made.people[role], at)


def conflicted(made: Planted) -> None:
    """All worked on the case with everything open, or oversaw it, and have stepped aside."""
    by_consent(*OPENABLE)(made)
    # First those who oversee: one of them does so only while a colleague works on the case.
    for role in (*sorted(OVERSIGHT), *sorted(MATRIX)):
        actor = made.people[role]
        with acting_as(actor):
            posts.declare_conflict(made.code, Stance.FAMILY, actor=actor, now=now())
        made.file.conflicts.add(str(actor.user_id))
        made.ended(actor, now())


def sealed(made: Planted) -> None:
    """The case is sealed and they are not named on it."""
    _seal(made)


def sealed_circle(made: Planted) -> None:
    """The case is sealed and they are named on it."""
    circle(made)
    _seal(made)


def referred(made: Planted) -> None:
    """All work on the case, which was then referred."""
    by_consent(*OPENABLE)(made)
    with acting_as(made.manager):
        files.refer_case(made.code, actor=made.manager, now=now())
    made.file.referred = True


def broken(made: Planted) -> None:
    """They have nothing to do with the case and have broken the glass, for what their role may break open."""
    for role, parts in BREAK_GLASS.items():
        actor = made.people[role]
        for part in sorted(parts):
            at = now()
            words = f"{GLASS}-of-{role}: a life is in danger"
            with acting_as(actor):
                glass.break_glass(made.code, part, words, actor=actor, now=at)
            ends = at + timedelta(hours=4)
            made.file.glass.append((str(actor.user_id), str(actor.body_id), part.name.lower(), at, ends))


def _seal(made: Planted) -> None:
    with acting_as(made.manager):
        files.seal_case(made.code, is_sealed=True, actor=made.manager, now=now())
    made.file.sealed = True


def _workers(made: Planted) -> list[Actor]:
    return [made.people[role] for role in sorted(MATRIX)]


def _scopes(made: Planted, parts: Iterable[Part]) -> tuple[Scope, ...]:
    bodies = [actor.body_id for actor in _workers(made) if actor.body_id]
    return tuple(Scope(body, part, Purpose.PROTECTION) for part in sorted(parts) for body in bodies)


def _consent(made: Planted, parts: Iterable[Part]) -> UUID:
    at = now()
    given = ConsentGiven(
        made.person_id,
        Giver.PERSON,
        "2026-1",
        "en",
        _scopes(made, parts),
        has_capacity=True,
        is_refusal_explained=True,
    )
    with acting_as(made.manager):
        key = consents.give_consent(made.code, given, actor=made.manager, now=at)
    _tell_openings(made, parts, at)
    return key


def _tell_openings(made: Planted, parts: Iterable[Part], at: datetime) -> None:
    for actor in _workers(made):
        made.file.openings += [(str(actor.body_id), part.name.lower(), at, None) for part in parts]


# Parts that the matrix marks as closed until somebody opens them; the others no consent opens to anybody further.
OPENED = (Part.CONTACT, Part.SCREENING, Part.TESTIMONY, Part.HEALTH)
RELATIONS: dict[str, Relation] = {
    "none": nothing,
    "circle": in_circle,
    "consent": by_consent(*OPENABLE),
    "duty": by_duty(*OPENED),
    "withdrawn": withdrawn,
    "former": former,
    "conflict": conflicted,
    "sealed": sealed,
    "sealed_circle": sealed_circle,
    "referred": referred,
    "glass": broken,
}
ONE_PART: dict[str, Relation] = {
    **{f"consent_to_{part.name.lower()}": by_consent(part) for part in OPENED},
    **{f"duty_for_{part.name.lower()}": by_duty(part) for part in OPENED},
}
