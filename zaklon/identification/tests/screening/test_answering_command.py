"""Answering a list of the pack about a person: who may, what is kept, what is refused."""

import uuid

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.cases.commands.entries import open_entry
from zaklon.cases.commands.sheets import correct_sheet
from zaklon.cases.kinds import AgeGroup, Part
from zaklon.cases.models import Record, SheetFacts
from zaklon.cases.tests.factories import ADULT, CHILD, now
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.identification.commands.screening import answer_instrument, read_screening
from zaklon.identification.rules.answers import Answer
from zaklon.identification.rules.findings import Finding
from zaklon.identification.tests.instruments import NO, UNKNOWN, YES, enough
from zaklon.identification.values import NewScreening
from zaklon.pathway.tests.factories import Way
from zaklon.vocabulary.instrument_models import Instrument

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LABOUR, SIGNS = "ilo_adult_labour", "child_list"


def answer(way, code, answers, *, by=None, **more):
    by = by or way.manager
    new = NewScreening(way.person.pk, code, more.pop("version", 1), answers, **more)
    with acting_as(by):
        return answer_instrument(way.code, new, actor=by, now=now())


def read(way, *, by=None):
    by = by or way.manager
    with acting_as(by):
        return read_screening(way.code, way.person.pk, actor=by, now=now())


def facts_of(record_id):
    with acting_as(SYSTEM):
        return SheetFacts.objects.get(record_id=record_id)


def test_answers_are_sealed_with_their_version_and_counted_in_codes():
    way = Way(CHILD)
    record_id = answer(way, SIGNS, {"begging": YES, "school": NO, "fear": UNKNOWN})
    facts = facts_of(record_id)
    assert (facts.form, facts.version, facts.facts) == (SIGNS, 1, {"begging": "yes", "school": "no"})
    assert facts.part == Part.SCREENING
    (found,) = read(way).answered
    assert (found.record_id, found.sheet.instrument.version) == (record_id, 1)
    assert found.sheet.answer("begging") is YES
    assert found.sheet.answer("fear") is UNKNOWN


def test_the_advice_names_the_finding_that_points_furthest():
    way = Way(ADULT)
    everything = enough(LABOUR, "deceptive_recruitment", "exploitation", "coercion_destination")
    answer(way, LABOUR, dict.fromkeys(everything, YES))
    assert read(way).advice().finding is Finding.TRAFFICKING_INDICATED
    assert read(way).age is AgeGroup.ADULT


def test_answering_again_keeps_the_former_answers_as_an_earlier_version():
    way = Way(CHILD)
    first = answer(way, SIGNS, {"begging": YES})
    second = answer(way, SIGNS, {"begging": YES, "fear": YES}, seen=first)
    with acting_as(SYSTEM):
        assert Record.objects.get(pk=second).supersedes_id == first
    (found,) = read(way).answered
    assert found.record_id == second


def test_the_same_answers_sent_again_make_no_second_entry():
    way, key = Way(CHILD), uuid.uuid4()
    assert answer(way, SIGNS, {"fear": YES}, request_key=key) == answer(way, SIGNS, {"fear": YES}, request_key=key)
    with acting_as(SYSTEM):
        assert Record.objects.filter(kind=SIGNS).count() == 1


def test_whoever_is_second_is_told_and_nothing_is_written():
    way = Way(CHILD)
    first = answer(way, SIGNS, {"begging": YES})
    with pytest.raises(NotAllowedNow, match="screening_meanwhile"):
        answer(way, SIGNS, {"fear": YES}, seen=None)
    assert [each.record_id for each in read(way).answered] == [first]


@pytest.mark.parametrize(
    ("code", "version", "answers", "refusal"),
    [
        ("ilo_child_sexual", 1, {}, "instrument_off"),
        (LABOUR, 1, {}, "instrument_not_for_age"),
        (SIGNS, 9, {"fear": YES}, "instrument_unknown"),
        ("no_list", 1, {"fear": YES}, "instrument_unknown"),
        (SIGNS, 1, {"no_line": YES}, "indicator_unknown"),
        (SIGNS, 1, {"fear": UNKNOWN}, "screening_empty"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(code, version, answers, refusal):
    way = Way(CHILD)
    with pytest.raises(RuleBroken) as found:
        answer(way, code, answers, version=version)
    assert found.value.code == refusal


def test_only_who_writes_the_screening_answers():
    way = Way(CHILD)
    way.assign(way.worker)
    with pytest.raises(NotPermitted):
        answer(way, SIGNS, {"fear": YES}, by=way.worker)
    with pytest.raises(NotPermitted):
        read(way, by=way.worker)
    stranger = make_actor("case_manager")
    with pytest.raises(Exception, match="does not exist"):
        answer(way, SIGNS, {"fear": YES}, by=stranger)


def test_answers_stay_readable_and_correctable_after_their_list_was_switched_off():
    way = Way(CHILD)
    record_id = answer(way, SIGNS, {"begging": YES})
    with acting_as(SYSTEM):
        Instrument.objects.filter(code=SIGNS).update(is_on=False, off_reason="Invented: replaced by another.")
    from zaklon.vocabulary import queries

    queries._kept.clear()
    try:
        assert read(way).advice().finding is Finding.CHILD_CONCERN
        with acting_as(way.manager):
            entry = open_entry(way.code, record_id, actor=way.manager, now=now())
            corrected = correct_sheet(record_id, entry.content, {"begging": "no"}, actor=way.manager, now=now())
        assert read(way).of(SIGNS).sheet.answer("begging") is Answer.ABSENT
        assert facts_of(corrected).version == 1
    finally:
        queries._kept.clear()
