"""The page form: a report as plain rows for the template `reporting/report.html`."""

import base64
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zaklon.reporting.charts import draw_svg
from zaklon.reporting.description import Report
from zaklon.reporting.languages import Language
from zaklon.reporting.show import show
from zaklon.reporting.shown import (
    Fact,
    ShownBlock,
    ShownChart,
    ShownDefinition,
    ShownDefinitions,
    ShownFigures,
    ShownHeading,
    ShownReport,
    ShownTable,
)
from zaklon.web.listing import Column
from zaklon.web.parts import Figure, SummaryRow

TEMPLATE = "reporting/report.html"
# Tags of the page shell for the tones of a status.
_TAGS = {"neutral": "", "good": "done", "attention": "partly", "bad": "late"}


@dataclass(frozen=True)
class Addresses:
    """Where the page finds the other forms; `{number}` in the last is the number of the table.

    An empty address is not offered.
    """

    pdf: str = ""
    word: str = ""
    excel: str = ""
    tables: str = ""


@dataclass(frozen=True)
class PageTable:
    """A table with the columns that the table component takes and the address of its CSV."""

    columns: tuple[Column, ...]
    table: ShownTable
    csv_href: str
    type: str = "table"


@dataclass(frozen=True)
class PageChart:
    """A picture with its words and its numbers; `src` holds the picture itself: a second address would need a guard."""

    label: str
    alt: str
    src: str
    numbers: PageTable
    type: str = "chart"


@dataclass(frozen=True)
class PageParts:
    """Key figures or definitions as the page's components take them."""

    type: str
    caption: str
    items: tuple[Figure | SummaryRow, ...]


PageBlock = ShownBlock | PageTable | PageChart | PageParts


@dataclass(frozen=True)
class PageSection:
    """A heading with what stands under it."""

    title: ShownHeading
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True)
class PageReport:
    """Everything that the template shows."""

    title: str
    subtitle: str
    period: str
    made_by: str
    draft: str
    facts: tuple[Fact, ...]
    sections: tuple[PageSection, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    addresses: Addresses
    tags: dict[str, str]
    watermark: str = ""


def page_context(report: Report, addresses: Addresses) -> dict[str, PageReport]:
    """The context of the template: plain values, every number already written."""
    shown = show(report)
    sections = tuple(
        PageSection(section.title, tuple(_block(block, addresses, shown.language) for block in section.blocks))
        for section in shown.sections
    )
    return {"report": _page(shown, sections, addresses)}


def _page(shown: ShownReport, sections: tuple[PageSection, ...], addresses: Addresses) -> PageReport:
    return PageReport(
        title=shown.title,
        subtitle=shown.subtitle,
        period=shown.period,
        made_by=shown.made_by,
        draft=shown.words.draft if shown.is_draft else "",
        facts=shown.facts,
        sections=sections,
        notes=shown.notes,
        sources=shown.sources,
        addresses=addresses,
        tags=_TAGS,
        watermark=shown.watermark,
    )


def _block(block: ShownBlock, addresses: Addresses, language: Language) -> PageBlock:
    if isinstance(block, ShownFigures):
        figures = tuple(Figure(figure.label, figure.value, figure.note) for figure in block.figures)
        return PageParts(block.type, block.caption, figures)
    if isinstance(block, ShownDefinitions):
        return PageParts(block.type, "", tuple(_definition(item) for item in block.items))
    if isinstance(block, ShownTable):
        return _table(block, addresses)
    if isinstance(block, ShownChart):
        picture = base64.b64encode(draw_svg(block.source, language).encode()).decode()
        src = f"data:image/svg+xml;base64,{picture}"
        return PageChart(block.label, block.alt, src, _table(block.table, addresses))
    return block


def _table(table: ShownTable, addresses: Addresses) -> PageTable:
    columns = tuple(Column(str(place), column.heading, column.is_number) for place, column in enumerate(table.columns))
    csv_href = addresses.tables.replace("{number}", str(table.number)) if table.number else ""
    return PageTable(columns, table, csv_href)


def _definition(item: ShownDefinition) -> SummaryRow:
    """A term with its value, and the way to what it was counted from."""
    return SummaryRow(item.term, item.value, _("Records") if item.href else "", item.href)
