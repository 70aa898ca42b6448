"""What refusals of this context say to a person, and what its actions are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "permission_missing": _(
        "Your role does not allow you to do this. If you need it for your work, ask your administrator."
    ),
    "not_signed_in": _("Sign in to do this."),
    "body_code_taken": _("Another body has this code. Choose a different one."),
    "body_code_unfit": _("A code has 2 to 40 capital letters, digits and hyphens, such as POLICE-BORDER."),
    "body_without_name": _("Enter a name."),
    "body_name_known": _("The body already has this name."),
    "body_ends_before_it_begins": _("The last day cannot be before the first."),
    "body_has_people": _("People still hold posts there after this day. End their posts first."),
    "body_has_units": _("Units inside this body go on after this day. End them first."),
    "body_has_ended": _("This body no longer exists on that day. Choose another one."),
    "body_is_generic": _("Nobody can hold a post in an actor that names no body, such as all NGOs. Choose a body."),
    "body_inside_itself": _("The body %(code)s lies inside itself. Check which body each one belongs to."),
    "body_kind_unknown": _("The body %(code)s is of the kind %(kind)s, which is not known."),
    "body_parent_unknown": _("The body %(code)s belongs to %(parent)s, which is not there."),
    "body_alias_of_nobody": _("The alias %(alias)s is of the body %(code)s, which is not there."),
    "person_already_signs_in": _("Somebody already signs in with this address."),
    "person_without_name": _("Enter the person's name."),
    "person_has_left": _("This person has left. Invite them again if they come back."),
    "cannot_remove_oneself": _("You cannot take this away from yourself. Ask another administrator."),
    "not_for_oneself": _("You cannot do this for your own account. Ask another administrator."),
    "post_for_oneself": _("You cannot give a post to yourself. Ask another administrator."),
    "post_already_held": _("The person already holds this post, or will from a later day."),
    "post_has_ended": _("This post has already ended."),
    "role_is_no_post": _("This role is for visitors without sign-in. Choose another one."),
    "invitation_not_open": _(
        "This invitation cannot be used any more: it was accepted, withdrawn or is too old. Ask for a new one."
    ),
    "password_too_weak": _("Choose another password. %(why)s"),
    "successor_is_leaving": _("Somebody else must take over the work, not the person who leaves."),
    "successor_not_in_body": _("Choose somebody who holds a post in the same body today."),
    "body_not_yours": _("You hold no post in this body today."),
    "program_purpose_short": _("Say what the program does, in at least %(least)s letters."),
    "program_post_unfit": _("Choose one of your posts in the body that you act for now."),
    "program_may_nothing": _("Choose at least one thing that the program may do."),
    "program_may_too_much": _("A program may do at most what the chosen post may. Choose fewer things."),
    "program_key_ends_wrong": _("Choose a last day from tomorrow to %(day)s."),
    "program_key_has_ended": _("This key has already ended."),
    "program_keys_too_many": _("You have %(most)s keys that are in use. End one first."),
    "nothing_sealed_yet": _("Nothing on the trail has been sealed yet. Try again in five minutes."),
}

ACTIONS: dict[str, str | Promise] = {
    "sign_in.done": _("Signed in"),
    "sign_in.ended": _("Signed out"),
    "sign_in.failed": _("Sign-in failed"),
    "sign_in.locked": _("Sign-in locked after failures"),
    "session.crowded_out": _("Signed out in the browser used longest ago"),
    "session.ended": _("Signed out everywhere"),
    "second_factor.added": _("Second step of signing in added"),
    "second_factor.removed": _("Second step of signing in removed"),
    "second_factor.dropped": _("Second step of signing in dropped by the administrator"),
    "recovery_codes.made": _("Recovery codes made"),
    "password.set": _("Password set"),
    "password.reset_asked": _("Link to set a password asked for"),
    "account.language_chosen": _("Language of mails chosen"),
    "account.address_changed": _("E-mail address changed"),
    "invitation.sent": _("Person invited"),
    "invitation.withdrawn": _("Invitation withdrawn"),
    "invitation.accepted": _("Invitation accepted"),
    "post.given": _("Post given"),
    "post.ended": _("Post ended"),
    "person.left": _("Person left"),
    "body.added": _("Body added"),
    "body.changed": _("Body changed"),
    "body.ended": _("Body ended"),
    "body.named": _("Name of a body added"),
    "body.dated": _("Days of a body set"),
    "pack.loaded": _("Country pack loaded"),
    "program.key_made": _("Key for a program made"),
    "program.key_revoked": _("Key of a program ended"),
    "program.began": _("A program began to work with a key"),
    "program.read": _("A program opened something of a file"),
    "program.wrote": _("A program changed something"),
    "program.refused": _("Refused: key of a program that has ended"),
    "refused.permission": _("Refused: no permission"),
    "trail.read": _("Trail read"),
    "trail.exported": _("Rows of the trail taken out"),
    "trail.head_printed": _("Seal of the trail printed"),
}

# Actions that show something or take it out, and those that were stopped; all others change something.
READS = ("program.read", "trail.read", "trail.exported", "trail.head_printed")
REFUSALS = ("sign_in.failed", "sign_in.locked", "program.refused", "refused.permission")
