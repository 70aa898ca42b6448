"""Invented cases of the demonstration, so that everybody who works on cases meets something."""

from datetime import datetime, timedelta

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.consents import give_consent
from zaklon.cases.commands.files import open_case
from zaklon.cases.commands.flags import raise_flag
from zaklon.cases.commands.linking import link_persons
from zaklon.cases.commands.posts import assign
from zaklon.cases.commands.reading import read_case
from zaklon.cases.commands.tasks import add_task
from zaklon.cases.kinds import AgeGroup, FlagKind, Giver, LinkKind, Part, Purpose, Sex, TaskKind
from zaklon.cases.values import (
    ConsentGiven,
    NewAssignment,
    NewCase,
    NewLink,
    NewTask,
    PersonFacts,
    Scope,
)
from zaklon.config.demo.case_papers import write_entries, write_reviews
from zaklon.config.demo.walking import Cast
from zaklon.config.demo.ways import write_ways

_LANGUAGE = "en"


def write_cases(cast: Cast, now: datetime) -> None:
    """One case of an adult with a consent, one of two children, both led by the case manager."""
    manager = cast.actors[("CSW-PGD", Role.CASE_MANAGER.value)]
    investigator = cast.actors[("POL", Role.POLICE_INVESTIGATOR.value)]
    shelter = cast.actors[("MLA", Role.SHELTER_STAFF.value)]
    with acting_as(manager):
        adult = open_case(
            NewCase((PersonFacts(Sex.FEMALE, AgeGroup.ADULT, "PH"),), Role.CASE_MANAGER),
            actor=manager,
            now=now - timedelta(days=40),
        )
        children = open_case(
            NewCase(
                (PersonFacts(Sex.MALE, AgeGroup.CHILD), PersonFacts(Sex.FEMALE, AgeGroup.IN_DOUBT)), Role.CASE_MANAGER
            ),
            actor=manager,
            now=now - timedelta(days=3),
        )
        _work_on(adult, manager, investigator, Role.POLICE_INVESTIGATOR, now - timedelta(days=39))
        _work_on(adult, manager, shelter, Role.SHELTER_STAFF, now - timedelta(days=38))
        _work_on(children, manager, shelter, Role.SHELTER_STAFF, now - timedelta(days=2))
        _consent(adult, manager, investigator, now - timedelta(days=30))
        link_persons(children, NewLink(1, children, 2, LinkKind.SIBLING), actor=manager, now=now - timedelta(days=2))
        raise_flag(children, FlagKind.CHILD_ALONE, actor=manager, now=now - timedelta(days=2))
        user_id, body_id = manager.post()
        follow_up = NewTask(TaskKind.FOLLOW_UP, user_id, body_id, now + timedelta(days=4))
        add_task(adult, follow_up, actor=manager, now=now - timedelta(days=1))
    write_entries(adult, children, cast, now)
    write_ways(adult, children, cast, now)
    write_reviews(adult, children, cast, now)


def _work_on(code: str, manager: Actor, actor: Actor, role: Role, now: datetime) -> None:
    user_id, body_id = actor.post()
    assign(code, NewAssignment(user_id, body_id, role), actor=manager, now=now)


def _consent(code: str, manager: Actor, receiver: Actor, now: datetime) -> None:
    (person,) = read_case(code, actor=manager, now=now, language=_LANGUAGE).persons
    _user_id, body_id = receiver.post()
    given = ConsentGiven(
        person.person_id,
        Giver.PERSON,
        text_version="2026-1",
        language=_LANGUAGE,
        scopes=(Scope(body_id, Part.TESTIMONY, Purpose.CRIMINAL_JUSTICE),),
        has_capacity=True,
        is_interpreted=True,
        is_refusal_explained=True,
    )
    give_consent(code, given, actor=manager, now=now)
