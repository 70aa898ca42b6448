"""Pages of signals: asked before saved, sent once, for this post only; a device keeps nothing about anybody."""

import json
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.models import Case, Person
from zaklon.plan.tests.pages import client_of, page
from zaklon.signal.models import Likeness, Report
from zaklon.signal.queries.owners import owner_mark
from zaklon.signal.tests.factories import NAMED, answers, load_law, now, report, responder
from zaklon.web.sentences import known_codes

pytestmark = pytest.mark.django_db
FORM, SEND = "/signal/", "/signal/send"


@pytest.fixture
def law(db):
    load_law()


def posted(actor, **changes):
    """A whole form as a browser sends it."""
    with acting_as(actor):
        said = answers(**changes.pop("said", {}))
    form = {"request_key": str(uuid.uuid4()), "other_children": "", "other_adults": ""}
    for code, value in said.items():
        if code == "received_on":
            year, month, day = value.split("-")
            form |= {f"answer-{code}-day": day, f"answer-{code}-month": month, f"answer-{code}-year": year}
        else:
            form[f"answer-{code}"] = value
    return form | changes


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def signals():
    with acting_as(SYSTEM):
        return Report.objects.count()


def test_a_signal_leads_to_what_to_do_next_in_the_reader_s_language(law):
    anna = responder()
    answer = client_of(anna, language="sq").post(FORM, posted(anna, said={"urgency": "immediate"}))
    assert answer.status_code == 302
    html = page(client_of(anna, language="sq"), answer.headers["Location"])
    assert "Telefononi menjëherë policinë" in html
    assert 'href="tel:122"' in html
    assert "help.unhcr.org" in html


def known(**counts):
    """Age and sex of the persons of a signal with these counts of others, the first left out."""
    anna = responder()
    assert client_of(anna).post(FORM, posted(anna, **counts)).status_code == 302
    with acting_as(SYSTEM):
        people = Person.objects.filter(case=Report.objects.get(user_id=anna.user_id).case).order_by("position")
        return [(each.age_group, each.sex) for each in people][1:]


def test_of_others_too_the_sex_is_asked_and_what_is_not_known_stays_open(law):
    girl, boy, open_child = ("child", "female"), ("child", "male"), ("child", "unknown")
    woman, man, open_adult = ("adult", "female"), ("adult", "male"), ("adult", "unknown")
    assert known() == []
    assert known(other_children="3", other_girls="1", other_boys="1") == [girl, boy, open_child]
    assert known(other_girls="1", other_men="2") == [girl, man, man]
    assert known(other_adults="2", other_women="1") == [woman, open_adult]


def test_more_girls_and_boys_than_children_are_asked_about(law):
    anna = responder()
    answer = client_of(anna).post(FORM, posted(anna, other_children="1", other_girls="1", other_boys="1"))
    assert answer.status_code == 422
    assert "There are more of them below than here." in text(answer)
    assert signals() == 0


def test_what_is_missing_is_asked_and_nothing_is_saved(law):
    anna = responder()
    answer = client_of(anna).post(FORM, posted(anna) | {"answer-urgency": ""})
    assert answer.status_code == 422
    assert signals() == 0


def test_a_name_that_is_known_elsewhere_is_asked_about_before_anything_is_saved(law):
    manager, anna = responder(Role.CASE_MANAGER), responder()
    code = report(manager, identity=NAMED).code
    form = posted(anna, given_names="Izmišljena", family_names="Kanarinac")
    answer = client_of(anna).post(FORM, form)
    html = text(answer)
    assert answer.status_code == 422
    assert "Is it the same person?" in html
    assert "ask the body that leads the other file" in html
    assert code not in html
    assert signals() == 1
    assert client_of(anna).post(FORM, form | {"same": "elsewhere"}).status_code == 302
    with acting_as(SYSTEM):
        assert Likeness.objects.filter(asked_at__isnull=False).count() == 2


def test_whoever_has_the_right_sees_the_code_and_saying_no_creates(law):
    manager = responder(Role.CASE_MANAGER)
    code = report(manager, identity=NAMED).code
    form = posted(manager, given_names="Izmišljena", family_names="Kanarinac")
    assert f"Yes: case {code}, " in text(client_of(manager).post(FORM, form))
    assert client_of(manager).post(FORM, form | {"same": "another"}).status_code == 302
    assert signals() == 2
    html = page(client_of(manager), reverse("cases:case", args=[code]))
    assert "may be in this case too" not in html


def test_a_draft_from_a_device_is_one_signal_and_gives_the_same_answer_each_time(law):
    anna = responder()
    with acting_as(anna):
        mark = owner_mark(anna)
    form = posted(anna, owner=mark, waited="7200", device_day=timezone.localdate(now()).isoformat())
    said = [client_of(anna).post(SEND, form) for _ in range(5)]
    assert {answer.status_code for answer in said} == {200}
    assert len({answer.content for answer in said}) == 1
    assert json.loads(said[0].content)["came"] == "sent"
    assert signals() == 1


def test_a_draft_of_somebody_else_is_not_sent(law):
    anna, boris = responder(), responder()
    with acting_as(anna):
        form = posted(anna, owner=owner_mark(anna))
    answer = client_of(boris).post(SEND, form)
    assert answer.status_code == 403
    assert json.loads(answer.content)["came"] == "refused"
    assert signals() == 0


def test_a_device_with_a_wrong_clock_is_asked_back_in_words_that_name_both_days(law):
    anna = responder()
    form = posted(anna, waited="60", device_day="2020-01-01")
    answer = client_of(anna).post(SEND, form)
    assert answer.status_code == 422
    assert json.loads(answer.content)["came"] == "asked"
    html = text(client_of(anna).post(FORM, form))
    assert "1 January 2020" in html
    assert "The day in the form is right." in html
    assert signals() == 0
    assert client_of(anna).post(SEND, form | {"day_confirmed": "on"}).status_code == 200


def test_a_session_that_ended_answers_a_device_with_the_way_to_sign_in_and_saves_nothing(law):
    anna = responder()
    form = posted(anna)
    assert client_of().get("/signal/state").status_code == 302
    assert client_of().post(SEND, form).status_code == 403
    assert signals() == 0


def test_what_a_device_keeps_of_the_page_is_the_same_for_everybody(law):
    anna, boris = responder(), responder(Role.HOTLINE_OPERATOR)

    def plain(actor):
        html = client_of(actor).get("/signal/shell").content.decode()
        return re.sub(r'value="[0-9a-f-]{36}"', "key", html)

    html = plain(anna)
    assert plain(boris) == html == plain(None)
    assert "csrfmiddlewaretoken" not in html
    assert "Invented" not in html


def test_the_worker_serves_one_page_and_static_files(law):
    answer = client_of().get("/signal/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("role", [Role.HOTLINE_OPERATOR, Role.POLICE_INVESTIGATOR])
def test_a_post_that_records_no_names_is_asked_for_none(law, role):
    somebody = responder(role)
    assert "Name, if it was told" not in page(client_of(somebody), FORM)
    assert client_of(somebody).get("/signal/state").json()["names"] is False


def test_the_home_page_shows_one_s_own_signals_and_what_is_due(law):
    anna = responder()
    made = report(anna)
    html = page(client_of(anna), "/signal/mine/")
    assert made.code in html
    assert "In your hands" in html
    assert "Within 24 hours" in html
    assert made.code not in page(client_of(responder()), "/signal/mine/")


def test_another_s_signal_is_not_found(law):
    made = report(responder())
    answers_of = [client_of(responder()).get(f"/signal/mine/{key}") for key in (made.report_id, uuid.uuid4())]
    assert {answer.status_code for answer in answers_of} == {404}


def test_the_case_page_offers_what_may_be_the_same(law):
    manager, anna = responder(Role.CASE_MANAGER), responder()
    code = report(manager, identity=NAMED).code
    made = report(anna, identity=NAMED, same="elsewhere")
    mine = page(client_of(anna), reverse("cases:case", args=[made.code]))
    assert "The body that leads it is asked." in mine
    assert code not in mine
    theirs = page(client_of(manager), reverse("cases:case", args=[code]))
    assert "Somebody who works on another file asks whether it is about person 1 too." in theirs
    assert made.code not in theirs
    with acting_as(SYSTEM):
        side = Likeness.objects.get(case__code=code)
    joined = client_of(manager).post(reverse("signal:join", args=[code, side.pk]), {"sent": "yes"})
    assert joined.headers["Location"].startswith(reverse("cases:case", args=[made.code]))
    assert made.code in page(client_of(manager), reverse("cases:case", args=[code]))


def test_every_refusal_of_a_signal_has_its_own_sentence():
    from zaklon.signal.sentences import SENTENCES

    assert set(SENTENCES) <= known_codes()
    with acting_as(SYSTEM):
        assert Case.objects.count() == 0
