"""Sealing a file with a password or for the holder of a key, and opening it again without any server.

The format is age-encryption.org/v1 (https://c2sp.org/age): whoever receives such a file opens it with `zaklon
open-export` or with any other program that knows the format. A random file key is wrapped by scrypt and the password,
or by X25519 and the receiver's key; the header is authenticated, the content sealed with ChaCha20-Poly1305 in pieces,
each bound to its place, the last one marked. All primitives are those of the library `cryptography`.
"""

import base64
import binascii
import hmac
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from zaklon.common.agefile import bech32

VERSION = "age-encryption.org/v1"
PUBLIC_PREFIX, PRIVATE_PREFIX = "age", "age-secret-key-"
# 2 to the power of this: 64 MB and a quarter of a second for each guess, at passwords of more than 90 bits.
WORK_FACTOR = 16
# A header that asks for more would let a stranger's file take all memory.
_MOST_WORK = 20
_PIECE_BYTES = 64 * 1024
_TAG_BYTES, _KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 16, 32, 16, 16
_FILE_KEY_BYTES = 16
_LONGEST_LINE = 64
_MOST_HEADER = 4096
_NO_NONCE = bytes(12)

Unwrap = Callable[["Stanza"], bytes | None]


class CannotOpenError(ValueError):
    """The file does not open; says whether it is none of ours, was changed, or the password or key is another."""


@dataclass(frozen=True)
class Stanza:
    """One wrapping of the file key: its kind, arguments and body."""

    words: tuple[str, ...]
    body: bytes

    @property
    def text(self) -> str:
        lines = ["-> " + " ".join(self.words)]
        written = _written(self.body)
        lines += [written[at : at + _LONGEST_LINE] for at in range(0, len(written), _LONGEST_LINE)]
        return "\n".join(lines if len(written) % _LONGEST_LINE else [*lines, ""]) + "\n"


def sealed_with_password(content: bytes, password: str, *, work_factor: int = WORK_FACTOR) -> bytes:
    """The content sealed with a password; costs a guesser as much as us, each time."""
    file_key, salt = secrets.token_bytes(_FILE_KEY_BYTES), secrets.token_bytes(_SALT_BYTES)
    wrapping = _from_password(password, salt, work_factor)
    body = ChaCha20Poly1305(wrapping).encrypt(_NO_NONCE, file_key, None)
    return _sealed(content, file_key, Stanza(("scrypt", _written(salt), str(work_factor)), body))


def sealed_for_key(content: bytes, public_key: str) -> bytes:
    """The content sealed for the holder of a key (`age1...`). Raises ValueError for what is no public key."""
    receiver = read_public_key(public_key)
    file_key, own = secrets.token_bytes(_FILE_KEY_BYTES), X25519PrivateKey.generate()
    share = own.public_key().public_bytes_raw()
    wrapping = _from_exchange(own.exchange(X25519PublicKey.from_public_bytes(receiver)), share, receiver)
    body = ChaCha20Poly1305(wrapping).encrypt(_NO_NONCE, file_key, None)
    return _sealed(content, file_key, Stanza(("X25519", _written(share)), body))


def opened_with_password(sealed: bytes, password: str) -> bytes:
    """The content. Raises CannotOpenError."""

    def unwrap(stanza: Stanza) -> bytes | None:
        if stanza.words[0] != "scrypt":
            return None
        salt, work_factor = _scrypt_words(stanza)
        return _unwrapped(_from_password(password, salt, work_factor), stanza.body)

    return _opened(sealed, unwrap)


def opened_with_key(sealed: bytes, private_key: str) -> bytes:
    """The content. Raises CannotOpenError, and ValueError for what is no private key."""
    own = X25519PrivateKey.from_private_bytes(_key_bytes(PRIVATE_PREFIX, private_key))
    public = own.public_key().public_bytes_raw()

    def unwrap(stanza: Stanza) -> bytes | None:
        if stanza.words[0] != "X25519" or len(stanza.words) != 2:
            return None
        share = _read(stanza.words[1])
        if len(share) != _KEY_BYTES:
            raise CannotOpenError("the header of the file is damaged")
        try:
            shared = own.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:  # a share of low order, which no honest sender makes
            return None
        return _unwrapped(_from_exchange(shared, share, public), stanza.body)

    return _opened(sealed, unwrap)


def new_key_pair() -> tuple[str, str]:
    """A private key and its public key, as they are written."""
    own = X25519PrivateKey.generate()
    public = bech32.encode(PUBLIC_PREFIX, own.public_key().public_bytes_raw())
    return bech32.encode(PRIVATE_PREFIX, own.private_bytes_raw()).upper(), public


def read_public_key(text: str) -> bytes:
    """The 32 bytes of a public key. Raises ValueError, saying what is wrong."""
    return _key_bytes(PUBLIC_PREFIX, text)


def _key_bytes(prefix: str, text: str) -> bytes:
    key = bech32.decode(prefix, text.strip())
    if len(key) != _KEY_BYTES:
        raise ValueError("the key is too short or too long")
    return key


def _sealed(content: bytes, file_key: bytes, stanza: Stanza) -> bytes:
    head = f"{VERSION}\n{stanza.text}---"
    nonce = secrets.token_bytes(_NONCE_BYTES)
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    pieces = list(_pieces(content, _PIECE_BYTES))
    body = b"".join(
        cipher.encrypt(_place(number, is_last=number == len(pieces) - 1), piece, None)
        for number, piece in enumerate(pieces)
    )
    return f"{head} {_written(_mac(file_key, head))}\n".encode() + nonce + body


def _opened(sealed: bytes, unwrap: Unwrap) -> bytes:
    head, mac, stanzas, rest = _read_header(sealed)
    if len(stanzas) > 1 and any(stanza.words[0] == "scrypt" for stanza in stanzas):
        raise CannotOpenError("the header of the file is damaged")
    file_key = next((key for stanza in stanzas if (key := unwrap(stanza)) is not None), None)
    if file_key is None:
        raise CannotOpenError("the password or the key is not the one with which the file was sealed")
    if not hmac.compare_digest(_mac(file_key, head), mac):
        raise CannotOpenError("the header of the file was changed")
    nonce, body = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    pieces = list(_pieces(body, _PIECE_BYTES + _TAG_BYTES))
    try:
        opened = [
            cipher.decrypt(_place(number, is_last=number == len(pieces) - 1), piece, None)
            for number, piece in enumerate(pieces)
        ]
    except InvalidTag:
        raise CannotOpenError("the content of the file was changed or cut off") from None
    if len(opened) > 1 and not opened[-1]:
        raise CannotOpenError("the content of the file was changed or cut off")
    return b"".join(opened)


def _read_header(sealed: bytes) -> tuple[str, bytes, list[Stanza], bytes]:
    """What the seal of the header covers, the seal, the stanzas, and everything after the header."""
    end = sealed.find(b"\n--- ", 0, _MOST_HEADER)
    stop = sealed.find(b"\n", end + 1, _MOST_HEADER) if end > 0 else -1
    if stop < 0 or not sealed.startswith(f"{VERSION}\n".encode()):
        raise CannotOpenError("this is no file sealed in the format age, version 1")
    try:
        head, mac_line = sealed[: end + 4].decode("ascii"), sealed[end + 5 : stop].decode("ascii")
    except UnicodeDecodeError:
        raise CannotOpenError("the header of the file is damaged") from None
    stanzas = list(_stanzas(head.split("\n")[1:-1]))
    if not stanzas:
        raise CannotOpenError("the header of the file is damaged")
    return head, _read(mac_line), stanzas, sealed[stop + 1 :]


def _stanzas(lines: list[str]) -> Iterator[Stanza]:
    while lines:
        first, lines = lines[0], lines[1:]
        words = tuple(first.split(" "))
        if words[0] != "->" or len(words) < 2 or not all(words):
            raise CannotOpenError("the header of the file is damaged")
        body = ""
        while lines and not lines[0].startswith("-> "):
            line, lines = lines[0], lines[1:]
            body += line
            if len(line) < _LONGEST_LINE:
                break
        yield Stanza(words[1:], _read(body))


def _scrypt_words(stanza: Stanza) -> tuple[bytes, int]:
    if len(stanza.words) != 3 or not stanza.words[2].isdigit() or stanza.words[2].startswith("0"):
        raise CannotOpenError("the header of the file is damaged")
    salt, work_factor = _read(stanza.words[1]), int(stanza.words[2][:3])
    if len(salt) != _SALT_BYTES or work_factor > _MOST_WORK:
        raise CannotOpenError("the header of the file is damaged, or asks for too much work")
    return salt, work_factor


def _unwrapped(wrapping: bytes, body: bytes) -> bytes | None:
    if len(body) != _FILE_KEY_BYTES + _TAG_BYTES:
        raise CannotOpenError("the header of the file is damaged")
    try:
        return ChaCha20Poly1305(wrapping).decrypt(_NO_NONCE, body, None)
    except InvalidTag:
        return None


def _from_password(password: str, salt: bytes, work_factor: int) -> bytes:
    labelled = f"{VERSION}/scrypt".encode() + salt
    return Scrypt(salt=labelled, length=_KEY_BYTES, n=1 << work_factor, r=8, p=1).derive(password.encode())


def _from_exchange(shared: bytes, share: bytes, receiver: bytes) -> bytes:
    return _derived(shared, share + receiver, f"{VERSION}/X25519".encode())


def _derived(secret: bytes, salt: bytes, label: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt, label).derive(secret)


def _mac(file_key: bytes, head: str) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), head.encode("ascii"), "sha256")


def _place(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _pieces(content: bytes, size: int) -> Iterator[bytes]:
    """The content in pieces; an empty one is one empty piece."""
    for start in range(0, max(len(content), 1), size):
        yield content[start : start + size]


def _written(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii").rstrip("=")


def _read(text: str) -> bytes:
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise CannotOpenError("the header of the file is damaged") from None
    if _written(content) != text:
        raise CannotOpenError("the header of the file is damaged")
    return content
