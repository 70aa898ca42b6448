"""Names of files are safe to offer on any system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.documents.names import clean_name


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Zapisnik šeste sjednice.PDF", "Zapisnik šeste sjednice.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\name\\list.pdf", "list.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ('re"po<r>t:?*|.pdf', "report.pdf"),
        ("  many   spaces \t.pdf", "many spaces.pdf"),
        ("...hidden.pdf", "hidden.pdf"),
        (".pdf", "document.pdf"),
        ("con.pdf", "_con.pdf"),
        ("line\r\nbreak.pdf", "line break.pdf"),
        ("z\u030cena.pdf", "žena.pdf"),
        ("Ђорђе.pdf", "Ђорђе.pdf"),
    ],
)
def test_names_keep_their_words_and_lose_what_is_unsafe(name, cleaned):
    assert clean_name(name, "pdf") == cleaned


@given(st.text())
def test_any_name_becomes_a_short_safe_one_that_stays_as_it_is(name):
    cleaned = clean_name(name, "pdf")
    assert cleaned.endswith(".pdf")
    assert 4 < len(cleaned) <= 120
    assert not set(cleaned) & set('/\\<>:"|?*\r\n\t\x00')
    assert not cleaned.startswith(".")
    assert clean_name(cleaned, "pdf") == cleaned
