"""Packs office files so that the same report gives the same bytes."""

import io
import zipfile

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def repacked(package: bytes) -> bytes:
    """The same ZIP package without the times of its members; order and content stay."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w") as target:
        for member in source.infolist():
            plain = zipfile.ZipInfo(member.filename, _NO_TIME)
            plain.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(plain, source.read(member))
    return packed.getvalue()
