"""What a thief of the database would hold: planted names, numbers, words and papers are searched in every byte of it.

In a database with real commits on a server of its own: a full dump, the whole data folder with heap, indexes and
write-ahead log, the logs of server and application, the mails, and the folder for temporary files. The same search
finds a word that is written openly on purpose.
"""

import logging
import subprocess
import tempfile
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.faults.spelled import forms_of, hits, hits_under
from zaklon.access.rls import acting_as
from zaklon.cases import tasks
from zaklon.cases.commands import flags, keeping, kinship, reveals, watch
from zaklon.cases.commands.searching import search_people
from zaklon.cases.kinds import FlagKind, Part, SearchPurpose
from zaklon.cases.models import Record, SealedFile
from zaklon.cases.rules.insider import Limits
from zaklon.cases.rules.retention import Times
from zaklon.cases.tests.factories import Circle, now
from zaklon.config import cluster, embedded
from zaklon.config.logs import AllowedExtras, LineFormatter
from zaklon.notify.tasks import send_waiting
from zaklon.plan.tests.pages import client_of

pytestmark = pytest.mark.slow

TEMPLATE = "zaklon_template"
GIVEN, FAMILY, ALIAS = "Zvrkoljka", "Đžurđevčković", "Кврцкомир"
PAPER, PHONE, PLACE = "XQ7730418825", "+382 69 7730 4188", "Nigdjezemskovo"
TOLD, PAPER_NAME, PAPER_SAYS = "prepričavalovištvo", "Otpusnolističak", "Dijagnostifikanovo"
SECRETS = (GIVEN, FAMILY, ALIAS, PAPER, "77304188", "7730 4188", PLACE, TOLD, PAPER_NAME, PAPER_SAYS)
OPENLY = "Otvorenopisano"
WHY = "The person calls and asks for a paper."


@pytest.fixture(scope="module")
def place():
    """A folder that the server's account can reach, as it would lie on a disk."""
    with tempfile.TemporaryDirectory(prefix="zaklon-dump-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for each in ("logs", "mail", "temporary", "attachments"):
            (folder / each).mkdir()
        yield folder


@pytest.fixture(scope="module")
def committed_server(django_db_setup, place):
    """A durable server of our own, for it is read to the last byte."""
    from django.db import connections

    shared = connections["default"].settings_dict
    with embedded.serving(place / "server") as own:
        embedded.ensure_database(own, TEMPLATE)
        dump = _program("pg_dump", "-Fc", *_where(shared["HOST"], shared["PORT"], TEMPLATE))
        _program("pg_restore", *_where(own.socket_dir, own.port, TEMPLATE), given=dump)
        yield {"host": str(own.socket_dir), "port": own.port}


def _where(host, port, name):
    return "-h", str(host), "-p", str(port), "-U", "postgres", "-d", name


def _program(name, *arguments, given=None):
    command = [cluster.programs() / name, *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout  # noqa: S603 - our own


@pytest.fixture
def application(place, settings, monkeypatch):
    """Mails, logs and temporary files where they can be read afterwards; numbers of no country."""
    monkeypatch.setattr(watch, "limits", lambda: Limits(1000, 2000, 1000, 2000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)
    monkeypatch.setattr(kinship, "closes_the_case", lambda: True)
    monkeypatch.setattr(keeping, "times", lambda: Times(12, 12, 60, 18))
    monkeypatch.setattr(tempfile, "tempdir", str(place / "temporary"))
    settings.ATTACHMENTS_DIR = place / "attachments"
    settings.ERASED_FILE = place / "erased.log"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(place / "mail")
    handler = logging.FileHandler(place / "logs" / "application.log")
    handler.addFilter(AllowedExtras())
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    handler.close()


def sent(client, path, **form):
    answer = client.post(path, form)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def plant(circle):
    """Names, numbers, testimony and a paper, written, corrected, opened and searched for as people do."""
    client = client_of(circle.manager)
    write = lambda part, kind: reverse("cases:write", args=[circle.code, part, kind])  # noqa: E731
    fields = {"person": circle.person.pk, "birth_place": PLACE, "documents": PAPER, "phones": PHONE, "aliases": ALIAS}
    form = {**fields, "given_names": GIVEN, "family_names": FAMILY, "remarks": f"{TOLD} {GIVEN}"}
    sent(client, write(Part.IDENTITY, "identity"), request_key=uuid.uuid4(), **form)
    note = {"person": circle.person.pk, "note": f"{TOLD} {FAMILY}, {PHONE}", "request_key": uuid.uuid4()}
    sent(client, write(Part.SERVICES, "note"), **note)
    with acting_as(circle.manager):
        entry = Record.objects.get(part=Part.SERVICES)
        who = Record.objects.get(part=Part.IDENTITY)
    attach = reverse("cases:attach", args=[circle.code, entry.pk])
    paper = SimpleUploadedFile(f"{PAPER_NAME}.txt", f"{PAPER_SAYS} {GIVEN} ".encode() * 400, "text/plain")
    sent(client, attach, request_key=uuid.uuid4(), file=paper)
    ask = reverse("cases:reveal", args=[circle.code, circle.person.pk, Part.IDENTITY])
    assert FAMILY in client.get(sent(client, ask, reason=WHY)).content.decode()
    correct = reverse("cases:correct", args=[circle.code, who.pk])
    assert GIVEN in client.get(correct).content.decode()
    sent(client, correct, **{**form, "remarks": f"{TOLD} {ALIAS}", "request_key": uuid.uuid4()})
    _look_around(circle, client, entry)


def _look_around(circle, client, entry):
    """A download, an export, a refusal, a fault, searches by name."""
    with acting_as(circle.manager):
        file = SealedFile.objects.get(record=entry)
        for typed in (f"{GIVEN} {FAMILY}", ALIAS, PHONE, PAPER):
            found = search_people(typed, SearchPurpose.CALL, actor=circle.manager, now=now())
            assert [hit.code for hit in found] == [circle.code], typed
    assert PAPER_SAYS in client.get(reverse("cases:file", args=[circle.code, file.pk])).content.decode()
    stranger = client_of(circle.investigator)
    stranger.raise_request_exception = False
    for path in (reverse("cases:case", args=[circle.code]), f"/cases/{GIVEN}", f"/cases/?page={GIVEN}"):
        assert stranger.get(path).status_code in {200, 404}
    client.raise_request_exception = False
    wrong = {"person": circle.person.pk, "note": "", "request_key": GIVEN, "other": FAMILY}
    assert client.post(reverse("cases:write", args=[circle.code, Part.SERVICES, "note"]), wrong).status_code == 422
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attach_target(), "of", broken)
        answer = client.get(reverse("cases:part", args=[circle.code, Part.SERVICES]))
    assert answer.status_code == 500
    assert hits(answer.content, SECRETS) == []


def attach_target():
    from zaklon.cases.vault.keys import ContentPlace

    return ContentPlace


def broken(record):
    """A fault in the middle of opening, whose text quotes what was being opened."""
    said = f"{GIVEN} {FAMILY} {TOLD}"
    raise ArithmeticError(said, record.pk)


def work(circle):
    """What the worker does by the minute and by night, with a message to somebody."""
    circle.assign(circle.investigator)
    for task in (send_waiting, tasks.start_clocks, tasks.tidy_vault, tasks.drop_old_exports, tasks.follow_the_clock):
        task(0)


def everywhere(connect, committed_server, place, words):
    """Each place of the whole installation in which one of the words lies."""
    superuser = connect("postgres")
    superuser.autocommit = True
    superuser.execute("CHECKPOINT")
    superuser.execute("SELECT pg_switch_wal()")
    name = superuser.info.dbname
    dump = _program("pg_dump", *_where(committed_server["host"], committed_server["port"], name))
    assert b"COPY public.cases_record" in dump
    asked = superuser.execute("SELECT string_agg(query, E'\\n') FROM pg_stat_activity").fetchone()[0]
    found = [f"dump: {word}" for word in hits(dump, words)]
    found += [f"activity: {word}" for word in hits(asked.encode(), words)]
    return found + hits_under(place, words)


def test_names_numbers_words_and_papers_lie_nowhere_in_what_a_thief_would_hold(
    committed, committed_server, application, place, capfd, record_property
):
    circle = Circle()
    plant(circle)
    work(circle)
    assert list((place / "mail").iterdir()), "a mail was sent"
    assert (place / "logs" / "application.log").stat().st_size
    assert list((place / "server").rglob("pg_wal/0*")), "the write-ahead log is searched too"
    found = everywhere(committed, committed_server, place, SECRETS)
    said = capfd.readouterr()
    found += [f"output: {word}" for word in hits((said.out + said.err).encode(), SECRETS)]
    octets = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    forms = sum(len(forms_of(word)) for word in SECRETS)
    record_property("hits", len(found))
    print(f"{forms} forms of {len(SECRETS)} words in {octets // 1_000_000} MB: {len(found)} hits")  # noqa: T201
    assert found == []


def test_the_same_search_finds_a_word_that_is_written_openly(committed, committed_server, application, place):
    """In the dump, the heap, the write-ahead log, a mail and a log; and in every form."""
    circle = Circle()
    by = {"actor": circle.manager, "now": now()}
    with acting_as(circle.manager):
        # Why a flag is taken down is no sealed content: the form asks to write no names.
        flags.resolve_flag(circle.code, flags.raise_flag(circle.code, FlagKind.MISSING, **by), OPENLY, **by)
    (place / "mail" / "open.log").write_text(f"Dear {OPENLY}", encoding="utf-16")
    (place / "temporary" / "open").write_bytes(OPENLY.casefold().encode().hex().encode())
    found = " ".join(everywhere(committed, committed_server, place, [OPENLY]))
    for each in ("dump:", "/base/", "/pg_wal/", "mail/", "temporary/"):
        assert each in found, each


@pytest.mark.parametrize("word", SECRETS)
def test_each_form_of_a_word_is_a_hit_and_a_part_of_it_is_none(word):
    for form in forms_of(word):
        assert hits(b"\x00before" + form + b"after\xff", [word]) == [word]
        assert len(form) >= 6
    assert hits(word[:-2].encode(), [word]) == []
