"""What the refusals of the helpline say: calm, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "call_code_unknown": _("This answer is not on the list. Choose another one."),
    "call_code_missing": _("Choose what the call was about; the way of getting in touch is the telephone as a rule."),
    "call_begins_later": _("The call cannot begin later than now. Correct the time or the day."),
    "call_too_old": _("The call is more than a year old. Check the day."),
    "call_length_unfit": _("A call lasts at most %(hours)s hours. Correct its length."),
    "call_earlier_unknown": _("There is no earlier call with this number. Check the number, or leave it empty."),
    "call_earlier_later": _("The call with this number began later. Check the number, or leave it empty."),
    "call_note_long": _("The note is too long: at most %(most)s letters. Shorten it."),
    "call_correction_not_yours": _(
        "The shift of this call is over, or it is somebody else's. A supervisor of the helpline can correct it."
    ),
    "call_reason_missing": _("Choose why the call is corrected."),
    "call_same_as_before": _("Nothing is different. Change what is wrong, or leave the page."),
    "call_referred_already": _("This call is a signal already. Go on in its case."),
    "call_steps_unknown": _("Choose steps from the list."),
    "call_plan_made": _("The safety plan of this call is recorded already."),
    "hand_over_body_unknown": _("The helpline does not hand over to this body. Choose another one."),
    "hand_over_ground_missing": _("Choose on what ground this is passed on."),
    "hand_over_outcome_missing": _("Choose what came of it."),
    "shift_note_empty": _("Write what the next shift has to know."),
    "helpline_words_gone": _("These words are gone: they are kept for a set time only."),
}
