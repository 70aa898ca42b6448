"""The guard of every test of cases finds a command that opens something sealed and does not say so on the trail."""

import pytest

from zaklon.access.rls import acting_as
from zaklon.cases.commands import attaching, entries, records, reveals
from zaklon.cases.kinds import Part
from zaklon.cases.tests.disclosing import guarded
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.values import NewFile, NewRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db):
    return Circle()


@pytest.fixture
def written(circle):
    """An entry on services with a file."""
    new = NewRecord(circle.person.pk, Part.SERVICES, "note", {"note": "Invented"})
    with acting_as(circle.manager):
        entry = records.write_record(circle.code, new, actor=circle.manager, now=now())
        file = NewFile("invented.txt", b"Invented")
        return entry, attaching.attach_file(circle.code, entry, file, actor=circle.manager, now=now())


def deeds(circle, written):
    """Each way in which a command opens what is sealed."""
    by = {"actor": circle.manager, "now": now()}
    entry, file = written
    return {
        "read_part": (records, lambda: records.read_part(circle.code, Part.SERVICES, **by)),
        "open_entry": (records, lambda: entries.open_entry(circle.code, entry, **by)),
        "open_file": (attaching, lambda: attaching.open_file(circle.code, file, **by)),
    }


@pytest.mark.parametrize("deed", ["read_part", "open_entry", "open_file"])
def test_a_command_that_opens_with_its_line_passes(circle, written, deed):
    _module, act = deeds(circle, written)[deed]
    with guarded() as watched, acting_as(circle.manager):
        act()
    assert watched.openings
    assert watched.unrecorded == []


@pytest.mark.parametrize("deed", ["read_part", "open_entry", "open_file"])
def test_a_command_that_opens_without_its_line_is_found_though_another_left_one(
    circle, written, deed, monkeypatch, disclosures
):
    module, act = deeds(circle, written)[deed]
    with guarded() as watched, acting_as(circle.manager):
        records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now())
        monkeypatch.setattr(module, "record", lambda *_said, **_more: None)
        act()
    assert watched.unrecorded == [deed]
    # The guard around this test has seen it too; here it was meant.
    assert deed in disclosures.unrecorded
    disclosures.openings.clear()


def test_a_look_at_who_somebody_is_has_its_line(circle, disclosures):
    new = NewRecord(circle.person.pk, Part.IDENTITY, "identity", {"given_names": "Izmišljena"})
    by = {"actor": circle.manager, "now": now()}
    with acting_as(circle.manager):
        records.write_record(circle.code, new, **by)
        look = reveals.ask_reveal(circle.code, circle.person.pk, Part.IDENTITY, "Invented reason", **by)
        reveals.open_revealed(look, **by)
    assert [name for _blocks, name in disclosures.openings] == ["open_revealed"]
