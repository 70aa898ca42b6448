"""The register of providers and licences (R22): for those who place and license, and for everybody."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zaklon.protection.licence_words import licence_state
from zaklon.protection.queries.directory import LicenceRow, LicensedShare, ProviderRow
from zaklon.reporting.description import Column, Kind, Paragraph, Period, Report, Row, Section, Table, Value
from zaklon.vocabulary.queries import vocabulary

REPORT = "R22"


def provider_register(
    rows: tuple[ProviderRow, ...], share: LicensedShare, *, is_public: bool, made_by: str, language: str, now: datetime
) -> Report:
    """Who is licensed for what, and until when. What is public says nothing of places and codes.

    The system keeps no address of a place, so neither has one.
    """
    today = timezone.localdate(now)
    with translation.override(language):
        return Report(
            title=vocabulary().wording(language).label("report", REPORT),
            period=Period(today, today),
            language=language,
            made_at=timezone.localtime(now),
            made_by=made_by,
            reference=f"{REPORT}-{today:%Y%m%d}" + ("-public" if is_public else ""),
            sections=(_summary(share), _licences(rows, language, is_public=is_public), *_without(rows, language)),
            notes=(_("As it stood on the day on which this was made. This system keeps no address of any place."),),
        )


def _summary(share: LicensedShare) -> Section:
    text = _("%(licensed)s of %(needed)s services that need a licence have one (PI-2.1).")
    return Section(_("Licensed services"), (Paragraph(text % {"licensed": share.licensed, "needed": share.needed}),))


def _licences(rows: tuple[ProviderRow, ...], language: str, *, is_public: bool) -> Section:
    found = [(provider, licence) for provider in rows for licence in provider.licences]
    if not found:
        return Section(_("Licences"), (Paragraph(_("No licence is on record.")),))
    columns = (
        Column(_("Provider"), width=4),
        Column(_("Service"), width=4),
        Column(_("Number"), width=2),
        Column(_("From"), Kind.DATE),
        Column(_("Until"), Kind.DATE),
        Column(_("State"), width=3),
    )
    own = () if is_public else (Column(_("Code"), width=2), Column(_("Places"), Kind.WHOLE))
    lines = tuple(
        Row((*_cells(provider, licence, language), *(() if is_public else (provider.code, licence.places or None))))
        for provider, licence in found
    )
    return Section(_("Licences"), (Table(_("Licences"), (*columns, *own), lines),))


def _cells(provider: ProviderRow, licence: LicenceRow, language: str) -> tuple[Value, ...]:
    service = vocabulary().wording(language).label("service_type", licence.service)
    return (
        *(provider.name, service, licence.number),
        *(licence.valid_from, licence.valid_until, licence_state(licence)[0]),
    )


def _without(rows: tuple[ProviderRow, ...], language: str) -> Iterator[Section]:
    """Services in the directory that need a licence and have none that holds."""
    words = vocabulary().wording(language)
    lines = tuple(
        Row((provider.name, words.label("service_type", service))) for provider in rows for service in provider.missing
    )
    if lines:
        columns = (Column(_("Provider"), width=4), Column(_("Service"), width=4))
        yield Section(
            _("Services without a licence that holds"),
            (Table(_("Services without a licence that holds"), columns, lines),),
        )
