"""When a consent counts (DOMAIN.md F.2): capacity, the guardian and the child's own assent, what was explained."""

from zaklon.cases.kinds import AgeGroup, Giver, Part
from zaklon.cases.values import ConsentGiven
from zaklon.common.errors import RuleBroken

# What consent may open. The shell and identity follow from the work on a case; risk is shared with all who protect.
OPENABLE = frozenset(
    {
        Part.CONTACT,
        Part.SCREENING,
        Part.TESTIMONY,
        Part.HEALTH,
        Part.PLACEMENT,
        Part.JUSTICE,
        Part.COMPENSATION,
        Part.SERVICES,
        Part.SIGNAL,
    }
)


def refuse_invalid(given: ConsentGiven, age_group: AgeGroup) -> None:
    """Raise RuleBroken, naming the field, for a consent that does not count."""
    if not given.scopes:
        raise RuleBroken("consent_without_scope", field="scopes")
    if any(scope.part not in OPENABLE for scope in given.scopes):
        raise RuleBroken("consent_scope_unfit", field="scopes")
    if not given.is_refusal_explained:
        raise RuleBroken("consent_refusal_not_explained", field="is_refusal_explained")
    if age_group is AgeGroup.ADULT:
        _refuse_adult(given)
    else:
        _refuse_child(given)


def _refuse_adult(given: ConsentGiven) -> None:
    if given.giver is Giver.PERSON and not given.has_capacity:
        raise RuleBroken("consent_without_capacity", field="has_capacity")
    if given.giver is Giver.GUARDIAN and given.has_capacity:
        raise RuleBroken("adult_consents_in_person", field="giver")


def _refuse_child(given: ConsentGiven) -> None:
    if given.giver is not Giver.GUARDIAN or given.guardian_id is None:
        raise RuleBroken("child_needs_guardian", field="giver")
    if given.child_assents is None:
        raise RuleBroken("child_not_asked", field="child_assents")
    if not given.child_assents:
        raise RuleBroken("child_refuses", field="child_assents")
