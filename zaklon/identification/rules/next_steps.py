"""What a responder does next, whatever the answers say; and the help that no answer closes."""

from enum import StrEnum

from zaklon.cases.kinds import AgeGroup
from zaklon.identification.rules.advice import Advice
from zaklon.identification.rules.answers import counts_as_child
from zaklon.identification.rules.findings import EXPLOITATION, Finding, Level


class NextStep(StrEnum):
    """One thing to do, in the order in which they are done."""

    SAFETY_FIRST = "safety_first"
    FIND_OUT_DANGER = "find_out_danger"
    TREAT_AS_CHILD = "treat_as_child"
    CALL_GUARDIANSHIP = "call_guardianship"
    REFER_TO_TEAM = "refer_to_team"
    ASK_TEAM = "ask_team"
    PROTECT_LABOUR_RIGHTS = "protect_labour_rights"
    SECOND_LOOK = "second_look"
    SPEAK_ALONE = "speak_alone"
    WARN_NOBODY = "warn_nobody"
    STOP_ASKING = "stop_asking"
    ASK_LITTLE = "ask_little"
    LET_TRAINED_ASK = "let_trained_ask"
    TELL_THE_PERSON = "tell_the_person"
    DECIDE_AND_SAY_WHY = "decide_and_say_why"
    KEEP_HELP_OPEN = "keep_help_open"


class Help(StrEnum):
    """Help that stays open whatever a screening says, and whether or not the person talks to the police."""

    SAFE_PLACE = "safe_place"
    HEALTH_CARE = "health_care"
    LEGAL_ADVICE = "legal_advice"
    INTERPRETER = "interpreter"
    HELPLINE = "helpline"
    GUARDIAN = "guardian"
    COME_BACK = "come_back"


def what_next(advice: Advice, *, in_danger: bool | None = None) -> tuple[NextStep, ...]:
    """What to do next, first things first. `in_danger` is None while nobody has found out."""
    is_child = counts_as_child(advice.age)
    looks_further = advice.level >= Level.LOOK_TOGETHER
    due = {
        NextStep.SAFETY_FIRST: in_danger is True,
        NextStep.FIND_OUT_DANGER: in_danger is None,
        NextStep.TREAT_AS_CHILD: advice.age == AgeGroup.IN_DOUBT,
        NextStep.CALL_GUARDIANSHIP: is_child and looks_further,
        NextStep.REFER_TO_TEAM: advice.level is Level.REFER,
        NextStep.ASK_TEAM: advice.level is Level.LOOK_TOGETHER,
        NextStep.PROTECT_LABOUR_RIGHTS: _works_under_abuse(advice),
        NextStep.SECOND_LOOK: is_child and not looks_further,
        NextStep.SPEAK_ALONE: looks_further and not is_child,
        NextStep.WARN_NOBODY: looks_further,
        NextStep.STOP_ASKING: advice.level is Level.REFER,
        NextStep.ASK_LITTLE: bool(advice.questions) and not is_child,
        NextStep.LET_TRAINED_ASK: bool(advice.questions) and is_child,
        NextStep.TELL_THE_PERSON: True,
        NextStep.DECIDE_AND_SAY_WHY: True,
        NextStep.KEEP_HELP_OPEN: True,
    }
    return tuple(step for step, is_due in due.items() if is_due)


def help_open(age: AgeGroup) -> tuple[Help, ...]:
    """The help to name to the person. It depends on no answer: nothing closes the way to it."""
    return tuple(each for each in Help if each is not Help.GUARDIAN or counts_as_child(age))


def _works_under_abuse(advice: Advice) -> bool:
    named = {Finding.LABOUR_RIGHTS, Finding.DECEIVED_AND_EXPLOITED}
    return any(result.finding in named or EXPLOITATION in result.positive() for result in advice.results)
