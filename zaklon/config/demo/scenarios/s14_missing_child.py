"""Scenario 14: at night a child is missing; the police duty officer opens the file, and it is reviewed next day."""

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.glass import break_glass
from zaklon.cases.kinds import AgeGroup, Part, Sex
from zaklon.cases.values import PersonFacts
from zaklon.config.demo.scenarios.house import Houses, settle_in
from zaklon.config.demo.scenarios.s04_siblings import give_guardian
from zaklon.config.demo.scenarios.stage import Stage

_HOURS = 1 / 24
_REASON = "Invented: the child did not come back last night and was seen at the bus station."


def play(stage: Stage, houses: Houses) -> None:
    """The flag stands, the lead has the task to look, and the opening waits for the data-protection officer."""
    manager, officer = stage.manager, stage.actor("POL", Role.POLICE_INVESTIGATOR)
    file = stage.open(manager, Role.CASE_MANAGER, 20, [PersonFacts(Sex.FEMALE, AgeGroup.CHILD, "AL")])
    stage.take(file, manager, 20, "identification.report", age_group="child", forms_suspected=["marriage"])
    stage.screen(file, manager, 20, file.person, child_list=("marriage", "fear"))
    stage.take(file, manager, 20, "identification.screen", result="refer", second_look="yes", age_group="child")
    stage.take(file, manager, 20, "identification.presume")
    stage.take(file, manager, 20, "guardianship.request", guardianship="requested")
    give_guardian(stage, file, 19)
    stage.take(file, manager, 19, "risk.rate_high", level="high", family_involved="yes")
    settle_in(stage, file, houses.children, 19, by=manager)
    stage.take(file, manager, 17, "support.assess", first=["Not to be found by an uncle"])
    stage.take(file, manager, 12, "support.begin_plan", goal_1="School", person_agrees="given")
    staff = houses.children.staff
    stage.take(file, staff, 9 * _HOURS, "support.report_missing", level="high")
    with acting_as(officer):
        break_glass(file.code, Part.RISK, _REASON, actor=officer, now=stage.ago(7 * _HOURS))
