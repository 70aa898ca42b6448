"""What stands in the invented cases, and what waits for the data-protection officer."""

from datetime import datetime, timedelta
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.attaching import attach_file
from zaklon.cases.commands.files import close_case, open_case, seal_case
from zaklon.cases.commands.glass import break_glass
from zaklon.cases.commands.keeping import start_clocks
from zaklon.cases.commands.merging import decide_merge, propose_merge
from zaklon.cases.commands.posts import declare_conflict
from zaklon.cases.commands.reading import read_case
from zaklon.cases.commands.records import correct_record, write_record
from zaklon.cases.commands.rights import ask_right, decide_right, set_hold
from zaklon.cases.commands.watch import note_refused_look
from zaklon.cases.kinds import AgeGroup, ClosingReason, Part, RecordKind, RightKind, RightOutcome, Sex, Stance
from zaklon.cases.values import NewCase, NewFile, NewRecord, PersonFacts
from zaklon.config.demo.walking import Cast

_ADULT = PersonFacts(Sex.FEMALE, AgeGroup.ADULT, "PH")
_PAPER = b"Invented receipt of a language course.\nNothing in it is real.\n"


def write_entries(adult: str, children: str, cast: Cast, now: datetime) -> None:
    """Sealed entries by those who work on the two cases, a correction and a file."""
    manager = cast.actors[("CSW-PGD", Role.CASE_MANAGER.value)]
    shelter = cast.actors[("MLA", Role.SHELTER_STAFF.value)]
    investigator = cast.actors[("POL", Role.POLICE_INVESTIGATOR.value)]
    (person,), then = people_of(adult, manager, now), now - timedelta(days=30)
    with acting_as(manager):
        _write(adult, person, Part.IDENTITY, manager, then, given_names="Primjerka", family_names="Izmišljena")
        _write(
            adult, person, Part.CONTACT, manager, then, safe_way="Ring twice, then once more.", never_do="No letters."
        )
        _write(adult, person, Part.RISK, manager, then, danger="Invented: a former employer asks about the person.")
        goal = _write(adult, person, Part.SERVICES, manager, then, goal="A course of the language", service="Invented")
        course = {"goal": "A course of the language, twice a week", "service": "Invented school"}
        goal = correct_record(goal, course, actor=manager, now=now - timedelta(days=9))
        attach_file(adult, goal, NewFile("receipt.txt", _PAPER), actor=manager, now=now - timedelta(days=9))
        for place, child in enumerate(people_of(children, manager, now), start=1):
            names = {"given_names": f"Dijete {place}", "family_names": "Izmišljeno", "birth_date": "2014-05-17"}
            _write(children, child, Part.IDENTITY, manager, now - timedelta(days=2), **names)
    with acting_as(shelter):
        _write(adult, person, Part.PLACEMENT, shelter, then, place="Invented house", safety_of_place="Two doors.")
    with acting_as(investigator):
        _write(adult, person, Part.JUSTICE, investigator, then, authority="Invented court", step="A hearing was held.")


def write_reviews(adult: str, children: str, cast: Cast, now: datetime) -> None:
    """Something on each list of the officer: a look, an opening in danger, requests, a hold, a file that is due."""
    manager = cast.actors[("CSW-PGD", Role.CASE_MANAGER.value)]
    supervisor = cast.actors[("CSW-PGD", Role.CASE_SUPERVISOR.value)]
    investigator = cast.actors[("POL", Role.POLICE_INVESTIGATOR.value)]
    coordinator = cast.actors[("MOI-DEP", Role.COORDINATOR.value)]
    officer = cast.actors[("MOI", Role.DATA_PROTECTION_OFFICER.value)]
    with acting_as(investigator):
        note_refused_look(children, actor=investigator, now=now - timedelta(hours=20))
        reason = "Invented: the child was seen near the border an hour ago."
        break_glass(children, Part.RISK, reason, actor=investigator, now=now - timedelta(hours=5))
    first, *_others = people_of(children, manager, now)
    with acting_as(manager):
        ask_right(children, first, RightKind.COPY, actor=manager, now=now - timedelta(days=2))
        old = _closed_case(manager, now)
        (person,) = people_of(old, manager, now)
        restriction = ask_right(old, person, RightKind.RESTRICTION, actor=manager, now=now - timedelta(days=35))
    with acting_as(coordinator):
        declare_conflict(old, Stance.OTHER, actor=coordinator, now=now - timedelta(days=30))
    with acting_as(officer):
        decide_right(restriction, RightOutcome.GRANTED, "", actor=officer, now=now - timedelta(days=20))
        set_hold(adult, "Invented court, matter 7 of this year", actor=officer, now=now - timedelta(days=12))
    _merges(manager, supervisor, now)
    start_clocks()


def people_of(code: str, manager: Actor, now: datetime) -> list[UUID]:
    """The persons of a case, in their order."""
    with acting_as(manager):
        return [person.person_id for person in read_case(code, actor=manager, now=now, language="en").persons]


def _write(code: str, person: UUID, part: Part, actor: Actor, now: datetime, **content: str) -> UUID:
    kinds = {
        Part.IDENTITY: RecordKind.IDENTITY,
        Part.CONTACT: RecordKind.SAFE_CONTACT,
        Part.RISK: RecordKind.RISK_ASSESSMENT,
        Part.SERVICES: RecordKind.SUPPORT,
        Part.PLACEMENT: RecordKind.STAY,
        Part.JUSTICE: RecordKind.PROCEEDING,
    }
    return write_record(code, NewRecord(person, part, kinds[part], content), actor=actor, now=now)


def _closed_case(manager: Actor, now: datetime) -> str:
    """A case whose time of keeping has passed: it was no trafficking, and that was fourteen months ago."""
    opened, closed = now - timedelta(days=500), now - timedelta(days=430)
    code = open_case(NewCase((_ADULT,), Role.CASE_MANAGER), actor=manager, now=opened)
    close_case(code, ClosingReason.NOT_TRAFFICKING, actor=manager, now=closed)
    return code


def _merges(manager: Actor, supervisor: Actor, now: datetime) -> None:
    """Two cases of one person that are one by now, two for which that is proposed, and one that is sealed."""
    then = now - timedelta(days=6)
    with acting_as(manager):
        codes = [open_case(NewCase((_ADULT,), Role.CASE_MANAGER), actor=manager, now=then) for _ in range(5)]
        done = propose_merge(codes[0], codes[1], actor=manager, now=then)
        propose_merge(codes[2], codes[3], actor=manager, now=then)
        seal_case(codes[4], is_sealed=True, actor=manager, now=then)
    with acting_as(supervisor):
        decide_merge(done, is_accepted=True, actor=supervisor, now=now - timedelta(days=5))
