"""What the refusals of partnership say to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.partnership.sentences_of_grants import GRANTS

_BOARD: dict[str, str | Promise] = {
    "partnership_day_in_future": _("This day has not come yet. Enter today or an earlier day."),
    "founding_without_number": _("Enter the number of the decision."),
    "board_not_in_post": _(
        "Nobody signs in with this address and holds the post of a member of the Coordination Body there. Ask the"
        " administrator to give the post first."
    ),
    "board_mandate_runs": _("The person has a mandate in that time. End that one first."),
    "board_seat_taken": _("The body has a member in that time. End that mandate first, or appoint a deputy."),
    "board_mandate_ended": _("This mandate has ended already."),
    "board_mandate_backwards": _("A mandate ends on its first day or later. Correct the last day."),
    "observer_without_name": _("Enter the observer's name."),
    "board_closes_before_opening": _("An electronic session needs an end after its beginning. Correct the end."),
    "board_closes_in_past": _("The end of the session is over already. Choose a later one."),
    "board_session_over": _("This session is over or was called off. Call a new one."),
    "board_not_begun": _("The session has not begun yet. Votes are taken once it goes on."),
    "board_votes_closed": _("The time to vote is over. The office closes the session, and its page says the outcome."),
    "board_votes_run": _("Members may vote until the end that was announced. Close the session after it."),
    "board_present_without_mandate": _(
        "Somebody's mandate does not run on that day. Reload the page and choose again."
    ),
    "board_present_has_voted": _("Whoever has voted stays on the list. Choose that person again."),
    "item_without_title": _("Enter what the item is about."),
    "item_without_proposal": _("Write the words on which the members vote."),
    "board_agenda_stands": _("Votes have begun, so the agenda stands. Put the item on the next session."),
    "board_minutes_adopted": _("The minutes are adopted and stand. Record what is new in the next session."),
    "board_minutes_too_early": _("Minutes are adopted once the session was held and closed."),
    "board_minutes_before_end": _("Minutes are adopted on the day of the session or later. Correct the day."),
    "board_vote_unknown": _("Choose for, against or abstained."),
    "board_nothing_to_vote": _("This item is for information; there is nothing to vote on."),
    "board_item_decided": _("This item is decided already."),
    "board_no_mandate": _("You have no running mandate with a vote. Ask the coordinator's office if that is wrong."),
    "board_member_is_there": _("The member for whom you stand in takes part, so the member votes."),
    "board_not_on_list": _("You are not on the list of those who take part. Ask the coordinator's office to add you."),
    "board_voted_already": _("The vote of your body is cast already, and a vote is not changed."),
    "board_decided_by_clock": _(
        "An electronic session is decided when it closes, by the votes that came in until then."
    ),
    "board_no_quorum": _(
        "%(there)s bodies take part, and %(needed)s are needed to decide. Wait for more, call a deputy, or close the"
        " session and put the item on another."
    ),
    "board_nobody_voted": _("Nobody has voted on this item yet. Ask the members to vote first."),
    "conclusion_needs_session": _("Conclusions are written down once the session goes on. Open it first."),
    "conclusion_without_text": _("Write what has to be done."),
    "conclusion_due_before_session": _("The last day lies before the session. Choose a later one."),
    "conclusion_of_other_session": _("This item belongs to another session. Reload the page and choose again."),
    "conclusion_done_before_session": _("It cannot be done before the session that concluded it. Correct the day."),
    "conclusion_without_proof": _("Write what was done, or add a file that shows it."),
    "conclusion_without_reason": _("Write the reason; the body that owes it reads it."),
    "conclusion_done_already": _("This conclusion is done already. Open it again first."),
    "conclusion_of_other_body": _("Another body owes this conclusion, and says what was done."),
    "work_plan_year_unfit": _("Enter a year in four digits."),
    "work_plan_exists": _("The year has a work plan already. Open that one."),
    "work_plan_adopted": _("The work plan is adopted and stands."),
    "work_plan_task_without_text": _("Write what is to be done."),
    "work_plan_empty": _("The work plan has no items. Add what is to be done first."),
    "work_plan_session_unknown": _("There is no such session. Reload the page and choose again."),
    "work_plan_not_adopted": _("The work plan is not adopted yet. Record its adoption first."),
    "work_plan_task_ended": _("This item is implemented or dropped already."),
    "work_plan_drop_without_reason": _("Write why it will not be done."),
    "work_plan_implemented": _("It is recorded already that the work plan was implemented."),
    "work_plan_tasks_open": _(
        "%(waiting)s items are still open. Say of each that it was implemented, or drop it first."
    ),
    "work_plan_implemented_too_early": _(
        "The plan is implemented when its last item is: at least one was done, none of them after that day. Correct"
        " the day."
    ),
}

SENTENCES: dict[str, str | Promise] = _BOARD | GRANTS
