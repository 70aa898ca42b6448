"""Who may import, and what a file gets that is broken or hostile."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.common.errors import NotPermitted
from zaklon.plan.commands import importing
from zaklon.plan.commands.importing import NewImport, Said
from zaklon.plan.models import ImportAnswer, PlanImport, YearlyPlan
from zaklon.plan.states import ImportStatus
from zaklon.plan.tests.importing.made_files import pack_docx
from zaklon.plan.tests.intake.rivers import load_rivers, rivers_file, waiting
from zaklon.plan.tests.intake.walking import say, text_of, upload
from zaklon.plan.tests.pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OTHERS = [Role.ANALYST, Role.BOARD_MEMBER, Role.REPORTER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR, Role.DONOR]
GETS = ("import", "import_paper", "import_rows", "import_row", "import_confirm", "import_discard")
POSTS = ("import_answers", "import_accept", "import_paper", "import_confirm", "import_discard")


@pytest.fixture
def rivers(db):
    load_rivers()


@pytest.fixture
def office(rivers):
    return make_actor(Role.COORDINATOR, body=make_body("OFFICE"))


def sent(client, content, name="plan.docx"):
    """The page that answers an upload."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("plan:import_upload"), {"file": file, "strategy": "", "year": ""})


@pytest.mark.parametrize("role", OTHERS)
def test_no_other_role_opens_or_moves_an_import(office, role):
    import_id = waiting(office, 4)
    client = client_of(make_actor(role))
    assert client.get(reverse("plan:imports")).status_code == 403
    assert sent(client, rivers_file(5)).status_code == 403
    for name in GETS:
        address = reverse(f"plan:{name}", args=[import_id])
        assert client.get(address, {"row": "activity 1.1.1"}).status_code == 403, name
    for name in POSTS:
        assert client.post(reverse(f"plan:{name}", args=[import_id]), {}).status_code == 403, name
    with acting_as(office):
        assert PlanImport.objects.get().status == ImportStatus.READ
        assert not YearlyPlan.objects.exists()


@pytest.mark.parametrize("role", OTHERS)
def test_no_other_role_imports_by_command(office, role):
    import_id = waiting(office, 4)
    other = make_actor(role)
    given = {"actor": other, "now": NOON}
    attempts = (
        lambda: importing.read_file(NewImport("plan.docx", rivers_file(5)), **given),
        lambda: importing.answer(import_id, Said("", "year", "2027"), **given),
        lambda: importing.accept_all(import_id, "money_separator", **given),
        lambda: importing.confirm(import_id, **given),
        lambda: importing.discard(import_id, **given),
    )
    with acting_as(other):
        for attempt in attempts:
            with pytest.raises(NotPermitted):
                attempt()


def test_a_visitor_is_sent_to_sign_in(office):
    import_id = waiting(office, 4)
    answer = client_of().get(reverse("plan:import", args=[import_id]))
    assert answer.status_code in {302, 403}
    assert sent(client_of(), rivers_file(5)).status_code in {302, 403}


# Each: name and bytes of a file, and the words that say what is wrong.
HOSTILE = {
    "empty": ("plan.docx", b"", "The file is empty"),
    "broken": ("plan.docx", rivers_file(4)[:500], "damaged"),
    "old": ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word or Excel format"),
    "picture": ("plan.docx", b"\x89PNG\r\n\x1a\n" + bytes(600), "cannot be read as a plan"),
    "page": ("plan.txt", b"<html><script>alert(1)</script></html>", ""),
    "macros": ("plan.docx", pack_docx("<w:document/>", word__vbaProject_DOT_bin=b"x" * 99), "macros"),
    "entities": (
        "plan.docx",
        pack_docx('<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="urn:w"><w:body>&a;</w:body></w:document>'),
        "XML entities",
    ),
    "bomb": ("plan.docx", pack_docx("<w:document>" + " " * 300_000_000 + "</w:document>"), "far more than a plan"),
    "no_plan": ("plan.txt", b"A letter about the weather.\n" * 20, "No activities were found"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_cannot_be_read_gets_a_clear_page_and_is_not_kept(office, kind):
    name, content, words = HOSTILE[kind]
    answer = sent(client_of(office), content, name)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "error-summary" in page
    assert "<script>alert" not in page
    with acting_as(office):
        assert not PlanImport.objects.exists()


def test_no_file_at_all_is_said_in_a_sentence(office):
    answer = client_of(office).post(reverse("plan:import_upload"), {"strategy": "", "year": ""})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_a_file_with_a_hostile_name_shows_it_as_text(office):
    answer = client_of(office).post(
        reverse("plan:import_upload"),
        {"file": SimpleUploadedFile("<img src=x>.docx", rivers_file(4)), "strategy": "", "year": ""},
        follow=True,
    )
    page = text_of(answer)
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page


def test_an_answer_taken_back_is_asked_again(office):
    import_id = upload(office, rivers_file(6))
    say(office, import_id, ("", "title", "Another title"))
    say(office, import_id, ("", "title", ""))
    with acting_as(office):
        assert not ImportAnswer.objects.filter(plan_import_id=import_id, field="title").exists()
