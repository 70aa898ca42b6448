"""Sealed entries: who writes and reads them, that every look is on the trail, and that a name never lies open."""

import uuid

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from psycopg import sql

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands import records, reveals, searching, watch
from zaklon.cases.kinds import Part, SearchPurpose
from zaklon.cases.rules.insider import Limits
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.values import NewRecord
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db
NAME = {"given_names": "Izmišljena", "family_names": "Primjerović-Kanarinac", "birth_date": "2009-05-17"}
REASON = "Invented: the person calls and asks"


@pytest.fixture
def circle(db, monkeypatch):
    monkeypatch.setattr(watch, "limits", lambda: Limits(1000, 2000, 1000, 2000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)
    return Circle()


def write(circle, part=Part.IDENTITY, content=None, by=None, **more):
    by = by or circle.manager
    new = NewRecord(circle.person.pk, part, "form", content or NAME, **more)
    with acting_as(by):
        return records.write_record(circle.code, new, actor=by, now=now())


def reveal(circle, actor, part=Part.IDENTITY):
    with acting_as(actor):
        asked = reveals.ask_reveal(circle.code, circle.person.pk, part, REASON, actor=actor, now=now())
        return reveals.open_revealed(asked, actor=actor, now=now())


def actions(circle):
    with acting_as(SYSTEM):
        return [(entry.action, entry.fields) for entry in entries(subject=circle.code)]


def test_identity_opens_by_a_deliberate_act_with_a_reason_and_every_look_is_on_the_trail(circle):
    write(circle)
    with acting_as(circle.manager):
        with pytest.raises(NotPermitted, match="part_opens_by_reveal"):
            records.read_part(circle.code, Part.IDENTITY, actor=circle.manager, now=now())
        with pytest.raises(RuleBroken, match="reveal_reason_short"):
            reveals.ask_reveal(circle.code, circle.person.pk, Part.IDENTITY, "why", actor=circle.manager, now=now())
    opened = reveal(circle, circle.manager)
    assert opened.records[0].content == NAME
    assert ("case.revealed", ("identity",)) in actions(circle)


def test_who_may_not_read_a_part_cannot_reveal_it(circle):
    write(circle)
    write(circle, Part.SERVICES, {"goal": "Invented goal"})
    circle.assign(circle.investigator)
    assert reveal(circle, circle.investigator).records[0].content == NAME
    with acting_as(circle.investigator), pytest.raises(NotPermitted, match="part_withheld"):
        records.read_part(circle.code, Part.SERVICES, actor=circle.investigator, now=now())


def test_only_a_writer_adds_to_a_part(circle):
    circle.assign(circle.investigator)
    with pytest.raises(NotPermitted, match="part_withheld"):
        write(circle, Part.SERVICES, {"goal": "no"}, by=circle.investigator)
    write(circle, Part.JUSTICE, {"stage": "Invented stage"}, by=circle.investigator)
    with acting_as(circle.investigator):
        opened = records.read_part(circle.code, Part.JUSTICE, actor=circle.investigator, now=now())
    assert [record.content for record in opened.records] == [{"stage": "Invented stage"}]
    assert ("case.read", ("justice",)) in actions(circle)


def test_a_correction_stands_beside_what_it_corrects(circle):
    first = write(circle, Part.SERVICES, {"goal": "Old goal"})
    with acting_as(circle.manager):
        records.correct_record(first, {"goal": "New goal"}, actor=circle.manager, now=now())
        opened = records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now())
        with pytest.raises(NotAllowedNow, match="record_superseded"):
            records.correct_record(first, {"goal": "Other"}, actor=circle.manager, now=now())
    assert {(record.content["goal"], record.is_superseded) for record in opened.records} == {
        ("New goal", False),
        ("Old goal", True),
    }


def test_the_same_entry_sent_again_is_one(circle):
    key = uuid.uuid4()
    first = write(circle, Part.SERVICES, {"goal": "Once"}, request_key=key)
    assert write(circle, Part.SERVICES, {"goal": "Once"}, request_key=key) == first


def test_a_restricted_person_s_entries_are_not_shown(circle):
    write(circle, Part.SERVICES, {"goal": "Invented"})
    with acting_as(SYSTEM):
        circle.person.is_restricted = True
        circle.person.save(update_fields=["is_restricted"])
    with acting_as(circle.manager):
        opened = records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now())
    assert (opened.records, opened.restricted) == ((), (circle.person.pk,))


def test_no_name_lies_open_in_any_table(circle, as_owner):
    write(circle)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            found = sql.SQL("SELECT count(*) FROM {} t WHERE t::text ILIKE ANY (%s)").format(sql.Identifier(table))
            cursor.execute(found, [["%kanarin%", "%2009-05-17%"]])
            assert cursor.fetchone() == (0,), table


def test_a_person_is_found_by_name_only_by_who_may_identify_and_the_trail_holds_no_name(circle):
    write(circle)
    circle.assign(circle.worker)
    outsider = make_actor("case_manager", body=circle.centre)
    for actor, codes in ((circle.worker, [circle.code]), (outsider, [])):
        with acting_as(actor):
            found = searching.search_people("kanarinac primjerovic", SearchPurpose.CALL, actor=actor, now=now())
        assert [hit.code for hit in found] == codes
    with acting_as(SYSTEM):
        searched = [entry for entry in entries(limit=200) if entry.action == "case.searched"]
    assert [entry.fields for entry in searched] == [("call",), ("call",)]
    assert searched[0].subject == searched[1].subject
    assert "kanarin" not in str(searched)


def test_testimony_takes_two_where_the_country_says_so(circle, monkeypatch):
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 2)
    team = [make_actor("team_member", body=circle.centre) for _ in range(2)]
    for member in team:
        circle.assign(member)
    with acting_as(team[0]):
        asked = reveals.ask_reveal(circle.code, circle.person.pk, Part.TESTIMONY, REASON, actor=team[0], now=now())
        with pytest.raises(NotAllowedNow, match="reveal_waits"):
            reveals.open_revealed(asked, actor=team[0], now=now())
        with pytest.raises(NotPermitted, match="own_reveal"):
            reveals.agree_to_reveal(asked, actor=team[0], now=now())
    with acting_as(circle.manager), pytest.raises(NotPermitted, match="part_withheld"):
        reveals.agree_to_reveal(asked, actor=circle.manager, now=now())
    with acting_as(team[1]):
        reveals.agree_to_reveal(asked, actor=team[1], now=now())
        with pytest.raises(NotPermitted, match="reveal_of_another"):
            reveals.open_revealed(asked, actor=team[1], now=now())
    with acting_as(team[0]):
        assert reveals.open_revealed(asked, actor=team[0], now=now()).records == ()


def test_no_trail_no_answer(circle, monkeypatch):
    write(circle, Part.SERVICES, {"goal": "Invented"})

    def fail(*_arguments, **_options):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(records, "record", fail)
    with acting_as(circle.manager), pytest.raises(RuntimeError, match="trail is full"):
        records.read_part(circle.code, Part.SERVICES, actor=circle.manager, now=now())


def test_a_record_moved_in_the_database_does_not_open(circle, as_owner):
    first = write(circle, Part.SERVICES, {"goal": "Invented"})
    other = Circle()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_record SET case_id = (SELECT case_id FROM cases_person WHERE id = %s) WHERE id = %s",
            [other.person.pk, first],
        )
    with acting_as(other.manager):
        # Its key belongs to a person of the other case, whom this reader does not see.
        assert records.read_part(other.code, Part.SERVICES, actor=other.manager, now=now()).records == ()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_record SET person_id = %s WHERE id = %s", [other.person.pk, first])
    with acting_as(other.manager), pytest.raises(InvalidTag):
        records.read_part(other.code, Part.SERVICES, actor=other.manager, now=now())
