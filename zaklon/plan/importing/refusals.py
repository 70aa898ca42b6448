"""Why a file cannot be read at all: a stable code, what is wrong, and what to do."""

from typing import Final

# code -> (what is wrong, what to do). English source; the page translates by code.
REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "empty": (
        "The file is empty.",
        "Open it where it was made, check that it holds the plan, save it and try again.",
    ),
    "too_large": (
        "The file is larger than %(limit)s MB.",
        "Remove pictures and annexes and keep only the plan, then try again.",
    ),
    "broken": (
        "The file is damaged and cannot be opened.",
        "Open it in Word or Excel, save it under a new name and try again with the new file.",
    ),
    "old_format": (
        "The file is in the old Word or Excel format (.doc or .xls).",
        "Open it and save it as a Word document (.docx) or an Excel workbook (.xlsx), then try again.",
    ),
    "encrypted": (
        "The file is protected with a password.",
        "Remove the password in Word or Excel, save the file and try again.",
    ),
    "foreign": (
        "This kind of file (%(kind)s) cannot be read as a plan.",
        "Use a Word document (.docx), an Excel workbook (.xlsx) or plain text (.txt).",
    ),
    "macros": (
        "The file holds macros, which could run harmful commands.",
        "Save it without macros as .docx or .xlsx and try again.",
    ),
    "external_link": (
        "The file takes content from outside itself (%(part)s).",
        "Break the links in Word or Excel so that the file holds only its own content, then try again.",
    ),
    "outside_formula": (
        "The formula in %(cell)s reaches outside the workbook.",
        "Replace formulas by their values (copy, then paste as values), save the file and try again.",
    ),
    "bomb": (
        "The file unpacks to far more than a plan can hold.",
        "This can be a sign of a harmful file. Ask its sender for a new copy; do not open this one.",
    ),
    "entities": (
        "The file declares its own XML entities, which Word and Excel never do.",
        "This can be a sign of a harmful file. Ask its sender for a new copy; do not open this one.",
    ),
    "too_many_rows": (
        "The file holds more than any plan (the limit is %(limit)s).",
        "Delete empty or foreign sheets, rows and columns, then try again.",
    ),
    "long_cell": (
        "A cell or a line holds more than %(limit)s characters (%(where)s).",
        "Check whether the text belongs in the plan; shorten it or split it into rows, then try again.",
    ),
    "no_plan": (
        "No activities were found in the file.",
        "Check that its table has column headings such as Activity, Responsible bodies, Deadline, Indicator, Funds.",
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
