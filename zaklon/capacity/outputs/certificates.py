"""Certificates on paper: one page for each, as one tagged PDF in the language that was asked for."""

from datetime import datetime
from pathlib import Path
from typing import cast

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.capacity.values import Issued
from zaklon.reporting.languages import language as report_language
from zaklon.reporting.pdf import printed, typeset
from zaklon.reporting.texts import clean
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.formats import long_date

_TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "capacity" / "certificate.typ"
_LONGEST_WORD = 34


def certificates_pdf(issued: Issued, *, made_at: datetime) -> bytes:
    """All certificates of a batch. They exist in this file alone: neither names nor codes are kept."""
    local = timezone.localtime(made_at)
    with translation.override(issued.language):
        words = _words(issued) | {
            "made_at": {name: getattr(local, name) for name in ("year", "month", "day", "hour", "minute", "second")}
        }
    return typeset(_TEMPLATE, "certificates", cast("dict[str, object]", printed(words, _LONGEST_WORD)), local)


def file_name(issued: Issued) -> str:
    """A name that says neither who nor what."""
    return f"certificates-{issued.batch}-{issued.issued_on:%Y-%m-%d}-{issued.language}.pdf"


def _words(issued: Issued) -> dict[str, object]:
    language = report_language(issued.language)
    did = _("has completed the course") if issued.is_course else _("has attended the training")
    return {
        "country": _country(issued.language),
        "organiser": clean(issued.organiser),
        "heading": _("Certificate"),
        "before": _("This certifies that"),
        "did": did,
        "title": clean(issued.title),
        "facts": [
            [_("Days"), _days(issued)],
            [_("Length"), ngettext("%(num)s hour", "%(num)s hours", issued.hours) % {"num": issued.hours}],
            [_("Issued on"), long_date(issued.issued_on)],
        ],
        "code": _("Verification code"),
        "check": _(
            "Anybody can check this certificate with the code and the name as it is printed here, at %(address)s"
        )
        % {"address": settings.PUBLIC_URL.rstrip("/") + reverse("capacity:check")},
        "signature": _("Signature and seal of the organiser"),
        "file_title": _("Certificates no. %(number)s") % {"number": issued.batch},
        "lang": language.pdf_language,
        "region": language.tag.rsplit("-", maxsplit=1)[-1],
        "certificates": [
            {
                "name": clean(each.name),
                "code": each.code,
                "number": _("No. %(batch)s/%(number)s") % {"batch": issued.batch, "number": each.number},
            }
            for each in issued.certificates
        ],
    }


def _days(issued: Issued) -> str:
    if issued.first_day == issued.last_day:
        return long_date(issued.first_day)
    facts = {"first": long_date(issued.first_day), "last": long_date(issued.last_day)}
    return _("%(first)s to %(last)s") % facts


def _country(language: str) -> str:
    """The country's own heading."""
    country = vocabulary().country
    return vocabulary().wording(language).text(country.names) if country else ""
