"""Breaking the glass, and the second person who looks at why."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered
from zaklon.cases.commands.orphans import at_work
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import EventKind, Part, TaskKind
from zaklon.cases.models import Assignment, BreakGlass, Case, Conflict, Task
from zaklon.cases.queries.facts import tie_of
from zaklon.cases.rules import glass
from zaklon.cases.rules.codes import read_code
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind

# Who hears of it at once, beside the lead and the officer, when they work on the case (DOMAIN.md F.4, scenario 14).
_ALARMED = (Role.CASE_MANAGER, Role.GUARDIAN)


@transaction.atomic
def break_glass(
    typed_code: str, part: Part, reason: str, *, actor: Actor, now: datetime, hours: int = glass.DEFAULT_HOURS
) -> UUID:
    """Open one part of one case to the actor for some hours, with an alarm to the guardians of the data.

    The code is known from a paper or a call: the case need not be visible. A code that is no case's is refused in the
    same words as a case that this actor may not break open. Raises NotPermitted, RuleBroken.
    """
    actor.must(Permission.CASE_WORK if not actor.may(Permission.CASE_OVERSEE) else Permission.CASE_OVERSEE)
    user_id, body_id = actor.post()
    role = glass.role_to_break(actor.roles, part)
    with acting_as(SYSTEM):
        case = Case.objects.select_for_update().filter(code=read_code(typed_code) or "").first()
        conflicted = case and Conflict.objects.filter(case=case, user_id=user_id, lifted_at__isnull=True).exists()
    if case is None or conflicted:
        raise NotPermitted("glass_refused")
    glass.refuse_unfit(part, reason, hours, is_sealed=case.is_sealed)
    with acting_as(SYSTEM):
        broken = BreakGlass.objects.create(
            case=case,
            user_id=user_id,
            body_id=body_id,
            role=role,
            part=part,
            reason=reason.strip(),
            starts_at=now,
            ends_at=now + timedelta(hours=hours),
            review_due_at=now + glass.REVIEW_WITHIN,
            review_words="",
        )
        _alarm(case, user_id, now)
    keep_walls(case.pk, now=now)
    entered = Entered(case, tie_of(case.pk, actor=actor, now=now), actor, now)
    entered.note(EventKind.GLASS_BROKEN, part=part, about=role)
    return broken.pk


def _alarm(case: Case, broke: UUID, now: datetime) -> None:
    """A task for who leads the case; messages to the lead, case managers, guardians and data-protection officers.

    The coordinator hears of it as well, but for a sealed case, which nobody oversees.
    """
    lead = Assignment.objects.filter(case=case, is_lead=True, ends_at__isnull=True).first()
    Task.objects.create(
        case=case,
        kind=TaskKind.REVIEW_BREAK_GLASS,
        body_id=lead.body_id if lead else case.owner_body_id,
        user_id=lead.user_id if lead else None,
        due_at=now + glass.REVIEW_WITHIN,
        made_at=now,
        is_sealed=case.is_sealed,
    )
    alarmed = at_work(case, now).filter(Q(is_lead=True) | Q(role__in=_ALARMED)).exclude(user_id=broke)
    enqueue(Kind.TASK_WAITING, alarmed.values_list("user_id", flat=True), path="/cases/", now=now)
    if not case.is_sealed:
        enqueue_for_role(Kind.TASK_WAITING, Role.COORDINATOR, None, path="/cases/", now=now)
    enqueue_for_role(Kind.TASK_WAITING, Role.DATA_PROTECTION_OFFICER, None, path="/cases/review/", now=now)


@transaction.atomic
def review_break_glass(broken_id: UUID, *, is_justified: bool, words: str, actor: Actor, now: datetime) -> None:
    """Say whether it was right; if not, it ends at once. Never by the person who did it.

    Raises NotPermitted, NotAllowedNow, RuleBroken, BreakGlass.DoesNotExist.
    """
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        broken = BreakGlass.objects.select_for_update().select_related("case").get(pk=broken_id)
        if broken.user_id == actor.user_id:
            raise NotPermitted("own_break_glass")
        if broken.reviewed_at is not None:
            raise NotAllowedNow("glass_reviewed_already")
        if not words.strip():
            raise RuleBroken("review_words_missing", field="words")
        broken.reviewed_by_id, broken.reviewed_at = actor.user_id, now
        broken.is_justified, broken.review_words = is_justified, words.strip()
        if not is_justified and broken.ends_at > now:
            broken.ends_at = max(now, broken.starts_at + timedelta(seconds=1))
        broken.save()
        Task.objects.filter(
            case=broken.case, kind=TaskKind.REVIEW_BREAK_GLASS, done_at__isnull=True, made_at=broken.starts_at
        ).update(done_at=now, done_by_id=actor.user_id)
    keep_walls(broken.case_id, now=now)
    record(
        "case.glass_reviewed", broken.case.code, by=actor, at=now, fields=["justified" if is_justified else "misused"]
    )
