"""Screening with the instruments of the pack: answering one about a person, and reading what was answered.

An answered instrument is a sheet of the file: sealed in the part for the screening, with coded facts beside it,
superseded and never changed when it is corrected, and opened in the version that asked.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.records import opened_part
from zaklon.cases.commands.sheets import correct_sheet, seal_sheet
from zaklon.cases.kinds import AgeGroup, Level, Part
from zaklon.cases.models import Person, Record
from zaklon.cases.rules.sheets import version_of
from zaklon.cases.values import NewSheet, OpenedRecord
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.forms.instruments import as_form
from zaklon.identification.rules.advice import Advice, advise
from zaklon.identification.rules.answers import Sheet, fits_age, must_be_usable
from zaklon.identification.rules.stored import from_stored, to_stored
from zaklon.identification.values import NewScreening
from zaklon.vocabulary.pack import Instrument
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary
from zaklon.web.languages import current


@dataclass(frozen=True)
class Answered:
    """One answered instrument: its newest entry, and the sheet in the version that asked."""

    record_id: UUID
    written_at: datetime
    sheet: Sheet


@dataclass(frozen=True)
class Screening:
    """All that was answered about a person, newest first for each instrument; `age` is how the person is known now."""

    age: AgeGroup
    answered: tuple[Answered, ...] = ()

    def of(self, code: str) -> Answered | None:
        """The newest answers to an instrument, in whatever version."""
        return next((each for each in self.answered if each.sheet.instrument.code == code), None)

    def advice(self) -> Advice:
        """What the answers point to for the age; those to instruments for another age are left out."""
        return advise([each.sheet for each in self.answered if fits_age(each.sheet.instrument, self.age)], self.age)


@transaction.atomic
def answer_instrument(code: str, new: NewScreening, *, actor: Actor, now: datetime) -> UUID:
    """Seal the answers to an instrument; gives the entry's key. Answered before, it is corrected and the former kept.

    Raises NotPermitted, NotAllowedNow (screening_meanwhile, where somebody has answered since `new.seen`), RuleBroken
    for an instrument that is off, of another age or not of the pack, for unknown lines and for no answer at all,
    Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SCREENING)
    words = vocabulary()
    instrument = words.instruments.get((new.instrument, new.version))
    if instrument is None:
        raise RuleBroken("instrument_unknown")
    person = _person(entered, new.person_id)
    stored = to_stored(new.answers)
    former = _newest(entered, person.pk, words).get(new.instrument)
    is_same = former is not None and version_of(former.content) == new.version
    must_be_usable(Sheet(instrument, new.answers, was_on=is_same), AgeGroup(person.age_group))
    if not stored:
        raise RuleBroken("screening_empty")
    if former is not None:
        if is_same and to_stored(from_stored(instrument, former.content).answers) == stored:
            return former.record_id  # sent twice, or nothing changed
        if former.record_id != new.seen:
            raise NotAllowedNow("screening_meanwhile")
        if is_same:
            return correct_sheet(former.record_id, former.content, stored, actor=actor, now=now)
    definition = as_form(instrument, words.wording(current().code), current().code)
    sheet = NewSheet(person.pk, instrument.code, stored, request_key=new.request_key)
    return seal_sheet(entered, sheet, definition)


@transaction.atomic
def read_screening(code: str, person_id: UUID, *, actor: Actor, now: datetime) -> Screening:
    """What was answered about a person, for who reads the screening; the look is on the trail where there is something.

    Raises NotPermitted, RuleBroken, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.READ, Part.SCREENING)
    words, person = vocabulary(), _person(entered, person_id)
    found = _newest(entered, person_id, words).values()
    if found:
        record("case.read", code, by=actor, at=now, fields=[Part.SCREENING.name.lower()])
    return Screening(AgeGroup(person.age_group), tuple(_answered(each, words) for each in found))


def _person(entered: Entered, person_id: UUID) -> Person:
    found = Person.objects.filter(Q(erased_at__isnull=True), case=entered.case, pk=person_id).first()
    if found is None:
        raise RuleBroken("person_not_of_case", field="person")
    return found


def _newest(entered: Entered, person_id: UUID, words: Vocabulary) -> dict[str, OpenedRecord]:
    """By code, in the order of the pack: the newest entry of each instrument, opened."""
    codes = list(dict.fromkeys(code for code, _version in words.instruments))
    rows = Record.objects.filter(
        case=entered.case, person_id=person_id, part=Part.SCREENING, kind__in=codes, superseded_by__isnull=True
    ).order_by("written_at", "pk")
    found = {each.kind: each for each in opened_part(rows).records}
    return {code: found[code] for code in codes if code in found}


def _answered(entry: OpenedRecord, words: Vocabulary) -> Answered:
    instrument = words.instruments[entry.kind, version_of(entry.content) or 0]
    return Answered(entry.record_id, entry.written_at, from_stored(instrument, entry.content))


def offered(screening: Screening, words: Vocabulary, now: datetime) -> tuple[Instrument, ...]:
    """The instruments that can be answered today about somebody of the age, in the order of the pack."""
    return tuple(each for each in words.instruments_on(timezone.localdate(now)) if fits_age(each, screening.age))
