"""What the refusals of identification say to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "instrument_off": _(
        "This list is not in use: it waits until the competent authority has confirmed it. Choose another list, or talk"
        " to somebody experienced. Help does not wait for it."
    ),
    "instrument_unknown": _("There is no such list, or not in this version. Open the lists of the screening again."),
    "screening_empty": _(
        "Nothing is marked yet. Mark what was seen, or what was certainly not; whatever is not known may stay open."
    ),
    "screening_meanwhile": _(
        "Somebody has answered this list while you were writing. Both answers are put together below; yours stand where"
        " you differ. Look at them, and save again."
    ),
    "instrument_not_for_age": _(
        "This list is for another age. While the age is in doubt, the person counts as a child. Choose another list."
    ),
    "instrument_answered_twice": _("This list was answered twice for the same person. Keep one of the two."),
    "indicator_unknown": _(
        "The list has no line “%(indicator)s”; it may have changed since the page was opened. Open the list again."
    ),
    "answer_unknown": _("An answer cannot be read. Choose yes, no or not known."),
    "team_not_member": _("You have no running mandate in the Team. Ask its secretary if that is wrong."),
    "team_profile_unknown": _("Choose one of the profiles of the list."),
    "team_not_in_post": _(
        "Nobody signs in with this address and holds that post in the body. Ask the administrator to give the post"
        " first."
    ),
    "mandate_ends_before_start": _("A mandate ends on its first day or later. Correct the last day."),
    "mandate_runs_already": _("The person has a mandate in the Team in that time. End that one first."),
    "mandate_ended_already": _("This mandate has ended already."),
    "shift_ends_before_start": _("Being on call ends after it begins, and not in the past. Correct the end."),
    "shift_outside_mandate": _("The member's mandate does not cover that time. Choose another time or member."),
    "shift_over": _("This time on call is over already."),
    "team_works_already": _("Somebody of the Team works on the case already."),
    "session_kind_unknown": _("Choose one of the kinds of the list."),
    "session_ended": _("This session is over or was called off. Call a new one."),
    "present_without_mandate": _("Somebody's mandate does not run on that day. Reload the page and choose again."),
    "present_has_voted": _("Whoever has voted in the session stays on its list. Choose that person again."),
    "on_agenda_already": _("The person is on an agenda already. Take that item off first."),
    "not_for_team": _("From where the person stands now, there is nothing for the Team to decide."),
    "item_ended": _("This item is over. If there is more to decide, put the person on the agenda of a new session."),
    "member_not_present": _("You are not on the list of those present. Ask whoever holds the session to add you."),
    "declared_already": _("You have declared this already. If something has come up since, step aside."),
    "declare_first": _("First declare that you have no conflict of interest, or step aside."),
    "vote_of_secretary": _("The secretary keeps the record and does not vote."),
    "vote_before_session": _("The session has not been opened yet."),
    "vote_before_review": _("First take up the person: the step stands on the item, and starts the time to decide."),
    "vote_unknown": _("Choose one of the answers that the page offers."),
    "nothing_to_vote": _("You have nothing to vote on here now. The page of the item says how it stands."),
    "voted_already": _("You have voted on this item already, and a vote is not changed."),
    "voted_in_former": _("You voted on the decision that is looked at again. Others decide this time."),
    "team_overfull": _(
        "More would vote than the Team has seats. A deputy votes in place of a member who is missing: correct who is"
        " present."
    ),
    "need_session": _(
        "The Team decides in a session or field mission that goes on. Put the person on its agenda and open it."
    ),
    "need_no_conflict": _("First declare on the agenda of the Team that you have no conflict of interest."),
    "need_quorum": _(
        "%(there)s members can vote on this, and %(needed)s are needed. Wait for more, call a deputy, or decide in"
        " another session."
    ),
    "need_majority": _(
        "This has not the votes of more than half of those who are present. Vote first, or record what was decided."
    ),
    "need_other_reviewers": _(
        "Nobody who voted on the former decision takes part in looking at it again. Let other members decide."
    ),
    "votes_differ": _("Members cast %(counted)s such votes. Correct the number, or ask who has yet to vote."),
    "decision_differs": _("This is another decision than the step that you are taking. Choose the same one."),
    "told_already": _("It is recorded already how the decision was told."),
    "told_way_unknown": _("Choose how the decision was told."),
    "told_day_unfit": _("The day lies between that of the decision and today. Correct it."),
    "letter_needs_guardian": _(
        "The letter is never handed to a child. Let the guardian work on the case first; then it is addressed to the"
        " guardian."
    ),
    "letter_reasons_tell": _(
        "Others would learn from words in the reasons why the person has this letter: %(words)s. Correct the record of"
        " the Team first, with neutral words; what was written before is kept."
    ),
    "letter_reasons_closed": _(
        "The reasons cannot be opened: the use of the person's data is restricted, or they were erased. Ask the"
        " data-protection officer."
    ),
    "report_not_for_you": _("Exact numbers are for the Team and the coordinator. Choose the other report."),
}
