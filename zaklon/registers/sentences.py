"""What the refusals of the registers say: calm, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "register_unknown": _("There is no such register. Choose one from the list of registers."),
    "register_not_of_body": _(
        "Your body does not enter this register. The list of registers shows those that it does."
    ),
    "register_not_read": _("This register is kept by other bodies and shows no entries to yours."),
    "entry_unknown": _("There is no such entry, or it belongs to another body."),
    "entry_answer_wrong": _("%(question)s: %(problem)s"),
    "entry_without_day": _("Enter the day."),
    "entry_ends_before_start": _("It cannot end before it begins. Check both days."),
    "entry_parent_missing": _("Name the entry that it belongs to by its number; it must be there and not withdrawn."),
    "entry_parent_unfit": _("Entries of this register stand for themselves and belong to no other."),
    "entry_reason_missing": _("Say why: the reason stays with the entry."),
    "entry_reason_too_long": _("Give the reason in at most %(longest)s letters."),
    "entry_changed_meanwhile": _(
        "Somebody has corrected this entry meanwhile. Look at what it says now, then enter your change on top of it."
    ),
    "entry_withdrawn": _("This entry is withdrawn and stays as it is. Enter it anew if it belongs there."),
    "part_serves_nothing_itself": _("It serves what the entry that it belongs to serves. Choose activities there."),
    "activity_not_in_force": _("One of the activities is not in an adopted plan. Choose again."),
    "activity_code_unknown": _("The plan of that year has no such activity: %(codes)s. Correct the numbers."),
    "upload_unreadable": _("The file cannot be read. Save it as an Excel workbook (.xlsx) without a password."),
    "upload_without_codes": _(
        "The first row with the codes of the columns is missing. Fill in the template of this register and leave its"
        " first two rows as they are."
    ),
    "upload_columns_unfit": _("The columns do not fit this register: %(columns)s. Take its template of today."),
    "upload_empty": _("The file holds no entries. Fill in rows under the first two."),
    "upload_too_long": _("At most %(most)s rows fit in one file; there are %(count)s. Send it in parts."),
    "upload_unknown": _("There is no such upload, or it is somebody else's."),
    "upload_done": _("This upload is entered or discarded already."),
    "upload_of_older_version": _(
        "The register asks something else by now. Discard this upload and take its new template."
    ),
    "upload_without_good_rows": _("No row is right yet. Correct the file and send it again."),
    "register_report_not_for_you": _("This report is made from registers that are kept by other bodies."),
    "report_unknown": _("No register makes this report. Choose one from the list of reports."),
    "kept_report_unchanged": _("Nothing has changed since revision %(revision)s: the registers still say the same."),
    "kept_report_not_for_you": _(
        "Kept reports hold exact numbers and are for the coordinator. Choose the days to count the report for yourself."
    ),
    "measure_unknown": _("There is no such measure. Choose one from the list of measures."),
    "days_upside_down": _("The first day lies after the last one. Check both days."),
}
