"""Writing and reading the sealed entries of a file. Reading and its line on the trail are one transaction."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as, looking_as
from zaklon.audit.commands import record
from zaklon.cases.commands.files import NOT_BEGUN
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.kinship import WATCHED, notice_staff
from zaklon.cases.identities import tell_identity
from zaklon.cases.kinds import EventKind, Level, Part
from zaklon.cases.models import DataKey, Person, Record, SealedFile, Track
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.values import FileLabel, NewRecord, OpenedPart, OpenedRecord
from zaklon.cases.vault import keys, tokens
from zaklon.cases.vault.keys import ContentPlace, PersonKey
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

# Fields of an identity entry by which the person is found again.
NAME_FIELDS = ("given_names", "family_names", "aliases")
NUMBER_FIELDS = ("birth_date", "documents", "phones")
_MOST_OCTETS = 200_000
# What a part's state is called from its first entry on, until somebody sets another.
BEGUN = "begun"


@transaction.atomic
def write_record(code: str, new: NewRecord, *, actor: Actor, now: datetime) -> UUID:
    """Add an entry; gives its key. The same request sent again is one entry.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    return write_within(enter(code, needs=Permission.CASE_WORK, actor=actor, now=now), new)


def write_within(entered: Entered, new: NewRecord) -> UUID:
    """The same in a case that a command has entered already. Raises as write_record."""
    entered.must(Level.WRITE, new.part)
    return _write(entered, new)


def file_within(entered: Entered, new: NewRecord) -> UUID:
    """Put an entry into a part that the actor need not read, as into a letter box, for whoever works on the case.

    A context above says which entries may come in this way. Raises as write_record.
    """
    if not entered.tie.assigned:
        raise NotPermitted("part_withheld")
    with acting_as(SYSTEM):
        return _write(entered, new)


Writer = Callable[[Entered, NewRecord], UUID]


def _write(entered: Entered, new: NewRecord) -> UUID:
    entered.must_be_open()
    with looking_as(SYSTEM):
        known = _sent_before(new, entered.actor)
        if known is not None:
            return known
        person = _person(entered, new.person_id)
    written = _add(entered, person, new.part, new.kind, new.content, request_key=new.request_key)
    # Whoever sees only the words of the part's state learns that there is something now, and nothing more.
    Track.objects.filter(case=entered.case, part=new.part, state=NOT_BEGUN).update(state=BEGUN, since=entered.now)
    entered.note(EventKind.RECORDED, part=new.part, about=new.kind)
    return written.pk


@transaction.atomic
def correct_record(record_id: UUID, content: Mapping[str, str | list[str]], *, actor: Actor, now: datetime) -> UUID:
    """Write a new entry in the place of an old one, which stays readable as superseded. Raises as write_record."""
    old = Record.objects.select_related("case").get(pk=record_id)
    entered = enter(old.case.code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part(old.part))
    entered.must_be_open()
    if Record.objects.filter(supersedes=old).exists():
        raise NotAllowedNow("record_superseded")
    with looking_as(SYSTEM):
        person = _person(entered, old.person_id)
    written = _add(entered, person, Part(old.part), old.kind, content, supersedes=old)
    entered.note(EventKind.RECORDED, part=Part(old.part), about=old.kind)
    return written.pk


def read_part(code: str, part: Part, *, actor: Actor, now: datetime) -> OpenedPart:
    """Open a part that needs no deliberate act, and put the reading on the trail.

    Raises NotPermitted (also for identity and testimony: see commands.reveals), Case.DoesNotExist.
    """
    if part in DELIBERATE:
        raise NotPermitted("part_opens_by_reveal")
    return disclose(code, part, actor=actor, now=now)


@transaction.atomic
def disclose(code: str, part: Part, *, actor: Actor, now: datetime, person_id: UUID | None = None) -> OpenedPart:
    """Open a part, of one person or of all; no line on the trail, no answer."""
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.READ, part)
    record("case.revealed" if part in DELIBERATE else "case.read", code, by=actor, at=now, fields=[part.name.lower()])
    # Under the policies of the reader: what they hide does not come, whatever was decided above.
    found = Record.objects.filter(case=entered.case, part=part).order_by("-written_at", "pk")
    if person_id is not None:
        found = found.filter(person_id=person_id)
    return opened_part(found)


def opened_part(found: Iterable[Record], *, with_restricted: bool = False) -> OpenedPart:
    """Entries opened for whoever acts, who has left a line on the trail; erased persons' stay closed.

    A restriction of use keeps a person's entries closed to everybody but the person (`with_restricted`).
    """
    rows = list(found)
    persons = {person.pk: person for person in Person.objects.filter(pk__in={row.person_id for row in rows})}
    unlocked = {
        row.pk: keys.unlock(row)
        for row in DataKey.objects.filter(pk__in=persons, destroyed_at__isnull=True)
        if with_restricted or not persons[row.pk].is_restricted
    }
    replaced = {row.supersedes_id for row in rows if row.supersedes_id}
    files = _labels(rows, unlocked)
    return OpenedPart(
        records=tuple(
            OpenedRecord(
                row.pk,
                row.person_id,
                Part(row.part),
                row.kind,
                row.body_id,
                row.author_id,
                row.written_at,
                unlocked[row.person_id].open(ContentPlace.of(row), bytes(row.sealed)),
                row.pk in replaced,
                files.get(row.pk, ()),
            )
            for row in rows
            if row.person_id in unlocked
        ),
        restricted=tuple(sorted(pk for pk, person in persons.items() if person.is_restricted)),
        erased=tuple(sorted(pk for pk, person in persons.items() if person.erased_at is not None)),
    )


def _labels(rows: Iterable[Record], unlocked: Mapping[UUID, PersonKey]) -> dict[UUID, tuple[FileLabel, ...]]:
    """Names of the files of entries; their content stays where it is."""
    labels: dict[UUID, tuple[FileLabel, ...]] = {}
    found = SealedFile.objects.filter(record__in=[row.pk for row in rows], person_id__in=unlocked)
    for file in found.defer("sealed").order_by("added_at", "pk"):
        said = unlocked[file.person_id].open(ContentPlace.of_label(file), bytes(file.sealed_label))
        label = FileLabel(file.pk, said["name"], said["media_type"], said["size"])
        labels[file.record_id] = (*labels.get(file.record_id, ()), label)
    return labels


@transaction.atomic
def set_state(code: str, part: Part, state: str, *, actor: Actor, now: datetime) -> None:
    """Set the words of a part's state, for those who see no more. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, part)
    entered.must_be_open()
    if not state.isidentifier() or len(state) > 40:
        raise RuleBroken("state_is_no_code", field="state")
    Track.objects.filter(case=entered.case, part=part).update(state=state, since=now)
    entered.note(EventKind.STATE_CHANGED, part=part, about=state)


def _sent_before(new: NewRecord, actor: Actor) -> UUID | None:
    if new.request_key is None:
        return None
    sent = Record.objects.filter(author_id=actor.user_id, request_key=new.request_key)
    return sent.values_list("pk", flat=True).first()


def _person(entered: Entered, person_id: UUID) -> Person:
    person = Person.objects.filter(case=entered.case, pk=person_id).first()
    if person is None:
        raise RuleBroken("person_not_of_case", field="person")
    if person.erased_at is not None:
        raise NotAllowedNow("person_erased")
    return person


def _add(
    entered: Entered,
    person: Person,
    part: Part,
    kind: str,
    content: Mapping[str, str | list[str]],
    **more: object,
) -> Record:
    if not any(content.values()):
        raise RuleBroken("record_empty", field="content")
    if sum(len(str(value)) for value in content.values()) > _MOST_OCTETS:
        raise RuleBroken("record_too_long", field="content", facts={"most": _MOST_OCTETS})
    user_id, body_id = entered.actor.post()
    written = Record(
        id=uuid.uuid4(),
        case=entered.case,
        person=person,
        part=part,
        kind=kind,
        body_id=body_id,
        author_id=user_id,
        written_at=entered.now,
        **more,
    )
    written.sealed = keys.unlock_of(person.pk).seal(ContentPlace.of(written), content)
    written.save(force_insert=True)
    if part is Part.IDENTITY:
        tokens.write(person, _values(content, NAME_FIELDS), _values(content, NUMBER_FIELDS))
        tell_identity(person, content, entered.actor, entered.now)
    if part in WATCHED:
        notice_staff(entered.case, now=entered.now)
    return written


def _values(content: Mapping[str, str | list[str]], fields: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in fields:
        value = content.get(name, "")
        found += [value] if isinstance(value, str) else value
    return [each for each in found if each.strip()]
