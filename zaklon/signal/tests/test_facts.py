"""What statistics may count of signals: codes and days, nothing that leads to a case."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from zaklon.cases.kinds import AgeGroup
from zaklon.signal.queries.facts import LikenessFact, likeness_facts, report_facts
from zaklon.signal.tests.factories import NAMED, load_law, now, report, responder
from zaklon.signal.values import ELSEWHERE, Waited

pytestmark = pytest.mark.django_db


def test_signals_and_questions_are_counted_in_codes():
    load_law()
    anna, boris, here = responder(), responder(), now()
    first = report(anna, at=here, identity=NAMED, waited=Waited(age=timedelta(hours=3)))
    second = report(boris, at=here, identity=NAMED, same=ELSEWHERE)
    facts = report_facts(here.year)
    assert [(fact.urgency, fact.age_group) for fact in facts] == [("day", AgeGroup.ADULT)] * 2
    assert sorted(fact.hours_waited for fact in facts) == [0, 3]
    assert {fact.body_id for fact in facts} == {anna.body_id, boris.body_id}
    (question,) = likeness_facts(here.year)
    assert question == LikenessFact(question.on, was_asked=True, was_joined=False, was_ruled_out=False)
    said = str([asdict(fact) for fact in (*facts, question)])
    assert first.code not in said
    assert second.code not in said
    assert report_facts(here.year - 1) == likeness_facts(here.year - 1) == ()
