"""The outcome of a filled template, row by row."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.common.errors import NotPermitted
from zaklon.forms.definition import Definition
from zaklon.forms.queries import definition_of
from zaklon.forms.wording import answer_lines
from zaklon.registers.models import Upload
from zaklon.registers.queries.law import register_named
from zaklon.registers.queries.pages import RegisterLine, line_of

_SHOWN = 500


@dataclass(frozen=True)
class RowLine:
    """One row of the file: its line, what is wrong with it, and its headline answers."""

    line: int
    problems: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class UploadPage:
    """A filled template that waits, or what became of it."""

    upload_id: UUID
    line: RegisterLine
    rows: tuple[RowLine, ...]
    good: int
    bad: int
    is_done: bool
    entered: int
    more: int


def upload_page(upload_id: UUID, *, actor: Actor, language: str) -> UploadPage:
    """The rows of an upload, those with a problem first. Raises NotPermitted for somebody else's."""
    found = Upload.objects.filter(pk=upload_id).first()
    if found is None:
        raise NotPermitted("upload_unknown")
    register = register_named(found.register)
    definition = definition_of(found.register, language, on=timezone.localdate(), version=found.version)
    rows = sorted(found.rows, key=lambda row: (not row["problems"], row["line"]))
    bad = sum(bool(row["problems"]) for row in rows)
    return UploadPage(
        upload_id,
        line_of(found.register, actor, language),
        tuple(_row(row, definition, register.headline) for row in rows[:_SHOWN]),
        len(rows) - bad,
        bad,
        found.entered_at is not None,
        found.entered,
        max(0, len(rows) - _SHOWN),
    )


def _row(row: dict[str, Any], definition: Definition, headline: tuple[str, ...]) -> RowLine:
    def label(code: str) -> str:
        return definition.by_code[code].label if code in definition.by_code else code

    problems = tuple(f"{label(code)}: {text}" for code, text in row["problems"])
    asked = [definition.by_code[code] for code in headline if code in definition.by_code]
    said = [", ".join(answer_lines(each, row["answers"].get(each.code, ""))) for each in asked]
    return RowLine(row["line"], problems, "; ".join(filter(None, said)))
