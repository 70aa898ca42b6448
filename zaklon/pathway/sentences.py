"""What the refusals of the pathway say: calm, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "step_unknown": _("There is no such step. Reload the page and choose one of those that it offers."),
    "step_of_others": _("This step is taken by others who work on the case. Tell them, or let one of them work on it."),
    "step_leads_from_elsewhere": _("From where the person stands now, this step does not lead on. Reload the page."),
    "moved_meanwhile": _(
        "Somebody else took a step for this person meanwhile. Look at how things stand now, then decide. What you wrote"
        " is still below."
    ),
    "need_child": _("This is for a child, or for somebody whose age is in doubt. Correct the age group first."),
    "need_foreigner": _("The person is a citizen of this country, so no right to stay is needed."),
    "need_protected": _("First record the screening, or the positive preliminary identification."),
    "need_risk_assessed": _("Assess the danger first: everything else is planned around it."),
    "need_consent_or_duty": _(
        "Nothing is sent on without the person's consent or a named legal duty. Record one of the two first."
    ),
    "need_guardian": _(
        "Let the guardian work on the case first, after checking that there is no conflict of interest."
    ),
    "need_person_informed": _("Explain it to the person first, in a language that the person understands."),
    "need_person_agrees": _("The person has not agreed. Nothing is done over the person's head: change it together."),
    "need_best_interest": _("For a child, determine the best interest first."),
    "need_second_look": _("For a child, a second person looks at the answers before they are set aside."),
    "need_new_grounds": _("Name the new facts, or the error of procedure."),
    "clock_unknown": _("This deadline is not in the case. Reload the page."),
    "clock_never_pauses": _("This deadline does not stand still."),
    "clock_paused_already": _("This deadline stands still. Let it run again first."),
    "clock_not_paused": _("This deadline is running already."),
    "clock_never_extended": _("This deadline is not extended."),
    "clock_extension_unfit": _("Extend it by at least one and at most %(most)s."),
    "clock_ended_already": _("This deadline has ended already."),
    "clock_reason_short": _("Say why, in at least %(least)s letters, without names."),
}
