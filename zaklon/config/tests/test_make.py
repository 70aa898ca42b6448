"""`make` before there is an environment: what a machine may lack, and what a cut-off start leaves."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zaklon.config.cli import parsers

ROOT = Path(__file__).resolve().parents[3]
_spec = importlib.util.spec_from_file_location("make_environment", ROOT / "tools" / "make_environment.py")
environments = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(environments)


def _make(*arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(  # noqa: S603
        [shutil.which("make"), *arguments], cwd=ROOT, env=kept, capture_output=True, text=True, check=False
    )


def test_an_older_python_is_named_with_what_to_do():
    with pytest.raises(environments.Lacking, match=r"Python 3\.11 or newer, and this is 3\.10\.4.*PYTHON=python3\.12"):
        environments.refuse_old_python((3, 10, 4))
    environments.refuse_old_python((3, 11, 0))


def test_an_older_python_stops_make_before_anything_is_made(tmp_path):
    old = tmp_path / "python3.9"
    code = "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = sys.argv[1:]; "
    code += "runpy.run_path(sys.argv[0], run_name='__main__')"
    old.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{code}" "$@"\n')
    old.chmod(0o755)
    done = _make("run", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}")
    assert done.returncode != 0
    assert "this is 3.9.2" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_missing_python_is_named(tmp_path):
    done = _make("run", "PYTHON=python-that-is-not-there", f"VENV={tmp_path / 'venv'}")
    assert done.returncode != 0
    assert "python-that-is-not-there was not found. Install Python 3.11 or newer" in done.stderr


def test_make_help_names_every_target(tmp_path):
    said = _make("help").stdout
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()
    inner = {"help", "setup", "setup-dev", "browser"}
    assert {name for name in phony if f"make {name} " in said} == set(phony) - inner


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """What would be installed and linked, without a network."""
    done = []
    monkeypatch.setattr(environments, "_make_empty", lambda environment: done.append(("empty", environment.name)))
    monkeypatch.setattr(environments, "_install", lambda environment, lock: done.append((lock.name, environment.name)))
    monkeypatch.setattr(
        environments.subprocess, "run", lambda *_arguments, **_options: subprocess.CompletedProcess([], 0)
    )
    return done


def test_an_environment_that_was_cut_off_is_made_anew(installed, tmp_path):
    environment = tmp_path / "venv"
    environment.mkdir()
    (environment / "pyvenv.cfg").touch()
    (tmp_path / "venv.making").touch()
    assert environments.main([str(environment), "requirements.lock", ".ready"]) == 0
    assert installed == [("empty", "venv"), ("requirements.lock", "venv")]
    assert not (tmp_path / "venv.making").exists()
    assert environments.main([str(environment), "requirements.lock", ".ready"]) == 0
    assert len(installed) == 2


def test_an_environment_that_is_whole_but_older_than_its_lock_is_completed(installed, tmp_path):
    environment = tmp_path / "venv"
    environment.mkdir()
    (environment / "pyvenv.cfg").touch()
    (environment / ".ready").touch()
    os.utime(environment / ".ready", (0, 0))
    assert environments.main([str(environment), "requirements.lock", ".ready"]) == 0
    assert installed == [("requirements.lock", "venv")]


def test_a_folder_with_something_else_in_it_is_left_alone(installed, tmp_path, capsys):
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "letters").touch()
    assert environments.main([str(tmp_path / "venv"), "requirements.lock", ".ready"]) == environments.LACKING
    assert "is no Python environment" in capsys.readouterr().err
    assert installed == []


def test_a_full_disk_is_named_before_the_environment_is_made(installed, tmp_path, monkeypatch, capsys):
    usage = shutil.disk_usage(tmp_path)._replace(free=3_000_000)
    monkeypatch.setattr(environments.shutil, "disk_usage", lambda _folder: usage)
    assert environments.main([str(tmp_path / "venv"), "requirements.lock", ".ready"]) == environments.LACKING
    assert "Only 3 MB are free" in capsys.readouterr().err
    assert installed == []


def _commands_of(text):
    """Every `zaklon …` in quotes of code, or on an indented line."""
    found = re.findall(r"`zaklon ([^`]+)`", text)
    found += re.findall(r"^ {4}zaklon (\S.*?)(?:   .*)?$", text, re.MULTILINE)
    return found


@pytest.mark.parametrize("page", ["README.md", "docs/packs.md", "docs/settings.md", "docs/architecture.md"])
def test_every_command_that_a_page_names_can_be_typed(page):
    parser = parsers.build()
    for command in _commands_of((ROOT / page).read_text()):
        words = [word.strip('"') for word in command.replace('"Full Name"', "Name").replace(" …", "").split()]
        parsed = parser.parse_args(words)
        assert parsed.handler, command


def test_the_readme_names_commands():
    assert len(_commands_of((ROOT / "README.md").read_text())) >= 8
