"""What the answers of sealed entries are called, on forms, pages and papers alike."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ONE_LINE_EACH = _("One in each line.")
# name of an answer: (label, hint)
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "given_names": (_("Given names"), ""),
    "family_names": (_("Family names"), ""),
    "aliases": (_("Other names, nicknames"), _ONE_LINE_EACH),
    "birth_date": (_("Date of birth"), _("Leave it empty when it is not known. Do not guess.")),
    "birth_place": (_("Place of birth"), ""),
    "documents": (_("Numbers of documents"), _ONE_LINE_EACH),
    "phones": (_("Telephone numbers"), _("One in each line. How to call safely stands in the part on safe contact.")),
    "remarks": (_("Remarks"), ""),
    "safe_way": (_("How may the person be reached safely?"), ""),
    "safe_times": (_("When"), ""),
    "never_do": (_("What must never be done"), _("Such as calling, writing, or coming to the door.")),
    "trusted_person": (_("Somebody whom the person trusts"), ""),
    "indicators_seen": (_("What was seen or heard"), _("Write facts. What they may mean comes further down.")),
    "told_by_person": (_("What the person said about it"), ""),
    "assessment": (_("What this may mean"), ""),
    "next_step": (_("Next step"), ""),
    "taken_on": (_("Told on"), ""),
    "language": (_("In which language"), ""),
    "present": (_("Who was present"), ""),
    "statement": (
        _("What the person told"),
        _("In the person's own words. Ask nothing only to complete the form: one telling is enough."),
    ),
    "need": (_("What the person needs"), ""),
    "treatment": (_("Treatment"), ""),
    "medicines_allergies": (_("Medicines and allergies"), ""),
    "next_appointment": (_("Next appointment"), ""),
    "place": (_("Where the person stays"), _("The address is seen only by those who need it for their work.")),
    "from_day": (_("From"), ""),
    "until_day": (_("Until"), ""),
    "safety_of_place": (_("What keeps the place safe"), ""),
    "authority": (_("Before which authority"), ""),
    "reference_number": (_("Number of the file there"), ""),
    "happened_on": (_("Day"), ""),
    "step": (_("What happened"), ""),
    "protection_measures": (_("Protection of the person as a witness"), ""),
    "before_whom": (_("Before whom"), ""),
    "claimed_on": (_("Claimed on"), ""),
    "claim": (_("What is claimed, and how it stands"), ""),
    "goal": (_("What is to be reached"), ""),
    "service": (_("Service, and who gives it"), ""),
    "agreed_with_person": (_("What was agreed with the person"), ""),
    "reported": (_("What was reported"), _("Write what was seen or heard, not what it may mean.")),
    "reported_by": (_("Who reported it"), _("The body or kind of person. No name is needed.")),
    "ground_of_stay": (_("Ground"), _("Write it so that nobody who reads the paper learns why the person is here.")),
    "decision": (_("Decision"), ""),
    "danger": (_("What is the danger?"), ""),
    "from_whom": (_("From whom"), ""),
    "measures": (_("What is done about it"), ""),
    "look_again_on": (_("To be looked at again on"), ""),
    "opinion": (_("Opinion"), _("What you found, and what follows from it in your field.")),
    "note": (_("Note"), _("Write only what others need for their work.")),
}


def label_of(name: str) -> str:
    """What an answer is called; one that nobody has named yet is called by its key."""
    return str(WORDS[name][0]) if name in WORDS else name.replace("_", " ").capitalize()
