"""The spreadsheet that bodies fill in: a row of codes, a row of questions, then one row for each entry."""

import io

from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from zaklon.forms.definition import Definition, Question
from zaklon.forms.wording import yes_no
from zaklon.registers.rules.sheets import ACTIVITIES, MOST_ROWS, PARENT
from zaklon.vocabulary.pack import FieldKind

# Texts stay texts, whatever they start with.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CODES, _WORDS, _FIRST = 0, 1, 2
_WIDTH = 22


def template(definition: Definition, *, has_parent: bool, parent_name: str = "") -> bytes:
    """An empty .xlsx for a register, in the language of the definition; its second sheet lists what can be chosen."""
    packed = io.BytesIO()
    with translation.override(definition.language), Workbook(packed, _OPTIONS) as book:
        sheet = book.add_worksheet(_("Entries")[:31])
        lists = book.add_worksheet(_("Values")[:31])
        quiet = book.add_format({"font_color": "#505a5f", "font_size": 9})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(_FIRST, 0)
        for column, (code, words) in enumerate(_columns(definition, has_parent=has_parent, parent_name=parent_name)):
            question = definition.by_code.get(code)
            is_day = question is not None and question.kind is FieldKind.DAY
            sheet.set_column(column, column, _WIDTH, day if is_day else None)
            sheet.write_string(_CODES, column, code, quiet)
            sheet.write_string(_WORDS, column, words, head)
            if question is not None:
                _offer(sheet, lists, column, question)
                _list(lists, column, question, words, head)
    return packed.getvalue()


def _columns(definition: Definition, *, has_parent: bool, parent_name: str) -> list[tuple[str, str]]:
    beside = [(PARENT, _("Number of the entry of “%(name)s”") % {"name": parent_name})] if has_parent else []
    asked = [(each.code, _worded(each)) for each in definition]
    serves = [] if has_parent else [(ACTIVITIES, _("Activities of the plan, such as 2.1.3; several with ;"))]
    return [*beside, *asked, *serves]


def _worded(question: Question) -> str:
    words = _("%(label)s (needed)") % {"label": question.label} if question.is_needed else question.label
    if question.kind in {FieldKind.CHOICES, FieldKind.LINES}:
        words = _("%(words)s – several with ;") % {"words": words}
    return words


def _words_of(question: Question) -> list[str]:
    if question.kind is FieldKind.YES_NO:
        return [word for _code, word in yes_no()]
    return [option.label for option in question.offered]


def _offer(sheet: Worksheet, lists: Worksheet, column: int, question: Question) -> None:
    if question.kind not in {FieldKind.CHOICE, FieldKind.YES_NO}:
        return
    source = f"='{lists.get_name()}'!{xl_range_abs(1, column, len(_words_of(question)), column)}"
    sheet.data_validation(_FIRST, column, _FIRST + MOST_ROWS, column, {"validate": "list", "source": source})


def _list(lists: Worksheet, column: int, question: Question, words: str, head: object) -> None:
    offered = _words_of(question)
    if not offered:
        return
    lists.set_column(column, column, _WIDTH)
    lists.write_string(0, column, words, head)
    for row, word in enumerate(offered, start=1):
        lists.write_string(row, column, word)
