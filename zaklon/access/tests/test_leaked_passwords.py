"""Leaked passwords are refused from a file, without asking anybody."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.forms.leaked_passwords import LeakedPasswordValidator, stands_in

digests = st.sets(st.binary(min_size=20, max_size=20).map(lambda each: each.hex().upper()), max_size=40)


def digest_of(password):
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def write(path, lines):
    path.write_text("".join(f"{line}:{number}\r\n" for number, line in enumerate(sorted(lines))))
    return path


def test_a_leaked_password_is_refused_and_another_taken(tmp_path, settings):
    leaked = write(tmp_path / "leaked", [digest_of(f"invented password {number}") for number in range(200)])
    settings.LEAKED_PASSWORDS = str(leaked)
    for number in (0, 7, 199):
        with pytest.raises(ValidationError):
            LeakedPasswordValidator().validate(f"invented password {number}")
    LeakedPasswordValidator().validate("invented password 200")


def test_without_a_file_nothing_is_refused(settings):
    settings.LEAKED_PASSWORDS = ""
    LeakedPasswordValidator().validate("invented password 1")


def test_a_file_that_is_set_and_missing_is_a_loud_error(settings, tmp_path):
    settings.LEAKED_PASSWORDS = str(tmp_path / "nothing")
    with pytest.raises(FileNotFoundError):
        LeakedPasswordValidator().validate("invented password 1")


@given(digests, digests)
def test_the_search_finds_what_stands_there_and_nothing_else(tmp_path_factory, listed, others):
    path = write(tmp_path_factory.mktemp("leaked") / "leaked", listed)
    for digest in listed | others:
        assert stands_in(path, digest) == (digest in listed)
