"""Who opened a file, for the person concerned: body and role, when, which part, and on what ground."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.roles import Role, permissions_of, reach_of
from zaklon.audit.queries import EntryRow, TrailFilter, trail
from zaklon.cases.kinds import Ground, Level, Part, Purpose
from zaklon.cases.models import Case, Merge, Opening
from zaklon.cases.queries.disclosures import DISCLOSING
from zaklon.cases.queries.facts import facts_of, tie
from zaklon.cases.queries.naming import names_for
from zaklon.cases.rules.decide import decide
from zaklon.cases.rules.keys import Facts
from zaklon.vocabulary.queries import vocabulary

_PAGE = 500


@dataclass(frozen=True)
class OpeningLine:
    """Somebody opened a part on a day, so many times; `name` is empty unless the pack lets the person read it."""

    day: date
    name: str
    body: str
    roles: tuple[Role, ...]
    part: Part
    ground: Ground | None
    purpose: Purpose | None
    times: int
    was_taken_out: bool


@dataclass(frozen=True)
class _Look:
    day: date
    user_id: UUID
    body_id: UUID
    roles: tuple[Role, ...]
    part: Part
    ground: Ground | None
    purpose: Purpose | None
    was_taken_out: bool


def file_openings(case: Case, *, language: str) -> tuple[OpeningLine, ...]:
    """From the trail, oldest first, one line for each day, post, part and ground. Called as the system.

    What was looked at in a case from which this one was split or that was merged into it is told as well.
    """
    looks = Counter(look for case_id, code in _files(case) for look in _looks(case_id, code))
    bodies = names_for((), language).bodies
    people = _names({look.user_id for look in looks})
    return tuple(
        OpeningLine(
            look.day,
            people.get(look.user_id, ""),
            bodies.get(look.body_id, ""),
            look.roles,
            look.part,
            look.ground,
            look.purpose,
            times,
            look.was_taken_out,
        )
        for look, times in sorted(
            looks.items(), key=lambda pair: (pair[0].day, bodies.get(pair[0].body_id, ""), pair[0].part)
        )
    )


def _names(user_ids: set[UUID]) -> dict[UUID, str]:
    """Names of staff only where the country shows them to the person."""
    if not vocabulary().threshold("staff_names_to_person"):
        return {}
    return names_for(user_ids, "en").people


def _files(case: Case) -> Iterator[tuple[int, str]]:
    """The case and those that its persons came from."""
    yield case.pk, case.code
    came_from = {case.split_from_id} if case.split_from_id else set()
    came_from |= set(Merge.objects.filter(kept=case, is_accepted=True).values_list("taken_up_id", flat=True))
    yield from Case.objects.filter(pk__in=came_from).order_by("pk").values_list("pk", "code")


def _looks(case_id: int, code: str) -> Iterator[_Look]:
    facts = facts_of(case_id)
    openings = list(Opening.objects.filter(case_id=case_id))
    for row in _rows(code):
        if row.user_id is None or row.body_id is None:
            continue
        roles = tuple(Role(name) for name in row.roles.split(",") if name in Role.values)
        for part in (Part[name.upper()] for name in row.fields):
            yield _Look(
                timezone.localdate(row.at),
                row.user_id,
                row.body_id,
                _working_roles(facts, row, roles),
                part,
                _ground(facts, row, roles, part),
                _purpose(openings, row.body_id, part, row.at),
                row.action == "case.exported",
            )


def _rows(code: str) -> Iterator[EntryRow]:
    mark = ""
    while True:
        page = trail(TrailFilter(subject=code), after=mark, limit=_PAGE)
        yield from (row for row in page.rows if row.action in DISCLOSING)
        mark = page.older
        if not mark:
            return


def _working_roles(facts: Facts, row: EntryRow, roles: Collection[Role]) -> tuple[Role, ...]:
    """The roles in which somebody worked on the case then; without any, those of the post."""
    at_work = {
        post.role
        for post in facts.assigned
        if (post.user_id, post.body_id) == (row.user_id, row.body_id) and post.window.holds(row.at)
    }
    return tuple(sorted(at_work or roles))


def _ground(facts: Facts, row: EntryRow, roles: Collection[Role], part: Part) -> Ground | None:
    """Why the part was open to that post at that moment; None when the facts of today no longer tell.

    A seal, a referral or a conflict that came later closed nothing then.
    """
    held = frozenset(roles)
    actor = Actor(row.user_id, row.body_id, held, reach_of(held), permissions_of(held))
    then = tie(facts, actor, row.at)
    then = replace(then, is_conflicted=False, is_referred=False, is_sealed=False)
    ground = decide(then, Level.READ, part).ground
    by_duty = any(
        (each.body_id, each.part, each.ground) == (row.body_id, part, Ground.DUTY) and each.window.holds(row.at)
        for each in facts.opened
    )
    return Ground.DUTY if ground is Ground.CONSENT and by_duty else ground


def _purpose(openings: Collection[Opening], body_id: UUID, part: Part, at: datetime) -> Purpose | None:
    for each in openings:
        is_then = each.starts_at <= at and (each.ends_at is None or at < each.ends_at)
        if (each.receiver_id, each.part) == (body_id, part) and is_then:
            return Purpose(each.purpose)
    return None
