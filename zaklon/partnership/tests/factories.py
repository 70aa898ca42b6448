"""A Coordination Body and a call with invented people: every record is reached by the real commands."""

import uuid
from datetime import UTC, date, datetime, timedelta

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.common.money import Money
from zaklon.partnership.commands import (
    applying,
    assessing,
    calls,
    checking,
    deciding,
    grants,
    members,
    sessions,
    voting,
)
from zaklon.partnership.kinds import Manner, Standing
from zaklon.partnership.models import GrantApplication, GrantAssessment
from zaklon.partnership.values import (
    Contact,
    NewApplication,
    NewCall,
    NewContract,
    NewCriterion,
    NewItem,
    NewMandate,
    NewSession,
)
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY
from zaklon.vocabulary.tests.loading import load_country

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
START = date(2020, 1, 1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def load_first_country():
    """The country pack of the repository, with its numbers."""
    with acting_as(SYSTEM):
        load_country(FIRST_COUNTRY, now=NOW)


def address_of(actor):
    from zaklon.access.models import User

    with acting_as(SYSTEM):
        return User.objects.get(pk=actor.user_id).email


class Board:
    """A coordinator's office, and members of so many bodies; a deputy for the first."""

    def __init__(self, seats=4) -> None:
        self.office = make_actor("coordinator")
        self.keys = {}
        self.members = [self.join(make_body(), Standing.MEMBER) for _seat in range(seats)]
        self.deputy = self.join_body(self.members[0].body_id, Standing.DEPUTY)

    def join(self, body, standing, **days):
        actor = make_actor("board_member", body=body)
        self.seat(actor, standing, **days)
        return actor

    def join_body(self, body_id, standing):
        from zaklon.access.models import Body

        with acting_as(SYSTEM):
            body = Body.objects.get(pk=body_id)
        return self.join(body, standing)

    def seat(self, actor, standing, *, starts=START, ends=None):
        new = NewMandate(address_of(actor), actor.body_id, standing, starts, ends)
        with acting_as(self.office):
            self.keys[actor.user_id] = members.seat(new, actor=self.office, now=NOW)

    def key(self, actor):
        return self.keys[actor.user_id]

    def does(self, command, *arguments, by=None, at=NOW, **named):
        actor = by or self.office
        with acting_as(actor):
            return command(*arguments, actor=actor, now=at, **named)

    def meets(self, present, *, at=NOW):
        """A session in person that goes on, with one item to vote on: gives both keys."""
        session = self.does(sessions.call_session, NewSession(Manner.IN_PERSON, at, place="Invented hall"), at=at)
        item = self.does(
            sessions.put_on_agenda, session, NewItem("Invented item", "Invented words", is_voted=True), at=at
        )
        self.does(sessions.set_present, session, [self.key(actor) for actor in present], at=at)
        self.does(sessions.move_session, session, "open_session", at=at)
        return session, item

    def votes_online(self, *, begins=NOW + HOUR, ends=NOW + DAY):
        """An electronic session with one item to vote on."""
        session = self.does(sessions.call_session, NewSession(Manner.ELECTRONIC, begins, ends))
        item = self.does(sessions.put_on_agenda, session, NewItem("Invented item", "Invented words", is_voted=True))
        return session, item

    def vote(self, actor, item, choice="for", *, at=NOW):
        self.does(voting.vote, item, choice, by=actor, at=at)


OPENS, CLOSES = NOW, NOW + 10 * DAY
AFTER = CLOSES + HOUR
EUR = "EUR"


class Call:
    """A published call of EUR 40 000 with two criteria and three assessors of different bodies."""

    def __init__(self, *, total=40_000, is_published=True, least_percent=60) -> None:
        self.office = make_actor("coordinator")
        self.board = make_actor("board_member")
        self.assessors = [make_actor(role) for role in ("reporter", "head", "board_member")]
        with acting_as(SYSTEM):
            self.place = next(iter(vocabulary().municipalities))
        new = NewCall(
            year=2026,
            title="Invented call",
            priority="Invented priority",
            reference="01-1/26",
            total=Money.of(EUR, total),
            least=Money.of(EUR, 1000),
            most=Money.of(EUR, 10_000),
            least_percent=least_percent,
            opens_at=OPENS,
            closes_at=CLOSES,
        )
        self.pk = self.does(calls.draft_call, new)
        self.does(calls.add_criterion, self.pk, NewCriterion("Need", 60, 10))
        self.does(calls.add_criterion, self.pk, NewCriterion("Plan", 40, 20))
        self.keys = [self.does(calls.name_assessor, self.pk, address_of(each), each.body_id) for each in self.assessors]
        if is_published:
            self.does(calls.move_call, self.pk, "publish")

    def does(self, command, *arguments, by=None, at=NOW, **named):
        actor = by or self.office
        with acting_as(actor):
            return command(*arguments, actor=actor, now=at, **named)

    def application(self, *, asked=8000, key=None, applicant="Invented organisation", **other):
        values = {
            "applicant": applicant,
            "registered_as": "NVO-1",
            "project": "Invented project",
            "summary": "Invented summary",
            "municipalities": (self.place,),
            "asked": Money.of(EUR, asked),
            "own": Money.of(EUR, 0),
            "contact": Contact("Kanarinac Kontakt", "kanarinac@example.invalid", "+000"),
            "request_key": key or uuid.uuid4(),
            **other,
        }
        return NewApplication(**values)

    def applies(self, *, at=NOW + HOUR, files=(), **values):
        """Gives the receipt and the key of the application."""
        from zaklon.access.actor import PUBLIC

        new = self.application(**values)
        with acting_as(PUBLIC):
            receipt = applying.apply(self.pk, new, files, now=at)
        with acting_as(SYSTEM):
            return receipt, GrantApplication.objects.get(request_key=new.request_key).pk

    def admitted(self, **values):
        _receipt, application = self.applies(**values)
        self.does(checking.check, application, "admit", "")
        return application

    def give(self, application, *places):
        self.does(assessing.give_to, application, [self.keys[place] for place in places])

    def assess(self, application, place, *points):
        actor = self.assessors[place]
        with acting_as(SYSTEM):
            key = GrantAssessment.objects.get(application_id=application, user_id=actor.user_id).pk
        self.does(assessing.declare, key, is_free=True, by=actor)
        self.does(assessing.score_application, key, points, "Invented reasons", by=actor)
        return key

    def assessed(self, points=(8, 16), **values):
        application = self.admitted(**values)
        self.give(application, 0, 1)
        for place in (0, 1):
            self.assess(application, place, *points)
        return application

    def choose(self, application, amount, *, by=None):
        self.does(deciding.choose, application, Money.of(EUR, amount), by=by or self.board, at=AFTER)

    def contracted(self, amount=6000):
        application = self.assessed()
        self.choose(application, amount)
        day = AFTER.date()
        contract = NewContract("K-1", day, day, day + 200 * DAY)
        return application, self.does(grants.sign, application, contract, at=AFTER)

    def row(self, application):
        with acting_as(SYSTEM):
            return GrantApplication.objects.select_related("call").get(pk=application)
