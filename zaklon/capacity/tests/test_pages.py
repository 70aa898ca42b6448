"""Pages of certificates and courses, as a person meets them."""

import io
import re
import uuid
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.capacity.models import Batch, CourseVersion, Learning
from zaklon.capacity.queries.certificates import training_said
from zaklon.capacity.rules.codes import new_code
from zaklon.capacity.tests.factories import files, issue, keeper, packed, png, published, training
from zaklon.capacity.views.certificates import MOST_CHECKS_A_MINUTE
from zaklon.plan.tests.pages import client_of, page
from zaklon.web.sentences import known_codes

pytestmark = pytest.mark.django_db


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def paper(response):
    assert response["Content-Type"] == "application/pdf", words(response)
    return PdfReader(io.BytesIO(response.content))


def number_of(entry):
    with acting_as(SYSTEM):
        return training_said(entry).number


def issue_path(entry):
    return f"/certificates/training/{number_of(entry)}/"


def asked(names="Izmišljena Čaplja\nIzmišljen Đurđevak", **more):
    return {"request_key": str(uuid.uuid4()), "names": names, "language": "cnr", **more}


def test_names_go_in_and_one_paper_with_a_page_for_each_comes_out(law):
    organiser = keeper()
    entry = training(organiser)
    client = client_of(organiser)
    assert "Issue certificates" in page(client, f"/registers/training/{number_of(entry)}/")
    made = paper(client.post(issue_path(entry), asked()))
    assert len(made.pages) == 2
    text = made.pages[0].extract_text()
    assert "Izmišljena Čaplja" in text
    assert "Care of lanterns" in text
    code = re.search(r"\b(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}\b", text)[0]
    answer = client_of().post("/certificates/", {"code": code.lower(), "name": "izmisljena caplja"})
    assert "Genuine" in words(answer)
    assert "Care of lanterns" in words(answer)
    assert "aplja" not in page(client, f"/registers/training/{number_of(entry)}/")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("names.txt", "Izmišljena Čaplja\nIzmišljen Đurđevak".encode()),
        ("names.csv", '"Čaplja";"Izmišljena"\nĐurđevak,Izmišljen\n'.encode("utf-8-sig")),
        ("names.txt", "Izmišljena Čaplja\r\nIzmišljen Đurđevak".encode("cp1250")),
        ("names.txt", "Izmišljena Čaplja\nIzmišljen Đurđevak".encode("utf-16")),
    ],
)
def test_names_come_as_a_text_file_too(law, name, content):
    organiser = keeper()
    entry = training(organiser)
    form = asked("", file=SimpleUploadedFile(name, content))
    made = paper(client_of(organiser).post(issue_path(entry), form))
    assert "Čaplja" in made.pages[0].extract_text()
    assert len(made.pages) == 2


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"names": ""}, "Write the names of those who attended"),
        ({"names": "Ana Primjer\n7"}, "Line 2 is not a name"),
        ({"names": "A A\nB B\nC C\nD D"}, "The entry counts 3 participants"),
        ({"file": SimpleUploadedFile("names.png", png())}, "cannot be read as names"),
        ({"file": SimpleUploadedFile("names.exe", b"MZ")}, "There is a problem"),
    ],
)
def test_what_cannot_be_printed_is_said_beside_its_field(law, form, said):
    organiser = keeper()
    response = client_of(organiser).post(issue_path(training(organiser)), asked(**form))
    assert response.status_code == 422
    assert said in words(response)
    with acting_as(SYSTEM):
        assert not Batch.objects.exists()


def test_other_bodies_meet_neither_the_panel_nor_the_page(law):
    organiser, stranger = keeper(), keeper()
    entry = training(organiser)
    client = client_of(stranger)
    assert "Certificates" not in page(client, f"/registers/training/{number_of(entry)}/").split("<main")[1]
    assert client.get(issue_path(entry)).status_code == 403


def test_certificates_are_withdrawn_by_their_number(law):
    organiser = keeper()
    entry = training(organiser)
    issue(organiser, entry, at=timezone.now())
    client = client_of(organiser)
    with acting_as(organiser):
        path = f"/certificates/{Batch.objects.get().pk}/"
    assert client.post(path, {"reason": "Slip"}).status_code == 422
    assert client.post(path, {"numbers": ["2"], "reason": "A slip of the pen"}).status_code == 302
    assert "A slip of the pen" in page(client, path)


def test_the_public_check_says_not_found_for_a_code_that_nobody_has():
    answer = client_of().post("/certificates/", {"code": new_code(), "name": "Ana Primjer"})
    assert answer.status_code == 200
    assert "Not found" in words(answer)
    assert "no-store" in answer["Cache-Control"]


def test_the_public_check_names_a_slip_in_thenew_code():
    answer = client_of().post("/certificates/", {"code": "ABCD-EFGH-0000", "name": ""})
    assert answer.status_code == 422
    assert "This is not a code of a certificate" in words(answer)
    assert "Fill this in" in words(answer)


def test_the_public_check_is_paced():
    cache.clear()
    client, form = client_of(), {"code": new_code(), "name": "Ana Primjer"}
    answers = [client.post("/certificates/", form).status_code for _ in range(MOST_CHECKS_A_MINUTE + 1)]
    assert answers[:-1] == [200] * MOST_CHECKS_A_MINUTE
    # The minute may turn over while the checks are sent.
    assert answers[-1] in {200, 429}
    assert client.get("/certificates/").status_code == 200
    assert sum(client.post("/certificates/", form).status_code == 429 for _ in range(3)) >= 1


def test_a_course_is_taken_page_by_page_and_passed():
    published()
    actor = make_actor(Role.CASE_MANAGER)
    client = client_of(actor)
    assert "Care of lanterns" in page(client, "/courses/")
    assert "Begin the course" in page(client, "/courses/lantern-care/")
    assert client.post("/courses/lantern-care/")["Location"] == "/courses/lantern-care/pages/1/"
    assert client.get("/courses/lantern-care/pages/2/")["Location"] == "/courses/lantern-care/pages/1/"
    assert "<strong>first</strong>" in page(client, "/courses/lantern-care/pages/1/")
    assert client.post("/courses/lantern-care/pages/1/")["Location"] == "/courses/lantern-care/pages/2/"
    assert client.get("/courses/lantern-care/questions/").status_code == 302
    assert client.post("/courses/lantern-care/pages/2/")["Location"] == "/courses/lantern-care/questions/"
    wrong = client.post("/courses/lantern-care/questions/", {"question-1": "0"})
    assert wrong.status_code == 422
    assert "2. Two?: Choose an answer." in words(wrong)
    sent = client.post("/courses/lantern-care/questions/", {"question-1": "0", "question-2": ["0", "2"]})
    assert sent["Location"] == "/courses/lantern-care/result/"
    shown = page(client, "/courses/lantern-care/result/")
    assert "You have passed" in shown
    assert "Because of Two?" in shown
    made = paper(client.post("/courses/lantern-care/certificate"))
    assert "has completed the course" in made.pages[0].extract_text()


def test_the_right_answers_are_told_only_when_no_try_is_left():
    published()
    client = client_of(make_actor(Role.CASE_MANAGER))
    client.post("/courses/lantern-care/")
    for number in (1, 2):
        client.post(f"/courses/lantern-care/pages/{number}/")
    bad = {"question-1": "1", "question-2": ["1"]}
    client.post("/courses/lantern-care/questions/", bad)
    first = page(client, "/courses/lantern-care/result/")
    assert "Not passed yet" in first
    assert "the right answer" not in first
    client.post("/courses/lantern-care/questions/", bad)
    assert "the right answer" in page(client, "/courses/lantern-care/result/")
    assert "come back tomorrow" in page(client, "/courses/lantern-care/questions/")
    assert client.post("/courses/lantern-care/questions/", bad).status_code == 409


def test_what_a_course_says_is_never_markup_of_the_page():
    by = keeper()
    hostile = b'# <b>T</b>\n\n<script>alert(1)</script> **<img src=x>**\n\n!["><script>](pictures/x.png)'
    given = files() | {"pages/first.en.md": hostile, "pictures/x.png": png()}
    client = client_of(by)
    sent = client.post("/teaching/upload", {"file": SimpleUploadedFile("course.zip", packed(given))})
    assert sent.status_code == 302
    shown = page(client, sent["Location"]).split("<main")[1]
    assert "<script>alert" not in shown
    assert "<b>T" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_levels_of_headings_are_never_skipped_whatever_a_course_writes():
    given = files() | {"pages/first.en.md": b"# T\n\n### Lesser at once\n\n## Heading\n\n### Lesser below\n"}
    client = client_of(keeper())
    sent = client.post("/teaching/upload", {"file": SimpleUploadedFile("course.zip", packed(given))})
    shown = page(client, sent["Location"])
    found = [shown.split(said)[0].rsplit("<h", 1)[1][0] for said in ("Lesser at once", "Heading</", "Lesser below")]
    assert found == ["3", "3", "4"]


def test_a_fault_in_the_file_is_said_and_nothing_is_kept():
    client = client_of(keeper())
    sent = client.post("/teaching/upload", {"file": SimpleUploadedFile("c.zip", packed(files() | {"x.js": b"1"}))})
    assert sent.status_code == 422
    assert "x.js does not belong in a course" in words(sent)
    with acting_as(SYSTEM):
        assert not CourseVersion.objects.exists()


def test_a_keeper_publishes_retires_and_sees_completions():
    body = make_body()
    client = client_of(keeper(body))
    sent = client.post("/teaching/upload", {"file": SimpleUploadedFile("course.zip", packed())})
    version = sent["Location"]
    assert "Draft" in page(client, "/teaching/")
    client.post(f"{version}publish")
    assert "Published" in page(client, "/teaching/")
    assert "Nobody has completed it yet" in page(client, "/teaching/lantern-care/completions/")
    client.post(f"{version}retire")
    assert "Retired" in page(client, "/teaching/")
    assert client_of(make_actor(Role.HEAD)).get("/courses/lantern-care/").status_code == 404


def test_a_picture_comes_as_a_picture_and_nothing_else():
    by = keeper()
    given = files() | {"pages/first.en.md": b"# T\n\n![x](pictures/x.png)", "pictures/x.png": png()}
    client = client_of(by)
    sent = client.post("/teaching/upload", {"file": SimpleUploadedFile("course.zip", packed(given))})
    path = re.search(r'src="(/course-pictures/[^"]+)"', page(client, sent["Location"]))[1]
    shown = client.get(path)
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/png", "nosniff")
    assert client_of(make_actor(Role.HEAD)).get(path).status_code == 404


def test_who_has_not_begun_is_told_so_and_visitors_meet_no_course():
    published()
    client = client_of(make_actor(Role.HEAD))
    assert client.get("/courses/lantern-care/pages/1/").status_code == 409
    assert client.get("/courses/no-such-course/").status_code == 404
    assert client_of().get("/courses/").status_code == 302
    with acting_as(SYSTEM):
        assert not Learning.objects.exists()


@pytest.mark.parametrize("language", ["cnr", "cnr-cyrl", "sq"])
def test_the_paper_is_made_in_every_language(law, language):
    organiser = keeper()
    made = paper(client_of(organiser).post(issue_path(training(organiser)), asked(language=language)))
    assert made.trailer["/Root"]["/Lang"].split("-")[0] in {"cnr", "sq"}
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_every_refusal_has_its_sentence():
    folder = Path(__file__).parents[1]
    source = "".join(path.read_text() for path in folder.rglob("*.py") if "tests" not in path.parts)
    raised = set(re.findall(r'(?:RuleBroken|NotAllowedNow|NotPermitted)\(\s*"([a-z_]+)"', source))
    assert raised
    assert raised - known_codes() == set()
