"""What the actions of the helpline are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "call.logged": _("Call logged"),
    "call.corrected": _("Call corrected"),
    "call.note_read": _("Note of a call read"),
    "call.plan_agreed": _("Safety plan agreed in a call"),
    "call.referred": _("Call passed on as a signal"),
    "call.handed_over": _("Call handed over to another body"),
    "hand_over.read": _("Words of a hand-over read"),
    "hand_over.accept": _("Hand-over taken on"),
    "hand_over.decline": _("Hand-over not taken on"),
    "hand_over.finish": _("Hand-over answered"),
    "hand_over.take_back": _("Hand-over taken back"),
    "shift.note_written": _("Note for the next shift written"),
    "shift.note_read": _("Note for the next shift read"),
    "helpline.day_counted": _("Daily report of the helpline made"),
    "helpline.analysis_made": _("Half-year analysis of the helpline made"),
    "helpline.report_made": _("Report of the helpline made"),
    "helpline.words_deleted": _("Old words of the helpline deleted"),
}
