"""A Team with invented members, and a person on the way to it: every record is reached by the real commands."""

from datetime import date, timedelta

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.cases.commands.consents import open_by_duty
from zaklon.cases.kinds import DutyKind, Part, Purpose
from zaklon.cases.tests.factories import ADULT, now
from zaklon.cases.values import DutyNamed, Scope
from zaklon.identification.commands import items, members, sessions
from zaklon.identification.kinds import Function, ItemStatus
from zaklon.identification.models import AgendaItem, Vote
from zaklon.identification.rules.functions import ROLE_OF
from zaklon.identification.rules.quorum import ABSTAIN
from zaklon.identification.values import NewMember, NewShift
from zaklon.pathway.tests.factories import Way

START = date(2020, 1, 1)
# What form F4 calls the outcome of a step.
DECIDED = {
    "grant": "granted",
    "refuse": "refused",
    "defer": "deferred",
    "grant_again": "reconsidered_granted",
    "uphold": "reconsidered_upheld",
    "end": "ended",
}
PROFILES = ("police", "prosecution", "social_work", "health", "ngo")


class Team:
    """A president, four members and a secretary; deputies when asked for."""

    def __init__(self, *, deputies=0) -> None:
        self.body = make_body()
        self.secretary = make_actor("team_secretary", body=self.body)
        self.keys = {}
        self._appoint(self.secretary, Function.SECRETARY, "other")
        self.president = self.join(Function.PRESIDENT, PROFILES[0])
        self.members = [self.president, *(self.join(Function.MEMBER, profile) for profile in PROFILES[1:])]
        self.deputies = [
            self.join(Function.MEMBER, profile, is_deputy=True) for profile in (*PROFILES, *PROFILES)[:deputies]
        ]

    def join(self, function, profile, *, is_deputy=False):
        actor = make_actor(ROLE_OF[function], body=self.body)
        self._appoint(actor, function, profile, is_deputy=is_deputy)
        return actor

    def _appoint(self, actor, function, profile, *, is_deputy=False):
        new = NewMember(address_of(actor), self.body.pk, function, profile, START, is_deputy=is_deputy)
        with acting_as(self.secretary):
            self.keys[actor.user_id] = members.appoint(new, actor=self.secretary, now=now())

    def key(self, actor):
        return self.keys[actor.user_id]

    def on_call(self, actor, *, until=timedelta(days=1)):
        shift = NewShift(self.key(actor), now() - timedelta(hours=1), now() + until)
        with acting_as(self.secretary):
            return members.put_on_call(shift, actor=self.secretary, now=now())


def address_of(actor):
    from zaklon.access.models import User

    with acting_as(SYSTEM):
        return User.objects.get(pk=actor.user_id).email


class Referred(Way):
    """A person who was referred to the Team; the member on call and the secretary work on the case."""

    def __init__(self, team, person=ADULT) -> None:
        super().__init__(person)
        self.team = team
        self.take("identification", "report")
        self.take("identification", "screen")
        self.take("identification", "presume")
        duty = DutyNamed(
            Scope(self.shelter.pk, Part.HEALTH, Purpose.PROTECTION),
            DutyKind.CHILD_PROTECTION,
            "An invented duty to protect a child",
        )
        with acting_as(self.manager):
            open_by_duty(self.code, duty, actor=self.manager, now=now())
        self.take("identification", "refer")

    def take(self, way, verb, *, by=None, at=None, **answers):
        """A step; a decision's form says the votes that were cast, unless the test is about one that does not."""
        if verb in DECIDED:
            answers = {"decision": DECIDED[verb], **self._votes(verb), **answers}
        return super().take(way, verb, by=by, at=at, **answers)

    def _votes(self, verb):
        with acting_as(SYSTEM):
            cast = Vote.objects.filter(person=self.person, item__status=ItemStatus.WAITING).exclude(choice=ABSTAIN)
            choices = list(cast.values_list("choice", flat=True))
        return {"votes_for": str(choices.count(verb)), "votes_against": str(len(choices) - choices.count(verb))}

    def session(self, present, *, kind="session"):
        """A session that goes on with this person on its agenda; gives the key of the item."""
        team, by = self.team, {"actor": self.team.secretary, "now": now()}
        with acting_as(team.secretary):
            session_id = sessions.call_session(kind, now(), **by)
            there = [team.key(actor) for actor in (*present, team.secretary)]
            sessions.set_present(session_id, there, **by)
            item_id = sessions.put_on_agenda(session_id, self.code, self.person.pk, **by)
            sessions.move_session(session_id, "open_session", **by)
        return item_id

    def declare(self, item_id, *actors):
        for actor in actors:
            with acting_as(actor):
                items.declare_free(item_id, actor=actor, now=now())

    def vote(self, item_id, **choices):
        """Votes by choice: vote(item, grant=[...], refuse=[...])."""
        for choice, actors in choices.items():
            for actor in actors:
                with acting_as(actor):
                    items.vote(item_id, choice, actor=actor, now=now())

    def review(self, present):
        """Taken up in a session by the secretary, everybody declared; gives the key of the item."""
        item_id = self.session(present)
        self.declare(item_id, *present, self.team.secretary)
        if self.state("identification", seen_by=self.team.secretary) in {"referred", "deferred"}:
            self.take("identification", "take_up", by=self.team.secretary)
        return item_id

    def close(self, item_id):
        with acting_as(SYSTEM):
            session_id = AgendaItem.objects.get(pk=item_id).session_id
        with acting_as(self.team.secretary):
            sessions.move_session(session_id, "close_session", actor=self.team.secretary, now=now())

    def decide(self, verb, present, **answers):
        """A whole session with one outcome."""
        item_id = self.review(present)
        self.vote(item_id, **{verb: present})
        self.take("identification", verb, by=self.team.secretary, **answers)
        self.close(item_id)
        return item_id
