"""Files that prove what a report says: attached with the entry, seen by the circle, never public."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zaklon.documents.tests.files import a_pdf, a_pdf_with_script
from zaklon.plan.tests.reading import read
from zaklon.plan.tests.test_pages_work import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, settings, tmp_path):
    settings.ATTACHMENTS_DIR = tmp_path / "attachments"
    return Office()


def send_with(office, content, do="save"):
    return office.enter("4", do=do, evidence=SimpleUploadedFile("minutes.pdf", content, "application/pdf"))


def links_to_files(response):
    return [link for link in read(response).links if re.fullmatch(r"/documents/[0-9a-f-]{36}", link)]


def test_a_file_comes_with_the_entry_and_the_circle_opens_it(office):
    office.start()
    assert send_with(office, a_pdf(), do="send").status_code == 302
    assert office.report().status == "submitted"
    for who in ("reporter", "head", "partner", "coordinator"):
        (link,) = links_to_files(office.get(who, office.path))
        assert office.get(who, link).status_code == 200
    assert links_to_files(office.get("coordinator", f"/plan/activities/{office.activity.pk}/")) == [link]


def test_evidence_stays_with_the_circle_after_adoption(office, client):
    office.start()
    send_with(office, a_pdf(), do="send")
    (link,) = links_to_files(office.get("head", office.path))
    for who, verb in (("head", "approve"), ("coordinator", "check"), ("board", "adopt")):
        office.step(who, verb)
    assert office.report().status == "adopted"
    shown = office.get("stranger", office.path)
    assert shown.status_code == 200
    assert "minutes.pdf" not in read(shown).text
    assert office.get("stranger", link).status_code == 404
    assert client.get(link).status_code == 404


def test_a_file_that_cannot_be_kept_is_an_error_of_its_field_and_nothing_is_sent(office):
    office.start()
    refused = send_with(office, a_pdf_with_script(), do="send")
    page = read(refused)
    assert refused.status_code == 422
    assert "#id_evidence" in page.links
    assert "id_evidence" in page.ids
    assert (office.report().status, office.report().done_text) == ("draft", "Invented trainings were held.")


def test_the_reporter_removes_a_file_with_a_reason_while_the_report_is_there(office):
    office.start()
    send_with(office, a_pdf())
    (link,) = links_to_files(office.get("reporter", office.path))
    remove = f"{office.path}files/{link.split('/')[2]}/remove"
    assert office.post("reporter", remove).status_code == 422
    assert office.post("partner", remove, reason="Not ours.").status_code == 403
    assert office.post("reporter", remove, reason="The wrong list.").status_code == 302
    assert "Removed: The wrong list." in read(office.get("reporter", office.path)).text
    assert office.get("reporter", link).status_code == 409


def test_nobody_removes_a_file_once_the_report_has_left(office):
    office.start()
    send_with(office, a_pdf(), do="send")
    (link,) = links_to_files(office.get("reporter", office.path))
    remove = f"{office.path}files/{link.split('/')[2]}/remove"
    assert office.post("reporter", remove, reason="Too late.").status_code == 409
    assert office.get("reporter", link).status_code == 200
