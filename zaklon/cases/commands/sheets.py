"""Sheets: sealed entries whose questions come from a form of the country pack. Whole or not there, like any entry."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.cases.commands.records import correct_record, write_record
from zaklon.cases.kinds import Part
from zaklon.cases.models import Record, SheetFacts
from zaklon.cases.rules.sheets import FORM_VERSION, version_of
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
    definition = definition_of(new.form, current().code, on=now.date())
    checked = check(definition, new.answers, today=now.date(), is_final=new.is_final)
    content = _content(definition, checked)
    part = Part[definition.part.upper()]
    record_id = write_record(
        code, NewRecord(new.person_id, part, new.form, content, new.request_key), actor=actor, now=now
    )
    _keep_facts(record_id, definition, checked.answers, now)
    return record_id


@transaction.atomic
def correct_sheet(record_id: UUID, former: Answers, answers: Answers, *, actor: Actor, now: datetime) -> UUID:
    """Write a sheet anew in the place of an old one, in the old one's version. Raises as write_sheet."""
    kind = Record.objects.values_list("kind", flat=True).get(pk=record_id)
    version = version_of(former)
    definition = definition_of(kind, current().code, on=now.date(), version=version)
    checked = check(definition, answers, today=now.date(), former=former)
    corrected = correct_record(record_id, _content(definition, checked), actor=actor, now=now)
    _keep_facts(corrected, definition, checked.answers, now)
    return corrected


def _content(definition: Definition, checked: Checked) -> dict[str, str | list[str]]:
    if checked.problems:
        problem = checked.problems[0]
        facts = {"question": _label(definition, problem.question), "what": problem_text(problem)}
        raise RuleBroken("sheet_answer_wrong", field=problem.question, facts=facts)
    if not checked.answers:
        raise RuleBroken("record_empty", field="content")
    return {**checked.answers, FORM_VERSION: str(definition.version)}


def _label(definition: Definition, question: str) -> str:
    return definition.by_code[question].label if question in definition.by_code else question


def _keep_facts(record_id: UUID, definition: Definition, answers: Mapping[str, str | list[str]], now: datetime) -> None:
    with acting_as(SYSTEM):
        record = Record.objects.get(pk=record_id)
        SheetFacts.objects.get_or_create(
            record=record,
            defaults={
                "case_id": record.case_id,
                "person_id": record.person_id,
                "part": record.part,
                "form": definition.code,
                "version": definition.version,
                "is_complete": completeness(definition, answers).is_complete,
                "facts": coded_facts(definition, answers),
                "written_at": now,
            },
        )
