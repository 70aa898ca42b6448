"""Opening what the letter about a decision says: the reasons come out of the sealed record, with a trace."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.records import read_part
from zaklon.cases.kinds import AgeGroup, Part
from zaklon.cases.models import Assignment, Case
from zaklon.cases.models.windows import goes_on
from zaklon.cases.neutral import told_by
from zaklon.cases.queries.versions import newest_of
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.identification.models import TeamDecision
from zaklon.identification.rules.outcomes import asking_again
from zaklon.vocabulary.queries import vocabulary


@dataclass(frozen=True)
class Letter:
    """What the letter says; `days_to_answer` is the time in which others look again, None where the law has none."""

    code: str
    person_id: UUID
    state: str
    decided_on: date
    reasons: str
    missing: str
    services: tuple[str, ...]
    is_for_guardian: bool
    can_ask_again: bool
    days_to_answer: int | None
    told: tuple[str, ...]
    told_on: date | None
    told_body_id: UUID | None


@transaction.atomic
def open_letter(decision_id: UUID, *, actor: Actor, now: datetime) -> Letter:
    """What a letter about a decision says, for who reads the screening of the case.

    Raises NotPermitted, NotAllowedNow for a child without a guardian and for reasons that stay closed, RuleBroken for
    reasons from which others would learn what it is about, TeamDecision.DoesNotExist.
    """
    actor.must(Permission.CASE_WORK)
    found = TeamDecision.objects.select_related("case", "person", "move").get(pk=decision_id)
    # Who is a child is told by how the person is known today, not on the day of the decision.
    is_child = found.person.age_group != AgeGroup.ADULT
    if is_child and not _has_guardian(found.case, now):
        raise NotAllowedNow("letter_needs_guardian")
    opened = read_part(found.case.code, Part.SCREENING, actor=actor, now=now)
    # A correction of the record, for one in neutral words, is what the letter says.
    record_id = newest_of(found.move.record_id) if found.move.record_id else None
    said = next((entry.content for entry in opened.records if entry.record_id == record_id), None)
    if said is None:
        raise NotAllowedNow("letter_reasons_closed")
    reasons, missing = str(said.get("reasons", "")), str(said.get("missing_facts", ""))
    if told := told_by(reasons, missing):
        raise RuleBroken("letter_reasons_tell", facts={"words": ", ".join(told)})
    record("team.letter_printed", found.case.code, by=actor, at=now, fields=["screening"])
    again = asking_again(vocabulary().steps, found.state)
    services = said.get("services", [])
    return Letter(
        code=found.case.code,
        person_id=found.person_id,
        state=found.state,
        decided_on=found.decided_on,
        reasons=reasons,
        missing=missing,
        services=(services,) if isinstance(services, str) else tuple(services),
        is_for_guardian=is_child,
        can_ask_again=again is not None,
        days_to_answer=_days(again.starts if again else ()),
        told=tuple(found.told),
        told_on=found.told_on,
        told_body_id=found.told_body_id,
    )


def _has_guardian(case: Case, now: datetime) -> bool:
    with acting_as(SYSTEM):
        running = Assignment.objects.filter(goes_on(now), case=case)
        return running.filter(role=Role.GUARDIAN, starts_at__lte=now).exists()


def _days(clocks: tuple[str, ...]) -> int | None:
    found = [vocabulary().clocks[code] for code in clocks]
    return next((clock.amount for clock in found if clock.unit == "day"), None)
