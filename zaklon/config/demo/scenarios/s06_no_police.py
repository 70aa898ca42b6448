"""Scenario 6: an adult who does not want the police still gets status, a place to stay and time to reflect."""

from datetime import time

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup, Part, Sex
from zaklon.cases.values import PersonFacts
from zaklon.config.demo.scenarios.house import Houses, settle_in
from zaklon.config.demo.scenarios.stage import File, Stage
from zaklon.config.demo.scenarios.team import FIRST_BENCH, Meeting, decide, secretary_of
from zaklon.protection.commands.contact import agree_limits
from zaklon.protection.kinds import Channel
from zaklon.protection.values import Limits

_GUEST = PersonFacts(Sex.FEMALE, AgeGroup.ADULT, "UA")
_SAFE = Limits(
    "en",
    allowed=frozenset({Channel.PHONE}),
    forbidden=frozenset({Channel.LETTER}),
    hour_from=time(10),
    hour_until=time(14),
    no_post=True,
)


def play(stage: Stage, houses: Houses) -> File:
    """The police is in no circle of this file; the association leads it."""
    lead = stage.actor("NGO-SNK", Role.CASE_MANAGER)
    file = stage.open(lead, Role.CASE_MANAGER, 45, [_GUEST])
    stage.take(file, lead, 45, "identification.report", responder="ngo", forms_suspected=["sexual"])
    stage.screen(file, lead, 45, file.person, palermo_elements=stage.first_of_each("palermo_elements"))
    stage.take(file, lead, 45, "identification.screen", result="refer", age_group="adult", second_look="yes")
    stage.take(file, lead, 45, "identification.presume")
    stage.consent(file, lead, 45, secretary_of(stage), Part.HEALTH)
    stage.take(file, lead, 44, "identification.refer", citizenship="UA", stateless="no", age_group="adult")
    with acting_as(lead):
        agree_limits(file.code, file.person, _SAFE, actor=lead, now=stage.ago(44))
    stage.take(file, lead, 44, "risk.rate_high", level="high")
    settle_in(stage, file, houses.women, 44, by=lead)
    officer = stage.actor("POL-FOR", Role.RESIDENCE_OFFICER)
    stage.join(file, lead, 43, officer, Role.RESIDENCE_OFFICER)
    stage.take(file, officer, 43, "residence.reflect", wording="Temporary stay", neutral_checked="yes")
    decide(
        stage,
        file,
        Meeting("session", 41, FIRST_BENCH),
        "grant",
        decision="granted",
        age_group="adult",
        forms_found=["sexual"],
        main_form="sexual",
        origin="UA",
        reasons="Invented: the conditions of the law are shown; talking to the police is not one of them.",
        services=["counselling", "legal"],
        told=["spoken"],
    )
    stage.take(file, lead, 40, "support.assess", first=["Sleep", "Nobody is told where she is"])
    stage.take(file, lead, 35, "support.begin_plan", goal_1="Somebody to talk to", person_agrees="given")
    return file
