"""What the refusals of signals say: calm, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "signal_role_missing": _("Your post does not report signals in this role. Choose another role, or ask your head."),
    "signal_names_withheld": _("Your post records no names. Leave the name and the number empty."),
    "signal_too_many_persons": _("Enter at most %(most)s persons in one signal. Report the others in a second one."),
    "signal_facts_differ": _("Age or sex is answered otherwise than it stands with the person. Say it once."),
    "signal_day_ahead": _(
        "This day has not come yet: here it is %(today)s. The clock of the device may be wrong. Enter the true day."
    ),
    "signal_day_in_doubt": _(
        "The device said %(device)s when this was written; here it was %(here)s. Check the day, and confirm it below."
    ),
    "signal_of_another": _(
        "This signal was written by somebody else on this device, who has to sign in to send it. It stays where it is."
    ),
    "signal_same_unknown": _("Say whether it is the same person. Choose one of the answers."),
    "likeness_settled": _("This is settled already. Reload the page to see how it stands."),
    "likeness_not_asked": _("Nobody who works on the other case has asked yet."),
}
