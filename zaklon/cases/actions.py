"""What the actions of this context are called on the trail; those of the timeline bear the timeline's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.cases.kinds import EventKind

ACTIONS: dict[str, str | Promise] = {
    **{f"case.{kind}": kind.label for kind in EventKind},
    "case.read": _("Case read"),
    "case.looked_up": _("Case looked up by its code"),
    "case.register_read": _("Review of openings read"),
    "case.review_list_read": _("List of the data-protection officer read"),
    "case.glass_reviewed": _("Opening in danger reviewed"),
    "case.conflict_lifted": _("Conflict of interest lifted"),
    "case.exported": _("Content taken out as a sealed copy"),
    "case.export_fetched": _("Sealed copy fetched"),
    "case.export_purged": _("Sealed copy dropped at the end of its time"),
    "case.openings_listed": _("List of who opened the file made for the person"),
    "case.copy_decided": _("What goes into a copy for the person decided"),
    "case.copied": _("Copy of the file made for the person"),
    "case.erasure_declined": _("Erasure declined by a second person"),
    "case.erasure_asked": _("Erasure asked for"),
    "case.filing_record_read": _("Record of filing systems made"),
    "case.hold_set": _("Legal hold set"),
    "case.hold_lifted": _("Legal hold lifted"),
    "case.restriction_lifted": _("Restriction of use lifted"),
    "case.right_asked": _("Request of the person recorded"),
    "case.right_decided": _("Request of the person answered"),
    "case.reveal_asked": _("Reveal asked for"),
    "case.reveal_agreed": _("Reveal agreed to by a second person"),
    "case.revealed": _("Sealed part revealed"),
    "case.file_opened": _("File of a sealed entry opened"),
    "case.searched": _("Person searched for by name"),
    "alert.noted": _("Unusual use noticed"),
    "alert.reviewed": _("Unusual use reviewed"),
    "refused.break_glass": _("Refused: opening in danger"),
    "refused.case": _("Refused: case not shown"),
}
READS = (
    "case.read",
    "case.looked_up",
    "case.register_read",
    "case.review_list_read",
    "case.revealed",
    "case.file_opened",
    "case.exported",
    "case.export_fetched",
    "case.openings_listed",
    "case.copied",
    "case.filing_record_read",
    "case.searched",
)
REFUSALS = ("refused.break_glass", "refused.case")
