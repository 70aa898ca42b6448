"""Scenario 4: an action on begging finds a brother and a sister; guardian, field mission, two forms."""

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.linking import link_persons
from zaklon.cases.kinds import AgeGroup, LinkKind, Sex
from zaklon.cases.values import NewLink, PersonFacts
from zaklon.config.demo.scenarios.house import Houses, settle_in
from zaklon.config.demo.scenarios.stage import File, Stage
from zaklon.config.demo.scenarios.team import FIRST_BENCH, Meeting, decide

_CHILDREN = (PersonFacts(Sex.MALE, AgeGroup.CHILD), PersonFacts(Sex.FEMALE, AgeGroup.CHILD))


def play(stage: Stage, houses: Houses) -> None:
    """From the street to a guardian, a decision for both, a place and a plan."""
    file = _found(stage)
    _decided(stage, file)
    manager, brother = stage.manager, file.person
    for child in file.persons:
        settle_in(stage, file, houses.children, 31, by=manager, person=child)
    stage.take(file, manager, 31, "risk.rate_medium", person=brother, level="medium")
    stage.take(file, manager, 30, "support.assess", person=brother, first=["School", "His sister near him"])
    stage.take(file, manager, 26, "support.begin_plan", person=brother, goal_1="School", person_agrees="given")


def _found(stage: Stage) -> File:
    """What the patrol does with both children until they are referred."""
    patrol, manager = stage.actor("POL-GEN", Role.FIRST_RESPONDER), stage.manager
    file = stage.open(patrol, Role.FIRST_RESPONDER, 35, _CHILDREN)
    with acting_as(patrol):
        link = NewLink(1, file.code, 2, LinkKind.SIBLING)
        link_persons(file.code, link, actor=patrol, now=stage.ago(35))
    brother, sister = file.persons
    for child, seen in ((brother, ("begging", "school")), (sister, ("begging", "marriage", "fear"))):
        forms = ["begging", "marriage"] if child == sister else ["begging"]
        stage.take(file, patrol, 35, "identification.report", person=child, forms_suspected=forms)
        stage.screen(file, patrol, 35, child, child_list=seen)
        given = {"group": "begging_children", "age_group": "child", "result": "refer", "second_look": "yes"}
        stage.take(file, patrol, 35, "identification.screen", person=child, **given)
        stage.take(file, patrol, 35, "identification.presume", person=child)
        stage.take(file, patrol, 35, "guardianship.request", person=child, guardianship="requested")
    stage.join(file, patrol, 35, manager, Role.CASE_MANAGER)
    give_guardian(stage, file, 34)
    stage.duty_for_child(file, manager, 34)
    for child in file.persons:
        stage.take(file, patrol, 34, "identification.refer", person=child, age_group="child", guardian="requested")
    return file


def _decided(stage: Stage, file: File) -> None:
    """A field mission about both, in a room for children."""
    decide(
        stage,
        file,
        Meeting("field_mission", 32, FIRST_BENCH),
        "grant",
        decision="granted",
        age_group="child",
        friendly_room="yes",
        forms_found=["begging", "marriage"],
        main_form="begging",
        origin="ME",
        reasons="Invented: the conditions of the law are shown.",
        services=["education", "counselling"],
        told=["guardian"],
    )


def give_guardian(stage: Stage, file: File, days: float) -> None:
    """A guardian works on the case and is on record for every child in it."""
    guardian, manager = stage.actor("CSW-BAR", Role.GUARDIAN), stage.manager
    stage.join(file, manager, days, guardian, Role.GUARDIAN)
    for child in file.persons:
        stage.take(file, manager, days, "guardianship.appoint", person=child, guardianship="appointed")
