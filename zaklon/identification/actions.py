"""What the actions of the Team are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "team.appointed": _("Member of the Team appointed"),
    "team.mandate_ended": _("Mandate in the Team ended"),
    "team.on_call": _("Member of the Team put on call"),
    "team.off_call": _("Member of the Team taken off call"),
    "team.nobody_called": _("Nobody of the Team could be called to a case"),
    "team.session_called": _("Session of the Team called"),
    "team.open_session": _("Session of the Team opened"),
    "team.close_session": _("Session of the Team closed"),
    "team.call_off": _("Session of the Team called off"),
    "team.present_set": _("Who is present at a session of the Team set"),
    "team.put_on_agenda": _("Person put on the agenda of the Team"),
    "team.taken_off_agenda": _("Person taken off the agenda of the Team"),
    "team.item_read": _("Item on the agenda of the Team read"),
    "team.declared": _("Member of the Team declared to have no conflict of interest"),
    "team.stepped_aside": _("Member of the Team stepped aside"),
    "team.voted": _("Member of the Team voted"),
    "team.decided": _("Decision of the Team recorded"),
    "team.told": _("How a decision of the Team was told recorded"),
    "team.letter_printed": _("Letter about a decision of the Team printed"),
    "team.report_made": _("Report of the Team made"),
}
