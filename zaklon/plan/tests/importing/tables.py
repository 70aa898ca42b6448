"""Small plans written cell by cell as Word tables and Excel sheets, and read back at once."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from zaklon.plan.importing import ReadPlan, read_plan
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_files import pack_docx

DIRECTORY = made_words.directory()
HEADER = ["Activity", "Responsible bodies", "Start", "End", "Result indicator", "Budget"]
FORD = ["1.1.1 Check the ford", "Bridge Authority", "Q1 2027", "Q2 2027", "One report", "5 EUR (donation)"]
BRIDGE = ["1.1.2 Paint the bridge", "Rowing Union", "Q1 2027", "Q3 2027", "One report", "-"]
Cell = str | dict[str, Any]


def read_docx(*blocks: str | Sequence[Sequence[Cell]]) -> ReadPlan:
    body = "".join(_paragraph(block) if isinstance(block, str) else table(block) for block in blocks)
    return read_plan(pack_docx(document(body)), "plan 2027.docx", bodies=DIRECTORY)


def document(body: str) -> str:
    return f'<w:document xmlns:w="urn:w" xmlns:mc="urn:mc"><w:body>{body}</w:body></w:document>'


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[Cell]]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(map(cell_xml, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def cell_xml(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"<w:tc>{''.join(map(_paragraph, cell.split(chr(10))))}</w:tc>"
    span = f'<w:gridSpan w:val="{cell["span"]}"/>' if "span" in cell else ""
    merge = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}.get(cell.get("merge", ""), "")
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(cell.get('text', ''))}</w:tc>"


def read_xlsx(*sheets: list[list[Any]], hidden: list[list[Any]] | None = None) -> ReadPlan:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        for rows in sheets:
            _fill(book.add_worksheet(), rows)
        if hidden:
            sheet = book.add_worksheet("Notes")
            _fill(sheet, hidden)
            sheet.hide()
    return read_plan(buffer.getvalue(), "plan 2027.xlsx", bodies=DIRECTORY)


def _fill(sheet: Any, rows: list[list[Any]]) -> None:
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, row)


def asked(plan: ReadPlan) -> set[tuple[str, str]]:
    return {(question.row, question.code) for question in plan.questions}


def read_workbook(write: Callable[[Any], object], **options: object) -> ReadPlan:
    """The plan of a workbook whose one sheet `write` fills; the sheet carries its workbook as `book`."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("Plan")
        sheet.book = book
        write(sheet)
    return read_plan(buffer.getvalue(), "plan 2027.xlsx", bodies=DIRECTORY)
