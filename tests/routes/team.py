"""A Team in another body that has decided on an invented person, and has to decide again."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_user
from zaklon.cases import models as cases
from zaklon.cases.commands import files, posts
from zaklon.cases.kinds import AgeGroup
from zaklon.cases.values import NewAssignment, NewCase, PersonFacts
from zaklon.identification import models
from zaklon.identification.kinds import Function, ItemStatus, Purpose
from zaklon.pathway.models import Move


def make_team(colleague, body):
    """The ids of a session with an item of each kind, of which this person of the body is the secretary.

    The pack of this world has no Team, so rows are made by hand.
    """
    now = datetime.now(tz=UTC)
    manager, secretary = (
        Actor.holding(frozenset({role}), user_id=colleague.pk, body_id=body.pk)
        for role in (Role.CASE_MANAGER, Role.TEAM_SECRETARY)
    )
    by = {"actor": manager, "now": now}
    with acting_as(manager):
        code = files.open_case(NewCase((PersonFacts(age_group=AgeGroup.ADULT),), Role.CASE_MANAGER), **by)
        posts.assign(code, NewAssignment(secretary.user_id, body.pk, Role.TEAM_SECRETARY), **by)
    with acting_as(SYSTEM):
        person = cases.Person.objects.get(case__code=code)
        member = models.TeamMember.objects.create(
            user_id=make_user().pk,
            body=body,
            function=Function.MEMBER,
            is_deputy=False,
            profile="other",
            starts_on=date(2020, 1, 1),
            appointed_at=now,
        )
        shift = models.OnCallShift.objects.create(member=member, starts_at=now, ends_at=now + timedelta(days=1))
        session = models.TeamSession.objects.create(kind="session", planned_at=now, called_by_id=secretary.user_id)
        models.Attendance.objects.create(session=session, member=member)
        of_person = {"case_id": person.case_id, "person_id": person.pk}
        item = models.AgendaItem.objects.create(session=session, purpose=Purpose.DECIDE, put_at=now, **of_person)
        decision = _decision(session, of_person, now)
    return {
        "member_id": [member.pk],
        "shift_id": [shift.pk],
        "session_id": [session.pk],
        "item_id": [item.pk],
        "decision_id": [decision.pk],
        "year": [now.year],
        "half": [1, 2],
        "level": ["coordination", "internal"],
    }


def _decision(session, of_person, now):
    item = models.AgendaItem.objects.create(
        session=session, purpose=Purpose.DECIDE, status=ItemStatus.DECIDED, put_at=now, ended_at=now, **of_person
    )
    move = Move.objects.create(
        way="identification",
        part=3,
        verb="refuse",
        from_state="in_review",
        to_state="refused",
        moved_at=now,
        circle=[],
        is_sealed=False,
        **of_person,
    )
    return models.TeamDecision.objects.create(
        item=item,
        move=move,
        verb="refuse",
        state="refused",
        is_reconsidered=False,
        decided_at=now,
        decided_on=timezone.localdate(now),
        sex="female",
        age_group="adult",
        citizenship="",
        forms=[],
        main_form="",
        origin="",
        recruited_in="",
        is_complete=False,
        voters=3,
        votes_for=3,
        votes_against=0,
        told=[],
        **of_person,
    )
