"""A copy of parts of case files, as far as its maker may read them; what is withheld is not told apart from nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.cases.kinds import Part
from zaklon.cases.outputs import words
from zaklon.cases.queries.page_rows import CaseHead, PersonRow
from zaklon.cases.rules.exports import NewExport
from zaklon.cases.values import OpenedPart, OpenedRecord
from zaklon.reporting.description import Block, Definition, Definitions, Paragraph, Period, Report, Section
from zaklon.web.formats import moment, short_date

_CODES_IN_MARK = 4


@dataclass(frozen=True)
class ExportedCase:
    """One case as its reader meets it; `parts` only those that were asked for and are open to the reader."""

    head: CaseHead
    persons: tuple[PersonRow, ...]
    parts: tuple[tuple[Part, OpenedPart], ...]


@dataclass(frozen=True)
class Maker:
    """Who takes the copy out, for which body (its name), when, and until when it is given out."""

    name: str
    body: str
    at: datetime
    ends_at: datetime


def export_report(cases: tuple[ExportedCase, ...], new: NewExport, maker: Maker, reference: str) -> Report:
    """The copy as a report in its language, marked on every page with who took it out, when, for what, which cases."""
    with translation.override(new.language):
        today = timezone.localdate(maker.at)
        return Report(
            title=_("Copy from case files"),
            subtitle=_("Confidential. Only for the purpose that stands on every page."),
            period=Period(min([today, *(timezone.localdate(case.head.opened_at) for case in cases)]), today),
            language=new.language,
            made_at=timezone.localtime(maker.at),
            made_by=maker.body,
            reference=reference,
            sections=tuple(section for case in cases for section in _case(case)),
            notes=(
                _("There may be more in these files than this copy shows."),
                _("This sealed copy is given out until %(moment)s. Destroy it when its purpose is met.")
                % {"moment": moment(maker.ends_at)},
            ),
            watermark=_mark(new, maker),
            is_letter=True,
        )


def _mark(new: NewExport, maker: Maker) -> str:
    shown = ", ".join(new.codes[:_CODES_IN_MARK])
    more = len(new.codes) - _CODES_IN_MARK
    if more > 0:
        shown += " " + ngettext("and %(num)s more", "and %(num)s more", more) % {"num": more}
    return _("%(code)s – taken out by %(name)s, %(body)s, %(moment)s, for: %(purpose)s") % {
        "code": shown,
        "name": maker.name,
        "body": maker.body,
        "moment": moment(maker.at),
        "purpose": new.purpose.strip(),
    }


def _case(case: ExportedCase) -> Iterator[Section]:
    facts = [
        Definition(_("Status"), str(case.head.status.label)),
        Definition(_("Opened"), short_date(timezone.localdate(case.head.opened_at))),
        Definition(_("Body"), case.head.owner),
    ]
    if case.head.closed_at and case.head.closing_reason:
        facts.append(Definition(_("Closed"), short_date(timezone.localdate(case.head.closed_at))))
        facts.append(Definition(_("Reason"), str(case.head.closing_reason.label)))
    yield Section(_("Case %(code)s") % {"code": case.head.code}, (Definitions(tuple(facts)),))
    positions = {person.person_id: person.position for person in case.persons}
    for person in case.persons:
        yield Section(words.person_title(person.position), _person(person), level=2)
    for part, opened in case.parts:
        yield Section(str(part.label), _notes(opened), level=2)
        for record in opened.records:
            position = positions.get(record.person_id)
            if position is not None:
                yield Section(_heading(record, position), (words.answers(record.kind, record.content),), level=3)


def _person(person: PersonRow) -> tuple[Block, ...]:
    blocks: list[Block] = [Definitions(words.person_facts(person))]
    if person.is_erased:
        blocks.append(Paragraph(_("The personal data of this person were erased.")))
    return tuple(blocks)


def _notes(opened: OpenedPart) -> tuple[Block, ...]:
    if opened.restricted:
        return (Paragraph(_("The use of a person's data is restricted; they are not in this copy.")),)
    return () if opened.records else (Paragraph(_("No entries.")),)


def _heading(record: OpenedRecord, position: int) -> str:
    facts = {"person": words.person_title(position), "day": short_date(timezone.localdate(record.written_at))}
    if record.is_superseded:
        return _("%(person)s, %(day)s, corrected later") % facts
    return _("%(person)s, %(day)s") % facts
