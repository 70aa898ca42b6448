"""The record of filing systems as a report for the authority for data protection."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaklon.cases.queries.filing import FilingSystem
from zaklon.reporting.description import (
    Column,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    Table,
)

_COUNTED: dict[str, str | Promise] = {
    "cases": gettext_lazy("Cases"),
    "open_cases": gettext_lazy("of these open"),
    "persons": gettext_lazy("Persons"),
    "children": gettext_lazy("of these children, or of an age in doubt"),
    "erased": gettext_lazy("of these erased; only the count is kept"),
    "restricted": gettext_lazy("of these with restricted use"),
    "entries": gettext_lazy("Sealed entries"),
    "consents": gettext_lazy("Consents that hold"),
    "accounts": gettext_lazy("Accounts in use"),
    "left": gettext_lazy("Accounts of people who left"),
    "sealed_rows": gettext_lazy("Sealed rows"),
}


def filing_report(systems: tuple[FilingSystem, ...], *, made_by: str, language: str, now: datetime) -> Report:
    """One section for each filing system, its facts first."""
    with translation.override(language):
        today = timezone.localdate(now)
        return Report(
            title=_("Record of filing systems"),
            subtitle=_("For the authority for data protection"),
            period=Period(today, today),
            language=language,
            made_at=timezone.localtime(now),
            made_by=made_by,
            reference=f"filing-{today:%Y-%m-%d}",
            sections=tuple(_section(system) for system in systems) or (_nothing(),),
            notes=(
                _("Facts come from the country pack, counts from the database on the day of this record."),
                _("No name, address or content of a file stands in this record."),
            ),
        )


def _section(system: FilingSystem) -> Section:
    facts = Table(
        _("Facts: %(name)s") % {"name": system.name},
        (Column(_("What"), width=3), Column(_("Entry in the record"), width=7)),
        tuple(Row((label, text)) for label, text in system.facts),
    )
    if not system.counts:
        return Section(system.name, (facts,))
    table = Table(
        _("How much there is: %(name)s") % {"name": system.name},
        (Column(_("What"), width=4), Column(_("Count"), Kind.WHOLE, width=2)),
        tuple(Row((str(_COUNTED[code]), count)) for code, count in system.counts),
    )
    return Section(system.name, (facts, table))


def _nothing() -> Section:
    return Section(_("Filing systems"), (Paragraph(_("The country pack names no filing system.")),))
