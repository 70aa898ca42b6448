"""The page of a case: what one reader meets of it. Read through commands.reading, which leaves the trace."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import looking_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup, CaseStatus, ClosingReason, Level, Part, Sex
from zaklon.cases.models import Assignment, Case, Merge, Person, Track
from zaklon.cases.queries import page_parts, page_sealed
from zaklon.cases.queries.facts import assignments_of, facts_from, tie
from zaklon.cases.queries.naming import Names, names_for
from zaklon.cases.queries.page_parts import Raw
from zaklon.cases.queries.page_rows import CaseFront, CaseHead, CasePage, PartRow, PersonRow, Rights
from zaklon.cases.rules.decide import Tie, decide, level_of
from zaklon.common.errors import NotPermitted


@dataclass(frozen=True)
class Met:
    """A case that the actor may see, and what ties the two; `lead` is None where nobody leads."""

    case: Case
    tie: Tie
    actor: Actor
    lead: Assignment | None
    merges: list[Merge]

    @property
    def reads_file(self) -> bool:
        """Whether the actor works on the case, and does not only oversee it."""
        return level_of(replace(self.tie, oversees=frozenset()), Part.SHELL) is not None

    def front(self) -> CaseFront:
        """Two queries."""
        parts, persons = _parts(self.case.pk, self.tie), _persons(self.case.pk)
        rights = _rights(self.case, self.tie, self.actor)
        return CaseFront(self.case.code, rights, self.tie.assigned, parts, persons)


def case_front(code: str, *, actor: Actor, now: datetime) -> CaseFront:
    """What a page within the case needs to know of it. About ten statements. Raises as case_page."""
    return meet(code, actor, now).front()


def case_page(code: str, *, actor: Actor, now: datetime, language: str) -> CasePage:
    """A case as the actor meets it. About twenty-five statements, however much is in it.

    Raises NotPermitted, and Case.DoesNotExist alike for a case that is absent and one that is hidden.
    """
    met = meet(code, actor, now, with_merges=True)
    case, tie = met.case, met.tie
    raw, sealed = page_parts.read(case.pk, met.merges, now), page_sealed.read(case.pk, tie, actor, now)
    names = names_for([*_people(raw, met.lead), *sealed.people()], language)
    front = met.front()
    return CasePage(
        code=front.code,
        rights=front.rights,
        roles=front.roles,
        parts=front.parts,
        persons=front.persons,
        head=_head(case, met.lead, names),
        reads_file=met.reads_file,
        withholds=any(row.level is Level.STATUS for row in front.parts) or len(front.parts) < len(Part) - 1,
        staff=page_parts.staff_rows(raw, names),
        consents=page_parts.consent_rows(raw, names, now),
        duties=page_parts.opening_rows((each for each in raw.openings if not each.consent_id), names, now),
        flags=page_parts.flag_rows(raw, names),
        tasks=page_parts.task_rows(raw, names, code, actor, writes=front.rights.may_resolve, now=now),
        links=page_parts.link_rows(raw, case.pk),
        merges=page_parts.merge_rows(raw, names, case.pk, tie, actor),
        events=page_parts.event_rows(raw.events[: page_parts.EVENTS_SHOWN], names),
        has_more_events=len(raw.events) > page_parts.EVENTS_SHOWN,
        records=page_sealed.record_rows(sealed, names),
        reveals=page_sealed.reveal_rows(sealed, names, actor),
        requests=page_sealed.request_rows(sealed.requests, {case.pk: code}, now),
    )


def meet(code: str, actor: Actor, now: datetime, *, with_merges: bool = False) -> Met:
    """The case that the actor may see. Raises as case_page."""
    if not actor.may(Permission.CASE_OVERSEE):
        actor.must(Permission.CASE_WORK)
    case = Case.objects.get(code=code)
    with looking_as(SYSTEM):
        assignments = assignments_of(case)
        found = tie(facts_from(case, assignments), actor, now)
        # Shown only where the reader sees the other case as well, which `merge_rows` asks.
        merges = page_parts.merges_of(case.pk) if with_merges else []
    if not decide(found, Level.READ, Part.SHELL).allow:
        raise Case.DoesNotExist
    # That somebody leads belongs to the shell, also for those who do not see who else works on the case.
    lead = next((each for each in assignments if each.is_lead and each.ends_at is None), None)
    return Met(case, found, actor, lead, merges)


def _people(raw: Raw, lead: Assignment | None) -> Iterator[UUID | None]:
    yield from (each.user_id for each in raw.staff)
    yield from (each.user_id for each in raw.tasks)
    yield from (each.user_id for each in raw.events)
    yield from (each.raised_by_id for each in raw.flags)
    yield from (each.proposed_by_id for each in raw.merges)
    if lead:
        yield lead.user_id


def _head(case: Case, lead: Assignment | None, names: Names) -> CaseHead:
    wanted = {pk for pk in (case.merged_into_id, case.split_from_id) if pk}
    codes = dict(Case.objects.filter(pk__in=wanted).values_list("pk", "code")) if wanted else {}
    return CaseHead(
        code=case.code,
        status=CaseStatus(case.status),
        owner=names.bodies.get(case.owner_body_id, ""),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        closing_reason=ClosingReason(case.closing_reason) if case.closing_reason else None,
        is_sealed=case.is_sealed,
        is_referred=case.is_referred,
        is_on_hold=case.is_on_hold,
        merged_into=codes.get(case.merged_into_id or 0, ""),
        split_from=codes.get(case.split_from_id or 0, ""),
        lead=names.who(lead.user_id, lead.body_id, lead.role) if lead else None,
    )


def _rights(case: Case, tie: Tie, actor: Actor) -> Rights:
    is_open = case.status == CaseStatus.OPEN
    works = actor.may(Permission.CASE_WORK)
    writes = works and decide(tie, Level.WRITE, Part.SHELL).allow
    # Nobody may be left who could give the case away.
    rescuer = Role.CASE_SUPERVISOR if case.is_led else Role.COORDINATOR
    may_seal = writes or actor.may(Permission.CASE_SEAL)
    return Rights(
        is_open=is_open,
        works=works,
        may_write=writes and is_open,
        may_staff=(writes or Role.CASE_SUPERVISOR in tie.oversees) and is_open,
        may_hand_over=(writes or bool(tie.oversees & {Role.CASE_SUPERVISOR, rescuer})) and is_open,
        may_flag=works and is_open,
        may_resolve=writes,
        may_seal=may_seal and not case.is_sealed,
        may_unseal=may_seal and case.is_sealed,
        may_reopen=writes and case.status == CaseStatus.CLOSED,
        may_refer=writes and is_open and not case.is_referred,
        may_step_aside=works or Role.CASE_SUPERVISOR in tie.oversees,
        may_export=actor.may(Permission.CASE_EXPORT),
        may_answer=writes,
    )


def _parts(case_id: int, tie: Tie) -> tuple[PartRow, ...]:
    """The parts that the reader meets, in their order; the others are left out, not greyed."""
    tracks = {track.part: track for track in Track.objects.filter(case_id=case_id)}
    rows = []
    for part in Part:
        level = level_of(tie, part)
        if part is Part.SHELL or level is None:
            continue
        track = tracks.get(part)
        ground = decide(tie, Level.READ, part).ground
        rows.append(PartRow(part, level, ground, track.state if track else "", track.since if track else None))
    return tuple(rows)


def _persons(case_id: int) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(
            person.pk,
            person.position,
            Sex(person.sex),
            AgeGroup(person.age_group),
            person.citizenship,
            person.erased_at is not None,
            person.is_restricted,
        )
        for person in Person.objects.filter(case_id=case_id).order_by("position")
    )


def must_see(page: CaseFront, has_right: Callable[[Rights], bool]) -> None:
    """Refuse a page that asks for a deed which the reader may not do; in the words of a part that is withheld."""
    if not has_right(page.rights):
        raise NotPermitted("part_withheld")
