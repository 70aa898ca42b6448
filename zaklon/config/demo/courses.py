"""An invented course, a training with certificates, and somebody who passed: each through the commands of people."""

import io
import uuid
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.capacity.commands.certificates import issue_for_training
from zaklon.capacity.commands.courses import move_version, upload_course
from zaklon.capacity.commands.learning import answer, begin, read_page
from zaklon.capacity.rules.manifest import read_course
from zaklon.capacity.rules.packaging import unpack
from zaklon.capacity.values import NewCertificates
from zaklon.config.demo.walking import Cast
from zaklon.forms.definition import Answer
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.registers.commands.entries import enter
from zaklon.registers.values import NewEntry

FOLDER = Path(__file__).resolve().parent / "data" / "course"
_NAMES = "Izmišljena Polaznica\nIzmišljeni Polaznik\n"


def packed_course() -> bytes:
    """The course of the demonstration as the file that a body would upload."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                written.writestr(path.relative_to(FOLDER).as_posix(), path.read_bytes())
    return packed.getvalue()


def write_courses(cast: Cast, now: datetime) -> None:
    """A published course that one has passed and another has read, and a training with two certificates."""
    keeper = cast.actors[("HRMA", Role.REPORTER.value)]
    learner = cast.actors[("POL", Role.FIRST_RESPONDER.value)]
    reader = cast.actors[("POL", Role.POLICE_INVESTIGATOR.value)]
    file = packed_course()
    with acting_as(keeper):
        version = upload_course(file, actor=keeper, now=now)
        move_version(version, "publish", actor=keeper, now=now)
    _learn(file, learner, now)
    _learn(file, reader, now, answers=False)
    with acting_as(keeper):
        _hold_training(keeper, now)


def _learn(file: bytes, learner: Actor, now: datetime, *, answers: bool = True) -> None:
    content = read_course(unpack(file))
    with acting_as(learner):
        learning = begin(content.code, actor=learner, now=now)
        for page in range(1, len(content.pages) + 1):
            read_page(learning, page, actor=learner)
        if not answers:
            return
        chosen = {number: question.right for number, question in enumerate(content.questions)}
        answer(learning, chosen, actor=learner, now=now)


def _hold_training(keeper: Actor, now: datetime) -> None:
    day = timezone.localdate(now - timedelta(days=9)).isoformat()
    given = {
        "title": "Invented training on first signs",
        "day": day,
        "last_day": day,
        "state": "held",
        "hours": "6",
        "trainers": "2",
    }
    entry = enter(NewEntry("training", _said("training", now, given)), actor=keeper, now=now)
    numbers = {"women": "2", "men": "1", "sex_unknown": "0"}
    enter(NewEntry("training_group", _said("training_group", now, numbers), parent_id=entry), actor=keeper, now=now)
    new = NewCertificates(entry, uuid.uuid4(), _NAMES, "cnr")
    issue_for_training(new, actor=keeper, now=now)


def _said(register: str, now: datetime, given: dict[str, str]) -> dict[str, Answer]:
    """Answers of a register's form, as a person could give them."""
    return filled(definition_of(register, "en", on=timezone.localdate(now)), timezone.localdate(now), dict(given))
