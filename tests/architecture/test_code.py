"""Budgets of size, private tables, generated pages, the glossary."""

import ast
import re
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db.models import TextChoices

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path for path in (ROOT / "zaklon").rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts
)
OWN_APPS = {
    "access",
    "audit",
    "notify",
    "vocabulary",
    "documents",
    "plan",
    "cases",
    "pathway",
    "identification",
    "protection",
    "signal",
    "registers",
    "helpline",
    "capacity",
    "partnership",
}
# `access` is the wall that everybody stands at; `vocabulary` the words that everybody uses; `cases` the file on which
# the contexts above it put their own pages.
SHARED_MODELS = {"zaklon.access.models", "zaklon.vocabulary.models", "zaklon.cases.models"}
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_functions_stay_small(path):
    text = path.read_text()
    assert len(text.splitlines()) <= MAX_FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < MAX_FUNCTION_LINES, f"{node.name} is too long"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_lives_in_it(path):
    assert ast.get_docstring(ast.parse(path.read_text())), "the module opens with one line on what lives there"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_day_is_read_off_the_country_s_clock(path):
    # Moments come in UTC: for the first hours of each day their own date is yesterday's.
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date":
            moment = ast.unparse(node.func.value)
            is_local = moment == "here" or any(word in moment for word in ("astimezone(", "localtime(", "start + "))
            assert is_local or node.args, f"{moment}.date(): say timezone.localdate({moment})"


def test_a_context_s_tables_are_private():
    graph = grimp.build_graph("zaklon")
    for module in graph.modules:
        match = re.fullmatch(r"(zaklon\.\w+)\.models(\..*)?", module)
        if match is None or f"{match[1]}.models" in SHARED_MODELS:
            continue
        for importer in graph.find_modules_that_directly_import(module):
            assert importer.startswith(f"{match[1]}."), f"{importer} reaches into {module}"


def test_nothing_of_the_banned_is_imported():
    text = "\n".join(path.read_text() for path in SOURCES)
    for banned in ("django.contrib.admin", "django.dispatch", "GenericForeignKey", "except Exception", "TODO", "FIXME"):
        assert banned not in text


def test_printed_pages_are_current():
    from zaklon.config.printing import pages

    for path, text in pages().items():
        assert path.exists(), f"{path.name} is missing: make docs"
        assert path.read_text() == text, f"{path.name} is stale: make docs"


def test_the_glossary_knows_every_model_and_every_status():
    glossary = (ROOT / "docs" / "glossary.md").read_text().lower()
    for model in apps.get_models():
        if model._meta.app_label in OWN_APPS:
            words = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()
            assert words in glossary, f"{words} is not in docs/glossary.md"


def test_every_status_of_a_step_table_is_explained():
    from zaklon.config.printing import STATE_TABLES

    glossary = (ROOT / "docs" / "glossary.md").read_text().lower()
    for _title, steps in STATE_TABLES.values():
        for step in steps:
            for status in (step.source, step.target):
                assert isinstance(status, TextChoices)
                assert str(status) in glossary, f"the status {status} is not in docs/glossary.md"


def test_no_tracked_file_names_a_machine_or_a_package_index():
    words = ["pypi" + ".org", "npmjs" + ".org", "files.python" + "hosted", "/wo" + "rk/", "/ro" + "ot/"]
    for pattern in ("*.py", "*.md", "*.lock", "*.toml", "*.yaml", "*.csv", "*.html", "Makefile", "*.js", "*.css"):
        for path in ROOT.rglob(pattern):
            if any(part.startswith(".") or part in {"var", "node_modules"} for part in path.relative_to(ROOT).parts):
                continue
            text = path.read_text(errors="ignore")
            assert not any(word in text for word in words), path
