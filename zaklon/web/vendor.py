"""Copies the built front-end packages into the tree, in our own dress; run by hand when a version changes.

    npm pack govuk-frontend@6.3.0 @ministryofjustice/frontend@11.1.0 axe-core@4.14.1
    python -m zaklon.web.vendor govuk-frontend-6.3.0.tgz ministryofjustice-frontend-11.1.0.tgz axe-core-4.14.1.tgz

The code of both style packages is MIT, but their typeface, crown, crest and licence logo are not ours to use: those
rules are cut out here, so that nobody can switch them on by accident. Version 6.3.0 is the one that the macros of
govuk-frontend-jinja 4.1.0 were written for.
"""

import re
import sys
import tarfile
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

WEB_DIR = Path(__file__).resolve().parent
VENDOR_DIR = WEB_DIR / "static" / "web" / "vendor"
AXE_DIR = WEB_DIR.parent.parent / "tests" / "journeys" / "axe"

FONT = "var(--zk-font)"
# Their colours and ours: a deep teal, with 9.6 : 1 on white for the brand and 7.5 : 1 for links.
COLOURS = {
    "#1d70b8": "#0b4a5f",
    "#1a65a6": "#0b5d7a",
    "#0f385c": "#073240",
    "#f4f8fb": "#f1f6f7",
    "#8eb8dc": "#9dbfc9",
    "#54319f": "#4f3a8a",
}
# Noto Sans is wider and taller than their typeface: the same sizes would shout.
SIZES = {
    "3rem": "2.125rem",
    "2.25rem": "1.75rem",
    "2rem": "1.75rem",
    "1.6875rem": "1.5rem",
    "1.5rem": "1.375rem",
    "1.3125rem": "1.25rem",
    "1.1875rem": "1.0625rem",
}
_NOT_OURS = re.compile(r"govuk-header|generic-header|govuk-logo|govuk-cookie-banner|footer__(crown|copyright|licence)")
_MOJ_PARTS = re.compile(r"\.moj-(timeline|sub-navigation|filter(?!-layout))(?![a-z])")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIZE = re.compile(r"font-size:([0-9.]+rem)")
_ICON = re.compile(r"url\(/assets/images/([a-z-]+\.svg)\)")


def blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield (prelude, body) of every top-level rule; body is None for a statement such as @charset."""
    start = position = 0
    while position < len(css):
        if css[position] == ";":
            yield css[start:position].strip(), None
            start = position + 1
        elif css[position] == "{":
            end = _closing(css, position)
            yield css[start:position].strip(), css[position + 1 : end]
            start, position = end + 1, end
        position += 1


def _closing(css: str, opening: int) -> int:
    depth = 0
    for found in re.finditer(r"[{}]", css[opening:]):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return opening + found.start()
    raise ValueError(f"a brace opened at character {opening} is never closed")


def filtered(css: str, wanted: Callable[[str], bool]) -> str:
    """The style sheet with only the selectors that are wanted, and without @font-face and @charset."""
    kept = []
    for prelude, body in blocks(_COMMENT.sub("", css)):
        if body is None or prelude.startswith("@font-face"):
            continue
        if prelude.startswith(("@media", "@supports")):
            inner = filtered(body, wanted)
            kept.append(f"{prelude}{{{inner}}}" if inner else "")
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}")
        else:
            selectors = ",".join(part for part in prelude.split(",") if wanted(part))
            kept.append(f"{selectors}{{{body}}}" if selectors else "")
    return "".join(kept)


def in_our_dress(css: str) -> str:
    """Our font variable, our colours, icons from our own folder."""
    css = css.replace("GDS Transport,arial,sans-serif", FONT).replace("font-family:sans-serif", f"font-family:{FONT}")
    for theirs, ours in COLOURS.items():
        css = css.replace(theirs, ours)
    css = _SIZE.sub(lambda found: f"font-size:{SIZES.get(found[1], found[1])}", css)
    css = css.replace("line-height:1.3157894737", "line-height:1.47")
    return _ICON.sub(r"url(images/\1)", css)


def _member(archive: Path, name: str) -> bytes:
    with tarfile.open(archive) as packed:
        extracted = packed.extractfile(f"package/{name}")
        if extracted is None:
            raise FileNotFoundError(f"{name} is not a file in {archive.name}")
        return extracted.read()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    sys.stdout.write(f"{path.name}: {len(content)} bytes\n")


def vendor_styles(govuk: Path, moj: Path) -> None:
    """Write vendor/frontend.css, vendor/govuk-frontend.js and the icons that the styles name."""
    ours = filtered(_member(govuk, "dist/govuk/govuk-frontend.min.css").decode(), lambda s: not _NOT_OURS.search(s))
    theirs = filtered(_member(moj, "moj/moj-frontend.min.css").decode(), lambda s: bool(_MOJ_PARTS.search(s)))
    for icon in sorted(set(_ICON.findall(ours + theirs))):
        _write(VENDOR_DIR / "images" / icon, _member(moj, f"moj/assets/images/{icon}"))
    _write(VENDOR_DIR / "frontend.css", in_our_dress(ours + theirs).encode())
    script = _member(govuk, "dist/govuk/govuk-frontend.min.js").decode()
    _write(VENDOR_DIR / "govuk-frontend.js", re.sub(r"\n?//# sourceMappingURL=.*", "", script).encode())


def vendor_htmx() -> None:
    """Copy the htmx 2 that comes with django-htmx."""
    source = files("django_htmx").joinpath("static/django_htmx/htmx-2.min.js")
    _write(VENDOR_DIR / "htmx.js", source.read_bytes())


def vendor_axe(axe: Path) -> None:
    """Copy axe-core, used by the tests only, with its licences."""
    for name in ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"):
        _write(AXE_DIR / name, _member(axe, name))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    vendor_styles(Path(sys.argv[1]), Path(sys.argv[2]))
    vendor_htmx()
    vendor_axe(Path(sys.argv[3]))
