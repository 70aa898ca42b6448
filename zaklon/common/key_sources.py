"""Where keys come from: files, a text from the environment, or a command that asks a key service.

Text and command give lines `vault-1:<64 hexadecimal digits>`, also separated by commas. What they do not give comes
from the files. No key ever stands in a repr, a log or an error.
"""

import re
import shlex
import subprocess
import threading
from pathlib import Path

from zaklon.common.sealing import KeyMissingError, Keyring

_LINE = re.compile(r"([a-z][a-z-]{0,30}-[1-9][0-9]{0,5}):([0-9a-fA-F]{64})")
_COMMAND_SECONDS = 20


class KeySourceError(RuntimeError):
    """The source gives no usable keys; says which source and what to do, never what it gave."""


class KeySource:
    """The key rings of an installation, by family.

    Files are read anew when their folder changes, so that a key put there is used without a restart. A command runs
    once in the life of a process.
    """

    def __init__(self, folder: Path, *, text: str = "", command: str = "") -> None:
        """Raises KeySourceError when both a text and a command are given: which of them rules must not be a guess."""
        if text and command:
            raise KeySourceError("keys come from a text and from a command: keep one of them")
        self._folder = folder
        self._text = text
        self._command = command
        self._given: dict[str, bytes] | None = None
        self._read: dict[str, tuple[int, Keyring]] = {}
        self._lock = threading.Lock()

    def ring(self, family: str) -> Keyring:
        """The keys of a family. Raises KeySourceError, KeyMissingError or ValueError, each saying what to mend."""
        with self._lock:
            given = {name: key for name, key in self._elsewhere().items() if name.rpartition("-")[0] == family}
            return Keyring(given) if given else self._from_files(family)

    def _elsewhere(self) -> dict[str, bytes]:
        if self._given is None:
            text = _answer(self._command) if self._command else self._text
            source = "the answer of the key command" if self._command else "the text with keys"
            self._given = _parsed(text, source)
        return self._given

    def _from_files(self, family: str) -> Keyring:
        try:
            changed = self._folder.stat().st_mtime_ns
        except FileNotFoundError:
            raise KeyMissingError(f"the folder of keys {self._folder} is missing") from None
        known = self._read.get(family)
        if known is None or known[0] != changed:
            known = self._read[family] = (changed, Keyring.read(self._folder, family))
        return known[1]

    def __repr__(self) -> str:
        kind = "command" if self._command else "text" if self._text else "files"
        return f"KeySource({kind})"


def _parsed(text: str, source: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    lines = [line.strip() for line in re.split(r"[,\n]", text) if line.strip()]
    for number, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise KeySourceError(f"key {number} of {source} is not of the form vault-1:<64 hexadecimal digits>")
        if found[1] in keys:
            raise KeySourceError(f"{source} gives {found[1]} twice")
        keys[found[1]] = bytes.fromhex(found[2])
    return keys


def _answer(command: str) -> str:
    """What the command prints. Its own words are not passed on: a slip there could show a key."""
    words = shlex.split(command)
    name = Path(words[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
            words, capture_output=True, text=True, timeout=_COMMAND_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise KeySourceError(f"the key command {name} gave no answer in {_COMMAND_SECONDS} seconds") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeySourceError(f"the key command {name} cannot be run ({type(error).__name__})") from None
    if done.returncode:
        raise KeySourceError(f"the key command {name} ended with code {done.returncode}: run it by hand to see why")
    if not done.stdout.strip():
        raise KeySourceError(f"the key command {name} printed nothing: run it by hand to see why")
    return done.stdout
