"""`zaklon plan import --dry-run`: needs no Django, no settings, no database, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zaklon.config.cli import main
from zaklon.plan.tests.importing.made_plans import make_plan, render

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def plan_file(tmp_path):
    """An invented plan of five activities as a Word file."""
    path = tmp_path / "plan.docx"
    path.write_bytes(render(make_plan(5), "docx"))
    return path


@pytest.mark.slow
def test_reading_a_plan_loads_no_django_and_writes_nothing(plan_file, tmp_path):
    code = (
        "import sys; from zaklon.config.cli import main\n"
        f"code = main(['plan', 'import', {str(plan_file)!r}, '--dry-run', '--json'])\n"
        "sys.exit(code or 50 * ('django.db' in sys.modules or 'django.conf' in sys.modules))"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZAKLON_", "DJANGO_"))}
    data = tmp_path / "never made"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, "ZAKLON_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["activities"]) == 5
    assert not data.exists()


def test_without_json_it_speaks_in_lines(plan_file, capsys):
    assert main(["plan", "import", str(plan_file), "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("5 activities\n")


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "plan.docx", "The file is empty."),
        (b"%PDF-1.7", "plan.pdf", "cannot be read as a plan"),
        (None, "gone.docx", "cannot be opened"),
    ],
)
def test_a_refusal_is_one_json_object_and_exit_code_2(tmp_path, capsys, content, name, error):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["plan", "import", str(path), "--dry-run", "--json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"error", "hint"}
    assert error in said["error"]
    assert said["hint"]


def test_a_faulty_pack_is_named_with_the_command_that_explains_it(plan_file, tmp_path, capsys):
    (tmp_path / "pack").mkdir()
    assert main(["plan", "import", str(plan_file), "--dry-run", "--json", "--pack", str(tmp_path / "pack")]) == 2
    said = json.loads(capsys.readouterr().out)
    assert "cannot be used" in said["error"]
    assert f"zaklon pack check {tmp_path / 'pack'}" in said["hint"]
