"""What the refusals of identification say to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "instrument_off": _(
        "This list is not in use: it waits until the competent authority has confirmed it. Choose another list, or talk"
        " to somebody experienced. Help does not wait for it."
    ),
    "instrument_not_for_age": _(
        "This list is for another age. While the age is in doubt, the person counts as a child. Choose another list."
    ),
    "instrument_answered_twice": _("This list was answered twice for the same person. Keep one of the two."),
    "indicator_unknown": _(
        "The list has no line “%(indicator)s”; it may have changed since the page was opened. Open the list again."
    ),
    "answer_unknown": _("An answer cannot be read. Choose yes, no or not known."),
}
