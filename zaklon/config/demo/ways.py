"""Where the persons of the invented cases stand: steps taken in the past, by those who may take them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.config.demo.case_papers import people_of
from zaklon.config.demo.walking import Cast
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.rules.steps import step_of
from zaklon.pathway.values import NewStep
from zaklon.vocabulary.queries import vocabulary

_LANGUAGE = "en"


def write_ways(adult: str, children: str, cast: Cast, now: datetime) -> None:
    """An adult on whom the Team will decide and whose plan is under way; two children who were found this week."""
    manager = cast.actors[("CSW-PGD", Role.CASE_MANAGER.value)]
    investigator = cast.actors[("POL", Role.POLICE_INVESTIGATOR.value)]
    (person,) = people_of(adult, manager, now)
    walk = Walk(adult, person, now)
    walk.take(manager, 38, "identification", "report", forms_suspected=["labour"], age_group="adult")
    walk.take(manager, 37, "identification", "screen", age_group="adult", second_look="yes")
    walk.take(manager, 37, "identification", "presume")
    walk.take(manager, 36, "risk", "rate_medium", level="medium", measures=["place", "phone"])
    walk.take(manager, 30, "identification", "refer", age_group="adult", citizenship="PH", stateless="no")
    walk.take(manager, 28, "support", "assess", first=["A safe place to sleep", "Her papers"])
    walk.take(manager, 20, "support", "begin_plan", goal_1="A course of the language", person_agrees="given")
    walk.take(investigator, 25, "criminal", "report")
    first, second = people_of(children, manager, now)
    for child in (first, second):
        walk = Walk(children, child, now)
        walk.take(manager, 2, "identification", "report", forms_suspected=["begging", "marriage"], age_group="child")
        walk.take(
            manager, 1, "identification", "screen", age_group="child", second_look="yes", group="begging_children"
        )
    Walk(children, first, now).take(manager, 1, "risk", "rate_high", level="high")
    Walk(children, first, now).take(manager, 1, "guardianship", "request", age_group="child", guardianship="requested")


class Walk:
    """One person's steps, some days ago each."""

    def __init__(self, code: str, person_id: UUID, now: datetime) -> None:
        self.code, self.person_id, self.now = code, person_id, now

    def take(self, actor: Actor, days_ago: float, way: str, verb: str, **given: str | list[str]) -> None:
        """Take a step with a form in which everything that is needed is answered."""
        at = self.now - timedelta(days=days_ago)
        with acting_as(actor):
            form = step_of(vocabulary().steps, way, verb).form
            answers = (
                filled(definition_of(form, _LANGUAGE, on=timezone.localdate(at)), timezone.localdate(at), given)
                if form
                else {}
            )
            take_step(self.code, NewStep(self.person_id, way, verb, answers), actor=actor, now=at)
