"""What the actions of protection are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "provider.entered": _("Provider entered"),
    "provider.ended": _("Provider taken out of the directory"),
    "provider.rate_set": _("Rate for a night set"),
    "providers.taken": _("Register of providers taken out"),
    "licence.granted": _("Licence recorded"),
    "licence.suspended": _("Licence suspended"),
    "licence.restored": _("Suspension of a licence lifted"),
    "incident.filed": _("Complaint or incident filed"),
    "incident.settled": _("Complaint or incident settled"),
    "statement.read": _("Monthly statement of nights and cost read"),
}
