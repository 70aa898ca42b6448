"""What the person gets: who opened the file and why, and a copy of it with what must be withheld and why."""

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor
from zaklon.audit.commands import record
from zaklon.audit.queries import entries
from zaklon.cases.commands import answering, files, glass, records, rights, splitting
from zaklon.cases.commands.answering import Decided
from zaklon.cases.kinds import Ground, Part, Purpose, RightKind, RightOutcome
from zaklon.cases.models import CopyDecision, RightsRequest
from zaklon.cases.outputs.opened_by import opened_by_report
from zaklon.cases.queries import file_openings
from zaklon.cases.tests.factories import ADULT, Circle, now
from zaklon.cases.values import NewRecord
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.tests.pages import client_of, page
from zaklon.reporting.pdf import pdf
from zaklon.vocabulary.tests.folders import INVENTED
from zaklon.vocabulary.tests.loading import load_country

pytestmark = pytest.mark.django_db
SECRET = "Kanarinac-Goal"


@pytest.fixture
def circle(db):
    with acting_as(SYSTEM):
        load_country(INVENTED, now=NOON)
    return Circle()


def looked(circle, actor, *parts, action="case.read", code=""):
    with acting_as(actor):
        record(action, code or circle.code, by=actor, at=now(), fields=parts)


def openings(circle, by=None, language="en"):
    actor = by or circle.manager
    with acting_as(actor):
        return answering.list_openings(circle.code, actor=actor, now=now(), language=language).lines


def of_trail(code):
    with acting_as(SYSTEM):
        return [(entry.action, entry.fields) for entry in entries(subject=code)]


def write(circle, part, content, by=None):
    actor = by or circle.manager
    new = NewRecord(circle.person.pk, part, "form", content)
    with acting_as(actor):
        return records.write_record(circle.code, new, actor=actor, now=now())


def test_each_look_is_told_with_body_role_part_and_ground_and_equal_looks_of_a_day_once(circle):
    circle.assign(circle.investigator)
    circle.consent((circle.police, Part.TESTIMONY))
    looked(circle, circle.manager, "services")
    for _ in range(3):
        looked(circle, circle.investigator, "testimony", action="case.revealed")
    lines = {(line.body, line.part): line for line in openings(circle)}
    police = lines[f"Invented body {circle.police.code}", Part.TESTIMONY]
    assert (police.ground, police.purpose, police.times) == (Ground.CONSENT, Purpose.PROTECTION, 3)
    assert [role.value for role in police.roles] == ["police_investigator"]
    own = lines[f"Invented body {circle.centre.code}", Part.SERVICES]
    assert (own.ground, own.times) == (Ground.ASSIGNMENT, 1)


def test_the_ground_is_that_of_the_moment_also_when_everything_has_changed_since(circle):
    assignment = circle.assign(circle.investigator)
    looked(circle, circle.investigator, "justice")
    with acting_as(circle.manager):
        from zaklon.cases.commands.posts import relieve

        relieve(circle.code, assignment, actor=circle.manager, now=now())
        files.refer_case(circle.code, actor=circle.manager, now=now())
        files.seal_case(circle.code, is_sealed=True, actor=circle.manager, now=now())
    (line,) = [line for line in openings(circle) if line.part is Part.JUSTICE]
    assert line.ground is Ground.ASSIGNMENT


def test_an_opening_in_danger_is_told_as_one(circle):
    responder = make_actor("first_responder")
    with acting_as(responder):
        reason = "Invented: seen with the suspect"
        glass.break_glass(circle.code, Part.RISK, reason, actor=responder, now=now())
    looked(circle, responder, "risk")
    (line,) = [line for line in openings(circle) if line.part is Part.RISK]
    assert line.ground is Ground.BREAK_GLASS


def test_looks_before_a_split_are_told_in_the_new_file_too(circle):
    with acting_as(circle.manager):
        files.add_person(circle.code, ADULT, actor=circle.manager, now=now())
    looked(circle, circle.manager, "health")
    with acting_as(circle.manager):
        code = splitting.split_case(circle.code, [2], actor=circle.manager, now=now())
        found = answering.list_openings(code, actor=circle.manager, now=now(), language="en")
    assert Part.HEALTH in {line.part for line in found.lines}


def test_names_of_staff_stand_there_only_when_the_pack_says_so(circle, monkeypatch):
    looked(circle, circle.manager, "services")
    assert openings(circle)[0].name
    monkeypatch.setattr(file_openings, "_names", lambda _users: {})
    assert openings(circle)[0].name == ""


def test_the_list_is_for_those_who_answer_the_person_and_making_it_stands_on_the_trail(circle):
    circle.assign(circle.investigator)
    for actor in (circle.investigator, circle.worker):
        with acting_as(actor), pytest.raises(Exception, match=r"part_withheld|does not exist"):
            answering.list_openings(circle.code, actor=actor, now=now(), language="en")
    openings(circle, by=circle.officer)
    assert ("case.openings_listed", ()) in of_trail(circle.code)


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Who opened your file"), ("cnr", "Ko je otvarao"), ("cnr-cyrl", "Ко је отварао"), ("sq", "Kush e hapi")],
)
def test_the_paper_is_printed_in_the_language_of_the_person(circle, language, title):
    looked(circle, circle.manager, "services")
    with acting_as(circle.manager):
        found = answering.list_openings(circle.code, actor=circle.manager, now=now(), language=language)
    printed = pdf(opened_by_report(found, language=language, now=now()))
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(printed)).pages)
    assert title in text


def test_the_page_of_openings_is_not_kept_and_a_hidden_case_is_an_absent_one(circle):
    address = reverse("cases:opened_by", args=[circle.code, "page"])
    response = client_of(circle.manager).get(address)
    assert response.headers["Cache-Control"] == "no-store"
    assert circle.code not in re.search(r"<title>.*?</title>", response.content.decode())[0]
    download = client_of(circle.manager).get(reverse("cases:opened_by", args=[circle.code, "pdf"]), {"language": "sq"})
    assert download.headers["Content-Disposition"].startswith('attachment; filename="who-opened-')
    stranger = client_of(make_actor("case_manager"))
    answers = [stranger.get(reverse("cases:opened_by", args=[code, "pdf"])) for code in (circle.code, "2222-2222")]
    assert [each.status_code for each in answers] == [404, 404]
    assert client_of(circle.manager).get(reverse("cases:opened_by", args=[circle.code, "exe"])).status_code == 404


def ask(circle):
    with acting_as(circle.manager):
        return rights.ask_right(circle.code, circle.person.pk, RightKind.COPY, actor=circle.manager, now=now())


def decide(circle, asked, part, withheld=None, by=None):
    actor = by or circle.manager
    with acting_as(actor):
        answering.decide_copy(asked, Decided(part, withheld or {}), actor=actor, now=now())


def approve(circle, asked):
    with acting_as(circle.officer):
        answering.approve_copy(asked, actor=circle.officer, now=now())


def copy_of(circle, asked, by=None):
    actor = by or circle.officer
    with acting_as(actor):
        return answering.make_copy(asked, actor=actor, now=now(), language="en")


def test_a_copy_gives_what_was_approved_and_says_what_is_withheld_and_why(circle):
    given = write(circle, Part.SERVICES, {"goal": "Invented goal"})
    kept = write(circle, Part.SERVICES, {"goal": SECRET})
    asked = ask(circle)
    decide(circle, asked, Part.SERVICES, {kept: "other_persons"})
    approve(circle, asked)
    copy = copy_of(circle, asked)
    assert [entry.record_id for entry in copy.records] == [given]
    assert [(each.part, each.count, each.why) for each in copy.withheld] == [
        (Part.SERVICES, 1, "other_persons (Vardania)")
    ]
    with acting_as(SYSTEM):
        assert RightsRequest.objects.get(pk=asked).outcome == RightOutcome.IN_PART
    html = page(client_of(circle.officer), reverse("cases:copy_paper", args=[asked, "page"]))
    assert "Invented goal" in html
    assert SECRET not in html
    assert "1 entry is not in this copy" in html


def test_the_officer_approves_only_what_somebody_who_may_read_it_has_decided(circle):
    circle.assign(circle.investigator)
    write(circle, Part.SERVICES, {"goal": "Invented goal"})
    write(circle, Part.JUSTICE, {"step": "Invented step"}, by=circle.investigator)
    asked = ask(circle)
    decide(circle, asked, Part.SERVICES)
    with pytest.raises(NotPermitted, match="part_withheld"):
        decide(circle, asked, Part.JUSTICE)
    with pytest.raises(NotAllowedNow, match="copy_undecided"):
        approve(circle, asked)
    with acting_as(circle.officer), pytest.raises(NotAllowedNow, match="copy_undecided"):
        rights.decide_right(asked, RightOutcome.GRANTED, "", actor=circle.officer, now=now())
    decide(circle, asked, Part.JUSTICE, by=circle.investigator)
    approve(circle, asked)
    assert {entry.part for entry in copy_of(circle, asked).records} == {Part.SERVICES, Part.JUSTICE}


def test_a_worker_hands_out_only_a_copy_of_which_every_part_is_open_to_them(circle):
    circle.assign(circle.investigator)
    write(circle, Part.SERVICES, {"goal": SECRET})
    asked = ask(circle)
    decide(circle, asked, Part.SERVICES)
    with pytest.raises(NotAllowedNow, match="copy_not_approved"):
        copy_of(circle, asked, by=circle.manager)
    approve(circle, asked)
    assert copy_of(circle, asked, by=circle.manager).records
    with pytest.raises(NotPermitted, match="part_withheld"):
        copy_of(circle, asked, by=circle.investigator)
    assert ("case.copied", ("services", "shell")) in of_trail(circle.code)


def test_a_restriction_of_use_does_not_keep_the_person_s_own_copy_back(circle):
    write(circle, Part.SERVICES, {"goal": "Invented goal"})
    with acting_as(circle.manager):
        restriction = rights.ask_right(
            circle.code, circle.person.pk, RightKind.RESTRICTION, actor=circle.manager, now=now()
        )
    with acting_as(circle.officer):
        rights.decide_right(restriction, RightOutcome.GRANTED, "", actor=circle.officer, now=now())
    asked = ask(circle)
    decide(circle, asked, Part.SERVICES)
    approve(circle, asked)
    assert copy_of(circle, asked).records


def test_what_came_after_the_decision_is_decided_too_before_it_is_approved(circle):
    write(circle, Part.SERVICES, {"goal": "Invented goal"})
    asked = ask(circle)
    decide(circle, asked, Part.SERVICES)
    write(circle, Part.SERVICES, {"goal": SECRET})
    with pytest.raises(NotAllowedNow, match="copy_undecided"):
        approve(circle, asked)


def test_grounds_are_those_of_the_law_and_entries_those_of_the_part(circle):
    entry, other = write(circle, Part.SERVICES, {"goal": "x"}), write(circle, Part.RISK, {"danger": "y"})
    asked = ask(circle)
    with pytest.raises(RuleBroken, match="copy_ground_unknown"):
        decide(circle, asked, Part.SERVICES, {entry: "invented"})
    with pytest.raises(RuleBroken, match="copy_entry_unknown"):
        decide(circle, asked, Part.SERVICES, {other: "other_persons"})
    with acting_as(SYSTEM):
        assert not CopyDecision.objects.exists()


def test_the_page_asks_each_worker_for_what_they_may_read_and_the_officer_sees_counts(circle):
    circle.assign(circle.investigator)
    entry = write(circle, Part.SERVICES, {"goal": SECRET})
    asked = ask(circle)
    path = reverse("cases:copy", args=[asked])
    html = page(client_of(circle.investigator), path)
    assert "Services and plan" not in html
    assert client_of(make_actor("case_manager")).get(path).status_code == 404
    response = client_of(circle.manager).post(path, {f"e{entry.hex}": "safety"})
    assert response.status_code == 302
    html = page(client_of(circle.officer), path)
    assert "Services and plan" in html
    assert SECRET not in html
    approving = reverse("cases:approve_copy", args=[asked])
    assert client_of(circle.officer).post(approving, follow=True).status_code == 200
    assert client_of(circle.manager).post(approving).status_code == 403
    printed = client_of(circle.officer).get(reverse("cases:copy_paper", args=[asked, "pdf"]), {"language": "cnr"})
    assert re.fullmatch(r'attachment; filename="copy-[\d-]+-cnr\.pdf"', printed.headers["Content-Disposition"])
    assert SECRET not in " ".join(each.extract_text() for each in PdfReader(io.BytesIO(printed.content)).pages)
