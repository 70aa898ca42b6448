"""The Team of the demonstration: its mandates, who is on call, and how it decides in a session."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.config.demo.accounts import PEOPLE
from zaklon.config.demo.scenarios.stage import File, Stage
from zaklon.identification.commands import items, members, sessions
from zaklon.identification.kinds import Function
from zaklon.identification.queries.waiting import waiting
from zaklon.identification.values import NewMember, NewShift

_YEARS = timedelta(days=900)
# Body, role and profile of each mandate; the last one stands in for others.
SEATS = (
    ("TFI", Role.TEAM_PRESIDENT, Function.PRESIDENT, "education"),
    ("POL-CRIM", Role.TEAM_MEMBER, Function.MEMBER, "police"),
    ("SSP", Role.TEAM_MEMBER, Function.MEMBER, "prosecution"),
    ("CSW-NIK", Role.TEAM_MEMBER, Function.MEMBER, "social_work"),
    ("MOH", Role.TEAM_MEMBER, Function.MEMBER, "health"),
)
DEPUTY = ("NGO-CZL", Role.TEAM_MEMBER, Function.MEMBER, "ngo")
FIRST_BENCH = ("TFI", "POL-CRIM", "SSP")
SECOND_BENCH = ("CSW-NIK", "MOH", "NGO-CZL")


@dataclass(frozen=True)
class Meeting:
    """A session or field mission some days ago, and who votes in it, by body."""

    kind: str
    days: float
    bench: tuple[str, ...]


def appoint_team(stage: Stage) -> None:
    """Mandates from some years ago on; one member was on call all the time, another is from tomorrow on."""
    secretary, then = secretary_of(stage), stage.now - _YEARS
    seats = (("TFI", Role.TEAM_SECRETARY, Function.SECRETARY, "other"), *SEATS, DEPUTY)
    addresses = {(person.body, role): person.email for person in PEOPLE for role in person.roles}
    keys: dict[str, UUID] = {}
    with acting_as(secretary):
        for body, role, function, profile in seats:
            body_id = stage.actor(body, role).post()[1]
            new = NewMember(
                addresses[body, role], body_id, function, profile, timezone.localdate(then), is_deputy=body == DEPUTY[0]
            )
            keys[f"{body}.{role}"] = members.appoint(new, actor=secretary, now=then)
        began = stage.ago(100)
        tomorrow = stage.now + timedelta(days=1)
        police, health = (keys[f"{body}.{Role.TEAM_MEMBER}"] for body in ("POL-CRIM", "MOH"))
        members.put_on_call(NewShift(police, began, tomorrow), actor=secretary, now=began)
        week = NewShift(health, tomorrow, tomorrow + timedelta(days=7))
        members.put_on_call(week, actor=secretary, now=stage.ago(2))
    stage.members = {body: keys[f"{body}.{role}"] for body, role, _function, _profile in (*SEATS, DEPUTY)}
    stage.members["secretary"] = keys[f"TFI.{Role.TEAM_SECRETARY}"]


def call_next_session(stage: Stage) -> None:
    """A session in two days, with everybody on its agenda who waits for the Team."""
    secretary, now = secretary_of(stage), stage.ago(1)
    with acting_as(secretary):
        session = sessions.call_session("session", stage.now + timedelta(days=2), actor=secretary, now=now)
        there = [stage.members[body] for body in (*FIRST_BENCH, "secretary")]
        sessions.set_present(session, there, actor=secretary, now=now)
        for row in waiting(actor=secretary):
            sessions.put_on_agenda(session, row.code, row.person_id, actor=secretary, now=now)


def secretary_of(stage: Stage) -> Actor:
    """Who calls sessions and records decisions."""
    return stage.actor("TFI", Role.TEAM_SECRETARY)


def voter(stage: Stage, body: str) -> Actor:
    """The member from a body."""
    return stage.actor(body, Role.TEAM_PRESIDENT if body == "TFI" else Role.TEAM_MEMBER)


def meet(stage: Stage, file: File, meeting: Meeting, *, takes_up: bool = True) -> tuple[UUID, dict[UUID, UUID]]:
    """A session that goes on with every person of the file on its agenda; everybody has declared.

    Gives the session, and the item by person.
    """
    secretary, now = secretary_of(stage), stage.ago(meeting.days)
    with acting_as(secretary):
        session = sessions.call_session(meeting.kind, now, actor=secretary, now=now)
        there = [stage.members[body] for body in (*meeting.bench, "secretary")]
        sessions.set_present(session, there, actor=secretary, now=now)
        on_agenda = {
            person: sessions.put_on_agenda(session, file.code, person, actor=secretary, now=now)
            for person in file.persons
        }
        sessions.move_session(session, "open_session", actor=secretary, now=now)
    for actor in (*(voter(stage, body) for body in meeting.bench), secretary):
        with acting_as(actor):
            for item in on_agenda.values():
                items.declare_free(item, actor=actor, now=now)
    if takes_up:
        for person in file.persons:
            stage.take(file, secretary, meeting.days, "identification.take_up", person=person)
    return session, on_agenda


def decide(stage: Stage, file: File, meeting: Meeting, verb: str, **said: str | list[str]) -> None:
    """A whole session in which all vote the same way about every person of the file."""
    session, on_agenda = meet(stage, file, meeting, takes_up=not verb.endswith("_again"))
    secretary, now = secretary_of(stage), stage.ago(meeting.days)
    for body in meeting.bench:
        actor = voter(stage, body)
        with acting_as(actor):
            for item in on_agenda.values():
                items.vote(item, verb, actor=actor, now=now)
    said |= {"votes_for": str(len(meeting.bench)), "votes_against": "0", "meeting": meeting.kind}
    said["told_on"] = timezone.localdate(now).isoformat()
    for person in file.persons:
        stage.take(file, secretary, meeting.days, f"identification.{verb}", person=person, **said)
    with acting_as(secretary):
        sessions.move_session(session, "close_session", actor=secretary, now=now)
