"""One-time codes as an authenticator app makes them (RFC 6238 with the usual six digits and thirty seconds)."""

import base64
import hashlib
import hmac
import struct
import time


def one_time_code(secret: str) -> str:
    """The code of this moment for a secret in base 32."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
