"""The audit of dependencies never calls silence good news."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("audit_dependencies", ROOT / "tools" / "audit_dependencies.py")
audit = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(audit)

FAULT = {"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"]}
FAULTY = {"dependencies": [{"name": "jinja2", "version": "2.10", "vulns": [FAULT]}]}
# What pip-audit 2.10 says without a network: exit code 0, and this.
UNKNOWN = {"dependencies": [{"name": "jinja2", "skip_reason": "Dependency not found and could not be audited"}]}
CLEAN = {"dependencies": [{"name": "django", "version": "5.2.19", "vulns": []}]}


@pytest.mark.parametrize("canary", [None, UNKNOWN, {"dependencies": []}, CLEAN])
def test_without_advisory_data_it_says_skipped_whatever_the_report_says(canary):
    for report in (None, CLEAN, UNKNOWN):
        code, sentence = audit.judge(canary, report)
        assert code == 0
        assert sentence.startswith("SKIPPED")


def test_a_finding_fails_and_is_named():
    code, sentence = audit.judge(FAULTY, FAULTY)
    assert (code, "jinja2 2.10: PYSEC-2019-217, mended in 2.10.1" in sentence) == (1, True)


def test_a_package_of_which_nothing_could_be_learned_fails():
    code, sentence = audit.judge(FAULTY, UNKNOWN)
    assert (code, "jinja2" in sentence) == (1, True)
    assert audit.judge(FAULTY, None)[0] == 1


def test_pins_without_a_known_fault_pass():
    assert audit.judge(FAULTY, CLEAN) == (0, "1 pinned packages audited: no known fault.")
