"""Why a file cannot be read at all: a stable code, what is wrong, and what to do."""

from typing import Final

from zaklon.plan.importing.marking import gettext_noop

# code -> (what is wrong, what to do). English source; the page translates by code.
REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "empty": (
        gettext_noop("The file is empty."),
        gettext_noop("Open it where it was made, check that it holds the plan, save it and try again."),
    ),
    "too_large": (
        gettext_noop("The file is larger than %(limit)s MB."),
        gettext_noop("Remove pictures and annexes and keep only the plan, then try again."),
    ),
    "broken": (
        gettext_noop("The file is damaged and cannot be opened."),
        gettext_noop("Open it in Word or Excel, save it under a new name and try again with the new file."),
    ),
    "old_format": (
        gettext_noop("The file is in the old Word or Excel format (.doc or .xls)."),
        gettext_noop("Open it and save it as a Word document (.docx) or an Excel workbook (.xlsx), then try again."),
    ),
    "encrypted": (
        gettext_noop("The file is protected with a password."),
        gettext_noop("Remove the password in Word or Excel, save the file and try again."),
    ),
    "foreign": (
        gettext_noop("This kind of file (%(kind)s) cannot be read as a plan."),
        gettext_noop("Use a Word document (.docx), an Excel workbook (.xlsx) or plain text (.txt)."),
    ),
    "macros": (
        gettext_noop("The file holds macros, which could run harmful commands."),
        gettext_noop("Save it without macros as .docx or .xlsx and try again."),
    ),
    "external_link": (
        gettext_noop("The file takes content from outside itself (%(part)s)."),
        gettext_noop("Break the links in Word or Excel so that the file holds only its own content, then try again."),
    ),
    "outside_formula": (
        gettext_noop("The formula in %(cell)s reaches outside the workbook."),
        gettext_noop("Replace formulas by their values (copy, then paste as values), save the file and try again."),
    ),
    "bomb": (
        gettext_noop("The file unpacks to far more than a plan can hold."),
        gettext_noop("This can be a sign of a harmful file. Ask its sender for a new copy; do not open this one."),
    ),
    "entities": (
        gettext_noop("The file declares its own XML entities, which Word and Excel never do."),
        gettext_noop("This can be a sign of a harmful file. Ask its sender for a new copy; do not open this one."),
    ),
    "too_many_rows": (
        gettext_noop("The file holds more than any plan (the limit is %(limit)s)."),
        gettext_noop("Delete empty or foreign sheets, rows and columns, then try again."),
    ),
    "long_cell": (
        gettext_noop("A cell or a line holds more than %(limit)s characters (%(where)s)."),
        gettext_noop("Check whether the text belongs in the plan; shorten it or split it into rows, then try again."),
    ),
    "no_plan": (
        gettext_noop("No activities were found in the file."),
        gettext_noop(
            "Check that its table has column headings such as Activity, Responsible bodies, Deadline, Indicator, Funds."
        ),
    ),
}


class UnreadableFile(Exception):
    """The file is refused: `code` is stable, `error` says what is wrong, `hint` what to do next."""

    def __init__(self, code: str, **facts: object) -> None:
        error, hint = REFUSALS[code]
        self.code = code
        self.facts = facts
        self.error = error % facts
        self.hint = hint
        super().__init__(self.error)
