"""What the actions of this context are called on the trail; those of the timeline bear the timeline's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.cases.kinds import EventKind

ACTIONS: dict[str, str | Promise] = {
    **{f"case.{kind}": kind.label for kind in EventKind},
    "case.read": _("Case read"),
    "case.looked_up": _("Case looked up by its code"),
    "case.register_read": _("Review of openings read"),
    "case.glass_reviewed": _("Opening in danger reviewed"),
    "case.conflict_lifted": _("Conflict of interest lifted"),
    "refused.break_glass": _("Refused: opening in danger"),
}
