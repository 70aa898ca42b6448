"""Sheets: sealed entries whose questions come from a form of the country pack. Whole or not there, like any entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import looking_as
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.records import Writer, correct_record, file_within, opened_part, write_within
from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import Record, SheetFacts
from zaklon.cases.rules.decide import decide
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.rules.sheets import FORM_VERSION, answers_of, version_of
from zaklon.cases.values import NewRecord, NewSheet
from zaklon.common.errors import RuleBroken
from zaklon.forms.definition import Answers, Definition
from zaklon.forms.queries import definition_of
from zaklon.forms.rules.checking import Checked, check
from zaklon.forms.rules.completeness import completeness
from zaklon.forms.rules.facts import coded_facts
from zaklon.forms.wording import problem_text
from zaklon.web.languages import current


@transaction.atomic
def write_sheet(code: str, new: NewSheet, *, actor: Actor, now: datetime) -> UUID:
    """Seal a filled form in its part of the file; gives the entry's key. The same request sent again is one entry.

    Raises RuleBroken with the question that is answered wrongly or, in a final sheet, not at all; and as write_record.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    return seal_sheet(entered, new, definition_of(new.form, current().code, on=timezone.localdate(now)))


def seal_sheet(entered: Entered, new: NewSheet, definition: Definition) -> UUID:
    """The same for a command of a context above, which has chosen the questions, such as a list of screening."""
    return _sealed(write_within, entered, new, definition)


def file_sheet(entered: Entered, new: NewSheet) -> UUID:
    """Seal a form that whoever works on the case may file without reading its part. Raises as write_sheet."""
    return _sealed(
        file_within, entered, new, definition_of(new.form, current().code, on=timezone.localdate(entered.now))
    )


def _sealed(writes: Writer, entered: Entered, new: NewSheet, definition: Definition) -> UUID:
    checked = check(definition, new.answers, today=timezone.localdate(entered.now), is_final=new.is_final)
    content = _content(definition, checked)
    part = Part[definition.part.upper()]
    record_id = writes(entered, NewRecord(new.person_id, part, new.form, content, new.request_key))
    _keep_facts(record_id, definition, checked.answers, entered.now)
    return record_id


@transaction.atomic
def correct_sheet(record_id: UUID, former: Answers, answers: Answers, *, actor: Actor, now: datetime) -> UUID:
    """Write a sheet anew in the place of an old one, in the old one's version. Raises as write_sheet."""
    kind = Record.objects.values_list("kind", flat=True).get(pk=record_id)
    version = version_of(former)
    definition = definition_of(kind, current().code, on=timezone.localdate(now), version=version)
    checked = check(definition, answers, today=timezone.localdate(now), former=former)
    corrected = correct_record(record_id, _content(definition, checked), actor=actor, now=now)
    _keep_facts(corrected, definition, checked.answers, now)
    return corrected


@dataclass(frozen=True)
class LastSheet:
    """The newest answers to a form about a person, in the version that asked."""

    record_id: UUID
    version: int | None
    answers: Answers
    written_at: datetime


@transaction.atomic
def last_sheet(code: str, person_id: UUID, definition: Definition, *, actor: Actor, now: datetime) -> LastSheet | None:
    """The last sheet of the same form about the person, where the reader may read it; the look is on the trail.

    None where nothing would be taken over, where there is none, and for what opens on purpose only.
    Raises NotPermitted, Case.DoesNotExist.
    """
    part = Part[definition.part.upper()]
    if not definition.carries or part in DELIBERATE:
        return None
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    if not decide(entered.tie, Level.READ, part).allow:
        return None
    found = Record.objects.filter(
        case=entered.case, person_id=person_id, part=part, kind=definition.code, superseded_by__isnull=True
    ).order_by("-written_at", "-pk")[:1]
    opened = opened_part(found).records
    if not opened:
        return None
    record("case.read", code, by=actor, at=now, fields=[definition.part])
    sheet = opened[0]
    return LastSheet(sheet.record_id, version_of(sheet.content), answers_of(sheet.content), sheet.written_at)


def refuse_wrong(definition: Definition, checked: Checked) -> None:
    """Raise RuleBroken with the first question that is answered wrongly, or not at all."""
    if checked.problems:
        problem = checked.problems[0]
        facts = {"question": _label(definition, problem.question), "what": problem_text(problem)}
        raise RuleBroken("sheet_answer_wrong", field=problem.question, facts=facts)


def _content(definition: Definition, checked: Checked) -> dict[str, str | list[str]]:
    refuse_wrong(definition, checked)
    if not checked.answers:
        raise RuleBroken("record_empty", field="content")
    return {**checked.answers, FORM_VERSION: str(definition.version)}


def _label(definition: Definition, question: str) -> str:
    return definition.by_code[question].label if question in definition.by_code else question


def _keep_facts(record_id: UUID, definition: Definition, answers: Mapping[str, str | list[str]], now: datetime) -> None:
    with looking_as(SYSTEM):
        row = Record.objects.get(pk=record_id)
        facts = SheetFacts(
            record=row,
            case_id=row.case_id,
            person_id=row.person_id,
            part=row.part,
            form=definition.code,
            version=definition.version,
            is_complete=completeness(definition, answers).is_complete,
            facts=coded_facts(definition, answers),
            written_at=now,
        )
        # A sheet that is sent again has its facts already.
        SheetFacts.objects.bulk_create([facts], ignore_conflicts=True)
