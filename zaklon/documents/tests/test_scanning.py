"""The operator's scanner: what it finds is refused, and without its answer nothing is taken."""

import sys

import pytest

from zaklon.common.errors import RuleBroken
from zaklon.documents.checks import checked

# Stands for a scanner: refuses what holds the word.
_SCANNER = "import sys; sys.exit(b'harmful' in sys.stdin.buffer.read())"


def scans_with(settings, program):
    settings.SCAN_COMMAND = [sys.executable, "-c", program]


def refusal(content):
    with pytest.raises(RuleBroken) as found:
        checked("note.txt", content)
    return found.value.code, found.value.field


def test_a_clean_file_is_taken_and_an_infected_one_refused(settings):
    scans_with(settings, _SCANNER)
    assert checked("note.txt", b"plain words").content == b"plain words"
    assert refusal(b"something harmful") == ("file_infected", "file")


@pytest.mark.parametrize("program", ["import sys; sys.exit(2)", "import os; os.abort()"])
def test_while_the_scanner_fails_no_file_is_taken(settings, program):
    scans_with(settings, program)
    assert refusal(b"plain words") == ("file_not_scanned", "file")


def test_a_scanner_that_is_not_there_takes_no_file(settings):
    settings.SCAN_COMMAND = ["/nonexistent/scanner"]
    assert refusal(b"plain words") == ("file_not_scanned", "file")


def test_without_a_scanner_the_structure_alone_decides(settings):
    settings.SCAN_COMMAND = []
    assert checked("note.txt", b"something harmful").media_type == "text/plain"
