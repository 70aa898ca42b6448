"""Files of the first country's law, with people who may take its steps."""

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.tests.factories import ADULT, Circle, now
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.models import Standing
from zaklon.pathway.rules.steps import step_of
from zaklon.pathway.values import NewStep
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY
from zaklon.vocabulary.tests.loading import load_country


def load_law() -> None:
    """The pack of the first country."""
    with acting_as(SYSTEM):
        load_country(FIRST_COUNTRY, now=now())


def sheet_for(way: str, verb: str, given=None, *, at=None) -> dict:
    """Answers to the form of a step at a moment; none for a step without a form. Called as somebody who acts."""
    form = step_of(vocabulary().steps, way, verb).form
    if not form:
        return {}
    today = timezone.localdate(at or now())
    said = filled(definition_of(form, "en", on=today), today, given)
    return {code: value for code, value in said.items() if value}


class Way(Circle):
    """A circle whose manager can be asked to take steps."""

    def __init__(self, person=ADULT) -> None:
        load_law()
        super().__init__(person)

    def take(self, way: str, verb: str, *, by=None, at=None, **answers):
        """Take a step with a whole form; `answers` say what the test is about, and an empty one leaves a gap."""
        by = by or self.manager
        with acting_as(by):
            at = at or now()
            new = NewStep(self.person.pk, way, verb, sheet_for(way, verb, answers, at=at))
            return take_step(self.code, new, actor=by, now=at)

    def state(self, way: str, *, seen_by=None) -> str | None:
        with acting_as(seen_by or self.manager):
            return Standing.objects.filter(person=self.person, way=way).values_list("state", flat=True).first()
