"""The printed page on screening says all that the packs and the rules hold."""

import pytest

from zaklon.identification.printing import screening_page
from zaklon.identification.rules.findings import Finding
from zaklon.identification.tests.instruments import first_pack


@pytest.fixture(scope="module")
def page():
    return screening_page([first_pack()])


def test_every_indicator_stands_there_with_strength_certainty_and_source(page):
    for listed in first_pack().instruments:
        section = page.partition(f"(`{listed.code}`, version {listed.version})")[2].partition("\n### ")[0]
        for each in listed.indicators:
            strength = f" {each.strength} |" if each.strength else ""
            line = f"| `{each.code}` | {each.labels['en']} |{strength} {each.certainty} | {each.source}"
            assert line in section


def test_a_list_that_is_off_says_so_with_its_reason(page):
    assert page.count("**Not in use.** Written mostly from memory") == 2


def test_the_table_shows_every_combination_and_names_every_finding(page):
    table = page.partition("| means at recruitment |")[2].partition("\n\n")[0]
    assert len(table.splitlines()) == 2 + 16
    assert table.count("(listed)") == 2 + 2 * 4
    assert all(f"| `{finding}` |" in page for finding in Finding)
