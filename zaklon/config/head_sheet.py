"""The printed sheet with the head of the trail: a page for the safe of somebody outside."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import cast

import qrcode
import typst
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from zaklon.audit.rules.heads import Head
from zaklon.reporting.fonts import FONT_DIR, font_files
from zaklon.web.formats import moment
from zaklon.web.languages import current

_TEMPLATE = Path(__file__).resolve().parent / "templates" / "config" / "head_sheet.typ"


def sheet(head: Head, *, made_at: datetime) -> bytes:
    """One tagged PDF page in the active language, with the head as text and as QR code."""
    font_files()
    compiler = typst.Compiler(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)]),
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(_words(head, made_at), ensure_ascii=False)},
    )
    made_at = made_at.replace(microsecond=0)  # typst takes whole seconds
    return cast(bytes, compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=made_at))


def _words(head: Head, made_at: datetime) -> dict[str, object]:
    local = timezone.localtime(made_at)
    return {
        "lang": current().tag.split("-", maxsplit=1)[0],
        "title": _("Seal of the trail"),
        "made": [getattr(local, name) for name in ("year", "month", "day", "hour", "minute", "second")],
        "explanation": _(
            "Keep this sheet outside the office that runs the system. With it anybody can prove later whether a row "
            "of the trail up to this block was changed, removed, added, cut off or rewritten."
        ),
        "facts": [
            [_("System"), settings.PUBLIC_URL],
            [_("Block"), str(head.number)],
            [_("Rows sealed so far"), str(head.rows)],
            [_("Sealed"), moment(head.sealed_at)],
            [_("Printed"), moment(made_at)],
        ],
        "line": head.line,
        "code": _code(head.line),
        "code_alt": _("QR code with the line of the seal that stands below it."),
        "how": _("To check: scan the code into a text file and run this command on the server."),
        "command": "zaklon audit verify --head FILE",
        "signatures": [_("Handed over by"), _("Received by, date")],
    }


def _code(text: str) -> str:
    """The text as a QR code, as an SVG picture."""
    drawn = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, error_correction=qrcode.ERROR_CORRECT_M).save(drawn)
    return drawn.getvalue().decode()
