"""Entering what a body did, once; correcting and withdrawing it with a reason. Nothing is ever deleted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.queries.bodies import ids_by_code
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.forms.definition import Answer, Definition
from zaklon.forms.queries import definition_of
from zaklon.forms.rules.checking import check
from zaklon.forms.wording import problem_text
from zaklon.registers.commands.serving import must_be_in_force, serve, serving
from zaklon.registers.models import Entry, EntryChange, OwnAnswers, Serving
from zaklon.registers.queries.law import must_enter_as, register_named
from zaklon.registers.rules.entering import columns_of, parted
from zaklon.registers.values import Correction, NewEntry
from zaklon.vocabulary.pack.registers import Register

_LONGEST_REASON = 500


@transaction.atomic
def enter(new: NewEntry, *, actor: Actor, now: datetime) -> UUID:
    """Enter one thing that a body did; gives its key.

    Raises NotPermitted (not a register of the body), RuleBroken (an answer is wrong: the field names the question).
    """
    return enter_many([new], actor=actor, now=now)[0]


@transaction.atomic
def enter_many(news: Sequence[NewEntry], *, actor: Actor, now: datetime) -> list[UUID]:
    """Enter several at once, all or none, in the order given; all of one register and one body."""
    if not news:
        return []
    register = register_named(news[0].register)
    body_id = must_enter_as(register, news[0].on_behalf_of or actor.body_id, actor)
    definition = definition_of(register.code, "en", on=timezone.localdate(now))
    checked = [_checked(definition, new.answers, now) for new in news]
    must_be_in_force({each for new in news for each in new.activities})
    with acting_as(SYSTEM):
        parents = _parents(register, news)
        readers = sorted(ids_by_code(set(register.read_also)).values())
        maker = _Maker(register, definition, body_id, readers, actor, now)
        number = _next_number(register.code)
        made = [
            maker.make(new, answers, number + place, parents.get(new.parent_id) if new.parent_id else None)
            for place, (new, answers) in enumerate(zip(news, checked, strict=True))
        ]
        Entry.objects.bulk_create(entry for entry, _own in made)
        OwnAnswers.objects.bulk_create(OwnAnswers(entry=e, body_id=body_id, said=own) for e, own in made if own)
        Serving.objects.bulk_create(
            serving(entry, each) for (entry, _own), new in zip(made, news, strict=True) for each in new.activities
        )
    for entry, _own in made:
        record("entry.entered", entry.pk, by=actor, at=now)
    return [entry.pk for entry, _own in made]


@dataclass(frozen=True)
class _Maker:
    """Makes the entries of one register for one body, not yet kept."""

    register: Register
    definition: Definition
    body_id: UUID
    readers: list[UUID]
    actor: Actor
    now: datetime

    def make(
        self, new: NewEntry, answers: dict[str, Answer], number: int, parent: Entry | None
    ) -> tuple[Entry, dict[str, Answer]]:
        """An entry whose answers are right, and what of it stays with the body. Raises RuleBroken."""
        columns = columns_of(self.register, answers)
        day = columns.day or (parent.day if parent else None)
        if day is None:
            raise RuleBroken("entry_without_day", field=self.register.day)
        if columns.until is not None and columns.until < day:
            raise RuleBroken("entry_ends_before_start", field=self.register.until)
        if new.activities and parent is not None:
            raise RuleBroken("part_serves_nothing_itself", field="activities")
        shared, own = parted(self.register, answers)
        entry = Entry(
            register=self.register.code,
            version=self.definition.version,
            number=number,
            parent=parent,
            body_id=self.body_id,
            day=day,
            until=columns.until,
            municipality=columns.municipality,
            read_by=self.register.read_by.value,
            readers=self.readers,
            answers=shared,
            entered_at=self.now,
            entered_by_id=self.actor.user_id,
        )
        return entry, own


@transaction.atomic
def correct(entry_id: UUID, correction: Correction, *, actor: Actor, now: datetime) -> None:
    """Let an entry say something else; what it said before is kept with the reason.

    Raises NotPermitted, NotAllowedNow (withdrawn, or changed since it was read), RuleBroken.
    """
    entry, register = _to_change(entry_id, correction.reason, actor)
    if entry.revision != correction.seen_revision:
        raise NotAllowedNow("entry_changed_meanwhile")
    definition = definition_of(register.code, "en", on=timezone.localdate(now))
    # Only the body itself sees what is its own, so nobody else changes it.
    held = OwnAnswers.objects.filter(entry=entry).first()
    answers = _checked(definition, correction.answers, now, former=entry.answers | (held.said if held else {}))
    columns = columns_of(register, answers)
    day = columns.day or entry.day
    if columns.until is not None and columns.until < day:
        raise RuleBroken("entry_ends_before_start", field=register.until)
    shared, own = parted(register, answers)
    with acting_as(SYSTEM):
        _keep(entry, correction.reason, actor, now, is_withdrawal=False)
        if actor.body_id == entry.body_id:
            _write_own(entry, held, own)
        entry.version, entry.answers, entry.day = definition.version, shared, day
        entry.until, entry.municipality, entry.revision = columns.until, columns.municipality, entry.revision + 1
        entry.save(update_fields=["version", "answers", "day", "until", "municipality", "revision"])
        if columns.day is not None:
            _move_parts(entry)
    record("entry.corrected", entry.pk, by=actor, at=now)
    serve(entry, correction.activities)


@transaction.atomic
def withdraw(entry_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take back an entry that should not be there; it stays readable and counts no more, and so do its parts.

    Raises NotPermitted, NotAllowedNow (withdrawn already), RuleBroken (no reason).
    """
    entry, _register = _to_change(entry_id, reason, actor)
    with acting_as(SYSTEM):
        for each in [entry, *Entry.objects.select_for_update().filter(parent=entry, withdrawn_at__isnull=True)]:
            _keep(each, reason, actor, now, is_withdrawal=True)
            each.withdrawn_at, each.revision = now, each.revision + 1
            each.save(update_fields=["withdrawn_at", "revision"])
    record("entry.withdrawn", entry.pk, by=actor, at=now)


def _to_change(entry_id: UUID, reason: str, actor: Actor) -> tuple[Entry, Register]:
    if not reason.strip():
        raise RuleBroken("entry_reason_missing", field="reason")
    if len(reason) > _LONGEST_REASON:
        raise RuleBroken("entry_reason_too_long", field="reason", facts={"longest": _LONGEST_REASON})
    visible = Entry.objects.filter(pk=entry_id).first()
    if visible is None:
        raise NotPermitted("entry_unknown")
    register = register_named(visible.register)
    must_enter_as(register, visible.body_id, actor)
    with acting_as(SYSTEM):
        entry = Entry.objects.select_for_update().get(pk=entry_id)
    if entry.withdrawn_at is not None:
        raise NotAllowedNow("entry_withdrawn")
    return entry, register


def _keep(entry: Entry, reason: str, actor: Actor, now: datetime, *, is_withdrawal: bool) -> None:
    EntryChange.objects.create(
        entry=entry,
        body_id=entry.body_id,
        read_by=entry.read_by,
        readers=entry.readers,
        revision=entry.revision,
        version=entry.version,
        is_withdrawal=is_withdrawal,
        answers=entry.answers,
        reason=reason.strip(),
        at=now,
        by_id=actor.user_id,
    )


def _write_own(entry: Entry, held: OwnAnswers | None, own: dict[str, Answer]) -> None:
    """Write what stays with the body; what it said before is kept beside it, under the revision that it was of."""
    if held is None:
        if own:
            OwnAnswers.objects.create(entry=entry, body_id=entry.body_id, said=own)
    elif own != held.said:
        held.former, held.said = {**held.former, str(entry.revision): held.said}, own
        held.save(update_fields=["former", "said"])


def _move_parts(entry: Entry) -> None:
    """Parts without a day of their own stand on the day of what they belong to."""
    for code in Entry.objects.filter(parent=entry).values_list("register", flat=True).distinct():
        if not register_named(code).day:
            Entry.objects.filter(parent=entry, register=code).update(day=entry.day)


def _checked(
    definition: Definition, answers: Mapping[str, Answer], now: datetime, *, former: Mapping[str, Answer] | None = None
) -> dict[str, Answer]:
    found = check(definition, answers, today=timezone.localdate(now), former=former, is_final=True)
    if found.problems:
        first = found.problems[0]
        facts = {"question": definition.by_code[first.question].label if first.question in definition.by_code else ""}
        raise RuleBroken("entry_answer_wrong", field=first.question, facts={**facts, "problem": problem_text(first)})
    return found.answers


def _next_number(register: str) -> int:
    """The next number of a register; the lock keeps two writers from taking the same one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"registers:{register}"])
    highest = Entry.objects.filter(register=register).aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1


def _parents(register: Register, news: Iterable[NewEntry]) -> dict[UUID, Entry]:
    """What the new entries belong to, by key. Raises RuleBroken where a parent is missing, withdrawn or not asked."""
    wanted = {new.parent_id for new in news if new.parent_id is not None}
    if not register.under:
        if wanted:
            raise RuleBroken("entry_parent_unfit", field="parent")
        return {}
    found = {
        each.pk: each
        for each in Entry.objects.select_for_update(of=("self",)).filter(
            pk__in=wanted, register=register.under, withdrawn_at__isnull=True
        )
    }
    if wanted - found.keys() or any(new.parent_id is None for new in news):
        raise RuleBroken("entry_parent_missing", field="parent")
    return found
