"""Pages of the pathway and of sheets: what each reader meets, what is refused, and two who write at once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.cases.kinds import AgeGroup, Part
from zaklon.cases.models import Record, SheetFacts
from zaklon.cases.tests.factories import now
from zaklon.cases.tests.test_pages import client_of, page
from zaklon.cases.values import PersonFacts
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.pathway.models import Deadline, Move
from zaklon.pathway.tests.factories import Way, sheet_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def way():
    return Way()


def posted(answers, **more):
    return {f"answer-{code}": said for code, said in _flat(answers).items()} | more


def _flat(answers):
    found = {}
    for code, said in answers.items():
        parts = said.split("-") if isinstance(said, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", said) else None
        if parts:
            found |= {f"{code}-day": parts[2], f"{code}-month": parts[1], f"{code}-year": parts[0]}
        else:
            found[code] = said
    return found


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html).group(1)


def step_at(way, name, verb):
    return reverse("pathway:step", args=[way.code, 1, name, verb])


def test_the_case_page_shows_where_a_person_stands_and_only_ones_own_steps(way):
    html = page(client_of(way.manager), reverse("cases:case", args=[way.code]))
    assert "Where things stand" in html
    assert step_at(way, "identification", "report") in html
    assert step_at(way, "residence", "reflect") not in html
    way.take("identification", "report")
    html = page(client_of(way.manager), reverse("cases:case", args=[way.code]))
    assert "Signal received" in html
    assert "A signal is screened" in html
    way.assign(way.investigator)
    html = page(client_of(way.investigator), reverse("cases:case", args=[way.code]))
    assert step_at(way, "criminal", "report") in html
    assert step_at(way, "identification", "screen") not in html
    health = make_actor("health_worker")
    way.assign(health)
    assert "Signal received" not in page(client_of(health), reverse("cases:case", args=[way.code]))


def test_a_step_is_taken_on_its_page_and_twice_sent_is_once_taken(way):
    client, address = client_of(way.manager), step_at(way, "identification", "report")
    html = page(client, address)
    assert "First notice" in html or "For anyone who notices" in html
    with acting_as(way.manager):
        data = posted(
            sheet_for("identification", "report"),
            seen_state=hidden(html, "seen_state"),
            request_key=hidden(html, "request_key"),
        )
    for _again in range(2):
        answer = client.post(address, data)
        assert answer.status_code == 302, answer.content.decode()[:3000]
    with acting_as(way.manager):
        assert (Move.objects.count(), Record.objects.count()) == (1, 1)
        facts = SheetFacts.objects.get()
        assert (facts.form, facts.version, facts.is_complete) == ("f1_signal", 1, True)
        assert "words" not in facts.facts


def test_whoever_was_slower_meets_how_things_stand_and_keeps_what_was_written(way):
    client, address = client_of(way.manager), step_at(way, "identification", "screen")
    way.take("identification", "report")
    html = page(client, address)
    with acting_as(way.manager):
        answers = sheet_for("identification", "screen") | {"observations": "Invented words that stay"}
    data = posted(answers, seen_state=hidden(html, "seen_state"), request_key=hidden(html, "request_key"))
    way.take("identification", "send_on")
    answer = client.post(address, data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else took a step for this person meanwhile" in html
    assert "Invented words that stay" in html
    data |= {"seen_state": hidden(html, "seen_state"), "request_key": hidden(html, "request_key")}
    assert client.post(address, data).status_code == 302
    assert way.state("identification") == "screened"


def test_a_wrong_answer_is_told_at_its_question(way):
    client, address = client_of(way.manager), step_at(way, "identification", "report")
    html = page(client, address)
    with acting_as(way.manager):
        answers = sheet_for("identification", "report") | {"received_on": "2199-01-01"}
    data = posted(answers, seen_state=hidden(html, "seen_state"), request_key=hidden(html, "request_key"))
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert "This day has not come yet" in answer.content.decode()


def test_steps_of_others_and_steps_that_there_are_not(way):
    client = client_of(way.manager)
    assert client.get(step_at(way, "residence", "reflect")).status_code == 403
    assert client.get(step_at(way, "residence", "vanish")).status_code == 404
    assert client.get(reverse("pathway:step", args=[way.code, 7, "risk", "rate_low"])).status_code == 404
    stranger = client_of(make_actor("case_manager"))
    assert stranger.get(step_at(way, "identification", "report")).status_code == 404


def test_a_guardian_is_offered_for_a_child_or_where_age_is_in_doubt_and_not_for_an_adult():
    for age, is_offered in ((AgeGroup.CHILD, True), (AgeGroup.IN_DOUBT, True), (AgeGroup.ADULT, False)):
        way = Way(PersonFacts(age_group=age))
        client, address = client_of(way.manager), step_at(way, "guardianship", "request")
        html = page(client, reverse("cases:case", args=[way.code]))
        assert (address in html) is is_offered, age
        answer = client.get(address)
        assert answer.status_code == (200 if is_offered else 409), age
        assert ("Correct the age group first." in answer.content.decode()) is not is_offered


def test_a_right_to_stay_is_offered_to_whoever_is_not_known_to_be_a_citizen():
    for citizenship, is_offered in (("NP", True), ("", True), ("ME", False)):
        way = Way(PersonFacts(age_group=AgeGroup.ADULT, citizenship=citizenship))
        officer = make_actor("residence_officer")
        way.assign(officer)
        html = page(client_of(officer), reverse("cases:case", args=[way.code]))
        assert (step_at(way, "residence", "reflect") in html) is is_offered, citizenship


def test_what_was_written_for_a_person_found_to_be_an_adult_is_kept(way):
    client, address = client_of(way.manager), step_at(way, "guardianship", "request")
    with acting_as(way.manager):
        said = posted(sheet_for("guardianship", "request", {"finding": "Wants to stay near the school"}))
    answer = client.post(address, said | {"seen_state": "not_needed", "request_key": str(uuid4())})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Correct the age group first." in html
    assert "Wants to stay near the school" in html


def test_what_is_due_stands_on_one_page_and_is_changed_with_a_reason(way):
    for verb in ("report", "screen", "presume"):
        way.take("identification", verb)
    way.take("risk", "rate_low")
    way.take("support", "assess")
    client = client_of(way.manager)
    html = page(client, reverse("pathway:due"))
    assert way.code in html
    assert "The plan is made with the person" in html
    with acting_as(way.manager):
        deadline = Deadline.objects.get(clock="way_plan")
    address = reverse("pathway:deadline", args=[way.code, deadline.pk])
    assert client.post(address, {"deed": "extend", "reason": "Invented: the person is ill"}).status_code == 422
    sent = {"deed": "extend", "amount": "3", "reason": "Invented: the person is ill"}
    assert client.post(address, sent).status_code == 302
    with acting_as(way.manager):
        assert Deadline.objects.get(pk=deadline.pk).due_at - deadline.due_at == timedelta(days=3)


def test_the_supervisor_meets_what_has_passed_and_cannot_change_it(way):
    way.take("identification", "report")
    with acting_as(SYSTEM):
        long_ago = now() - timedelta(days=3)
        Deadline.objects.update(started_at=long_ago, due_at=long_ago + timedelta(hours=24))
    html = page(client_of(way.supervisor), reverse("pathway:due"))
    assert way.code in html
    assert "Change the deadline" not in html


def test_the_story_of_a_way_is_told_to_who_sees_it(way):
    way.take("risk", "rate_high")
    way.take("risk", "rate_low")
    address = reverse("pathway:history", args=[way.code, 1, "risk"])
    html = page(client_of(way.manager), address)
    assert html.index("Low") < html.index("High")
    way.assign(way.worker)
    assert client_of(way.worker).get(reverse("pathway:history", args=[way.code, 1, "criminal"])).status_code == 404


def a_sheet(way, form, **given):
    with acting_as(way.manager):
        definition = definition_of(form, "en", on=timezone.localdate(now()))
        return filled(definition, timezone.localdate(now()), given)


def test_a_form_is_filled_in_for_a_person_and_read_in_its_own_words(way):
    client = client_of(way.manager)
    html = page(client, reverse("cases:forms", args=[way.code, Part.SERVICES]))
    address = reverse("cases:fill", args=[way.code, way.person.pk, "f7_needs"])
    assert address in html
    html = page(client, address)
    sent = posted(
        a_sheet(way, "f7_needs", words="Invented words of the person"), request_key=hidden(html, "request_key")
    )
    assert client.post(address, sent).status_code == 302
    html = page(client, reverse("cases:part", args=[way.code, Part.SERVICES]))
    assert "Invented words of the person" in html
    assert "form version" not in html
    assert "f7_needs" not in html


def test_two_officers_correct_the_same_form_and_nothing_is_lost(way):
    client = client_of(way.manager)
    address = reverse("cases:fill", args=[way.code, way.person.pk, "f7_needs"])
    first = a_sheet(way, "f7_needs", words="First words")
    client.post(address, posted(first, request_key=hidden(page(client, address), "request_key")))
    with acting_as(way.manager):
        record = Record.objects.get()
    correct = reverse("cases:correct", args=[way.code, record.pk])
    page(client, correct)
    one = first | {"words": "Words of the first officer"}
    two = first | {"first": ["What the second officer wrote"]}
    assert client.post(correct, posted(one)).status_code == 302
    answer = client.post(correct, posted({**two, "first": "What the second officer wrote"}))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Words of the first officer" in html
    assert "What the second officer wrote" in html
    action = re.search(r'action="([^"]+/correct)"', html).group(1)
    joined = {**two, "words": "Words of the first officer", "first": "What the second officer wrote"}
    assert client.post(action, posted(joined)).status_code == 302
    html = page(client, reverse("cases:part", args=[way.code, Part.SERVICES]))
    assert "Words of the first officer" in html.split("Earlier versions")[0]
    assert "What the second officer wrote" in html.split("Earlier versions")[0]


def test_a_form_of_a_part_that_one_does_not_write_is_not_offered(way):
    way.assign(way.investigator)
    client = client_of(way.investigator)
    address = reverse("cases:fill", args=[way.code, way.person.pk, "f7_needs"])
    assert client.get(address).status_code == 403
    assert client.get(reverse("cases:fill", args=[way.code, way.person.pk, "f99"])).status_code == 404


def test_the_timeline_says_which_state_was_reached_and_which_form_was_filled(way):
    way.take("identification", "report")
    html = page(client_of(way.manager), reverse("cases:case", args=[way.code]))
    assert "Identification: Signal received</h3>" in html
    assert "Form 1. First notice</h3>" in html
