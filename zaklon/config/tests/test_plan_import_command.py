"""`zaklon plan import FILE` keeps a plan file as an import that waits for the coordinator."""

import json
from contextlib import contextmanager

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.config.cli import ground, parsers
from zaklon.plan.queries.imports import imports
from zaklon.plan.states import ImportStatus
from zaklon.plan.tests.intake.rivers import kept_imports, kept_plans, load_rivers, rivers_file

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def ready(monkeypatch, settings, tmp_path):
    """The test's own database stands in for the one that the command would start."""

    @contextmanager
    def database():
        yield False

    monkeypatch.setattr(ground, "database", database)
    monkeypatch.setattr(ground, "start_django", lambda: None)
    settings.ATTACHMENTS_DIR = tmp_path / "attachments"
    load_rivers()


@pytest.fixture
def office():
    return make_actor(Role.COORDINATOR, body=make_body("OFFICE"))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan 2027.docx"
    path.write_bytes(rivers_file(6))
    return path


def typed(*words):
    """Run the command as typed; returns its exit code."""
    arguments = parsers.build().parse_args(["plan", "import", *map(str, words)])
    return arguments.handler(arguments)


def test_a_file_is_kept_for_the_coordinator_and_no_plan_is_made(office, file, capsys):
    assert typed(file) == 0
    (plan_import,) = kept_imports()
    said = capsys.readouterr().out
    assert f"/plan/imports/{plan_import.pk}/" in said
    assert "sign in as the coordinator" in said
    assert (plan_import.status, plan_import.read_by_id) == (ImportStatus.READ, None)
    assert kept_plans() == 0
    with acting_as(office):
        assert [row.import_id for row in imports(actor=office, offset=0, size=9).rows] == [plan_import.pk]
    with acting_as(SYSTEM):
        assert [entry.action for entry in entries(subject=str(plan_import.pk))] == ["import.read"]


def test_as_json_it_names_the_import(office, file, capsys):
    assert typed(file, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"import": str(kept_imports()[0].pk)}


def test_the_same_file_again_is_the_same_import(office, file, capsys):
    assert [typed(file), typed(file)] == [0, 0]
    assert len(kept_imports()) == 1


def test_without_a_coordinator_nobody_could_open_it_so_it_is_refused(file, capsys):
    assert typed(file) == 2
    said = capsys.readouterr().err
    assert "Invite a coordinator first" in said
    assert "Nothing was kept" in said
    assert kept_imports() == []


def test_a_strategy_that_is_not_there_is_refused(office, file, capsys):
    assert typed(file, "--strategy", "NONE", "--json") == 2
    refusal = json.loads(capsys.readouterr().out)
    assert "NONE" in refusal["error"]
    assert refusal["hint"] == "Nothing was kept."
    assert kept_imports() == []


def test_a_file_that_is_no_plan_is_refused_with_what_to_do(office, tmp_path, capsys):
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter about the weather.\n" * 20)
    assert typed(letter) == 2
    assert "No activities were found" in capsys.readouterr().err
    assert kept_imports() == []


def test_a_file_that_is_not_there_is_said_in_a_sentence(office, tmp_path, capsys):
    assert typed(tmp_path / "none.docx", "--json") == 2
    assert "none.docx cannot be opened" in json.loads(capsys.readouterr().out)["error"]


def test_a_dry_run_keeps_nothing(office, file, capsys):
    assert typed(file, "--dry-run", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["activities"]) == 6
    assert kept_imports() == []
