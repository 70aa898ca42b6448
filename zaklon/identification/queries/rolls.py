"""Who could vote on an item, who voted, and who belongs to the Team: read beyond the view of any one member."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.cases.models import Conflict
from zaklon.common.errors import NotPermitted
from zaklon.identification.kinds import Function, ItemStatus, Purpose, SessionStatus
from zaklon.identification.models import AgendaItem, Attendance, Declaration, TeamDecision, TeamMember, Vote
from zaklon.identification.rules.outcomes import WAY, can_be_asked_again
from zaklon.identification.rules.quorum import Roll
from zaklon.pathway.queries.states import state_on
from zaklon.vocabulary.queries import vocabulary

QUORUM = "team_quorum_percent"


def quorum_percent() -> int | None:
    """The share of the Team that the country asks for; None for more than half."""
    threshold = vocabulary().thresholds.get(QUORUM)
    return threshold.amount if threshold else None


def member_of(actor: Actor, *, today: date) -> TeamMember:
    """The actor's own mandate. Raises NotPermitted for somebody who has none today."""
    user_id, body_id = actor.post()
    found = TeamMember.objects.with_mandate_on(today).filter(user_id=user_id, body_id=body_id).first()
    if found is None:
        raise NotPermitted("team_not_member")
    return found


def state_of(person_id: UUID) -> str:
    """Where a person stands with the Team."""
    with acting_as(SYSTEM):
        found = state_on(person_id, WAY)
    return found or vocabulary().ways[WAY].start


def waiting_item(person_id: UUID) -> AgendaItem | None:
    """The item on which a session that goes on has to decide about the person."""
    with acting_as(SYSTEM):
        found = AgendaItem.objects.filter(
            person_id=person_id, status=ItemStatus.WAITING, session__status=SessionStatus.OPEN
        )
        return found.select_related("session").first()


def has_declared(item: AgendaItem, user_id: UUID) -> bool:
    """Whether the user declared to have no conflict of interest in the item."""
    with acting_as(SYSTEM):
        return Declaration.objects.filter(item=item, member__user_id=user_id, is_free=True).exists()


def roll_of(item: AgendaItem, *, today: date) -> Roll:
    """Who could vote on the item today. Seven queries."""
    with acting_as(SYSTEM):
        voting = TeamMember.objects.with_mandate_on(today).exclude(function=Function.SECRETARY)
        rows = list(voting.values_list("pk", "user_id", "is_deputy"))
        declared = dict(Declaration.objects.filter(item=item).values_list("member_id", "is_free"))
        tied = set(
            Conflict.objects.filter(case_id=item.case_id, lifted_at__isnull=True).values_list("user_id", flat=True)
        )
        present = Attendance.objects.filter(session_id=item.session_id).values_list("member_id", flat=True)
        former = former_voters(item.person_id) if item.purpose == Purpose.RECONSIDER else frozenset()
        return Roll(
            seats=frozenset(pk for pk, _user, is_deputy in rows if not is_deputy),
            deputies=frozenset(pk for pk, _user, is_deputy in rows if is_deputy),
            present=frozenset(present),
            free=frozenset(pk for pk, is_free in declared.items() if is_free),
            aside=frozenset(pk for pk, user, _is in rows if user in tied or declared.get(pk) is False),
            former=frozenset(pk for pk, user, _is in rows if user in former),
        )


def former_voters(person_id: UUID) -> frozenset[UUID]:
    """Users who voted on the decisions about a person that can be looked at again. Two queries, as the system."""
    words = vocabulary()
    with acting_as(SYSTEM):
        decided = TeamDecision.objects.filter(person_id=person_id).values_list("item_id", "state")
        items = [item_id for item_id, state in decided if can_be_asked_again(words.steps, state)]
        return frozenset(Vote.objects.filter(item__in=items).values_list("user_id", flat=True))


def votes_of(item: AgendaItem) -> dict[UUID, str]:
    """What each member chose."""
    with acting_as(SYSTEM):
        return dict(Vote.objects.filter(item=item).values_list("member_id", "choice"))


def users_of(member_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The users who hold these mandates."""
    with acting_as(SYSTEM):
        return frozenset(TeamMember.objects.filter(pk__in=list(member_ids)).values_list("user_id", flat=True))
