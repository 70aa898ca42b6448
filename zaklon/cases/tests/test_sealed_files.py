"""Files of sealed entries: taken in, listed inside, taken out under a neutral name, and gone with the person."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.commands import attaching
from zaklon.cases.kinds import Part
from zaklon.cases.models import SealedFile
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.tests.sealed_file import CANARY, address, identity, of_trail, revealed, write
from zaklon.cases.values import NewFile
from zaklon.documents.tests import files as made
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db):
    return Circle()


def upload(name="Kanarinac-birth-certificate.pdf", content=None):
    return SimpleUploadedFile(name, made.a_pdf() if content is None else content)


def test_a_file_is_sealed_listed_by_name_inside_and_taken_out_under_a_neutral_name(circle):
    entry = write(circle, Part.SERVICES, goal="Invented")
    client, path = client_of(circle.manager), address(circle, "attach", entry)
    key = uuid.uuid4()
    for _ in range(2):
        assert client.post(path, {"request_key": key, "file": upload()}).status_code == 302
    with acting_as(SYSTEM):
        file = SealedFile.objects.get()
    assert "Kanarinac" not in page(client, address(circle, "case"))
    assert "1 file" in page(client, address(circle, "case"))
    assert "Kanarinac-birth-certificate.pdf" in page(client, address(circle, "part", Part.SERVICES))
    response = client.get(address(circle, "file", file.pk))
    assert response.content == made.a_pdf()
    assert re.fullmatch(r'attachment; filename="document-[0-9a-f]{8}\.pdf"', response.headers["Content-Disposition"])
    assert response.headers["Cache-Control"] == "no-store"
    assert of_trail(circle.code, "case.file_opened")[0].fields == ("services",)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html", b"<html>", "cannot be attached"),
        ("empty.pdf", b"", "empty"),
        ("big.txt", b"a" * 10_000_001, "The limit is 10 MB"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_what_to_do(circle, name, content, said):
    entry = write(circle, Part.SERVICES, goal="Invented")
    data = {"request_key": uuid.uuid4(), "file": upload(name, content)}
    response = client_of(circle.manager).post(address(circle, "attach", entry), data)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_file_of_an_identity_opens_only_while_it_is_revealed(circle):
    entry = identity(circle)
    with acting_as(circle.manager):
        new = NewFile("passport.pdf", made.a_pdf())
        file = attaching.attach_file(circle.code, entry, new, actor=circle.manager, now=now())
    path = address(circle, "file", file)
    assert client_of(circle.manager).get(path).status_code == 409
    revealed(circle, circle.manager)
    assert client_of(circle.manager).get(path).status_code == 200


def test_files_of_a_closed_part_are_absent_for_others(circle):
    entry = write(circle, Part.SERVICES, goal="Invented")
    with acting_as(circle.manager):
        new = NewFile("note.pdf", made.a_pdf())
        file = attaching.attach_file(circle.code, entry, new, actor=circle.manager, now=now())
    circle.assign(circle.investigator)
    client = client_of(circle.investigator)
    assert client.get(address(circle, "file", file)).status_code == 404
    assert client.get(address(circle, "attach", entry)).status_code == 404
    assert client_of(circle.worker).get(address(circle, "file", file)).status_code == 404


def test_no_file_lies_open_in_the_database_and_an_erased_person_s_is_gone(circle, as_owner):
    entry = write(circle, Part.SERVICES, goal="Invented")
    with acting_as(circle.manager):
        new = NewFile(f"{CANARY}.txt", f"{CANARY} was here".encode())
        file = attaching.attach_file(circle.code, entry, new, actor=circle.manager, now=now())
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT sealed || sealed_label FROM cases_sealedfile")
        assert b"anarinac" not in bytes(cursor.fetchone()[0])
    with as_owner():
        circle.person.erased_at = now()
        circle.person.save(update_fields=["erased_at"])
    assert client_of(circle.manager).get(address(circle, "file", file)).status_code == 409
