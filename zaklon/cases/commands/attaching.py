"""Files of entries: checked, sealed by the person's own key, and opened only with the part that they belong to."""

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.reveals import is_revealed
from zaklon.cases.kinds import EventKind, Level, Part
from zaklon.cases.models import Person, Record, SealedFile
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.values import NewFile
from zaklon.cases.vault import keys
from zaklon.cases.vault.keys import ContentPlace
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.documents.checks import CheckedFile, checked
from zaklon.documents.names import stem_and_extension
from zaklon.documents.values import OpenedFile

# The bytes lie in the database, behind the same policies as the entries.
MOST_MEGABYTES = 10
MOST_FILES = 20


@transaction.atomic
def attach_file(code: str, record_id: UUID, new: NewFile, *, actor: Actor, now: datetime) -> UUID:
    """Keep a file with an entry; gives its key. The same request sent again is one file.

    Raises NotPermitted, NotAllowedNow, RuleBroken with the codes of documents.checks or too_many_files,
    Case.DoesNotExist, Record.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entry = Record.objects.select_related("person").get(pk=record_id, case=entered.case)
    entered.must(Level.WRITE, Part(entry.part))
    entered.must_be_open()
    known = _sent_before(new, actor)
    if known is not None:
        return known
    _refuse_unfit(entry, entry.person, new)
    file = _seal(entered, entry, new.request_key, checked(new.name, new.content))
    entered.note(EventKind.FILE_ADDED, part=Part(entry.part), about=entry.kind)
    return file.pk


@transaction.atomic
def open_file(code: str, file_id: UUID, *, actor: Actor, now: datetime) -> OpenedFile:
    """The content of a file, under a name that says nothing; no line on the trail, no answer.

    Raises NotPermitted, NotAllowedNow (for identity and testimony without a look that was asked for, and for a person
    whose data are restricted or erased), Case.DoesNotExist, SealedFile.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    file = SealedFile.objects.select_related("person").get(pk=file_id, case=entered.case)
    part = Part(file.part)
    entered.must(Level.READ, part)
    _refuse_closed(file.person)
    if part in DELIBERATE and not is_revealed(entered.case.pk, part, file.person_id, actor=actor, now=now):
        raise NotAllowedNow("reveal_needed")
    record("case.file_opened", code, by=actor, at=now, fields=[part.name.lower()])
    key = keys.unlock_of(file.person_id)
    label = key.open(ContentPlace.of_label(file), bytes(file.sealed_label))
    extension = stem_and_extension(label["name"])[1]
    name = f"document-{str(file.pk)[:8]}.{extension}"
    return OpenedFile(name, label["media_type"], key.open_bytes(ContentPlace.of_file(file), bytes(file.sealed)))


def _refuse_unfit(entry: Record, person: Person, new: NewFile) -> None:
    _refuse_closed(person)
    if len(new.content) > MOST_MEGABYTES * 1_000_000:
        raise RuleBroken("file_too_large", field="file", facts={"most_megabytes": MOST_MEGABYTES})
    with acting_as(SYSTEM):
        if SealedFile.objects.filter(record=entry).count() >= MOST_FILES:
            raise RuleBroken("too_many_files", field="file", facts={"most": MOST_FILES})


def _refuse_closed(person: Person) -> None:
    if person.erased_at is not None:
        raise NotAllowedNow("person_erased")
    if person.is_restricted:
        raise NotAllowedNow("person_restricted")


def _sent_before(new: NewFile, actor: Actor) -> UUID | None:
    if new.request_key is None:
        return None
    with acting_as(SYSTEM):
        sent = SealedFile.objects.filter(author_id=actor.user_id, request_key=new.request_key)
        return sent.values_list("pk", flat=True).first()


def _seal(entered: Entered, entry: Record, request_key: UUID | None, file: CheckedFile) -> SealedFile:
    user_id, body_id = entered.actor.post()
    kept = SealedFile(
        id=uuid.uuid4(),
        case=entered.case,
        person=entry.person,
        part=entry.part,
        record=entry,
        body_id=body_id,
        author_id=user_id,
        added_at=entered.now,
        request_key=request_key,
    )
    key = keys.unlock_of(entry.person_id)
    label = {"name": file.name, "media_type": file.media_type, "size": len(file.content)}
    kept.sealed_label = key.seal(ContentPlace.of_label(kept), label)
    kept.sealed = key.seal_bytes(ContentPlace.of_file(kept), file.content)
    kept.save(force_insert=True)
    return kept
