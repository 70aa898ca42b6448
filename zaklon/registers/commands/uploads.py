"""Bulk entry: a filled template is read, each row's outcome is shown, and nothing is kept before it is confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.forms.definition import Definition
from zaklon.forms.queries import definition_of
from zaklon.forms.rules.checking import check
from zaklon.forms.wording import problem_text, yes_no
from zaklon.plan.importing.blocks import Row
from zaklon.plan.importing.excel_file import excel_blocks
from zaklon.plan.importing.refusals import UnreadableFile
from zaklon.plan.queries.serving import activity_ids
from zaklon.registers.commands.entries import enter_many
from zaklon.registers.models import Entry, Upload
from zaklon.registers.queries.law import must_enter_as, register_named
from zaklon.registers.rules.entering import columns_of
from zaklon.registers.rules.sheets import MOST_ROWS, SheetRow, read_sheet
from zaklon.registers.values import NewEntry
from zaklon.vocabulary.pack import YES_NO
from zaklon.vocabulary.pack.registers import Register
from zaklon.web.sentences import sentence_for

KEPT_DAYS = 7
_LANGUAGES = ("en", "cnr", "sq")


@transaction.atomic
def read_upload(register_code: str, content: bytes, *, language: str, actor: Actor, now: datetime) -> UUID:
    """Read a filled template and keep the outcome of each row; gives the upload's key.

    Raises NotPermitted, RuleBroken (a file that cannot be read, or that is not this register's template).
    """
    register = register_named(register_code)
    must_enter_as(register, actor.body_id, actor)
    user_id, body_id = actor.post()
    definition = definition_of(register.code, language, on=timezone.localdate(now))
    sheet = read_sheet(definition, _lines(content), _yes_no())
    if not sheet.has_codes:
        raise RuleBroken("upload_without_codes", field="file")
    if sheet.unknown or sheet.missing:
        raise RuleBroken(
            "upload_columns_unfit", field="file", facts={"columns": ", ".join(sheet.unknown or sheet.missing)}
        )
    if not sheet.rows:
        raise RuleBroken("upload_empty", field="file")
    if len(sheet.rows) > MOST_ROWS:
        raise RuleBroken("upload_too_long", field="file", facts={"most": MOST_ROWS, "count": len(sheet.rows)})
    outcome = _Outcomes(register, definition, sheet.rows, now)
    with acting_as(SYSTEM):
        parents = _parent_ids(register, sheet.rows)
    rows = [outcome.of(row, parents) for row in sheet.rows]
    with acting_as(SYSTEM):
        upload = Upload.objects.create(
            register=register.code,
            version=definition.version,
            user_id=user_id,
            body_id=body_id,
            rows=rows,
            uploaded_at=now,
        )
    record("upload.read", upload.pk, by=actor, at=now)
    return upload.pk


@transaction.atomic
def confirm_upload(upload_id: UUID, *, actor: Actor, now: datetime) -> int:
    """Enter the rows of an upload that are right, all at once; gives how many.

    Rows with a problem are left out, as the page has said. Raises NotPermitted, NotAllowedNow (done already, or the
    register asks something else by now), RuleBroken.
    """
    upload = _own_upload(upload_id, actor)
    register = register_named(upload.register)
    if definition_of(register.code, "en", on=timezone.localdate(now)).version != upload.version:
        raise NotAllowedNow("upload_of_older_version")
    good = [row for row in upload.rows if not row["problems"]]
    if not good:
        raise RuleBroken("upload_without_good_rows")
    news = [
        NewEntry(
            register.code,
            row["answers"],
            UUID(row["parent"]) if row["parent"] else None,
            tuple(UUID(each) for each in row["activities"]),
        )
        for row in good
    ]
    enter_many(news, actor=actor, now=now)
    with acting_as(SYSTEM):
        upload.entered, upload.entered_at, upload.rows = len(news), now, []
        upload.save(update_fields=["entered", "entered_at", "rows"])
    record("upload.entered", upload.pk, by=actor, at=now)
    return len(news)


@transaction.atomic
def discard_upload(upload_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let go of an upload without entering anything. Raises NotPermitted, NotAllowedNow."""
    upload = _own_upload(upload_id, actor)
    with acting_as(SYSTEM):
        upload.rows, upload.entered_at = [], now
        upload.save(update_fields=["rows", "entered_at"])
    record("upload.discarded", upload.pk, by=actor, at=now)


def purge_uploads(*, now: datetime) -> int:
    """Empty uploads that nobody confirmed within KEPT_DAYS; gives how many."""
    with acting_as(SYSTEM):
        old = Upload.objects.filter(uploaded_at__lt=now - timedelta(days=KEPT_DAYS), entered_at__isnull=True)
        return old.update(rows=[], entered_at=now)


def _own_upload(upload_id: UUID, actor: Actor) -> Upload:
    visible = Upload.objects.filter(pk=upload_id).first()
    if visible is None:
        raise NotPermitted("upload_unknown")
    with acting_as(SYSTEM):
        upload = Upload.objects.select_for_update().get(pk=visible.pk)
    if upload.entered_at is not None:
        raise NotAllowedNow("upload_done")
    must_enter_as(register_named(upload.register), upload.body_id, actor)
    return upload


def _lines(content: bytes) -> list[tuple[int, Sequence[str]]]:
    try:
        blocks = [block for block in excel_blocks(content, []) if isinstance(block, Row)]
    except UnreadableFile as error:
        raise RuleBroken("upload_unreadable", field="file") from error
    first = blocks[0].place.table if blocks else None
    return [(row.place.row, row.cells) for row in blocks if row.place.table == first]


def _yes_no() -> dict[str, str]:
    """The words for yes, no and not known in the languages of the interface, and their codes."""
    from django.utils import translation

    found = {code: code for code in YES_NO}
    for language in _LANGUAGES:
        with translation.override(language):
            found |= {word.casefold(): code for code, word in yes_no()}
    return found


def _parent_ids(register: Register, rows: Iterable[SheetRow]) -> dict[str, UUID]:
    if not register.under:
        return {}
    numbers = {int(row.parent) for row in rows if row.parent.isascii() and row.parent.isdigit() and len(row.parent) < 9}
    found = Entry.objects.filter(register=register.under, number__in=numbers, withdrawn_at__isnull=True)
    return {str(number): key for number, key in found.values_list("number", "pk")}


@dataclass(frozen=True)
class _Outcomes:
    """What comes of each row of one file."""

    register: Register
    definition: Definition
    rows: Sequence[SheetRow]
    now: datetime

    def of(self, row: SheetRow, parents: Mapping[str, UUID]) -> dict[str, Any]:
        """The row as it is kept: answers, parent and activities by key, and what is wrong in words."""
        found = check(self.definition, row.answers, today=timezone.localdate(self.now), is_final=True)
        problems = [[each.question, problem_text(each)] for each in found.problems]
        parent = parents.get(row.parent)
        if self.register.under and parent is None:
            problems.append(["parent", sentence_for(RuleBroken("entry_parent_missing", field="parent"))])
        wanted = [code for code in row.activities if code]
        days = columns_of(self.register, found.answers) if not found.problems else None
        if days is not None and days.day and days.until and days.until < days.day:
            problems.append([self.register.until, sentence_for(RuleBroken("entry_ends_before_start"))])
        known = self._activities(wanted, days.day if days else None)
        if missing := [code for code in wanted if code not in known]:
            refusal = RuleBroken("activity_code_unknown", facts={"codes": ", ".join(missing)})
            problems.append(["activities", sentence_for(refusal)])
        return {
            "line": row.line,
            "answers": found.answers if not problems else dict(row.answers),
            "parent": str(parent) if parent else "",
            "activities": [str(known[code]) for code in wanted if code in known],
            "problems": problems,
        }

    def _activities(self, codes: Sequence[str], day: date | None) -> dict[str, UUID]:
        return activity_ids(codes, (day or timezone.localdate(self.now)).year) if codes else {}
