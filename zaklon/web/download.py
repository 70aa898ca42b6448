"""Figures as a file that spreadsheets open."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A cell that begins with one of these runs as a formula in a spreadsheet.
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(file_name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Answer with a CSV file in UTF-8; `file_name` is plain ASCII and says nothing about a person."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([_harmless(column) for column in columns])
    writer.writerows([_harmless(value) for value in row] for row in rows)
    # The mark at the start tells Excel that this is UTF-8.
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _harmless(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_MARKS):
        return "'" + value
    return value
