"""Telling people before a deadline ends and when it has: those who may take the step that ends it, and their bodies."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import CaseStatus
from zaklon.cases.models import Assignment
from zaklon.cases.models.windows import goes_on
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.pathway.models import Deadline
from zaklon.pathway.queries.law import calendar_of
from zaklon.pathway.rules.reckoning import next_warning
from zaklon.pathway.rules.steps import roles_that_end
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary

# The message says nothing of a person or a clock: it leads to the reader's own list.
_PATH = "/cases/due/"
_BATCH = 200


def tell_due(*, now: datetime) -> int:
    """Tell people of deadlines whose moment has come; gives how many deadlines. Each is told in its own transaction."""
    with acting_as(SYSTEM):
        words = vocabulary()
        waiting = list(
            Deadline.objects.filter(tell_at__lte=now).order_by("tell_at").values_list("pk", flat=True)[:_BATCH]
        )
    return sum(_tell(pk, words, now) for pk in waiting)


@transaction.atomic
def _tell(deadline_id: UUID, words: Vocabulary, now: datetime) -> bool:
    with acting_as(SYSTEM):
        deadline = Deadline.objects.select_for_update().select_related("case").get(pk=deadline_id)
        if deadline.tell_at is None or deadline.tell_at > now:
            return False  # another worker was faster
        is_over = now >= deadline.due_at
        if deadline.case.status == CaseStatus.OPEN:
            _send(deadline, words, Kind.DEADLINE_PASSED if is_over else Kind.DEADLINE_NEAR, now)
        clock = words.clocks[deadline.clock]
        deadline.tell_at = next_warning(clock, deadline.started_at, deadline.due_at, now, calendar_of(words))
        deadline.save(update_fields=["tell_at"])
    return True


def _send(deadline: Deadline, words: Vocabulary, kind: Kind, now: datetime) -> None:
    roles = roles_that_end(words.steps, deadline.clock)
    at_work = Assignment.objects.filter(goes_on(now), case=deadline.case, role__in=roles, starts_at__lte=now)
    posts = list(at_work.values_list("user_id", "body_id"))
    enqueue(kind, [user_id for user_id, _body_id in posts], path=_PATH, now=now)
    if kind is Kind.DEADLINE_PASSED and not deadline.is_sealed:
        # A supervisor does not learn of a sealed case.
        for body_id in {body_id for _user_id, body_id in posts} or {deadline.case.owner_body_id}:
            enqueue_for_role(kind, Role.CASE_SUPERVISOR, body_id, path=_PATH, now=now)
