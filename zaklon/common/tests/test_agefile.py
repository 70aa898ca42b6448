"""Files sealed in the format age open with their own password or key, and not when anything was changed."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.agefile import bech32
from zaklon.common.agefile.sealing import (
    CannotOpenError,
    new_key_pair,
    opened_with_key,
    opened_with_password,
    read_public_key,
    sealed_for_key,
    sealed_with_password,
)

# Known answers made by another implementation of the format.
FOREIGN_PASSWORD = "light-original-energy-average-wish-blind-vendor-pencil-illness-scorpion"
BY_PASSWORD = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCB4Y2lkcXJQdmwwZzRROEZ5eXU4dHNnIDgKNnM2Ylp2Vlg2b0NBSVp2QkxCZEhJbEJrYUcr"
    "eWRIZHVHWVpBaUJkUy9ZMAotLS0gZ280TkNGT05VTDEwZW5WRjVPMnkxem05eWQwdkM0S09hSU1nV05aYW5QSQom4WH7RYXsjlDm3HNKCe9gY2If"
    "CjTY/2t6PF4bzUkeWZWkE7kd"
)
FOREIGN_KEY = "AGE-SECRET-KEY-1L27NYJDYRNDSCCELNZE8C6JTSH22TLQJVPGD7289KDLMZA5HWN6SZPEHGF"
BY_KEY = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBOb280UHUyVWZwTllzY3Z5OU1tTjlscHV1Smt4Nng0MEZkdGZoQzd1dVFZCmk0VUNvVmox"
    "bEhHalV0bVR2MHFyRGl0YzNtMXdoY1oyVUtvWDU3MUQwR1EKLS0tIGJ1RTZSYmR6ZlNHSk5tSGl3U2hqR1FFUDF4eEdjSGZtbXlYQUN4SnM4RDAK"
    "yqdZXpg65sTtmakjxLONtEgaSwXeS8t+7jAWvlleVEFO4/9QIQ=="
)
PAIR = (
    "AGE-SECRET-KEY-1RKH0DGHQ0FU6VLXX2VW6Y3W2TKK7KR4J36N9SNDXK75JHCJ3N6JQNZJF5J",
    "age1tgyuvdlmpejqsdf847hevurz9szk7vf3j7ytfyqecgzvphvu2d8qrtaxl6",
)
LENGTHS = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]


def test_files_of_another_implementation_open():
    assert opened_with_password(base64.b64decode(BY_PASSWORD), FOREIGN_PASSWORD) == b"test\n"
    assert opened_with_key(base64.b64decode(BY_KEY), FOREIGN_KEY) == b"test\n"


def test_a_key_of_another_implementation_opens_what_we_seal_for_it():
    assert opened_with_key(sealed_for_key(b"invented", PAIR[1]), PAIR[0]) == b"invented"


@pytest.mark.parametrize("length", LENGTHS)
def test_content_of_any_length_comes_back(length):
    content = bytes(range(256)) * (length // 256 + 1)
    private, public = new_key_pair()
    assert opened_with_password(sealed_with_password(content[:length], "p", work_factor=2), "p") == content[:length]
    assert opened_with_key(sealed_for_key(content[:length], public), private) == content[:length]


def test_another_password_or_key_does_not_open():
    with pytest.raises(CannotOpenError, match="not the one"):
        opened_with_password(sealed_with_password(b"x", "right", work_factor=2), "wrong")
    with pytest.raises(CannotOpenError, match="not the one"):
        opened_with_key(sealed_for_key(b"x", new_key_pair()[1]), new_key_pair()[0])
    with pytest.raises(CannotOpenError, match="not the one"):
        opened_with_key(sealed_with_password(b"x", "right", work_factor=2), new_key_pair()[0])


@given(data=st.data())
def test_nothing_can_be_changed_in_a_sealed_file(data):
    sealed = sealed_with_password(b"an invented content", "right", work_factor=1)
    place = data.draw(st.integers(0, len(sealed) - 1))
    changed = bytes([sealed[place] ^ data.draw(st.integers(1, 255))])
    # A changed digit of the work factor would only make the test slow.
    line = sealed.split(b"\n")[1]
    if sealed.find(line) + len(line) - 2 <= place <= sealed.find(line) + len(line):
        return
    with pytest.raises(CannotOpenError):
        opened_with_password(sealed[:place] + changed + sealed[place + 1 :], "right")


@pytest.mark.parametrize("cut", [1, 16, 17, 65_552, 70_000])
def test_a_file_that_was_cut_off_does_not_open(cut):
    private, public = new_key_pair()
    sealed = sealed_for_key(bytes(131_072), public)
    with pytest.raises(CannotOpenError, match="changed or cut off"):
        opened_with_key(sealed[:-cut], private)


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        b"%PDF-1.7",
        b"age-encryption.org/v2\n-> scrypt a 1\nb\n--- c\n",
        b"age-encryption.org/v1\n--- AAAA\n",
        b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n" + b"A" * 43 + b"\n--- AAAA\n",
        b"age-encryption.org/v1\n-> scrypt AAAA 2\n" + b"A" * 43 + b"\n--- AAAA\n",
        b"age-encryption.org/v1\n->  scrypt\n\n--- AAAA\n",
        "age-encryption.org/v1\n-> ščrypt\n\n--- AAAA\n".encode(),
    ],
)
def test_what_is_no_sealed_file_is_refused_without_much_work(foreign):
    with pytest.raises(CannotOpenError):
        opened_with_password(foreign, "any")


@pytest.mark.parametrize("text", ["", "age1", PAIR[1][:-1], PAIR[1][:-1] + "q", PAIR[1].replace("t", "b", 1), PAIR[0]])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(ValueError, match="key"):
        read_public_key(text)


@given(st.binary(max_size=64))
def test_bech32_comes_back(content):
    assert bech32.decode("age", bech32.encode("age", content)) == content
