"""Which sentences of the pack a responder is told after a signal."""

from collections.abc import Iterable

from zaklon.vocabulary.pack import Advice, AdviceKind


def told(advice: Iterable[Advice], *, responder: str, urgency: str, age_group: str) -> dict[AdviceKind, list[Advice]]:
    """The sentences for this responder, urgency and age by kind, in the order of the pack; every kind is there."""
    found: dict[AdviceKind, list[Advice]] = {kind: [] for kind in AdviceKind}
    for each in advice:
        said = ((each.responders, responder), (each.urgencies, urgency), (each.ages, age_group))
        if all(not asked or given in asked for asked, given in said):
            found[each.kind].append(each)
    return found
