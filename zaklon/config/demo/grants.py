"""Two calls of the demonstration: one with five invented organisations chosen, one that takes applications now."""

import uuid
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import PUBLIC, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.common.money import Money
from zaklon.config.demo.accounts import PEOPLE
from zaklon.config.demo.scenarios.stage import Stage
from zaklon.documents.values import Upload
from zaklon.partnership.commands import applying, assessing, calls, checking, deciding, grants
from zaklon.partnership.kinds import ReportKind
from zaklon.partnership.queries.applications import application_page
from zaklon.partnership.queries.calls import call_page
from zaklon.partnership.values import (
    Contact,
    NewApplication,
    NewCall,
    NewContract,
    NewCriterion,
    NewReport,
    ReportGiven,
)

_CRITERIA = (("Need of the people", 40, 20), ("Quality of the plan", 35, 20), ("Experience", 25, 10))
_ASSESSORS = (("training", Role.REPORTER), ("training-head", Role.HEAD), ("analyst", Role.ANALYST))
# Organisation, project, place, asked, points of the two assessors, granted; None where it was not assessed or chosen.
_APPLIED = (
    ("Svjetionik (invented)", "A mobile team for seasonal workers", "ME-02", 9000, ((18, 17, 9), (17, 18, 8)), 9000),
    ("Novi korak (invented)", "Workshops in thirty schools", "ME-16", 8000, ((16, 17, 8), (17, 15, 8)), 8000),
    ("Most (invented)", "Legal counselling for women", "ME-13", 10_000, ((17, 15, 8), (15, 16, 9)), 9000),
    ("Kompas (invented)", "Theatre against child begging", "ME-03", 7000, ((15, 15, 7), (16, 14, 8)), 7000),
    ("Zajedno (invented)", "Jobs for those who leave shelters", "ME-05", 8000, ((15, 14, 7), (14, 15, 7)), 7000),
    ("Talas (invented)", "A leaflet at two borders", "ME-10", 5000, ((8, 9, 4), (9, 8, 5)), None),
    ("Putokaz (invented)", "A conference without a plan", "ME-16", 4000, None, None),
)


class _Play:
    """The office, who decides, who assesses."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.office = stage.actor("MOI-DEP", Role.COORDINATOR)
        self.board = stage.actor("CBO", Role.BOARD_MEMBER)
        bodies = {person.name: person for person in PEOPLE}
        self.assessors = [(bodies[name].email, stage.actor(bodies[name].body, role)) for name, role in _ASSESSORS]
        self.currency = stage.words.home().currency
        self.places = tuple(stage.words.municipalities)

    def money(self, amount: int) -> Money:
        """An amount of the country's currency."""
        return Money.of(self.currency, amount)

    def publish(self, title: str, opens: datetime, closes: datetime) -> tuple[UUID, list[UUID]]:
        """A published call, and the keys of its assessors."""
        now = opens - timedelta(days=10)
        new = NewCall(
            year=closes.year,
            title=title,
            priority="Help for people who were exploited, and work that keeps others from it.",
            reference="01-000/00-0 (invented)",
            total=self.money(40_000),
            least=self.money(2000),
            most=self.money(10_000),
            least_percent=60,
            opens_at=opens,
            closes_at=closes,
        )
        with acting_as(self.office):
            call = calls.draft_call(new, actor=self.office, now=now)
            for criterion in _CRITERIA:
                calls.add_criterion(call, NewCriterion(*criterion), actor=self.office, now=now)
            keys = [
                calls.name_assessor(call, address, actor.post()[1], actor=self.office, now=now)
                for address, actor in self.assessors
            ]
            calls.move_call(call, "publish", actor=self.office, now=now)
        return call, keys

    def apply(self, call: UUID, row: tuple[object, ...], at: datetime) -> UUID:
        """An application from outside; gives its key."""
        name, project, place, asked = (str(each) for each in row[:4])
        new = NewApplication(
            applicant=name,
            registered_as="0000 (invented)",
            project=project,
            summary=f"Invented: {project.lower()}, for six months, with people who know the place.",
            municipalities=(place if place in self.places else self.places[0],),
            asked=self.money(int(asked)),
            own=self.money(500),
            contact=Contact("Invented Person", "office@demo.invalid", "+000 00 000 000"),
            request_key=uuid.uuid4(),
        )
        with acting_as(PUBLIC):
            applying.apply(call, new, [Upload("budget.txt", b"Invented budget of " + name.encode())], now=at)
        with acting_as(self.office):
            lines = call_page(call, "en", actor=self.office, now=at).applications
        return max(lines, key=lambda line: line.number).application_id

    def check(self, application: UUID, verb: str, reason: str, at: datetime) -> None:
        """A step of the formal check."""
        with acting_as(self.office):
            checking.check(application, verb, reason, actor=self.office, now=at)

    def give(self, application: UUID, keys: list[UUID], at: datetime) -> dict[UUID | None, UUID]:
        """Give it to two; gives the assessments by assessor."""
        with acting_as(self.office):
            assessing.give_to(application, keys[:2], actor=self.office, now=at)
            page = application_page(application, actor=self.office, now=at, today=timezone.localdate(at))
        return {each.user_id: each.assessment_id for each in page.assessments}

    def declare(self, actor: Actor, assessment: UUID, at: datetime) -> None:
        """No tie to the applicant."""
        with acting_as(actor):
            assessing.declare(assessment, is_free=True, actor=actor, now=at)


def write_grants(stage: Stage) -> None:
    """A call of this year, with contracts and reports; and one that is open now."""
    play = _Play(stage)
    _decided(play)
    _open(play)


def _decided(play: _Play) -> None:
    stage = play.stage
    call, keys = play.publish("Together against trafficking (invented)", stage.ago(200), stage.ago(170))
    chosen = [_walk(play, call, keys, row) for row in _APPLIED]
    with acting_as(play.office):
        calls.move_call(call, "announce", actor=play.office, now=stage.ago(130))
    for place, (application, amount) in enumerate(each for each in chosen if each[1]):
        _contract(play, application, amount or 0, place)


def _walk(play: _Play, call: UUID, keys: list[UUID], row: tuple[object, ...]) -> tuple[UUID, int | None]:
    """From the application to the decision."""
    stage, points, granted = play.stage, row[4], row[5]
    application = play.apply(call, row, stage.ago(180))
    if points is None:
        play.check(application, "ask_missing", "The statute and the budget by items are missing.", stage.ago(169))
        play.check(application, "refuse", "What was missing did not come in time.", stage.ago(160))
        return application, None
    play.check(application, "admit", "", stage.ago(168))
    given = play.give(application, keys, stage.ago(165))
    for (_address, actor), said in zip(play.assessors, points, strict=False):  # type: ignore[call-overload]
        play.declare(actor, given[actor.user_id], stage.ago(160))
        with acting_as(actor):
            reason = "Invented: clear aims, people who know the place, a budget that fits."
            assessing.score_application(given[actor.user_id], said, reason, actor=actor, now=stage.ago(155))
    with acting_as(play.board):
        at = stage.ago(140)
        if granted is None:
            deciding.turn_down(application, "The score is below the least.", actor=play.board, now=at)
        else:
            deciding.choose(application, play.money(int(str(granted))), actor=play.board, now=at)
    return application, None if granted is None else int(str(granted))


def _contract(play: _Play, application: UUID, amount: int, place: int) -> None:
    """Signed, the first instalment paid; an interim report accepted or come in; the first grant is finished."""
    office, stage = play.office, play.stage
    signed = stage.ago(120)
    first, last = play.money(amount * 6 // 10), play.money(amount - amount * 6 // 10)
    by = {"actor": office}
    with acting_as(office):
        new = NewContract(
            f"{place + 1}/{signed.year}", timezone.localdate(signed), timezone.localdate(signed), _in(signed, 180)
        )
        contract = grants.sign(application, new, now=signed, **by)
        parts = [
            grants.plan_instalment(contract, part, _in(signed, days), now=signed, **by)
            for part, days in ((first, 5), (last, 100))
        ]
        grants.pay(parts[0], _in(signed, 5), now=stage.ago(115), **by)
        interim = grants.expect_report(contract, NewReport(ReportKind.INTERIM, _in(signed, 60)), now=signed, **by)
        final = grants.expect_report(contract, NewReport(ReportKind.FINAL, _in(signed, 190)), now=signed, **by)
        if place < 3:
            said = ReportGiven(_in(signed, 58), first, 40 + 10 * place, "Invented: half of the work is done.")
            grants.receive_report(interim, said, now=stage.ago(62), actor=office)
        if place < 2:
            grants.judge_report(interim, "accept", "", now=stage.ago(55), **by)
        if place == 0:
            grants.pay(parts[1], _in(signed, 100), now=stage.ago(20), **by)
            done = ReportGiven(_in(signed, 108), play.money(amount), 95, "Invented: 95 workers were reached.")
            grants.receive_report(final, done, now=stage.ago(12), actor=office)
            grants.judge_report(final, "accept", "", now=stage.ago(10), **by)


def _in(moment: datetime, days: int) -> date:
    return timezone.localdate(moment + timedelta(days=days))


def _open(play: _Play) -> None:
    """A call that is open: one application with something missing, one that waits for its assessors."""
    stage = play.stage
    title = "Together against trafficking, next year (invented)"
    call, keys = play.publish(title, stage.ago(8), stage.now + timedelta(days=21))
    first = play.apply(call, ("Luka (invented)", "Night visits on the coast", "ME-02", 6000), stage.ago(6))
    play.check(first, "ask_missing", "The statute is missing.", stage.ago(1))
    second = play.apply(call, ("Vidik (invented)", "A house for a first month", "ME-16", 9500), stage.ago(5))
    play.check(second, "admit", "", stage.ago(4))
    given = play.give(second, keys, stage.ago(3))
    _address, reader = play.assessors[0]
    play.declare(reader, given[reader.user_id], stage.ago(2))
