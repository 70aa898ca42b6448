"""What findings, notes, next steps and help are called: advice in calm words that close nothing."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.identification.rules.advice import Note
from zaklon.identification.rules.answers import Answer
from zaklon.identification.rules.findings import Finding
from zaklon.identification.rules.next_steps import Help, NextStep

Words = Mapping[str, str | Promise]

ANSWERS: Words = {
    Answer.PRESENT: _("Yes"),
    Answer.ABSENT: _("No"),
    Answer.NOT_KNOWN: _("Not known"),
}

FINDINGS: Words = {
    Finding.NOT_INDICATED: _(
        "These answers alone do not point to trafficking. Help stays open, and answers can change."
    ),
    Finding.NOT_ENOUGH_KNOWN: _("Too little is known yet to say what the answers point to. Help stays open meanwhile."),
    Finding.LABOUR_RIGHTS: _(
        "The answers point to exploitation at work. They alone do not show how the person was brought or kept there;"
        " that may still come to light."
    ),
    Finding.DECEIVED_AND_EXPLOITED: _(
        "The answers point to a person who was deceived and then exploited. Look at this together with the Team."
    ),
    Finding.EXPERT_REVIEW: _(
        "The answers show something serious that the lists cannot settle. Somebody experienced looks at it with you."
    ),
    Finding.CHILD_CONCERN: _("The signs are reason enough to protect the child now and to call the Team."),
    Finding.TRAFFICKING_INDICATED: _(
        "The answers point to trafficking. If you agree, the person is presumed to be a victim, with every help, until"
        " the Team has decided."
    ),
}

NOTES: Words = {
    Note.AGE_IN_DOUBT: _("The age is in doubt, so the person counts as a child until it is settled."),
    Note.NO_MEANS_NEEDED: _("For a child it does not matter whether anybody was deceived, threatened or forced."),
    Note.CONSENT_DOES_NOT_COUNT: _("That the person agreed, or seemed to agree, changes nothing in this."),
    Note.LISTS_DO_NOT_COVER: _(
        "Some forms of exploitation, such as begging, forced marriage, forced offences or sexual exploitation, are not"
        " covered by the lists of indicators that were answered. Here your judgement and that of the Team count."
    ),
}

STEPS: Words = {
    NextStep.SAFETY_FIRST: _("Somebody is in danger now: see to safety before anything else, and call the police."),
    NextStep.FIND_OUT_DANGER: _("Find out first whether the person or somebody close to them is in danger now."),
    NextStep.TREAT_AS_CHILD: _("Treat the person as a child while the age is in doubt."),
    NextStep.CALL_GUARDIANSHIP: _("Call the guardianship authority now: the child needs a guardian and a safe place."),
    NextStep.REFER_TO_TEAM: _("Refer the person to the Team for formal identification; call its member on duty."),
    NextStep.ASK_TEAM: _(
        "Talk to the Team's member on duty, or to somebody experienced, before you conclude anything."
    ),
    NextStep.PROTECT_LABOUR_RIGHTS: _(
        "Tell the person how wages and rights at work are claimed, and who helps with it: the labour inspection, a"
        " union, free legal aid."
    ),
    NextStep.SECOND_LOOK: _(
        "Let a second person who knows about children look at this, with the guardianship authority."
    ),
    NextStep.SPEAK_ALONE: _("Speak with the person alone, with an interpreter who knows none of those involved."),
    NextStep.WARN_NOBODY: _(
        "Do not confront anybody, and do not call relatives or an employer before the risk is known."
    ),
    NextStep.STOP_ASKING: _("Stop asking: this is enough for a referral. Let the person rest; one telling is enough."),
    NextStep.ASK_LITTLE: _(
        "If the person wants to talk, ask at most what is listed here, once. First look at what was already told or"
        " written, so that nothing is asked twice."
    ),
    NextStep.LET_TRAINED_ASK: _(
        "Do not question the child. Note what you see, and leave what is still open to people trained for it."
    ),
    NextStep.TELL_THE_PERSON: _(
        "Tell the person, in a language they understand, what happens next, which help there is, and that it does not"
        " depend on talking to the police."
    ),
    NextStep.DECIDE_AND_SAY_WHY: _("Decide yourself, and write down why. The result is advice; it decides nothing."),
    NextStep.KEEP_HELP_OPEN: _("Whatever the answers say, name the help that is open, and how to come back to it."),
}

HELP: Words = {
    Help.SAFE_PLACE: _("A safe place to stay"),
    Help.HEALTH_CARE: _("A doctor, and somebody to talk to"),
    Help.LEGAL_ADVICE: _("Free legal advice, also on papers and stay"),
    Help.INTERPRETER: _("An interpreter"),
    Help.HELPLINE: _("The helpline"),
    Help.GUARDIAN: _("A guardian for the child"),
    Help.COME_BACK: _("Coming back at any time, also after having said no"),
}

# The names of the strengths, for pages about the instruments.
STRENGTHS: Words = {"strong": _("strong"), "medium": _("medium"), "weak": _("weak")}


def say(words: Words, code: str) -> str:
    """The words in the active language."""
    return str(words[code])
