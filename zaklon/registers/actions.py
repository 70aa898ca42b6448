"""What the actions of the registers are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "entry.entered": _("Entry of a register made"),
    "entry.corrected": _("Entry of a register corrected"),
    "entry.withdrawn": _("Entry of a register withdrawn"),
    "register_report.kept": _("Numbers of a report from the registers kept"),
    "register_report.taken": _("Report from the registers taken out"),
    "upload.read": _("Filled template of a register read"),
    "upload.entered": _("Rows of a filled template entered"),
    "upload.discarded": _("Filled template discarded"),
}
