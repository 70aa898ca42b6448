"""What the refusals of cases say to a person: calm, and never what a hidden part holds."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WALLS: dict[str, str | Promise] = {
    "wording_tells": _(
        "Others would learn from these words why the person has this paper: %(words)s. Choose neutral words."
    ),
    "part_withheld": _("Your work on this case does not need this, so it is not open to you."),
    "conflict_of_interest": _("You have stepped aside from this case."),
    "role_opens_no_case": _("A case is opened in a role that you hold and that works on cases. Choose one of yours."),
    "glass_not_for_role": _("Your role does not open this part in danger. Call the case manager or the police."),
    "glass_never_for_sealed_testimony": _("This part is never opened in this way. Call whoever leads the case."),
    "glass_refused": _("This cannot be opened. Check the code, and call whoever leads the case."),
    "glass_reason_short": _("Say what the danger is, in at least %(least)s letters."),
    "glass_hours_unfit": _("Choose between %(least)s and %(most)s hours."),
    "glass_reviewed_already": _("Somebody has already reviewed this. Reload the page to see the outcome."),
    "own_break_glass": _("You opened this yourself, so somebody else reviews it."),
    "review_words_missing": _("Give your reasons; they stay in the register."),
    "own_conflict": _("This is your own conflict, so somebody else decides on it."),
    "conflict_lifted_already": _("This conflict was lifted already."),
}

_FILES: dict[str, str | Promise] = {
    "case_not_open": _("The case is not open, so nothing new is entered. Reopen it first, if you may."),
    "case_not_closed": _("Only a closed case is reopened."),
    "case_referred_already": _("The case was referred already."),
    "case_sealed_already": _("The case is sealed already."),
    "case_not_sealed": _("The case is not sealed."),
    "case_without_person": _("A case has at least one person."),
    "case_not_found": _("There is no case with this code that you can see."),
    "closing_reason_of_other_command": _("A case is not closed by hand with this reason. Choose another one."),
    "code_mistyped": _(
        "This is no code of a case: one letter or digit is wrong or missing. Check it and type it again."
    ),
    "no_free_code": _("No code could be found for the case. Send the form again."),
    "request_in_progress": _("This form is being sent already. Wait a moment, then look at your cases."),
    "person_not_of_case": _("This person is not in the case. Reload the page to see who is."),
    "split_leaves_nobody": _("At least one person stays in the case."),
    "split_without_person": _("Choose at least one person."),
    "link_with_oneself": _("These are one and the same person. Choose another one."),
    "linked_already": _("These two are linked in this way already."),
    "link_ended_already": _("This link was ended already."),
}

_MERGES: dict[str, str | Promise] = {
    "merge_with_itself": _("This is the code of the same case. Enter the code of the other one."),
    "merge_proposed_already": _("It is proposed already to take this case up into another one."),
    "merge_states_differ": _(
        "One of the two cases is sealed, referred or kept for a legal reason and the other is not. Bring them in line"
        " first."
    ),
    "merge_decided_already": _("Somebody has already decided on this merge. Reload the page to see how it stands."),
    "own_merge": _("You proposed this merge, so somebody else decides on it."),
    "merge_not_in_force": _("This merge is not in force, so there is nothing to undo."),
    "merge_person_moved_on": _(
        "One of the persons has gone on to another case since the merge. Bring the person back first."
    ),
}

_WORK: dict[str, str | Promise] = {
    "not_in_post": _("Nobody with this address or name holds this role in this body today. Check all three."),
    "person_steps_aside": _("This person cannot work on this case. Choose somebody else."),
    "works_on_case_already": _("This person works on the case in this role already."),
    "assignment_ended": _("This work was ended already."),
    "lead_is_handed_over": _("Whoever leads the case is not relieved: hand the case over."),
    "is_lead_already": _("This person leads the case already."),
    "flag_raised_already": _("This flag is raised already."),
    "flag_resolved_already": _("This flag is down already."),
    "flag_resolution_missing": _("Say why, so that others can rely on it."),
    "task_comes_by_itself": _("Tasks of this kind come by themselves. Choose another one."),
    "task_due_in_past": _("This day has passed. Choose a later one."),
    "task_for_stranger": _("This person does not work on the case. Choose somebody who does."),
    "task_of_another": _("This task is somebody else's."),
    "task_done_already": _("This task is done already."),
    "task_ends_by_itself": _("This task ends with the review that it asks for."),
}

_CONSENT: dict[str, str | Promise] = {
    "consent_without_scope": _("Choose what is opened, and to whom."),
    "consent_scope_unfit": _("Consent does not open this part. Choose another one."),
    "consent_refusal_not_explained": _(
        "A consent counts only if it was explained that help does not depend on it. Explain it, then record the"
        " consent."
    ),
    "consent_without_capacity": _(
        "An adult consents only by understanding what it means. If the person cannot, a guardian is asked for."
    ),
    "adult_consents_in_person": _("An adult who is able to decide consents in person."),
    "child_needs_guardian": _("For a child the guardian consents. Choose the guardian who works on the case."),
    "child_not_asked": _("Ask the child, and record what the child said."),
    "child_refuses": _("The child does not agree, so nothing is opened by consent."),
    "guardian_not_appointed": _(
        "This person is not the guardian in this case. Let the guardian work on the case first."
    ),
    "guardian_in_conflict": _("This guardian has stepped aside. Another one has to be appointed."),
    "opening_ends_in_past": _("The last day has passed. Choose a later one, or leave it empty."),
    "consent_withdrawn_already": _("This consent was withdrawn already."),
    "duty_reason_short": _("Name the law or the order, in at least %(least)s letters."),
}

_SEALED: dict[str, str | Promise] = {
    "sheet_answer_wrong": _("%(question)s: %(what)s"),
    "record_empty": _("Write something before you save."),
    "record_too_long": _("The entry is too long: at most %(most)s letters."),
    "record_superseded": _("This entry was corrected already. Correct the newer one."),
    "person_erased": _("The personal data of this person were erased. Nothing can be added."),
    "person_restricted": _("The use of this person's data is restricted, so they are not shown and not changed."),
    "reveal_needed": _("This opens only on purpose, with a reason. Ask for it on the page of the case."),
    "part_opens_by_reveal": _("This part is opened on purpose, with a reason."),
    "part_needs_no_reveal": _("This part stands on the page. It need not be revealed."),
    "reveal_reason_short": _("Say why you need it, in at least %(least)s letters."),
    "reveal_waits": _("A second person who may read this part has to agree first."),
    "reveal_ended": _("The time for this look is over. Ask again."),
    "reveal_granted_already": _("This was agreed to already."),
    "reveal_of_another": _("Only the person who asked may look."),
    "own_reveal": _("Somebody else has to agree to what you asked for."),
    "state_is_no_code": _("Choose one of the states."),
    "search_too_short": _("Write at least %(least)s letters."),
    "stopped_for_today": _(
        "You have opened or searched for unusually many files today. The data-protection officer was told and "
        "can help; tomorrow you can go on."
    ),
    "own_alert": _("Somebody else has to look at what was noticed about you."),
    "alert_reviewed_already": _("This was looked at already."),
    "rights_reason_missing": _("Say why it is not granted, or not whole."),
    "right_decided_already": _("This request was answered already."),
    "not_restricted": _("The use of this person's data is not restricted."),
    "hold_reason_missing": _("Name the court or the inquiry."),
    "hold_set_already": _("There is a legal hold on this case already."),
    "hold_lift_reason_missing": _("Say why the hold ends."),
    "code_unknown": _("There is no case with this code."),
    "keeping_reason_missing": _("Say what the file is still needed for."),
    "keeping_not_running": _("The time of this file is not running: it is open, or was closed only today."),
    "keeping_not_longer": _("This is not later than the day until which the file is kept now."),
    "keeping_too_long": _("A file is given at most %(most)s more years at once. Choose an earlier day."),
    "hold_not_set": _("There is no legal hold on this case."),
}

_EXPORTS: dict[str, str | Promise] = {
    "sealed_case_needs_successor": _(
        "This person is the last to work on a sealed case, which nobody else can see. Choose a successor with the same"
        " role in the body."
    ),
    "erasure_on_hold": _("There is a legal hold on this case, so nothing is erased."),
    "erasure_asked_already": _("The erasure was asked for already."),
    "erasure_time_not_passed": _("The time for which these data are kept has not passed, or the case is still open."),
    "erasure_not_granted": _("No request of this person for erasure was granted."),
    "erasure_words_missing": _("Name the order, in at least %(least)s letters."),
    "erasure_basis_unfit": _("Choose one of the grounds."),
    "own_erasure": _("You asked for this erasure, so somebody else agrees to it."),
    "copy_undecided": _("Some entries are not decided on yet by somebody who may read them."),
    "own_copy_decision": _("You decided on an entry of this copy yourself, so somebody else approves it."),
    "copy_is_in_part": _("Something is withheld, so the copy is granted in part."),
    "copy_not_approved": _("This copy is not approved yet, or was refused."),
    "copy_entry_unknown": _("One of these entries is not in this part. Reload the page."),
    "copy_ground_unknown": _("Choose one of the grounds of the law."),
    "export_purpose_short": _("Say what the copy is for, in at least %(least)s letters."),
    "export_form_unknown": _("Choose one of the forms."),
    "export_key_wrong": _("This is no public key of a receiver, or a letter of it is wrong. It begins with age1."),
    "export_too_many": _(
        "At most %(most)s cases may be taken out in a day. The data-protection officer was told and can help."
    ),
    "export_made_already": _("This copy was made already; its password was shown once. If it is lost, make another."),
    "export_of_another": _("Only whoever made this copy may fetch it."),
    "export_ended": _("The time for fetching this copy is over. Make another if it is still needed."),
}

SENTENCES = _WALLS | _FILES | _MERGES | _WORK | _CONSENT | _SEALED | _EXPORTS
