"""How a step of the law rests on the Team: the conditions that a decision needs, and what is kept of it in codes."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import enter
from zaklon.cases.commands.posts import send_home
from zaklon.cases.kinds import Level, Part
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.forms.queries import definition_of
from zaklon.forms.rules.completeness import completeness
from zaklon.identification.kinds import ItemStatus
from zaklon.identification.models import AgendaItem, TeamDecision
from zaklon.identification.queries.rolls import (
    former_voters,
    has_declared,
    quorum_percent,
    roll_of,
    users_of,
    votes_of,
    waiting_item,
)
from zaklon.identification.rules.outcomes import OTHERS, is_final, names_outcome
from zaklon.identification.rules.quorum import ABSTAIN, has_majority, has_quorum, needed, tally
from zaklon.identification.values import Told
from zaklon.pathway.commands.effects import Taken, effect
from zaklon.pathway.rules.needs import Answers, Situation, condition
from zaklon.pathway.rules.steps import step_of
from zaklon.vocabulary.pack import Step
from zaklon.vocabulary.queries import vocabulary

TOLD_WAYS, NOT_TOLD = "told_way", "not_yet"


def _item(person_id: UUID) -> AgendaItem:
    found = waiting_item(person_id)
    if found is None:
        raise NotAllowedNow("need_session")
    return found


@condition("no_conflict")
def no_conflict(situation: Situation) -> None:
    """Whoever takes the step is in a session that goes on and declared to have no conflict of interest."""
    if not has_declared(_item(situation.person_id), situation.user_id):
        raise NotAllowedNow("need_no_conflict")


@condition("team_majority")
def team_majority(situation: Situation) -> None:
    """Enough members without a conflict are present, and more than half of them voted for it; the form says so too."""
    item = _item(situation.person_id)
    roll, percent, votes = roll_of(item, today=timezone.localdate(situation.now)), quorum_percent(), votes_of(item)
    if roll.is_overfull:
        raise NotAllowedNow("team_overfull")
    if not has_quorum(roll, percent):
        raise NotAllowedNow("need_quorum", facts={"there": len(roll.voters), "needed": needed(roll, percent)})
    if not has_majority(situation.verb, votes, roll):
        raise NotAllowedNow("need_majority")
    counted = tally(votes, roll)
    against = sum(counted.values()) - counted[situation.verb] - counted[ABSTAIN]
    _must_agree(situation.answers, "votes_for", counted[situation.verb])
    _must_agree(situation.answers, "votes_against", against)
    said = situation.answers.get("decision")
    if said and not names_outcome(str(said), step_of(vocabulary().steps, situation.way, situation.verb)):
        raise RuleBroken("decision_differs", field="decision")


def _must_agree(answers: Answers, question: str, counted: int) -> None:
    said = answers.get(question)
    if said and said != str(counted):
        raise RuleBroken("votes_differ", field=question, facts={"counted": counted})


@condition("other_reviewers")
def other_reviewers(situation: Situation) -> None:
    """Nobody who votes, or who takes the step, voted on the decision that is looked at again."""
    item = _item(situation.person_id)
    former = former_voters(situation.person_id)
    if situation.user_id in former or users_of(votes_of(item)) & former:
        raise NotAllowedNow("need_other_reviewers")


@effect("record_decision")
def record_decision(taken: Taken) -> None:
    """The item is closed, the decision kept in codes, and the members' work on the case ends unless it is deferred."""
    item, now, step = _item(taken.person.pk), taken.entered.now, taken.step
    roll = roll_of(item, today=timezone.localdate(now))
    counted = tally(votes_of(item), roll)
    with acting_as(SYSTEM):
        TeamDecision.objects.create(
            case_id=item.case_id,
            person_id=item.person_id,
            item=item,
            move=taken.move,
            verb=step.verb,
            state=step.target,
            is_reconsidered=OTHERS in step.needs,
            decided_at=now,
            decided_on=timezone.localdate(now),
            voters=len(roll.voters),
            votes_for=counted[step.verb],
            votes_against=sum(counted.values()) - counted[step.verb] - counted[ABSTAIN],
            **_facts(taken),
        )
        item.status, item.ended_at = ItemStatus.DECIDED, now
        item.save(update_fields=["status", "ended_at"])
    record("team.decided", taken.entered.case.code, by=taken.entered.actor, at=now, fields=[step.verb])
    if is_final(vocabulary().steps, step.target):
        send_home(taken.entered, Role.TEAM_MEMBER)


def _facts(taken: Taken) -> dict[str, object]:
    """What the form says in codes, and how the person is known."""
    said, person = taken.answers, taken.person
    told, told_on = _told(said)
    is_told = told_on is not None
    return {
        "sex": person.sex,
        "age_group": person.age_group,
        "citizenship": person.citizenship,
        "forms": _codes(said, "forms_found"),
        "main_form": str(said.get("main_form", "")),
        "origin": str(said.get("origin", "")),
        "recruited_in": str(said.get("recruited_in", "")),
        "is_complete": _is_complete(taken.step, said, timezone.localdate(taken.entered.now)),
        "told": told,
        "told_on": told_on,
        "told_by_id": taken.entered.actor.user_id if is_told else None,
        "told_body_id": taken.entered.actor.body_id if is_told else None,
    }


def _told(said: Answers) -> tuple[list[str], date | None]:
    ways = [way for way in _codes(said, "told") if way != NOT_TOLD]
    day = str(said.get("told_on", ""))
    return (ways, date.fromisoformat(day)) if ways and day else ([], None)


def _codes(said: Answers, question: str) -> list[str]:
    value = said.get(question, [])
    return [value] if isinstance(value, str) and value else list(value)


def _is_complete(step: Step, said: Answers, today: date) -> bool:
    if not step.form:
        return True
    # The language does not matter: only which questions are asked does.
    return completeness(definition_of(step.form, "en", on=today), said).is_complete


@transaction.atomic
def tell(decision_id: UUID, told: Told, *, actor: Actor, now: datetime) -> None:
    """Note how and when a decision was told, by whoever writes the screening.

    Raises NotPermitted, NotAllowedNow, RuleBroken, TeamDecision.DoesNotExist.
    """
    code = TeamDecision.objects.select_related("case").get(pk=decision_id).case.code
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SCREENING)
    user_id, body_id = actor.post()
    with acting_as(SYSTEM):
        decision = TeamDecision.objects.select_for_update().get(pk=decision_id)
        if decision.told_on is not None:
            raise NotAllowedNow("told_already")
        known = {way for list_code, way in vocabulary().terms if list_code == TOLD_WAYS} - {NOT_TOLD}
        if not told.ways or not set(told.ways) <= known:
            raise RuleBroken("told_way_unknown", field="ways")
        if not decision.decided_on <= told.on <= timezone.localdate(now):
            raise RuleBroken("told_day_unfit", field="on")
        decision.told, decision.told_on = list(told.ways), told.on
        decision.told_by_id, decision.told_body_id = user_id, body_id
        decision.save(update_fields=["told", "told_on", "told_by", "told_body"])
    record("team.told", code, by=actor, at=now, fields=["told"])
