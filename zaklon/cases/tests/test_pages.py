"""The pages of cases: what each role meets, what is kept from it, and the trace that reading leaves."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases import models
from zaklon.cases.commands import files, flags
from zaklon.cases.kinds import FlagKind, Level, Part
from zaklon.cases.rules.codes import check_letter
from zaklon.cases.tests.factories import ADULT, CHILD, Circle, now
from zaklon.cases.values import NewCase
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db
REASON = "Invented: the child was seen with the suspect an hour ago."


@pytest.fixture
def circle(db):
    return Circle()


def address(circle, name="case", *arguments):
    return reverse(f"cases:{name}", args=[circle.code, *arguments])


def post(actor, path, **data):
    return client_of(actor).post(path, data)


def of_trail(code, action):
    with acting_as(SYSTEM):
        return [entry for entry in entries(subject=code) if entry.action == action]


def test_opening_the_page_of_a_case_leaves_a_trace_of_the_parts_that_were_shown(circle):
    page(client_of(circle.manager), address(circle))
    (trace,) = of_trail(circle.code, "case.read")
    assert trace.user_id == circle.manager.user_id
    assert trace.fields == ("shell",)


def test_the_page_shows_open_parts_and_says_that_more_may_be_withheld_but_never_what(circle):
    circle.assign(circle.investigator)
    html = page(client_of(circle.investigator), address(circle))
    shown = re.findall(r'id="part-(\w+)"', html)
    assert shown == ["identity", "screening", "justice", "risk", "signal", "residence"]
    assert "There may be more in this file" in html
    assert "Testimony" not in html
    assert "Health" not in html


def test_a_reader_who_is_told_of_no_part_meets_only_the_words_of_states(circle):
    html = page(client_of(circle.coordinator), address(circle))
    assert "Open to you" not in html
    assert "What happened" not in html


def test_the_page_is_not_stored_and_its_title_says_nothing_but_the_code(circle):
    response = client_of(circle.manager).get(address(circle))
    assert response.headers["Cache-Control"] == "no-store"
    assert f"<title>{circle.code} – Zaklon</title>" in response.content.decode()


@pytest.mark.parametrize("name", ["case", "close", "assign", "consent", "split", "merge", "raise_flag", "step_aside"])
def test_a_hidden_case_and_an_absent_one_are_the_same_page(circle, name):
    client, answers = client_of(circle.worker), []
    for code in (circle.code, "2222-2222"):
        response = client.get(reverse(f"cases:{name}", args=[code]))
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "token", response.content.decode())
        answers.append((response.status_code, html.replace(code, "code")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_names_of_other_bodies_people_stay_hidden(circle):
    circle.assign(circle.investigator)
    with acting_as(SYSTEM):
        names = {
            actor: models.Assignment.objects.get(user_id=actor.user_id).user.full_name
            for actor in (circle.manager, circle.investigator)
        }
    html = page(client_of(circle.manager), address(circle))
    assert names[circle.manager] in html
    assert names[circle.investigator] not in html
    assert "Police investigator" in html


def test_a_case_opened_by_form_twice_is_one(circle):
    key = uuid.uuid4()
    data = {"request_key": key, "persons": "2", "role": "case_manager"}
    for place in (1, 2):
        data |= {f"p{place}-sex": "female", f"p{place}-age_group": "child", f"p{place}-citizenship": "UA"}
    client = client_of(circle.manager)
    first, second = (client.post(reverse("cases:open"), data) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert page(client, first.url).count("Ukraine") == 2


def test_one_more_person_keeps_what_was_entered(circle):
    data = {"request_key": uuid.uuid4(), "persons": "1", "role": "case_manager", "more": "yes"}
    data |= {"p1-sex": "male", "p1-age_group": "adult"}
    response = post(circle.manager, reverse("cases:open"), **data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Person 2" in html
    assert re.search(r'name="p1-sex"[^>]*value="male" checked', html)


def test_a_form_without_facts_is_shown_again(circle):
    response = post(circle.manager, reverse("cases:open"), persons="1")
    assert response.status_code == 422
    with acting_as(SYSTEM):
        assert models.Case.objects.count() == 1


def test_looking_up_says_that_a_letter_is_wrong_and_nothing_about_hidden_cases(circle):
    find = reverse("cases:find")
    assert post(circle.manager, find, code=circle.code.lower()).url == address(circle)
    body = circle.code.replace("-", "")[:7]
    wrong = next(letter for letter in "234" if letter != check_letter(body))
    assert "one letter or digit is wrong" in post(circle.manager, find, code=body + wrong).content.decode()
    for code in (circle.code, "2222-2222"):
        response = post(circle.worker, find, code=code)
        assert response.status_code == 422
        assert "There is no case with this code that you can see." in response.content.decode()
        assert of_trail(code, "case.looked_up")[0].user_id == circle.worker.user_id


def test_home_lists_my_cases_and_for_the_supervisor_those_of_the_body(circle):
    with acting_as(circle.manager):
        flags.raise_flag(circle.code, FlagKind.DANGER, actor=circle.manager, now=now())
    mine = page(client_of(circle.manager), reverse("cases:home"))
    assert circle.code in mine
    assert "Immediate danger" in mine
    colleague = make_actor("case_manager", body=circle.centre)
    assert circle.code not in page(client_of(colleague), reverse("cases:home"))
    assert circle.code in page(client_of(circle.supervisor), reverse("cases:home"))
    assert circle.code in page(client_of(circle.coordinator), reverse("cases:home"))
    assert circle.code not in page(client_of(make_actor("case_supervisor")), reverse("cases:home"))


def test_a_case_that_nobody_leads_is_found_and_given_to_somebody(circle):
    colleague = make_actor("case_manager", body=circle.centre)
    circle.assign(colleague)
    post(circle.manager, address(circle, "step_aside"), stance="family")
    unled = page(client_of(circle.supervisor), reverse("cases:home"), list="unled")
    assert circle.code in unled
    response = post(circle.supervisor, address(circle, "hand_over"), user=str(colleague.user_id))
    assert response.status_code == 302
    assert circle.code not in page(client_of(circle.supervisor), reverse("cases:home"), list="unled")
    assert "Leads" in page(client_of(colleague), address(circle))


def test_the_coordinator_gives_away_a_case_that_nobody_is_left_in(circle):
    post(circle.manager, address(circle, "step_aside"), stance="family")
    assert circle.code in page(client_of(circle.coordinator), reverse("cases:home"), list="unled")
    colleague = make_actor("case_manager", body=circle.centre)
    with acting_as(SYSTEM):
        mail = models.Case.objects.get(code=circle.code).owner_body_id, person_mail(colleague)
    response = post(circle.coordinator, address(circle, "hand_over"), body=str(mail[0]), address=mail[1])
    assert response.status_code == 302
    assert circle.code in page(client_of(colleague), reverse("cases:home"))


def person_mail(actor):
    from zaklon.access.models import User

    with acting_as(SYSTEM):
        return User.objects.get(pk=actor.user_id).email


def test_the_lead_lets_a_colleague_and_somebody_of_another_body_work_on_the_case(circle):
    colleague = make_actor("case_manager", body=circle.centre)
    path = address(circle, "assign")
    assert post(circle.manager, path, **{"inside-user": f"{colleague.user_id} case_manager"}).status_code == 302
    outside = {"outside-body": circle.police.pk, "outside-role": "police_investigator"}
    wrong = post(circle.manager, path, **outside, **{"outside-address": person_mail(circle.worker)})
    assert wrong.status_code == 422
    right = post(circle.manager, path, **outside, **{"outside-address": person_mail(circle.investigator)})
    assert right.status_code == 302
    for actor in (colleague, circle.investigator):
        page(client_of(actor), address(circle))
    with acting_as(SYSTEM):
        assignment = models.Assignment.objects.get(user_id=circle.investigator.user_id)
    assert post(circle.manager, address(circle, "relieve", assignment.pk), sent="yes").status_code == 302
    assert client_of(circle.investigator).get(address(circle)).status_code == 404


def consent_data(circle, **changes):
    return {
        "person": str(circle.person.pk),
        "scopes": [str(Part.TESTIMONY.value)],
        "receivers": [str(circle.police.pk)],
        "purpose": "protection",
        "giver": "person",
        "has_capacity": "on",
        "text_version": "2026-1",
        "language": "cnr",
        "is_refusal_explained": "on",
    } | changes


def test_consent_opens_and_withdrawal_says_who_has_already_seen_it(circle):
    from zaklon.audit.commands import record

    circle.assign(circle.investigator)
    path = address(circle, "consent")
    refused = client_of(circle.manager).post(path, consent_data(circle, has_capacity=""))
    assert refused.status_code == 422
    assert client_of(circle.manager).post(path, consent_data(circle)).status_code == 302
    html = page(client_of(circle.investigator), address(circle))
    assert 'id="part-testimony"' in html
    with acting_as(circle.investigator):
        record("case.revealed", circle.code, by=circle.investigator, at=timezone.now(), fields=["testimony"])
    with acting_as(SYSTEM):
        consent = models.Consent.objects.get()
    path = address(circle, "withdraw", consent.pk)
    assert "Withdraw this consent?" in page(client_of(circle.manager), path)
    html = post(circle.manager, path, sent="yes").content.decode()
    assert "have already seen" in html
    assert "Invented body POLICE" in html
    assert 'id="part-testimony"' not in page(client_of(circle.investigator), address(circle))


def test_a_duty_opens_a_part_with_its_reason(circle):
    circle.assign(circle.worker)
    data = {"duty": "vital_interest", "part": str(Part.HEALTH.value), "receiver": str(circle.shelter.pk)}
    data |= {"purpose": "care", "reason": "short"}
    assert post(circle.manager, address(circle, "duty"), **data).status_code == 422
    data["reason"] = "Invented: a doctor must know of the allergy tonight."
    assert post(circle.manager, address(circle, "duty"), **data).status_code == 302
    assert 'id="part-health"' in page(client_of(circle.worker), address(circle))


def test_broken_glass_opens_the_case_and_waits_for_the_officer(circle):
    responder = make_actor("first_responder")
    path = reverse("cases:break_glass")
    data = {"code": circle.code, "part": str(Part.IDENTITY.value), "reason": REASON, "hours": "4"}
    assert post(responder, path, **{**data, "reason": "now"}).status_code == 422
    response = post(responder, path, **data)
    assert response.url == address(circle)
    assert "because of danger" in page(client_of(responder), response.url)
    html = page(client_of(circle.officer), reverse("cases:review"))
    assert circle.code in html
    assert "Due " in html
    with acting_as(SYSTEM):
        broken = models.BreakGlass.objects.get()
    form = reverse("cases:review_glass", args=[broken.pk])
    assert REASON in page(client_of(circle.officer), form)
    assert post(circle.officer, form, verdict="misused", words="Nobody was in danger").status_code == 302
    assert "It was misuse" in page(client_of(circle.officer), reverse("cases:review"))
    assert client_of(circle.manager).get(reverse("cases:review")).status_code == 403


def test_a_code_that_cannot_be_broken_open_is_refused_in_one_way(circle):
    responder = make_actor("first_responder")
    data = {"part": str(Part.IDENTITY.value), "reason": REASON, "hours": "4"}
    assert post(responder, reverse("cases:break_glass"), code="2222-2222", **data).status_code == 403
    assert post(responder, reverse("cases:break_glass"), code="2222-2223", **data).status_code == 422


def test_the_officer_lifts_a_conflict(circle):
    circle.assign(circle.investigator)
    post(circle.investigator, address(circle, "step_aside"), stance="suspect")
    assert "Tied to a suspect" in page(client_of(circle.officer), reverse("cases:review"))
    with acting_as(SYSTEM):
        conflict = models.Conflict.objects.get()
    assert post(circle.officer, reverse("cases:lift_conflict", args=[conflict.pk])).status_code == 302
    assert of_trail(circle.code, "case.conflict_lifted")
    circle.assign(circle.investigator)


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("close", {"reason": "goals_met"}, "Closed"),
        ("refer", {"sent": "yes"}, "Referred"),
        ("seal", {"sent": "yes"}, "Sealed"),
        ("raise_flag", {"kind": "missing"}, "Person is missing"),
        ("add_person", {"sex": "male", "age_group": "adult"}, "Person 2:"),
    ],
)
def test_each_step_of_a_case_is_asked_for_and_shown(circle, name, data, shown):
    client = client_of(circle.manager)
    assert shown not in page(client, address(circle)).split("<main", 1)[1].split("as-a-file")[0]
    page(client, address(circle, name))
    assert client.post(address(circle, name), {}).status_code == 422
    assert client.post(address(circle, name), data).status_code == 302
    assert shown in page(client, address(circle))


def test_a_closed_case_is_reopened_and_a_seal_is_lifted(circle):
    client = client_of(circle.manager)
    for name, data in (("close", {"reason": "declined"}), ("reopen", {}), ("seal", {}), ("unseal", {})):
        assert client.post(address(circle, name), {"sent": "yes", **data}).status_code == 302, name
    with acting_as(SYSTEM):
        case = models.Case.objects.get()
    assert (case.status, case.is_sealed) == ("open", False)


def test_a_flag_is_taken_down_with_a_reason(circle):
    client = client_of(circle.manager)
    client.post(address(circle, "raise_flag"), {"kind": "danger"})
    with acting_as(SYSTEM):
        flag = models.Flag.objects.get()
    assert client.post(address(circle, "resolve_flag", flag.pk), {"words": " "}).status_code == 422
    assert client.post(address(circle, "resolve_flag", flag.pk), {"words": "The suspect is held."}).status_code == 302
    assert "The suspect is held." in page(client, address(circle))


def test_a_task_is_given_and_done(circle):
    circle.assign(circle.worker)
    year = timezone.now().year + 1
    data = {"kind": "follow_up", "post": f"{circle.worker.user_id} {circle.worker.body_id}"}
    data |= {"due-day": "5", "due-month": "5", "due-year": str(year)}
    assert post(circle.manager, address(circle, "add_task"), **{**data, "due-year": "2020"}).status_code == 422
    assert post(circle.manager, address(circle, "add_task"), **data).status_code == 302
    assert "Follow up" in page(client_of(circle.worker), reverse("cases:home"))
    with acting_as(SYSTEM):
        task = models.Task.objects.get()
    assert post(circle.worker, address(circle, "finish_task", task.pk)).status_code == 302
    assert "No task waits for you" in page(client_of(circle.worker), reverse("cases:home"))
    assert post(circle.worker, address(circle, "finish_task", task.pk)).status_code == 409


def test_cases_are_split_linked_and_merged_by_form(circle):
    client = client_of(circle.manager)
    client.post(address(circle, "add_person"), {"sex": "male", "age_group": "child"})
    data = {"person": "1", "kind": "sibling", "other_code": circle.code, "other_position": "2"}
    assert client.post(address(circle, "link"), data).status_code == 302
    new = client.post(address(circle, "split"), {"persons": ["2"]}).url
    assert circle.code in page(client, new)
    assert "Brother or sister" in page(client, new)
    code = new.split("/")[2]
    assert client.post(address(circle, "merge"), {"other_code": code}).status_code == 302
    with acting_as(SYSTEM):
        merge = models.Merge.objects.get()
    decide = address(circle, "decide_merge", merge.pk)
    assert client.post(decide, {"verdict": "accept"}).status_code == 403
    assert "Proposed to merge" in page(client_of(circle.supervisor), address(circle))
    assert post(circle.supervisor, decide, verdict="accept").url == address(circle)
    assert "The persons of this case are now in another one" in page(client, new)
    assert client.post(address(circle, "undo_merge", merge.pk), {"sent": "yes"}).url == new
    assert "Person 1" in page(client, new)


def many(circle, count):
    with acting_as(circle.manager):
        for _ in range(count):
            code = files.open_case(
                NewCase((ADULT, CHILD), next(iter(circle.manager.roles))), actor=circle.manager, now=now()
            )
            flags.raise_flag(code, FlagKind.DANGER, actor=circle.manager, now=now())


def test_older_cases_stand_on_further_pages_without_gap_or_repetition(circle):
    many(circle, 55)
    client, path, seen = client_of(circle.supervisor), reverse("cases:home"), []
    after = ""
    while True:
        html = page(client, path, list="open", after=after)
        seen += re.findall(r'cs-code" href="/cases/([\w-]+)/"', html)
        found = re.search(r"after=([\w-]+)\" rel=", html)
        if not found:
            break
        after = found[1]
    assert len(seen) == len(set(seen)) == 56
    assert "56 cases" in html


def test_what_a_part_s_panel_says_never_depends_on_a_level_that_the_reader_lacks():
    from zaklon.cases.queries.page_rows import PartRow
    from zaklon.cases.views import words

    row = PartRow(Part.HEALTH, Level.STATUS, None, "none", None)
    assert not row.is_open
    assert words.ground(row) == ""
