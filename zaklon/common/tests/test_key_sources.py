"""Keys from files, a text or a command; whatever goes wrong, no key is shown."""

import os
import sys

import pytest

from zaklon.common.key_sources import KeySource, KeySourceError
from zaklon.common.sealing import KeyMissingError

ONE, TWO = "11" * 32, "ab" * 32


def command(code):
    return f"{sys.executable} -c {code!r}"


def test_files_are_read_anew_when_a_key_is_added(tmp_path):
    (tmp_path / "vault-1.key").write_text(ONE)
    source = KeySource(tmp_path)
    assert source.ring("vault").newest == "vault-1"
    (tmp_path / "vault-2.key").write_text(TWO)
    os.utime(tmp_path, ns=(1, 1))  # a clock too coarse to tell two writes apart
    assert source.ring("vault").newest == "vault-2"
    assert source.ring("vault").names == {"vault-1", "vault-2"}


def test_a_text_gives_keys_of_several_families_and_files_give_the_rest(tmp_path):
    (tmp_path / "search-1.key").write_text(ONE)
    assert KeySource(tmp_path, text=f"vault-1:{ONE},vault-2:{TWO}").ring("vault").key("vault-2").hex() == TWO
    assert KeySource(tmp_path, text=f"vault-1:{ONE}").ring("search").key("search-1").hex() == ONE
    assert KeySource(tmp_path, text=f"vault-1:{ONE}\nsearch-1:{TWO}\n").ring("search").key("search-1").hex() == TWO


def test_a_command_runs_once_in_a_process_and_without_a_shell(tmp_path):
    count = tmp_path / "count"
    code = f"open({str(count)!r}, 'a').write('x'); print('vault-1:{ONE}'); print('search-1:{TWO}')"
    source = KeySource(tmp_path, command=command(code) + " ; $(touch nothing) > nowhere")
    assert source.ring("vault").newest == "vault-1"
    assert source.ring("search").key("search-1").hex() == TWO
    assert count.read_text() == "x"
    assert [path.name for path in tmp_path.iterdir()] == ["count"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"vault-1:{ONE[:-1]}", "key 1 of the text"),
        (f"vault-1:{ONE},vault-2={TWO}", "key 2 of the text"),
        (f"vault-0:{ONE}", "key 1 of the text"),
        (f"vault-1:{ONE},vault-1:{TWO}", "gives vault-1 twice"),
    ],
)
def test_a_damaged_text_is_refused_without_showing_a_key(tmp_path, text, what):
    with pytest.raises(KeySourceError, match=what) as refused:
        KeySource(tmp_path, text=text).ring("vault")
    assert ONE[:20] not in str(refused.value)
    assert TWO[:20] not in str(refused.value)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (f"import sys; print('vault-1:{ONE}'); sys.exit('secret {ONE}')", "ended with code 1"),
        ("pass", "printed nothing"),
        (f"print('{ONE}')", "key 1 of the answer"),
        (r"import sys; sys.stdout.buffer.write(b'\xff\xfe')", "cannot be run"),
    ],
)
def test_a_failing_command_is_named_and_its_words_are_not_passed_on(tmp_path, code, what):
    with pytest.raises(KeySourceError, match=what) as refused:
        KeySource(tmp_path, command=command(code)).ring("vault")
    assert ONE[:20] not in f"{refused.value} {refused.value.__cause__}"


def test_a_command_that_hangs_or_is_not_there_is_named(tmp_path, monkeypatch):
    with pytest.raises(KeySourceError, match="no-such-command cannot be run"):
        KeySource(tmp_path, command="/nowhere/no-such-command").ring("vault")
    monkeypatch.setattr("zaklon.common.key_sources._COMMAND_SECONDS", 0.2)
    with pytest.raises(KeySourceError, match="no answer"):
        KeySource(tmp_path, command=command("input_ = __import__('time').sleep(30)")).ring("vault")


def test_two_sources_at_once_are_refused_and_none_is_told(tmp_path):
    with pytest.raises(KeySourceError, match="keep one of them"):
        KeySource(tmp_path, text=f"vault-1:{ONE}", command="true")
    with pytest.raises(KeyMissingError, match="vault-1"):
        KeySource(tmp_path).ring("vault")
    with pytest.raises(KeyMissingError, match="folder of keys"):
        KeySource(tmp_path / "none").ring("vault")


def test_a_source_shows_only_its_kind(tmp_path):
    source = KeySource(tmp_path, text=f"vault-1:{ONE}")
    assert repr(source) == "KeySource(text)"
    assert ONE not in repr(source.ring("vault"))
    assert repr(KeySource(tmp_path, command="fetch --token invented")) == "KeySource(command)"
