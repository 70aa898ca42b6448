"""Merging two cases: one person proposes it, another decides, and it can be undone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands import taking_up
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import EventKind, Level, MovedKind, Part, TaskKind
from zaklon.cases.models import Case, Merge, Moved, Person, Task
from zaklon.cases.rules.codes import read_code
from zaklon.cases.rules.decide import decide
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind

# Two of a kind only: else a merge would open a sealed case, or give back what a referral took.
_ALIKE = ("is_sealed", "is_referred", "is_on_hold")


@transaction.atomic
def propose_merge(code: str, other_typed: str, *, actor: Actor, now: datetime) -> UUID:
    """Propose that the other case is taken up into this one; gives the proposal's key.

    By whoever writes both shells. Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    other_code = read_code(other_typed)
    if other_code is None:
        raise RuleBroken("code_mistyped", field="other_code")
    if other_code == code:
        raise RuleBroken("merge_with_itself", field="other_code")
    user_id, body_id = actor.post()
    # First by itself: a case that is hidden must not look like one that was mistyped in the form.
    if not Case.objects.filter(code=code).exists():
        raise Case.DoesNotExist
    try:
        kept, taken = _enter_both(code, other_code, needs=Permission.CASE_WORK, actor=actor, now=now)
    except Case.DoesNotExist as error:
        raise RuleBroken("case_not_found", field="other_code") from error
    for entered in (kept, taken):
        entered.must(Level.WRITE, Part.SHELL)
    _refuse_unlike(kept, taken)
    with acting_as(SYSTEM):
        if Merge.objects.filter(taken_up=taken.case, undone_at__isnull=True, is_accepted__isnull=True).exists():
            raise NotAllowedNow("merge_proposed_already")
        merge = Merge.objects.create(kept=kept.case, taken_up=taken.case, proposed_by_id=user_id, proposed_at=now)
        Task.objects.create(
            case=kept.case,
            kind=TaskKind.REVIEW_MERGE,
            body_id=body_id,
            due_at=now + taking_up.REVIEW_WITHIN,
            made_at=now,
            is_sealed=kept.case.is_sealed,
        )
    for entered in (kept, taken):
        entered.note(EventKind.MERGE_PROPOSED)
    enqueue_for_role(Kind.TASK_WAITING, Role.CASE_SUPERVISOR, body_id, path="/cases/", now=now)
    return merge.pk


@transaction.atomic
def decide_merge(merge_id: UUID, *, is_accepted: bool, actor: Actor, now: datetime) -> str:
    """Take the one case up into the other, or decline; gives the code of the case that is kept.

    By a second person who writes both shells, or supervises the body in both. Raises NotPermitted, NotAllowedNow,
    Case.DoesNotExist, Merge.DoesNotExist.
    """
    merge, kept, taken = _enter_merge(merge_id, actor=actor, now=now)
    if merge.proposed_by_id == actor.user_id:
        raise NotPermitted("own_merge")
    if merge.decided_at is not None:
        raise NotAllowedNow("merge_decided_already")
    merge.decided_by_id, merge.decided_at, merge.is_accepted = actor.user_id, now, is_accepted
    with acting_as(SYSTEM):
        merge.save(update_fields=["decided_by", "decided_at", "is_accepted"])
        Task.objects.filter(
            case=kept.case, kind=TaskKind.REVIEW_MERGE, made_at=merge.proposed_at, done_at__isnull=True
        ).update(done_at=now, done_by_id=actor.user_id)
    if is_accepted:
        _refuse_unlike(kept, taken)
        with acting_as(SYSTEM):
            taking_up.take_up(merge, now)
    for entered in (kept, taken):
        entered.note(EventKind.MERGED if is_accepted else EventKind.MERGE_DECLINED)
    _keep_both(merge, now)
    return kept.case.code


@transaction.atomic
def undo_merge(merge_id: UUID, *, actor: Actor, now: datetime) -> str:
    """Give the case that was taken up its persons back, with what was recorded about them since; gives its code.

    What was closed since stays closed: a seal, a referral, a hold or a conflict of the kept case holds in both.
    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist, Merge.DoesNotExist.
    """
    merge, kept, taken = _enter_merge(merge_id, actor=actor, now=now)
    for entered in (kept, taken):
        entered.must(Level.WRITE, Part.SHELL)
    kept.must_be_open()
    if not merge.is_accepted or merge.undone_at is not None:
        raise NotAllowedNow("merge_not_in_force")
    with acting_as(SYSTEM):
        people = Moved.objects.filter(merge=merge, kind=MovedKind.PERSON).values_list("row", flat=True)
        if Person.objects.filter(pk__in=people).exclude(case=kept.case).exists():
            raise NotAllowedNow("merge_person_moved_on")
        merge.undone_at, merge.undone_by_id = now, actor.user_id
        merge.save(update_fields=["undone_at", "undone_by"])
        taking_up.give_back(merge, now)
    for entered in (kept, taken):
        entered.note(EventKind.MERGE_UNDONE)
    _keep_both(merge, now)
    return taken.case.code


def _enter_merge(merge_id: UUID, *, actor: Actor, now: datetime) -> tuple[Merge, Entered, Entered]:
    """The merge and its two cases, for who writes both shells or supervises both."""
    needs = Permission.CASE_OVERSEE if actor.may(Permission.CASE_OVERSEE) else Permission.CASE_WORK
    actor.must(needs)
    with acting_as(SYSTEM):
        codes = Merge.objects.values_list("kept__code", "taken_up__code").get(pk=merge_id)
    kept, taken = _enter_both(*codes, needs=needs, actor=actor, now=now)
    for entered in (kept, taken):
        if not _supervises(entered):
            entered.must(Level.WRITE, Part.SHELL)
    with acting_as(SYSTEM):
        merge = Merge.objects.select_for_update().get(pk=merge_id)
        merge.kept, merge.taken_up = kept.case, taken.case
    return merge, kept, taken


def _supervises(entered: Entered) -> bool:
    return Role.CASE_SUPERVISOR in entered.tie.oversees and decide(entered.tie, Level.READ, Part.SHELL).allow


def _enter_both(
    kept_code: str, taken_code: str, *, needs: Permission, actor: Actor, now: datetime
) -> tuple[Entered, Entered]:
    # Locked in one order by everybody, so that two merges of the same pair cannot wait for each other.
    entered = {code: enter(code, needs=needs, actor=actor, now=now) for code in sorted((kept_code, taken_code))}
    return entered[kept_code], entered[taken_code]


def _refuse_unlike(kept: Entered, taken: Entered) -> None:
    for entered in (kept, taken):
        entered.must_be_open()
    if any(getattr(kept.case, name) != getattr(taken.case, name) for name in _ALIKE):
        raise NotAllowedNow("merge_states_differ")


def _keep_both(merge: Merge, now: datetime) -> None:
    for case_id in sorted((merge.kept_id, merge.taken_up_id)):
        keep_walls(case_id, now=now)
