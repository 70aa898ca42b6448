"""What the refusals of protection say: calm, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "not_licensing_body": _("Your body does not license providers. Ask the coordinator's office."),
    "provider_unknown": _("There is no provider with this code. Choose one from the directory."),
    "provider_name_missing": _("Enter the name of the provider, without an address."),
    "provider_services_unfit": _("Choose at least one service from the list."),
    "provider_has_residents": _("Somebody still has a place there. Plan these stays anew first."),
    "provider_ended": _("%(provider)s is no longer in the directory. Choose another provider with a free place."),
    "provider_unlicensed": _(
        "%(provider)s has no licence for this service. Choose a licensed provider with a free place."
    ),
    "licence_expired": _("The licence of %(provider)s has run out. Choose another provider with a free place."),
    "licence_suspended": _("The licence of %(provider)s is suspended. Choose another provider with a free place."),
    "provider_stopped": _(
        "Nobody is placed with %(provider)s until a complaint is settled. Choose another provider with a free place."
    ),
    "provider_full": _(
        "%(provider)s has no free place for this group. Choose another provider, or put the person on the waiting list."
    ),
    "profile_not_taken": _("This provider has no places for this group. Choose another group or another provider."),
    "rate_below_zero": _("Enter an amount of zero or more."),
    "rate_set_already": _("A rate from this day is on record already. Choose a later day."),
    "licence_service_not_given": _("This provider does not give this service. Choose one that it gives."),
    "licence_number_missing": _("Enter the number of the licence."),
    "licence_number_taken": _("This licence is on record already. Check the number."),
    "licence_ends_before_start": _("The licence cannot end before it begins. Check both days."),
    "licence_places_unfit": _("Enter numbers of places from 0 to %(most)s."),
    "licence_suspended_already": _("This licence is suspended already."),
    "licence_not_suspended": _("This licence is not suspended. Reload the page to see how it stands."),
    "suspension_reason_missing": _("Choose the reason of the suspension."),
    "incident_needs_case": _("File it from the case of the person whom it is about; its page leads to this form."),
    "incident_severity_missing": _("Choose how serious it is."),
    "incident_kind_missing": _("Choose at least one thing that it is about."),
    "incident_in_future": _("The day of the report cannot lie in the future. Check it."),
    "incident_outcome_missing": _("Choose what came of it."),
    "incident_settled_already": _("Somebody has settled it already. Reload the page to see how it stands."),
    "stay_asked_already": _("A place with this provider is asked for already. Wait for the answer, or withdraw it."),
    "stay_moved_meanwhile": _("Somebody has changed this stay meanwhile. Reload the page to see how it stands."),
    "stay_of_another_provider": _("Only the staff of the provider answer here."),
    "stay_in_future": _("The day cannot lie in the future. Enter it when it has come."),
    "stay_ends_before_start": _("The stay cannot end before it began. Check the day."),
    "stay_reason_missing": _("Choose the reason of leaving."),
    "stay_not_to_replan": _("This stay need not be planned anew."),
    "person_stays_elsewhere": _("The person stays with another provider. Record first when the person left there."),
    "contact_not_agreed": _(
        "How to reach the person safely is not on record. Agree it with the person first, under safe contact."
    ),
    "contact_way_forbidden": _(
        "The person must not be reached in this way: it could put the person in danger. Choose another way, or talk in"
        " person."
    ),
    "contact_hour_forbidden": _(
        "The person must not be reached at this hour. Wait for the hours that were agreed under safe contact."
    ),
    "contact_language_missing": _("Choose the language in which the person is reached."),
    "contact_both_ways": _("A way is both allowed and forbidden. Keep it in one of the two."),
    "contact_one_hour": _("Enter two different hours, or none."),
    "contact_no_way_left": _("Leave at least one way open, such as in person."),
}
