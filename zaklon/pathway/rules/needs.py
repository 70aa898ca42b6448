"""Conditions that a step of the pack may need. Each is a small rule with a name; the pack says which step needs which.

A context registers its own conditions when it starts; `docs/ways.md` lists them all. What a condition asks of the form
that comes with the step stands in `answers`, and an absent answer never fulfils it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from zaklon.cases.kinds import AgeGroup
from zaklon.common.errors import NotAllowedNow, RuleBroken

Answers = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class About:
    """How a person is known, in codes; `home` is the ISO 3166-1 code of the country that helps."""

    age_group: AgeGroup
    citizenship: str
    home: str

    @property
    def is_child(self) -> bool:
        """Age in doubt means child (DOMAIN.md B.3)."""
        return self.age_group is not AgeGroup.ADULT


@dataclass(frozen=True)
class Situation(About):
    """All that conditions look at: the person in coded facts, the states by way, and what comes with the step.

    `begun` are the ways on which a step was taken; `protecting` the states of identification in which the country
    protects (its list `protecting_state`); `is_opened` that a consent is in force or a duty named.
    """

    case_id: int
    person_id: UUID
    states: Mapping[str, str]
    now: datetime
    user_id: UUID
    answers: Answers = field(default_factory=dict)
    begun: frozenset[str] = frozenset()
    protecting: frozenset[str] = frozenset()
    has_guardian: bool = False
    is_opened: bool = False
    way: str = ""
    verb: str = ""


# Questions whose answer says that the person was told, in a language that the person understands.
_TOLD = ("told", "informed_on")

Condition = Callable[[Situation], None]
ConditionOfPerson = Callable[[About], None]
_conditions: dict[str, Condition] = {}
# Those of them that look at nothing but how the person is known: a step that fails one is not even offered.
_of_person: dict[str, ConditionOfPerson] = {}


def condition(name: str) -> Callable[[Condition], Condition]:
    """Register a condition under the name by which packs ask for it."""

    def register(rule: Condition) -> Condition:
        _conditions[name] = rule
        return rule

    return register


def condition_of_person(name: str) -> Callable[[ConditionOfPerson], ConditionOfPerson]:
    """Register a condition that looks only at how the person is known, whatever comes with the step."""

    def register(rule: ConditionOfPerson) -> ConditionOfPerson:
        _conditions[name] = _of_person[name] = rule
        return rule

    return register


def names() -> frozenset[str]:
    """The names of all conditions."""
    return frozenset(_conditions)


def described() -> dict[str, str]:
    """What each condition asks, for the generated page."""
    return {name: (rule.__doc__ or "").strip().splitlines()[0] for name, rule in sorted(_conditions.items())}


def refuse_unmet(needed: tuple[str, ...], situation: Situation) -> None:
    """Raise NotAllowedNow or RuleBroken with the first condition that does not hold."""
    for name in needed:
        _conditions[name](situation)


def refuse_unfit_person(needed: tuple[str, ...], about: About) -> None:
    """Raise NotAllowedNow for a step that is not for such a person, whatever else holds."""
    for name in needed:
        if name in _of_person:
            _of_person[name](about)


def is_for(needed: tuple[str, ...], about: About) -> bool:
    """Whether a step is for such a person."""
    try:
        refuse_unfit_person(needed, about)
    except NotAllowedNow:
        return False
    return True


def _must_say_yes(situation: Situation, question: str, code: str) -> None:
    if situation.answers.get(question) != "yes":
        raise RuleBroken(code, field=question)


@condition_of_person("is_child")
def _is_child(about: About) -> None:
    """The person is a child, or may be one."""
    if not about.is_child:
        raise NotAllowedNow("need_child")


@condition_of_person("is_foreigner")
def _is_foreigner(about: About) -> None:
    """The person is not known to be a citizen of the country."""
    if about.citizenship == about.home:
        raise NotAllowedNow("need_foreigner")


@condition("protected")
def _protected(situation: Situation) -> None:
    """Identification stands where the country protects; help never waits for the Team (DOMAIN.md B.2)."""
    if situation.states.get("identification") not in situation.protecting:
        raise NotAllowedNow("need_protected")


@condition("presumed_or_protected")
def _presumed(situation: Situation) -> None:
    """Identification stands where the country protects, a positive preliminary identification included."""
    _protected(situation)


@condition("risk_assessed")
def _risk_assessed(situation: Situation) -> None:
    """The danger was assessed."""
    if "risk" not in situation.begun:
        raise NotAllowedNow("need_risk_assessed")


@condition("consent_or_duty")
def _consent_or_duty(situation: Situation) -> None:
    """A consent of the person is in force, or a legal duty was named."""
    if not situation.is_opened:
        raise NotAllowedNow("need_consent_or_duty")


@condition("guardian_works_on_case")
def _guardian(situation: Situation) -> None:
    """A guardian without a conflict of interest works on the case."""
    if not situation.has_guardian:
        raise NotAllowedNow("need_guardian")


@condition("person_informed")
def _informed(situation: Situation) -> None:
    """It was explained to the person, in a language that the person understands."""
    if not any(situation.answers.get(question) for question in _TOLD):
        raise RuleBroken("need_person_informed", field=_TOLD[0])


@condition("person_agrees")
def _agrees(situation: Situation) -> None:
    """The person agrees; for a child the guardian too."""
    said = situation.answers.get("person_agrees", "given" if situation.answers.get("agreed_on") else "")
    if said != "given":
        raise RuleBroken("need_person_agrees", field="person_agrees")


@condition("best_interest_if_child")
def _best_interest(situation: Situation) -> None:
    """For a child, a determination of the best interest was made."""
    if situation.is_child:
        _must_say_yes(situation, "interest_found", "need_best_interest")


@condition("second_look_for_child")
def _second_look(situation: Situation) -> None:
    """For a child, a second person has looked at the answers too."""
    if situation.is_child:
        _must_say_yes(situation, "second_look", "need_second_look")


@condition("new_grounds")
def _new_grounds(situation: Situation) -> None:
    """New facts, or an error of procedure, are named."""
    if not situation.answers.get("grounds"):
        raise RuleBroken("need_new_grounds", field="grounds")
