"""What the plan's refusals say to a person: what happened, and what to do next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Papers: strategies, yearly plans, amendments.
_PAPERS: dict[str, str | Promise] = {
    "activity_code_twice": _("The code %(code)s is used by two activities. Give one of them another code."),
    "activity_ends_before_start": _("Activity %(code)s ends before it starts. Correct one of its quarters."),
    "activity_without_body": _("Activity %(code)s names no body. Name the body that leads it."),
    "amendment_already_open": _("This plan already has an open amendment. Finish or discard that one first."),
    "amendment_is_merged": _("An amendment is not adopted by itself: merge it into the plan that it amends."),
    "body_not_known": _("These bodies are not in the register: %(bodies)s. Add them, or choose others."),
    "carry_over_goes_forward": _("An activity can only be carried over into a later year's plan."),
    "measure_not_known": _("The plan has no key measure %(measure)s. Choose one that it has."),
    "objective_not_known": _("The strategy has no operational objective %(objective)s. Choose one that it has."),
    "plan_has_moved": _(
        "The plan has been changed since this amendment was begun; it is now at revision %(revision)s. Begin the"
        " amendment again from the plan as it stands."
    ),
    "plan_is_empty": _("The plan has no activities yet, so it cannot be submitted. Add or import them first."),
    "plan_not_adopted": _("The plan is not adopted yet. This is possible as soon as it is."),
    "plan_not_draft": _("Only a draft can be changed. An adopted plan is changed by an amendment."),
    "plan_year_taken": _("The strategy already has a plan for %(year)s. Amend that one instead."),
    "reference_not_known": _("The strategy has no reference %(code)s. Add it there, or choose another."),
    "strategy_code_taken": _("Another strategy has the code %(code)s. Choose a code of its own."),
    "year_outside_strategy": _(
        "The year %(year)s lies outside the strategy, which runs from %(first_year)s to %(last_year)s."
    ),
}

# Indicators and their values.
_INDICATORS: dict[str, str | Promise] = {
    "category_missing": _("Choose the place in the list that was reached."),
    "not_measured_has_no_value": _("What was not measured has no value. Clear the value, or say that it was measured."),
    "note_missing": _("Say where the value comes from, so that others can check it."),
    "number_missing": _("Enter the number, or say that it was not measured."),
    "number_negative": _("A number cannot be below zero. Check what you entered."),
    "period_upside_down": _("The period ends before it begins. Correct one of its days."),
    "text_missing": _("Describe what was reached."),
}

# Progress reports, their partners and periods.
_PROGRESS: dict[str, str | Promise] = {
    "body_does_not_lead": _("Only the body that leads this activity may do this. Ask its reporter or its head."),
    "body_is_not_this_partner": _("Only this partner itself can answer for its part."),
    "completed_after_period": _(
        "The day of completion lies after this period, which ended on %(day)s. Report it in the next period."
    ),
    "completed_in_future": _("The day of completion has not come yet. Leave it empty until the activity is completed."),
    "completed_on_missing": _(
        "Every result is reached, and the deadline lay before the end of this period. Enter the day on which the"
        " activity was completed, so that everybody can see whether that was in time."
    ),
    "correction_already_open": _("A correction of this report is already open. Go on with that one."),
    "done_text_missing": _("Say in a sentence or two what was done, or why nothing was."),
    "evidence_of_another_report": _("This file belongs to another report. Reload the page to see what is here."),
    "money_line_not_of_activity": _("This money belongs to another activity. Reload the page and enter it again."),
    "not_reached_late": _(
        "There is no delay to accept: either results are missing, or the activity was completed in time."
    ),
    "partner_disputes": _(
        "A partner disputes its part, so the report cannot go on. Send it back to the reporter, or wait until the"
        " partner has confirmed."
    ),
    "period_frozen": _(
        "This period is frozen, so its numbers no longer change. Report in the next period, or correct the adopted"
        " report."
    ),
    "person_is_not_a_reporter": _("This person is not a reporter of the lead body today. Choose somebody who is."),
    "reason_missing": _("Give the reason, so that others can act on it."),
    "regions_do_not_add_up": _("The regions do not add up to %(number)s. Correct what is wrong."),
    "report_already_adopted": _("The report is adopted already. What is wrong in it, the lead body can correct."),
    "report_not_adopted": _("Only an adopted report is corrected. This one can still be changed by its reporter."),
    "report_not_editable": _(
        "The report is no longer with the reporter, so nothing was changed. If something is wrong, ask whoever has it"
        " to send it back."
    ),
    "report_not_with_office": _("The report is not with the coordinator's office now. Reload it to see how it stands."),
    "result_not_of_activity": _(
        "The plan has changed since this page was opened. Reload it and enter the values again."
    ),
    "results_missing": _("Enter a value, or say in the note why there is none yet."),
    "step_not_open": _(
        "This step is not possible now. Somebody may have taken it already: reload the page to see how it stands."
    ),
}

SENTENCES = _PAPERS | _INDICATORS | _PROGRESS
