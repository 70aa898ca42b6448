"""Scenario 7: the Team refuses, an association asks again, other members decide; both decisions stay."""

from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup, Part, Sex
from zaklon.cases.values import PersonFacts
from zaklon.config.demo.scenarios.house import Houses, settle_in
from zaklon.config.demo.scenarios.stage import Answers, File, Stage
from zaklon.config.demo.scenarios.team import FIRST_BENCH, SECOND_BENCH, Meeting, decide, secretary_of

_PERSON = PersonFacts(Sex.FEMALE, AgeGroup.ADULT, "RS")
_FOUND: Answers = {
    "age_group": "adult",
    "forms_found": ["servitude"],
    "main_form": "servitude",
    "origin": "RS",
    "services": ["legal"],
}


def play(stage: Stage, houses: Houses) -> File:
    """Help goes on between the two decisions: it never waits for the Team."""
    lead = stage.actor("NGO-SNK", Role.CASE_MANAGER)
    file = stage.open(lead, Role.CASE_MANAGER, 70, [_PERSON])
    stage.take(file, lead, 70, "identification.report", responder="ngo", forms_suspected=["servitude"])
    stage.take(file, lead, 69, "identification.screen", result="expert", age_group="adult", second_look="yes")
    stage.take(file, lead, 69, "identification.presume")
    stage.consent(file, lead, 69, secretary_of(stage), Part.HEALTH)
    stage.take(file, lead, 68, "identification.refer", citizenship="RS", stateless="no", age_group="adult")
    settle_in(stage, file, houses.women, 67, by=lead)
    _refused(stage, file)
    _looked_at_again(stage, file)
    return file


def _refused(stage: Stage, file: File) -> None:
    refusal = "Invented: it is not shown who brought her and how."
    decide(
        stage,
        file,
        Meeting("session", 65, FIRST_BENCH),
        "refuse",
        decision="refused",
        reasons=refusal,
        told=["spoken", "written"],
        told_reconsideration="yes",
        **_FOUND,
    )


def _looked_at_again(stage: Stage, file: File) -> None:
    lead = stage.actor("NGO-SNK", Role.CASE_MANAGER)
    stage.take(
        file,
        lead,
        50,
        "identification.ask_again",
        asked_by="organisation",
        grounds=["new_facts"],
        words="Invented: a witness was found.",
    )
    decide(
        stage,
        file,
        Meeting("session", 42, SECOND_BENCH),
        "grant_again",
        decision="reconsidered_granted",
        reasons="Invented: what was missing is shown now.",
        told=["spoken"],
        **_FOUND,
    )
