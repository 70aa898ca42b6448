"""Invented calls: scenario 2 of the domain study with its seven calls of one day, and a half-year around it."""

import random
import uuid
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.config.demo.walking import Cast
from zaklon.helpline.commands import days, handing, shifts
from zaklon.helpline.commands.logging import log_call, log_sheet
from zaklon.helpline.values import NewCall, NewHandOver
from zaklon.vocabulary.queries import vocabulary

# The day of scenario 2 lies so far back: seven calls, by structure; no other day has as many.
_SCENARIO_BACK = timedelta(days=20)
SEVEN = ("suspicion", "suspicion", "counselling", "counselling", "services_info", "followup", "silent_test_abuse")
_BACK = timedelta(days=200)
_STRUCTURES = {
    "counselling": 5, "prevention_info": 4, "work_study_abroad": 4, "services_info": 5, "legal_info": 2,
    "suspicion": 3, "other_violence": 3, "silent_test_abuse": 6, "followup": 2,
}  # fmt: skip
_CALLERS = ("self", "family", "acquaintance", "citizen", "professional", "unknown")
_LANGUAGES = ("cnr", "cnr", "cnr", "cnr", "sq", "en", "ru", "tr")
_PLACES = ("ME-16", "ME-16", "ME-16", "ME-12", "ME-02", "ME-05", "ME-04", "ME-20", "")
_FORMS = ("labour", "labour", "sexual", "begging", "marriage", "unknown")
_SILENT, _SUSPICION = "silent_test_abuse", "suspicion"


def write_calls(cast: Cast, now: datetime) -> None:
    """A half-year of calls from a sheet, their daily reports, and a shift that goes on."""
    operator = cast.actors[("MLA", Role.HOTLINE_OPERATOR.value)]
    with acting_as(SYSTEM):
        zone = ZoneInfo(vocabulary().home().timezone)
    chance = random.Random(116_666)  # noqa: S311 - invented data, the same each time
    today = now.astimezone(zone).date()
    calls = [
        new
        for step in range(_BACK.days, 0, -1)
        for new in _calls_of(today - timedelta(days=step), zone, chance, is_scenario=step == _SCENARIO_BACK.days)
    ]
    with acting_as(operator):
        log_sheet(calls, actor=operator, now=now)
    days.make_due_reports(now=now)
    days.make_due_analyses(now=now)
    _write_shift(cast, now)


def _calls_of(day: date, zone: ZoneInfo, chance: random.Random, *, is_scenario: bool) -> list[NewCall]:
    structures = (
        SEVEN if is_scenario else chance.choices(list(_STRUCTURES), list(_STRUCTURES.values()), k=chance.randrange(7))
    )
    return [_call(structure, day, zone, chance) for structure in structures]


def _call(structure: str, day: date, zone: ZoneInfo, chance: random.Random) -> NewCall:
    hour = min(23, int(chance.triangular(0, 24, 18)))
    began = datetime.combine(day, time(hour, chance.randrange(60)), tzinfo=zone)
    codes = {"structure": structure, "channel": chance.choice(("phone",) * 9 + ("message",))}
    if structure != _SILENT:
        codes |= {
            "caller": chance.choice(_CALLERS),
            "language": chance.choice(_LANGUAGES),
            "municipality": chance.choice(_PLACES),
            "urgency": chance.choice(("immediate", "day", "ordinary", "ordinary", "ordinary")),
            "action": chance.choice(("advised", "advised", "service", "call_back", "police")),
        }
    if structure == _SUSPICION:
        codes["form"] = chance.choice(_FORMS)
    seconds = chance.randrange(5, 90) if structure == _SILENT else chance.randrange(90, 1800)
    return NewCall(codes, began, uuid.UUID(int=chance.getrandbits(128), version=4), seconds)


def _write_shift(cast: Cast, now: datetime) -> None:
    """The shift of now: calls with a note, one handed to the police who took it on, one that waits, and a note."""
    operator = cast.actors[("MLA", Role.HOTLINE_OPERATOR.value)]
    supervisor = cast.actors[("MLA", Role.HOTLINE_SUPERVISOR.value)]
    police = cast.actors[("POL", Role.FIRST_RESPONDER.value)]
    with acting_as(operator):
        numbers = [
            log_call(_call_now(structure, now - timedelta(minutes=back)), actor=operator, now=now)
            for structure, back in (("suspicion", 95), ("counselling", 60), ("suspicion", 20))
        ]
        told = [
            _handed(police.body_id, "A building site at the edge of the town; three people."),
            _handed(police.body_id),
        ]
        handed = [
            handing.hand_over(number, new, actor=operator, now=now)
            for number, new in zip((numbers[0], numbers[2]), told, strict=True)
        ]
        shifts.agree_plan(numbers[1], ["safe_word", "danger_number", "call_again"], actor=operator, now=now)
    with acting_as(police):
        handing.move_hand_over(handed[0], "accept", actor=police, now=now)
    with acting_as(supervisor):
        note = f"Call {numbers[1]} may call again tonight. The police answer about call {numbers[2]} is still to come."
        shifts.write_shift_note(note, actor=supervisor, now=now)


def _call_now(structure: str, began: datetime) -> NewCall:
    codes = {
        "structure": structure,
        "channel": "phone",
        "caller": "citizen" if structure == _SUSPICION else "self",
        "language": "cnr",
        "municipality": "ME-16",
        "urgency": "immediate" if structure == _SUSPICION else "day",
        "form": "labour" if structure == _SUSPICION else "",
        "action": "police" if structure == _SUSPICION else "advised",
    }
    note = "The caller is afraid of being heard; speaks softly." if structure != _SUSPICION else ""
    return NewCall(codes, began, uuid.uuid4(), 300, note=note)


def _handed(receiver_id: uuid.UUID | None, words: str = "") -> NewHandOver:
    if receiver_id is None:
        raise ValueError("the police of the demonstration act for a body")
    return NewHandOver(receiver_id, "report_crime", uuid.uuid4(), frozenset({"urgency", "municipality", "form"}), words)
