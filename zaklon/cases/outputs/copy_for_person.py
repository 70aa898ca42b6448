"""The copy of what is held on a person, part by part, in the person's language; what is withheld is said with why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.cases.kinds import Part
from zaklon.cases.outputs import words
from zaklon.cases.queries.copies import ConsentGivenRow
from zaklon.cases.queries.page_rows import PersonRow
from zaklon.cases.values import OpenedRecord
from zaklon.reporting.description import Definitions, Paragraph, Period, Report, Section
from zaklon.web.formats import short_date


@dataclass(frozen=True)
class Withheld:
    """So many entries of a part, and why, in the words of the country."""

    part: Part
    count: int
    why: str


@dataclass(frozen=True)
class Copy:
    """What the copy holds."""

    code: str
    made_by: str
    asked_at: datetime
    person: PersonRow
    consents: tuple[ConsentGivenRow, ...]
    records: tuple[OpenedRecord, ...]
    bodies: Mapping[UUID, str]
    withheld: tuple[Withheld, ...]


def copy_report(copy: Copy, *, language: str, now: datetime) -> Report:
    """The copy as a report in the language."""
    with translation.override(language):
        today = timezone.localdate(now)
        return Report(
            title=_("A copy of your file"),
            subtitle=_("You asked for it on %(day)s.") % {"day": short_date(copy.asked_at)},
            period=Period(min(timezone.localdate(copy.asked_at), today), today),
            language=language,
            made_at=timezone.localtime(now),
            made_by=copy.made_by,
            reference=copy.code,
            sections=(
                Section(_("What we have noted about you"), (Definitions(words.person_facts(copy.person)),)),
                *_consents(copy),
                *_parts(copy),
                *_withheld(copy),
                Section(_("Your rights"), (Paragraph(_rights()),)),
            ),
            is_letter=True,
        )


def _consents(copy: Copy) -> Iterator[Section]:
    lines = [_consent(each) for each in copy.consents]
    if lines:
        yield Section(_("What you agreed to"), tuple(Paragraph(line) for line in lines))


def _consent(given: ConsentGivenRow) -> str:
    opened = "\n".join(
        _("%(body)s may read: %(part)s") % {"body": body, "part": part.label} for body, part in given.openings
    )
    if given.withdrawn_at:
        facts = {"given": short_date(given.given_at), "ended": short_date(given.withdrawn_at)}
        return _("On %(given)s, taken back on %(ended)s:") % facts + "\n" + opened
    return _("On %(given)s:") % {"given": short_date(given.given_at)} + "\n" + opened


def _parts(copy: Copy) -> Iterator[Section]:
    for part, records in groupby(copy.records, key=lambda record: record.part):
        yield Section(str(part.label))
        for record in records:
            facts = {"day": short_date(record.written_at), "body": copy.bodies.get(record.body_id, "")}
            heading = _("%(day)s, %(body)s, corrected later") if record.is_superseded else _("%(day)s, %(body)s")
            yield Section(heading % facts, (words.answers(record.kind, record.content),), level=2)


def _withheld(copy: Copy) -> Iterator[Section]:
    if not copy.withheld:
        return
    lines = tuple(
        Paragraph(
            ngettext(
                "%(part)s: %(num)s entry is not in this copy. %(why)s.",
                "%(part)s: %(num)s entries are not in this copy. %(why)s.",
                each.count,
            )
            % {"part": each.part.label, "num": each.count, "why": each.why}
        )
        for each in copy.withheld
    )
    yield Section(_("What is not in this copy, and why"), lines)


def _rights() -> str:
    return _(
        "If something is wrong, ask for a correction. You may ask that your data are used less, or erased when the law "
        "allows it, and you may complain to the authority for data protection. None of this changes the help that you "
        "get."
    )
