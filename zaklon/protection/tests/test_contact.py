"""Nothing reaches a person in a way that puts the person in danger."""

from datetime import UTC, datetime, time

import pytest

from zaklon.access.rls import acting_as
from zaklon.cases import contacting
from zaklon.cases.tests.factories import now
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.pathway.tests.factories import Way
from zaklon.protection.commands.contact import agree_limits
from zaklon.protection.kinds import Channel
from zaklon.protection.models import ContactPlan
from zaklon.protection.queries.contact import limits_of, may_contact, must_contact
from zaklon.protection.queries.facts import persons_with_limits
from zaklon.protection.tests.test_placing import refused
from zaklon.protection.values import Limits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Noon in the country, an hour after noon of UTC in winter.
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
AGREED = Limits(
    "cnr", forbidden=frozenset({Channel.PHONE}), never_message=True, hour_from=time(10), hour_until=time(14)
)


@pytest.fixture
def way():
    return Way()


def agree(way, limits=AGREED, *, by=None):
    by = by or way.manager
    with acting_as(by):
        agree_limits(way.code, way.person.pk, limits, actor=by, now=now())


def test_what_was_agreed_is_what_is_allowed(way):
    agree(way)
    allowed = {channel for channel in Channel if may_contact(way.person.pk, channel, NOON)}
    assert allowed == {Channel.IN_PERSON}
    assert not may_contact(way.person.pk, Channel.IN_PERSON, NOON.replace(hour=20))


@pytest.mark.parametrize(
    ("channel", "hour", "code"),
    [(Channel.PHONE, 11, "contact_way_forbidden"), (Channel.IN_PERSON, 20, "contact_hour_forbidden")],
)
def test_a_forbidden_way_is_refused_with_what_to_do(way, channel, hour, code):
    agree(way)
    refused(NotAllowedNow, code, must_contact, way.person.pk, channel, NOON.replace(hour=hour))


def test_without_an_agreement_nothing_is_sent(way):
    refused(NotAllowedNow, "contact_not_agreed", must_contact, way.person.pk, Channel.LETTER, NOON)
    assert may_contact(way.person.pk, Channel.PAPER, NOON)


def test_the_newest_agreement_holds_and_the_former_is_kept(way):
    agree(way)
    agree(way, Limits("sq"))
    assert may_contact(way.person.pk, Channel.PHONE, NOON)
    with acting_as(way.manager):
        assert ContactPlan.objects.count() == 2
        assert limits_of([way.person.pk])[way.person.pk].limits == Limits("sq")
        assert persons_with_limits() == 1


def test_only_who_writes_the_part_agrees_and_only_who_reads_it_sees(way):
    way.assign(way.investigator)
    refused(NotPermitted, "part_withheld", agree, way, by=way.investigator)
    agree(way)
    with acting_as(way.investigator):
        assert limits_of([way.person.pk]) == {}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(""), "contact_language_missing"),
        (
            Limits("en", allowed=frozenset({Channel.PHONE}), forbidden=frozenset({Channel.PHONE})),
            "contact_both_ways",
        ),
        (Limits("en", hour_from=time(9)), "contact_one_hour"),
        (Limits("en", hour_from=time(9), hour_until=time(9)), "contact_one_hour"),
        (Limits("en", forbidden=frozenset(Channel)), "contact_no_way_left"),
    ],
)
def test_limits_that_cannot_be_are_refused(way, limits, code):
    refused(RuleBroken, code, agree, way, limits)


def test_every_paper_of_a_case_asks_first_and_says_nothing_on_its_outside(way):
    agreed = (way.person.pk, "paper", NOON)
    with acting_as(way.officer):
        contacting.must_be_safe(*agreed, ["A copy of your file"])
        refused(RuleBroken, "wording_tells", contacting.must_be_safe, *agreed, ["Potvrda o statusu žrtve"])
    agree(way)
    with acting_as(way.officer):
        refused(NotAllowedNow, "contact_way_forbidden", contacting.must_be_safe, *agreed)
