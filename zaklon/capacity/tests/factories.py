"""Course files, published courses and trainings with participants; plainly invented."""

import io
import json
import struct
import uuid
import zipfile
import zlib
from datetime import UTC, date, datetime

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.capacity.commands.certificates import issue_for_training
from zaklon.capacity.commands.courses import move_version, upload_course
from zaklon.capacity.commands.learning import answer, begin, read_page
from zaklon.capacity.values import NewCertificates
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.registers.commands.entries import enter
from zaklon.registers.values import NewEntry

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)


def both(text):
    """A text in both languages of the invented course."""
    return {"en": text, "cnr": f"{text} (cnr)"}


def question(text="Which?", right=(0,), count=3, kind=None):
    """A question of a manifest."""
    answers = [{"text": both(f"Answer {place}"), "is_right": place in right} for place in range(count)]
    kind = kind or ("one" if len(right) == 1 else "several")
    return {"kind": kind, "text": both(text), "answers": answers, "explanation": both(f"Because of {text}")}


def manifest(**changes):
    """A whole manifest with two pages and two questions."""
    known = {
        "format": "zaklon-course-1",
        "code": "lantern-care",
        "languages": ["en", "cnr"],
        "title": both("Care of lanterns"),
        "summary": both("How a lantern is kept."),
        "hours": 2,
        "pass_mark": 50,
        "tries_a_day": 2,
        "pages": ["first", "second"],
        "questions": [question("One?"), question("Two?", right=(0, 2))],
    }
    return {**known, **changes}


def files(said=None):
    """The files of a course by path."""
    said = manifest() if said is None else said
    pages = {
        f"pages/{name}.{language}.md": f"# Page {name}\n\nText of **{name}** in {language}.\n".encode()
        for name in said["pages"]
        for language in said["languages"]
    }
    return {"course.json": json.dumps(said).encode(), **pages}


def packed(given=None, **kwargs):
    """Files as a ZIP."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", kwargs.get("method", zipfile.ZIP_DEFLATED)) as written:
        for name, content in (given if given is not None else files()).items():
            written.writestr(name, content)
    return made.getvalue()


def png(width=3, height=2):
    """A grey PNG that says it is so wide and high."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 12)) + chunk(b"IEND", b"")


def keeper(body=None):
    """A reporter, who keeps courses and issues certificates."""
    return make_actor(Role.REPORTER, body=body or make_body())


def published(by=None, at=NOW, **changes):
    """A published course; gives its keeper and the key of its version."""
    by = by or keeper()
    with acting_as(by):
        version = upload_course(packed(files(manifest(**changes))), actor=by, now=at)
        move_version(version, "publish", actor=by, now=at)
    return by, version


RIGHT = {0: frozenset({0}), 1: frozenset({0, 2})}
WRONG = {0: frozenset({1}), 1: frozenset({1})}


def learn(actor, chosen=RIGHT, at=NOW, code="lantern-care"):
    """Begin, read every page, and answer."""
    with acting_as(actor):
        learning = begin(code, actor=actor, now=at)
        for page in (1, 2):
            read_page(learning, page, actor=actor)
        made = answer(learning, chosen, actor=actor, now=at)
    return learning, made


def training(by, people=3, **said):
    """A training that was held, with so many women counted; gives the key of its entry."""
    day = "2026-11-02"
    given = {"title": "Care of lanterns", "day": day, "last_day": day, "state": "held", "hours": "6", "trainers": "1"}
    with acting_as(by):
        known = filled(definition_of("training", "en", on=TODAY), TODAY, {**given, **said})
        entry = enter(NewEntry("training", known), actor=by, now=NOW)
        if people:
            counted = {"women": str(people), "men": "0", "sex_unknown": "0"}
            group = filled(definition_of("training_group", "en", on=TODAY), TODAY, counted)
            enter(NewEntry("training_group", group, parent_id=entry), actor=by, now=NOW)
    return entry


def issue(by, entry, names="Izmišljena Čaplja\nIzmišljen Đurđevak\n", *, at=NOW, language="en", key=None):
    """Certificates for these names."""
    new = NewCertificates(entry, key or uuid.uuid4(), names, language)
    with acting_as(by):
        return issue_for_training(new, actor=by, now=at)
