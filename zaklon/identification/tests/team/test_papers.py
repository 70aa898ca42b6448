"""The letter about a decision, and the reports of the Team."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from zaklon.access.actor import SYSTEM
from zaklon.access.models import BodyName
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands import reveals, watch
from zaklon.cases.commands.entries import open_entry
from zaklon.cases.commands.sheets import correct_sheet
from zaklon.cases.rules.insider import Limits
from zaklon.cases.rules.sheets import answers_of
from zaklon.cases.tests.factories import CHILD, now
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.identification.commands import deciding
from zaklon.identification.models import TeamDecision
from zaklon.identification.outputs.letter import letter_report
from zaklon.identification.tests.team.factories import Referred, Team
from zaklon.identification.values import Told
from zaklon.identification.views import papers
from zaklon.pathway.tests.factories import load_law
from zaklon.plan.tests.pages import client_of, page
from zaklon.reporting.description import Paragraph, Section
from zaklon.reporting.tests.reading import squeezed, word_text
from zaklon.vocabulary.queries import vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORDS = {"reasons": "Invented reasons of the commission.", "services": ["shelter"]}


@pytest.fixture(autouse=True)
def country(monkeypatch):
    """Limits that nobody reaches."""
    monkeypatch.setattr(watch, "limits", lambda: Limits(1000, 2000, 1000, 2000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)


@pytest.fixture
def team():
    load_law()
    return Team()


def decided(team, verb="refuse", **changes):
    referred = Referred(team, **changes)
    referred.decide(verb, team.members[:3], told=["not_yet"], **WORDS)
    with acting_as(SYSTEM):
        referred.decision = TeamDecision.objects.get(case__code=referred.code)
    return referred


def letter(referred, actor, language="en", form="pdf"):
    address = reverse("team:letter", args=[referred.decision.pk, form])
    return client_of(actor).get(address, {"language": language})


def text_of(response):
    return squeezed("".join(each.extract_text() for each in PdfReader(io.BytesIO(response.content)).pages))


@pytest.mark.parametrize("language", ["en", "cnr", "cnr-cyrl", "sq"])
def test_the_letter_tells_nothing_on_its_outside_in_any_language(team, language):
    referred = decided(team)
    response = letter(referred, team.secretary, language)
    assert response.status_code == 200
    name = response.headers["Content-Disposition"]
    assert f'filename="letter-{timezone.localdate():%Y-%m-%d}-{language}.pdf"' in name
    title = PdfReader(io.BytesIO(response.content)).metadata.title
    for word in ("traffick", "victim", "trgovin", "трговин", "žrtv", "жртв", "trafik", "viktim"):
        assert word not in (title + text_of(response)).lower()
    assert squeezed(WORDS["reasons"]) in text_of(response)


@pytest.mark.parametrize("language", ["en", "cnr", "cnr-cyrl", "sq"])
def test_a_body_whose_name_tells_is_not_named_on_the_letter(team, language):
    """The Team of the first country is called after what it decides."""
    with acting_as(SYSTEM):
        BodyName.objects.filter(body=team.body).update(name="Tim za identifikaciju žrtava trgovine ljudima")
    referred = Referred(team)
    today = timezone.localdate().isoformat()
    referred.decide("refuse", team.members[:3], told=["spoken"], told_on=today, **WORDS)
    with acting_as(SYSTEM):
        referred.decision = TeamDecision.objects.get(case__code=referred.code)
    response = letter(referred, team.secretary, language)
    assert response.status_code == 200
    assert "identifikaciju" not in text_of(response)


def test_the_letter_says_how_to_ask_again_and_by_when_an_answer_is_due(team):
    text = text_of(letter(decided(team), team.secretary))
    assert squeezed("If you do not agree") in text
    assert squeezed("within 30 days") in text
    granted = text_of(letter(decided(team, "grant"), team.secretary))
    assert squeezed("If you do not agree") not in granted


def test_a_child_s_letter_speaks_to_the_guardian_and_waits_for_one(team):
    referred = decided(team, person=CHILD)
    assert letter(referred, team.secretary).status_code == 409
    guardian = make_actor("guardian")
    referred.assign(guardian)
    text = text_of(letter(referred, team.secretary))
    assert squeezed("To the guardian") in text
    assert squeezed("Please do not hand it to the child") in text


def test_only_who_reads_the_screening_prints_the_letter_and_the_trail_says_so(team):
    referred = decided(team)
    referred.assign(referred.investigator)
    for actor in (referred.investigator, referred.worker, referred.coordinator, team.members[1]):
        assert letter(referred, actor).status_code in {403, 404}
    assert letter(referred, referred.manager).status_code == 200
    with acting_as(SYSTEM):
        printed = [entry for entry in entries(subject=referred.code) if entry.action == "team.letter_printed"]
    assert [entry.user_id for entry in printed] == [referred.manager.user_id]


def test_the_letter_is_never_a_page_that_stays_open(team):
    assert letter(decided(team), team.secretary, form="page").status_code == 404


def test_how_it_was_told_is_recorded_once_and_not_before_the_decision(team):
    referred, today = decided(team), timezone.localdate()
    by = {"actor": referred.manager, "now": now()}
    with acting_as(referred.manager):
        for wrong, code in (
            (Told((), today), "told_way_unknown"),
            (Told(("shouted",), today), "told_way_unknown"),
            (Told(("spoken",), today - timedelta(days=1)), "told_day_unfit"),
            (Told(("spoken",), today + timedelta(days=1)), "told_day_unfit"),
        ):
            with pytest.raises(RuleBroken, match=code):
                deciding.tell(referred.decision.pk, wrong, **by)
        deciding.tell(referred.decision.pk, Told(("spoken", "lawyer"), today), **by)
        with pytest.raises(NotAllowedNow, match="told_already"):
            deciding.tell(referred.decision.pk, Told(("spoken",), today), **by)
    text = text_of(letter(referred, team.secretary))
    assert squeezed("Through the lawyer") in text
    assert squeezed(f"Invented body {referred.centre.code}") in text


def test_a_decision_that_was_told_in_the_record_needs_no_telling_again(team):
    referred = Referred(team)
    today = timezone.localdate().isoformat()
    referred.decide("grant", team.members[:3], told=["spoken"], told_on=today, **WORDS)
    with acting_as(SYSTEM):
        decision = TeamDecision.objects.get()
    assert (decision.told, decision.told_on.isoformat(), decision.told_by_id) == (
        ["spoken"],
        today,
        team.secretary.user_id,
    )


def report(actor, name, level, form="page", *numbers):
    year = timezone.localdate().year
    address = reverse(f"team:{name}", args=[year, *numbers, level, form])
    return client_of(actor).get(address, {"language": "en"})


def this_half():
    return 1 if timezone.localdate().month <= 6 else 2


def test_the_reports_count_what_the_team_decided_in_every_form(team):
    decided(team, "refuse")
    decided(team, "grant")
    for name, numbers in (("annual_report", ()), ("decisions_report", (this_half(),))):
        html = report(team.secretary, name, "internal", "page", *numbers).content.decode()
        assert "Status granted" in html
        assert "Citizenship" in html
        for form in ("pdf", "docx", "xlsx"):
            response = report(team.secretary, name, "internal", form, *numbers)
            assert response.status_code == 200
            assert len(response.content) > 2000
    text = word_text(report(team.secretary, "annual_report", "internal", "docx").content)
    assert squeezed("2 sessions and missions were held") in text


def test_the_coordination_body_gets_no_small_number_and_no_exact_report(team):
    decided(team, "refuse")
    board = make_actor("board_member")
    assert report(board, "annual_report", "internal").status_code == 403
    html = report(board, "annual_report", "coordination").content.decode()
    assert "hidden" in html
    assert "No chart is drawn" in html
    assert "Quality of the records" not in html
    levels = page(client_of(board), reverse("team:reports"))
    assert "exact numbers" not in levels
    assert "small numbers hidden" in levels


def test_a_report_that_there_is_not_is_not_found(team):
    for year, level in ((1999, "internal"), (timezone.localdate().year + 1, "internal"), (2025, "public")):
        address = reverse("team:annual_report", args=[year, level, "page"])
        assert client_of(team.secretary).get(address).status_code == 404
    assert report(team.secretary, "decisions_report", "internal", "page", 3).status_code == 404


def test_making_a_report_leaves_a_trace(team):
    report(team.secretary, "annual_report", "coordination", "xlsx")
    with acting_as(SYSTEM):
        (made,) = entries(subject=f"R04-{timezone.localdate().year}")
    assert made.action == "team.report_made"


def corrected(referred, by, **changes):
    """The Team's record of the decision, with other words."""
    with acting_as(by):
        record_id = referred.decision.move.record_id
        entry = open_entry(referred.code, record_id, actor=by, now=now())
        correct_sheet(record_id, entry.content, answers_of(entry.content) | changes, actor=by, now=now())


@pytest.mark.parametrize("reasons", ["A victim of trafficking.", "Utvrđeno je da je žrtva.", "Утврђена је трговина."])
def test_reasons_that_tell_what_it_is_about_are_printed_only_in_neutral_words(team, reasons):
    referred = Referred(team)
    referred.decide("refuse", team.members[:3], told=["not_yet"], reasons=reasons)
    with acting_as(SYSTEM):
        referred.decision = TeamDecision.objects.select_related("move").get(case__code=referred.code)
    response = letter(referred, team.secretary)
    assert response.status_code == 422
    assert "Correct the record of the Team first" in response.content.decode()
    corrected(referred, team.secretary, reasons="The conditions of the law are not shown.")
    assert squeezed("The conditions of the law are not shown.") in text_of(letter(referred, team.secretary))


@pytest.mark.parametrize("language", ["en", "cnr", "cnr-cyrl", "sq"])
def test_help_whose_name_tells_is_left_to_the_talk(team, language):
    referred = Referred(team)
    services = ["shelter", "legal"]
    referred.decide("grant", team.members[:3], told=["not_yet"], reasons="Invented.", services=services)
    with acting_as(SYSTEM):
        referred.decision = TeamDecision.objects.get(case__code=referred.code)
    response = letter(referred, team.secretary, language)
    assert response.status_code == 200
    wording = vocabulary().wording(language)
    assert squeezed(wording.label("service_type", "legal")) in text_of(response)
    assert squeezed(wording.label("service_type", "shelter")) not in text_of(response)


def test_a_letter_that_says_too_much_anywhere_is_not_made(team, monkeypatch):
    referred = decided(team)

    def telling(*given, **named):
        report = letter_report(*given, **named)
        return replace(report, sections=(*report.sections, Section("More", (Paragraph("A house for victims."),))))

    monkeypatch.setattr(papers, "letter_report", telling)
    response = letter(referred, team.secretary)
    assert response.status_code == 422
    assert "Choose neutral words" in response.content.decode()
