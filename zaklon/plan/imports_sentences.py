"""What imports and amendments say to people: refusals, questions of the reader, certainties, choices."""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from zaklon.common.dates import Quarter
from zaklon.plan.importing import UnreadableFile
from zaklon.plan.importing.doubts import DOUBTS
from zaklon.plan.importing.readings import Certainty
from zaklon.plan.importing.refusals import REFUSALS
from zaklon.plan.settling.questions import AS_READ, BLOCKING, Asked
from zaklon.web import formats

# Refusals that only imports and drafts know; what they share with the rest of the plan stands in sentences.py.
SENTENCES: dict[str, str | Promise] = {
    "file_already_imported": _("This file is already the plan of %(year)s, confirmed on %(on)s. Nothing was changed."),
    "strategy_not_known": _("There is no strategy with the code %(code)s. Check the code."),
    "import_needs_office": _("Nobody is coordinator yet, so no body can keep the file. Invite a coordinator first."),
    "import_is_settled": _("This file has been confirmed or put aside. Upload it again to begin anew."),
    "import_questions_open": _("%(count)s questions must be answered before the plan can be kept."),
    "import_other_language": _(
        "The plan is kept in another language than this file. A translation is not an amendment; upload the plan in "
        "its own language."
    ),
    "answer_unfit": _("The answer “%(text)s” does not fit the question. Choose or write another."),
    "strategy_not_adopted": _("The strategy of this plan is not adopted yet. Adopt it first."),
    "plan_is_submitted": _("The plan waits for adoption. Take it back first, then confirm the file."),
    "plan_is_closed": _("The plan is closed and can no longer change."),
    "measure_has_activities": _("Activities stand under this measure. Move or remove them first."),
    "measure_without_number": _("Give the measure a number, such as 1.1."),
    "measure_number_twice": _("Another measure of this plan has the number %(number)s."),
    "body_twice": _("A body stands twice in this activity. Keep it once."),
    "activity_without_code": _("Give the activity a code, such as 1.1.1."),
    "activity_without_title": _("Give the activity a title."),
    "result_target_and_comparator": _("A target and the way it is compared belong together."),
    "quota_not_above_zero": _("A region's share must be above zero. Leave it empty where there is none."),
    "money_not_required": _("The activity needs no money, but a money line is given. Keep one of the two."),
}  # fmt: skip

# Questions that the draft itself raises; the reader's own stand in importing/doubts.py.
QUESTIONS: dict[str, str] = {
    "strategy_missing": gettext_noop("To which strategy does the plan belong?"),
    "strategy_incomplete": gettext_noop("The new strategy needs a code that is not taken, a title and its years."),
    "objectives_missing": gettext_noop(
        "The file names no operational objective, so it cannot begin a strategy. Choose one that is there."
    ),
    "year_outside": gettext_noop("The strategy covers %(first)s to %(last)s, but the plan is for %(year)s."),
    "period_unfit": gettext_noop("The strategy cannot run from %(first)s to %(last)s. Which years does it cover?"),
    "title_of_plan_missing": gettext_noop("What is the title of the plan?"),
    "measure_number_twice": gettext_noop("Another measure has the same number. Which number is right?"),
    "too_long": gettext_noop("A text in this row is longer than the %(longest)s letters that fit. Shorten it."),
    "number_too_large": gettext_noop("A number in this row is larger than any plan can mean. Correct it."),
}

# Words of the reader that stand inside its questions.
_FACT_WORDS = (
    gettext_noop("responsible bodies"),
    gettext_noop("the starting date"),
    gettext_noop("the completion date"),
    gettext_noop("result indicators"),
    gettext_noop("money"),
    gettext_noop("middle"),
    gettext_noop("final"),
    gettext_noop("number"),
    gettext_noop("percent"),
    gettext_noop("boolean"),
    gettext_noop("category"),
    gettext_noop("text"),
)
_TRANSLATED_FACTS = frozenset({"column", "which", "mid", "final"})

CERTAINTIES: dict[str, str | Promise] = {
    Certainty.SURE: _("Read with certainty"),
    Certainty.LIKELY: _("Probably right"),
    Certainty.UNSURE: _("Not sure"),
    "settled": _("Settled by a person"),
}
CERTAINTY_TONES = {Certainty.SURE: "done", Certainty.LIKELY: "going", Certainty.UNSURE: "waiting", "settled": "done"}

CHOICES: dict[str, str | Promise] = {
    AS_READ: _("It is right as read"),
    "none_required": _("No money is required"),
    "unclear": _("It stays unclear for now"),
    "first": _("Only the first number is the target"),
    "each": _("Each number is a target of its own"),
    "none": _("No share per region is set"),
    "yearly_mean": _("The yearly mean of the period"),
    "period_total": _("The total of the period, against a total of equal length"),
    "value": _("The number as it stands"),
    "unknown": _("The baseline is not known"),
    "undecided": _("It is decided later"),
    "percent": _("In percent of the baseline"),
    "points": _("In percentage points"),
    "exact": _("When the number itself is reached"),
    "rounded": _("When the nearest whole number is reached"),
    "up": _("Higher is better"),
    "down": _("Lower is better"),
    "sum": _("All of them together"),
}
_DIRECTION_NONE = _("Neither: the value is to be reached and held")


def question_text(asked: Asked) -> str:
    """The question as a sentence in the active language."""
    sentence = QUESTIONS[asked.code] if asked.code in QUESTIONS else DOUBTS[asked.code][1]
    return gettext(sentence) % {name: _fact(name, value) for name, value in asked.facts.items()}


def reason_text(asked: Asked) -> str:
    """Why nothing can be kept before this is answered; empty for a question that may stay open."""
    return gettext(BLOCKING[asked.code]) if asked.code in BLOCKING else ""


def choice_text(asked: Asked, choice: str) -> str:
    """What one of the offered answers says."""
    if asked.code == "direction_unclear" and choice == "none":
        return str(_DIRECTION_NONE)
    return str(CHOICES.get(choice, choice))


def unreadable_text(refusal: UnreadableFile) -> str:
    """What is wrong with a file, and what to do, in the active language."""
    error, hint = REFUSALS[refusal.code]
    return f"{gettext(error) % refusal.facts} {gettext(hint)}"


def certainty_text(certainty: str) -> str:
    """A certainty in words."""
    return str(CERTAINTIES[certainty])


def _fact(name: str, value: str) -> str:
    if name in {"start", "end"}:
        return _quarter(value)
    return gettext(value) if name in _TRANSLATED_FACTS else value


def _quarter(value: str) -> str:
    try:
        return formats.quarter(Quarter.parse(value))
    except ValueError:
        return value
