"""How complete a form is (PI-2.2 asks for 100 %): only questions that are asked count."""

from dataclasses import dataclass
from decimal import Decimal

from zaklon.forms.definition import Answers, Definition
from zaklon.forms.rules.shown import shown_codes


@dataclass(frozen=True)
class Completeness:
    """How many needed questions are asked, and the codes of those that nobody has answered, in their order."""

    needed: int
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def share(self) -> Decimal:
        """From 0 to 1; a form that needs nothing is complete."""
        return Decimal(self.needed - len(self.missing)) / self.needed if self.needed else Decimal(1)


def completeness(definition: Definition, answers: Answers) -> Completeness:
    """How complete the answers are."""
    shown = shown_codes(definition, answers)
    needed = [question.code for question in definition if question.is_needed and question.code in shown]
    return Completeness(len(needed), tuple(code for code in needed if not answers.get(code)))
