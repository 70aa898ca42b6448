"""Two files that may be about one person: noted, asked about, joined, ruled out. Merging is apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as, looking_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.posts import admit
from zaklon.cases.kinds import CaseStatus, Level, Part, TaskKind
from zaklon.cases.models import Assignment, Case, Person, Task
from zaklon.cases.queries.facts import tie_of
from zaklon.cases.rules.decide import Tie, decide
from zaklon.cases.values import NewAssignment
from zaklon.common.errors import NotAllowedNow, NotPermitted
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.signal.commands.looking import alike, note_hint
from zaklon.signal.models import Likeness
from zaklon.signal.rules.likeness import searched
from zaklon.signal.values import ANOTHER, ELSEWHERE, Content, NewSignal

_MOST = 5
_WITHIN = timedelta(days=3)


def note_likenesses(new: NewSignal, person: Person, *, actor: Actor, now: datetime) -> None:
    """Note who may be the same as the person of a signal that is being recorded; what the reporter said is asked."""
    for found in _found(new.identity, person, actor, now):
        sides = _pair(person, found, now)
        if new.same == ANOTHER and found.is_seen:  # the reporter has seen the file, and said so
            _settle(sides, actor, now)
        elif new.same == (found.other.case.code if found.is_seen else ELSEWHERE):
            _ask(sides, actor, now)


def look_again(person: Person, said: Content, actor: Actor, now: datetime) -> None:
    """Note who may be the same once it is written or corrected who somebody is; nobody is asked of it yet.

    What was noted of the two before stands, also that they are not the same.
    """
    if person.case.is_sealed or person.is_restricted:
        return
    with acting_as(actor):
        for found in _found(said, person, actor, now):
            _pair(person, found, now)


@dataclass(frozen=True)
class _Found:
    """Somebody of another file who may be the same, why, and whether the writer sees that file."""

    other: Person
    why: list[int]
    is_seen: bool


def _found(identity: Content, person: Person, actor: Actor, now: datetime) -> tuple[_Found, ...]:
    """The likeliest of whom nothing is noted yet. That a file is hinted at is on its trail."""
    text = searched(identity)
    if not text:
        return ()
    with looking_as(SYSTEM):
        others = [(each, hit) for each, hit in alike(text, actor, but=person.pk) if each.case_id != person.case_id]
        pairs = Likeness.objects.filter(person=person).values("pair")
        known = set(Likeness.objects.filter(pair__in=pairs).values_list("person_id", flat=True))
    others = [(each, hit) for each, hit in others[:_MOST] if each.pk not in known]
    seen = set(Case.objects.filter(pk__in={each.case_id for each, _hit in others}).values_list("pk", flat=True))
    # Whoever writes the shell of this case learns of the other file from the panel, also when nobody looked before.
    note_hint([each for each, _hit in others if each.case_id not in seen], actor, now)
    return tuple(_Found(each, sorted({int(why) for why in hit.why}), each.case_id in seen) for each, hit in others)


def _pair(person: Person, found: _Found, now: datetime) -> tuple[Likeness, Likeness]:
    pair = uuid4()
    with acting_as(SYSTEM):
        mine, other = (
            Likeness.objects.create(
                pair=pair, case_id=each.case_id, person=each, is_signal=each is person, why=found.why, found_at=now
            )
            for each in (person, found.other)
        )
    return mine, other


def _settle(sides: tuple[Likeness, Likeness], actor: Actor, now: datetime) -> None:
    with acting_as(SYSTEM):
        Likeness.objects.filter(pair=sides[0].pair).update(ruled_out_at=now, ruled_out_by_id=actor.user_id)
        _end_tasks(sides, actor, now)


@transaction.atomic
def ask_whether_same(code: str, likeness_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Ask the body of the other file whether it is the same person; by whoever writes the shell of the signal.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist, Likeness.DoesNotExist.
    """
    _entered, mine, other = _enter(code, likeness_id, actor=actor, now=now)
    if not mine.is_signal or mine.asked_at is not None:
        raise NotAllowedNow("likeness_settled")
    _ask((mine, other), actor, now)


@transaction.atomic
def join_signal(code: str, likeness_id: UUID, *, actor: Actor, now: datetime) -> str:
    """Take part in the signal's case, which its reporter has asked for; gives its code. By who writes the older shell.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist, Likeness.DoesNotExist.
    """
    _lock_both(likeness_id)
    entered, mine, other = _enter(code, likeness_id, actor=actor, now=now)
    if mine.is_signal or mine.asked_at is None:
        raise NotAllowedNow("likeness_not_asked")
    user_id, body_id = actor.post()
    with acting_as(SYSTEM):
        case = Case.objects.get(pk=other.case_id)
        if case.is_sealed or case.status != CaseStatus.OPEN:
            raise NotAllowedNow("likeness_settled")
        there = Entered(case, tie_of(case.pk, actor=actor, now=now), actor, now)
    if not decide(there.tie, Level.WRITE, Part.SHELL).allow:
        admit(there, NewAssignment(user_id, body_id, _writing_role(entered)))
    with acting_as(SYSTEM):
        Likeness.objects.filter(pair=mine.pair).update(joined_at=now)
        _end_tasks([mine], actor, now)
    record("signal.likeness_joined", code, by=actor, at=now)
    return case.code


@transaction.atomic
def rule_out(code: str, likeness_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Say that it is another person: by whoever writes the shell on either side.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist, Likeness.DoesNotExist.
    """
    _entered, mine, other = _enter(code, likeness_id, actor=actor, now=now)
    _settle((mine, other), actor, now)
    record("signal.likeness_ruled_out", code, by=actor, at=now)


def _enter(code: str, likeness_id: UUID, *, actor: Actor, now: datetime) -> tuple[Entered, Likeness, Likeness]:
    """The case, its side of the pair and the other; the reader must write the shell and see the side."""
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    entered.must_be_open()
    if not Likeness.objects.filter(pk=likeness_id, case=entered.case).exists():
        raise Likeness.DoesNotExist
    with acting_as(SYSTEM):
        mine = Likeness.objects.select_for_update().get(pk=likeness_id)
        other = Likeness.objects.get(pair=mine.pair, is_signal=not mine.is_signal)
    if mine.ruled_out_at is not None or mine.case_id == other.case_id:
        raise NotAllowedNow("likeness_settled")
    return entered, mine, other


def _lock_both(likeness_id: UUID) -> None:
    """Both cases in the order in which merges lock them, so that nobody waits for each other."""
    with acting_as(SYSTEM):
        pairs = Likeness.objects.filter(pk=likeness_id).values("pair")
        cases = Likeness.objects.filter(pair__in=pairs).values("case_id")
        list(Case.objects.select_for_update().filter(pk__in=cases).order_by("code"))


def _writing_role(entered: Entered) -> Role:
    """The role with which the actor writes the shell; decided before, so there is one."""
    for role in sorted(entered.tie.assigned):
        if decide(Tie(assigned=frozenset({role})), Level.WRITE, Part.SHELL).allow:
            return role
    raise NotPermitted("part_withheld")


def _ask(sides: tuple[Likeness, Likeness], actor: Actor, now: datetime) -> None:
    """Give whoever leads the older case a task; nothing tells the side of the signal who that is."""
    signal, older = sides
    with acting_as(SYSTEM):
        Likeness.objects.filter(pair=signal.pair).update(asked_at=now)
        case = Case.objects.get(pk=older.case_id)
        leads = list(Assignment.objects.filter(case=case, is_lead=True, ends_at__isnull=True)[:1])
        Task.objects.create(
            case=case,
            kind=TaskKind.REVIEW_DUPLICATE,
            body_id=leads[0].body_id if leads else case.owner_body_id,
            user_id=leads[0].user_id if leads else None,
            due_at=now + _WITHIN,
            made_at=now,
            is_sealed=case.is_sealed,
        )
        if leads:
            enqueue(Kind.TASK_WAITING, [leads[0].user_id], path="/cases/", now=now)
        else:
            enqueue_for_role(Kind.TASK_WAITING, Role.CASE_SUPERVISOR, case.owner_body_id, path="/cases/", now=now)
        code = Case.objects.values_list("code", flat=True).get(pk=signal.case_id)
    record("signal.likeness_asked", code, by=actor, at=now)


def _end_tasks(settled: Iterable[Likeness], actor: Actor, now: datetime) -> None:
    """The task of a case ends with the last question that waits there; as the system."""
    for each in settled:
        asked = Likeness.objects.filter(case_id=each.case_id, is_signal=False, asked_at__isnull=False)
        waiting = asked.filter(joined_at__isnull=True, ruled_out_at__isnull=True)
        if not waiting.exists():
            Task.objects.filter(case_id=each.case_id, kind=TaskKind.REVIEW_DUPLICATE, done_at__isnull=True).update(
                done_at=now, done_by_id=actor.user_id
            )
