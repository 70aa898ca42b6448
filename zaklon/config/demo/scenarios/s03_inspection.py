"""Scenario 3: an inspector finds a seasonal worker; screening, Team, reflection, a neutral paper, a claim."""

from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup, Part, Sex
from zaklon.cases.values import PersonFacts
from zaklon.config.demo.scenarios.stage import File, Stage
from zaklon.config.demo.scenarios.team import FIRST_BENCH, Meeting, decide, secretary_of

_WORKER = PersonFacts(Sex.MALE, AgeGroup.ADULT, "NP")
# Signs of the list on labour of adults: deceived about the work, exploited, coerced where he was.
_SEEN = ("DR01", "DR02", "EX01", "EX02", "CD01", "CD02")


def play(stage: Stage) -> None:
    """From the building site to a plan that was reviewed once."""
    inspector, manager = stage.actor("AIA", Role.FIRST_RESPONDER), stage.manager
    file = stage.open(inspector, Role.FIRST_RESPONDER, 60, [_WORKER])
    stage.take(file, inspector, 60, "identification.report", responder="inspector", forms_suspected=["labour"])
    stage.screen(file, inspector, 60, file.person, ilo_adult_labour=_SEEN)
    stage.take(file, inspector, 60, "identification.screen", result="refer", age_group="adult", second_look="yes")
    stage.take(file, inspector, 60, "identification.presume")
    stage.join(file, inspector, 60, manager, Role.CASE_MANAGER)
    stage.consent(file, inspector, 60, secretary_of(stage), Part.HEALTH)
    stage.take(file, inspector, 59, "identification.refer", citizenship="NP", stateless="no", age_group="adult")
    decide(
        stage,
        file,
        Meeting("session", 56, FIRST_BENCH),
        "grant",
        decision="granted",
        age_group="adult",
        forms_found=["labour"],
        main_form="labour",
        origin="NP",
        reasons="Invented: the conditions of the law are shown.",
        services=["legal", "work"],
        told=["spoken", "written"],
    )
    _afterwards(stage, file)


def _afterwards(stage: Stage, file: File) -> None:
    manager, officer = stage.manager, stage.actor("POL-FOR", Role.RESIDENCE_OFFICER)
    stage.join(file, manager, 55, officer, Role.RESIDENCE_OFFICER)
    stage.take(
        file, officer, 55, "residence.reflect", wording="Temporary stay", informed_language="en", neutral_checked="yes"
    )
    stage.take(file, manager, 54, "risk.rate_low", level="low")
    stage.take(file, manager, 53, "support.assess", first=["Wages that were not paid", "Work"])
    stage.take(file, manager, 48, "support.begin_plan", goal_1="Wages that were not paid", person_agrees="given")
    stage.take(file, manager, 18, "support.review_plan", goal_1="Wages that were not paid", person_agrees="given")
    stage.take(file, manager, 40, "legal_aid.apply", person_agrees="given")
    stage.take(file, manager, 40, "compensation.advise")
