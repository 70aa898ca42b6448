"""What a refused file says to the person who attached it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "file_empty": _("This file is empty. Choose the file again, or save it again first."),
    "file_too_large": _("This file is too large. The limit is %(most_megabytes)s MB: attach a smaller file or a link."),
    "file_kind_not_allowed": _("Files of this kind cannot be attached. Use one of these: %(accepted)s."),
    "file_kind_mismatch": _("This file is not what its name says: it looks like %(found)s. Save it again and retry."),
    "file_damaged": _("This file is damaged or carries something hidden. Open it, save it again and retry."),
    "file_encrypted": _("This file is protected with a password, so it cannot be checked. Save it without a password."),
    "file_infected": _("The scanner found harmful content in this file. Do not open it, and tell your administrator."),
    "file_not_scanned": _(
        "The file could not be scanned, so it was not taken. Try again later, or tell your administrator."
    ),
    "file_has_macros": _("This file holds macros, scripts or other files. Save it without them, best as PDF."),
    "file_fetches_from_outside": _(
        "This file loads something from another place when it is opened. Remove that link, or save the file as PDF."
    ),
    "file_too_big_inside": _("This file unpacks to far more than its size. Attach it as PDF."),
    "too_many_files": _("There are already %(most)s files here. Remove one that is no longer needed first."),
    "attach_needs_body": _("Only somebody who acts for a body can attach a file."),
    "attachment_removed": _("This file has been removed."),
    "removal_reason_missing": _("Write the reason, so that others understand."),
}
