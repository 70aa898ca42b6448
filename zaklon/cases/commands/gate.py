"""The gate of every command on a case: who comes in, how far, and with which lock."""

from dataclasses import dataclass
from datetime import datetime

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import looking_as
from zaklon.audit.commands import record
from zaklon.cases.kinds import CaseStatus, EventKind, Level, Part
from zaklon.cases.models import Case, Event
from zaklon.cases.queries.facts import assignments_of, facts_from, tie
from zaklon.cases.rules.decide import Tie, decide
from zaklon.common.errors import NotAllowedNow, NotPermitted


@dataclass(frozen=True)
class Entered:
    """A case under its lock, and what ties the actor to it."""

    case: Case
    tie: Tie
    actor: Actor
    now: datetime

    def must(self, level: Level, part: Part) -> None:
        """Raise NotPermitted unless the actor gets that far into the part; the refusal says nothing of the content."""
        decision = decide(self.tie, level, part)
        if not decision.allow:
            raise NotPermitted(decision.why)

    def must_be_open(self) -> None:
        """Raise NotAllowedNow for a case that is closed, merged or erased."""
        if self.case.status != CaseStatus.OPEN:
            raise NotAllowedNow("case_not_open")

    def note(self, kind: EventKind, *, part: Part = Part.SHELL, about: str = "") -> None:
        """Put a line on the timeline and on the trail. `about` is a code, never a name or a sentence."""
        with looking_as(SYSTEM):
            Event.objects.create(
                case=self.case,
                part=part,
                kind=kind,
                happened_at=self.now,
                user_id=self.actor.user_id,
                body_id=self.actor.body_id,
                about=about,
            )
        record(f"case.{kind}", self.case.code, by=self.actor, at=self.now, fields=[part.name.lower()])


def enter(code: str, *, needs: Permission, actor: Actor, now: datetime) -> Entered:
    """Find a case that the actor may see, and lock it.

    Raises NotPermitted, and Case.DoesNotExist alike for a case that is absent and one that is hidden.
    """
    actor.must(needs)
    case_id = Case.objects.values_list("pk", flat=True).get(code=code)
    # A lock taken without a savepoint is kept until the transaction ends, as one taken within would be.
    with looking_as(SYSTEM):
        case = Case.objects.select_for_update().get(pk=case_id)
        facts = facts_from(case, assignments_of(case))
    return Entered(case, tie(facts, actor, now), actor, now)
