"""What steps of the pack may need from protection."""

from zaklon.cases.neutral import refuse_telling
from zaklon.pathway.rules.needs import Situation, condition


@condition("neutral_wording")
def neutral_wording(situation: Situation) -> None:
    """What is printed or stamped for the person says nothing of the reason."""
    said = situation.answers.get("wording", "")
    refuse_telling(said if isinstance(said, str) else " ".join(said), field="wording")
