"""Files of the first country's law, with people who may take its steps."""

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.tests.factories import ADULT, Circle, now
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.models import Standing
from zaklon.pathway.values import NewStep
from zaklon.vocabulary.commands import load_pack
from zaklon.vocabulary.pack import read_pack
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY


def load_law() -> None:
    """The pack of the first country."""
    with acting_as(SYSTEM):
        load_pack(read_pack(FIRST_COUNTRY), now=now())


class Way(Circle):
    """A circle whose manager can be asked to take steps."""

    def __init__(self, person=ADULT) -> None:
        load_law()
        super().__init__(person)

    def take(self, way: str, verb: str, *, by=None, at=None, **answers):
        by = by or self.manager
        new = NewStep(self.person.pk, way, verb, {"said": "Invented", **answers})
        with acting_as(by):
            return take_step(self.code, new, actor=by, now=at or now())

    def state(self, way: str, *, seen_by=None) -> str | None:
        with acting_as(seen_by or self.manager):
            return Standing.objects.filter(person=self.person, way=way).values_list("state", flat=True).first()
