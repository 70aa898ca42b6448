"""The Coordination Body of the demonstration: a year of sessions, what was concluded, and its work plans."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.models import User
from zaklon.access.queries.bodies import ids_by_code
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.config.demo.accounts import PEOPLE
from zaklon.config.demo.scenarios.stage import Stage
from zaklon.partnership.commands import conclusions, members, sessions, voting, work_plans
from zaklon.partnership.kinds import Manner, Standing
from zaklon.partnership.queries.conclusions import conclusions as conclusions_of
from zaklon.partnership.values import NewConclusion, NewItem, NewMandate, NewObserver, NewSession, NewTask

_YEARS = timedelta(days=1200)
_HOUR = timedelta(hours=1)
SEATS = ("board", "board-prosecution", "board-court", "board-health", "board-association")
DEPUTY = "board-deputy"
# Days ago, item, votes of the seats in their order, and what was concluded: text, body, days until the last one.
HELD = (
    (
        230,
        "Annual work plan of the Coordination Body",
        ("for", "for", "for", "for", "for"),
        (("Send the work plan to all bodies.", "MOI-DEP", 14),),
    ),
    (
        150,
        "Report on the first quarter",
        ("for", "for", "abstained", "for", "for"),
        (("Train inspectors for seasonal work on the coast.", "AIA", 45), ("Name a second contact person.", "SCM", 30)),
    ),
    (
        60,
        "Summer work and child begging",
        ("for", "against", "for", "for", "for"),
        (
            ("Plan joint controls for the next season.", "POL", 30),
            ("Print leaflets in more languages.", "HRMA", 90),
        ),
    ),
)


@dataclass(frozen=True)
class _Seated:
    """Somebody with a mandate."""

    actor: Actor
    key: UUID


class _Play:
    """Who takes part, and the office that keeps the Body."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.office = stage, stage.actor("MOI-DEP", Role.COORDINATOR)
        with acting_as(SYSTEM):
            codes = {person.body for person in PEOPLE} | {body for row in HELD for _t, body, _d in row[3]}
            self.bodies = ids_by_code(codes)
            self.people = _actors(self.bodies)
        self.seated = {name: self._seat(name) for name in (*SEATS, DEPUTY)}

    def _seat(self, name: str) -> _Seated:
        person, actor = self.people[name]
        standing = Standing.DEPUTY if name == DEPUTY else Standing.MEMBER
        then = self.stage.now - _YEARS
        new = NewMandate(person, actor.post()[1], standing, timezone.localdate(then))
        with acting_as(self.office):
            return _Seated(actor, members.seat(new, actor=self.office, now=then))


def _actors(bodies: dict[str, UUID]) -> dict[str, tuple[str, Actor]]:
    """Address and actor of those who sit in the Body, by their short name: two of them act for one body."""
    users = dict(User.objects.values_list("email", "pk"))
    return {
        person.name: (
            person.email,
            Actor.holding(frozenset(person.roles), user_id=users[person.email], body_id=bodies[person.body]),
        )
        for person in PEOPLE
        if person.name in (*SEATS, DEPUTY)
    }


def write_board(stage: Stage) -> None:
    """Founding, mandates, a year of sessions, one electronic session that goes on, two work plans."""
    play = _Play(stage)
    _found(play)
    held = [_hold(play, row) for row in HELD]
    _answer(play)
    _plans(play, held[0])
    _vote_online(play)
    with acting_as(play.office):
        now = stage.ago(1)
        coming = stage.now + timedelta(days=20)
        new = NewSession(Manner.IN_PERSON, coming, place="Ministry of the Interior, invented hall")
        session = sessions.call_session(new, actor=play.office, now=now)
        item = NewItem("Report on the third quarter", "The report is adopted.", is_voted=True)
        sessions.put_on_agenda(session, item, actor=play.office, now=now)


def _found(play: _Play) -> None:
    office, then = play.office, play.stage.now - _YEARS
    with acting_as(office):
        says = "Invented: the Body follows the strategy, drafts yearly plans and reports to the Government."
        members.record_founding("01-000/00-0 (invented)", timezone.localdate(then), says, actor=office, now=then)
        observer = NewObserver("Invented Observer", "Delegation of a union of states", timezone.localdate(then))
        members.invite_observer(observer, actor=office, now=then)


def _hold(play: _Play, row: tuple[int, str, tuple[str, ...], tuple[tuple[str, str, int], ...]]) -> UUID:
    days, title, votes, concluded = row
    office, at = play.office, play.stage.ago(days)
    with acting_as(office):
        new = NewSession(Manner.IN_PERSON, at, place="Ministry of the Interior, invented hall")
        session = sessions.call_session(new, actor=office, now=at - timedelta(days=10))
        info = NewItem("Minutes of the former session", "", is_voted=False)
        sessions.put_on_agenda(session, info, actor=office, now=at - timedelta(days=9))
        wanted = NewItem(title, f"{title}: it is adopted as sent.", is_voted=True)
        item = sessions.put_on_agenda(session, wanted, actor=office, now=at - timedelta(days=9))
        there = [play.seated[name].key for name in SEATS]
        sessions.set_present(session, there, actor=office, now=at)
        sessions.move_session(session, "open_session", actor=office, now=at)
    for name, choice in zip(SEATS, votes, strict=True):
        actor = play.seated[name].actor
        with acting_as(actor):
            voting.vote(item, choice, actor=actor, now=at + _HOUR)
    with acting_as(office):
        voting.decide_item(item, actor=office, now=at + _HOUR)
        sessions.write_record(item, "Invented: members spoke about it and agreed.", actor=office, now=at + _HOUR)
        sessions.move_session(session, "close_session", actor=office, now=at + 2 * _HOUR)
        for text, body, until in concluded:
            due = timezone.localdate(at + timedelta(days=until))
            new_one = NewConclusion(text, play.bodies[body], due, item)
            conclusions.conclude(session, new_one, actor=office, now=at + 2 * _HOUR)
        if days > 100:
            day = timezone.localdate(at + timedelta(days=20))
            sessions.adopt_minutes(session, day, actor=office, now=at + timedelta(days=20))
    return session


def _answer(play: _Play) -> None:
    """Some are done, one with a word of its owner; the others stay open, one of them late."""
    with acting_as(play.office):
        rows = conclusions_of("en", actor=play.office, now=play.stage.now).rows
    found = {row.text: row.conclusion_id for row in rows}
    for text, body, role, days in (
        (HELD[0][3][0][0], "MOI-DEP", Role.COORDINATOR, 220),
        (HELD[1][3][0][0], "AIA", Role.REPORTER, 110),
        (HELD[1][3][1][0], "SCM", Role.REPORTER, 125),
    ):
        actor, at = play.stage.actor(body, role), play.stage.ago(days)
        with acting_as(actor):
            conclusions.finish(
                found[text], timezone.localdate(at), "Invented: it was done as concluded.", actor=actor, now=at
            )


def _plans(play: _Play, session: UUID) -> None:
    office, stage = play.office, play.stage
    then, now = stage.ago(500), stage.ago(230)
    year = stage.now.year
    with acting_as(office):
        former = work_plans.draft_work_plan(year - 1, actor=office, now=then)
        task = _task(
            play, former, "Follow the strategy in four sessions", timezone.localdate(then) + timedelta(days=100)
        )
        work_plans.adopt_work_plan(former, timezone.localdate(then), actor=office, now=then)
        end = stage.ago(330)
        work_plans.implement_task(task, timezone.localdate(end), "Four sessions were held.", actor=office, now=end)
        work_plans.say_implemented(former, timezone.localdate(end), actor=office, now=end)
        plan = work_plans.draft_work_plan(year, actor=office, now=now)
        texts = ("Hold at least four sessions", "Report to the Government", "Look at the agreements of all bodies")
        tasks = [_task(play, plan, text, date(year, 12, 31)) for text in texts]
        work_plans.adopt_work_plan(plan, timezone.localdate(now), actor=office, now=now, session_id=session)
        done = stage.ago(40)
        work_plans.implement_task(tasks[1], timezone.localdate(done), "The report was sent.", actor=office, now=done)


def _task(play: _Play, plan: UUID, text: str, due: date) -> UUID:
    new = NewTask(text, play.bodies["MOI-DEP"], due)
    return work_plans.add_task(plan, new, actor=play.office, now=play.stage.ago(230))


def _vote_online(play: _Play) -> None:
    """An electronic session that is over, and one that goes on: two have voted, the others may."""
    office, stage = play.office, play.stage
    for begin, end, title, voters in (
        (25, 22, "Change of a contact person", SEATS[:4]),
        (1, -3, "Statement for the day against human trafficking", SEATS[1:3]),
    ):
        at = stage.ago(begin)
        with acting_as(office):
            new = NewSession(Manner.ELECTRONIC, at, stage.ago(end))
            session = sessions.call_session(new, actor=office, now=at - timedelta(days=2))
            wanted = NewItem(title, f"{title}: it is adopted as sent.", is_voted=True)
            item = sessions.put_on_agenda(session, wanted, actor=office, now=at - timedelta(days=1))
        for name in voters:
            actor = play.seated[name].actor
            with acting_as(actor):
                voting.vote(item, "for", actor=actor, now=at + _HOUR)
        if end > 0:
            with acting_as(office):
                sessions.move_session(session, "close_session", actor=office, now=stage.ago(end))
