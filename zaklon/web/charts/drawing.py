"""What all charts share: colours, words, the table, and the drawing itself."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from zaklon.web import formats
from zaklon.web.languages import current

PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
TEXT_ON_PALETTE = ("white", "black", "white", "black", "white", "black")
INK = "#26343a"
_FONT = "Noto Sans, Segoe UI, Arial, sans-serif"
_FONTS_DIR = Path(__file__).resolve().parent.parent / "fonts"
_WIDTH = 640
_KEPT = 256
# Marks of d3: decimal, thousands.
_MARKS = {"en": (".", ","), "cnr": (",", "."), "cnr-cyrl": (",", "."), "sq": (",", "\u00a0")}

Spec = dict[str, Any]


@dataclass(frozen=True)
class Series:
    """A named row of values, one for each label; None where nothing is known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Table:
    """The figures of a chart, written out."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A chart: `description` says in words what the picture shows; the table holds every figure in it."""

    title: str
    description: str
    spec: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    language: str

    @property
    def src(self) -> str:
        """The picture as a data address for an image."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg()).decode()

    def svg(self) -> bytes:
        """The picture; drawn once, then remembered."""
        return draw(self.spec, self.language)


def chart_of(title: str, description: str, spec: Spec, table: Table) -> Chart:
    """The chart of a Vega-Lite specification, in the active language."""
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "width": _WIDTH, "config": _config()} | spec
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    return Chart(title, description, text, table.columns, table.rows, current().code)


def points(labels: Sequence[str], series: Sequence[Series]) -> list[Spec]:
    """One row for each known value. Raises ValueError when a series does not have one value for each label."""
    for part in series:
        if len(part.values) != len(labels):
            raise ValueError(f"{len(part.values)} values for {len(labels)} labels")
    return [
        {"label": label, "series": part.name, "order": place, "value": value, "text": formats.number(value)}
        for place, part in enumerate(series)
        for label, value in zip(labels, part.values, strict=True)
        if value is not None
    ]


def table_of(labels: Sequence[str], series: Sequence[Series]) -> Table:
    """One row for each label, one column for each series; what is not known is a dash."""
    rows = tuple(
        (label, *(formats.number(part.values[place]) for part in series)) for place, label in enumerate(labels)
    )
    return Table(("", *(part.name for part in series)), rows)


def by_series(names: Sequence[str], values: Sequence[object], *, legend: bool = False) -> Spec:
    """An encoding that gives each series its own value; the legend shows only with more than one series."""
    shown = {"title": None, "orient": "top", "labelLimit": 300, "columns": 2 if sum(map(len, names)) > 60 else 6}
    spread = [values[place % len(values)] for place in range(len(names))]
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": list(names), "range": spread},
        "legend": shown if legend and len(names) > 1 else None,
    }


def whole_ticks(longest: float, most: int) -> int:
    """How many marks an axis of whole numbers wants: between them there is nothing to mark."""
    return max(1, min(most, int(longest)))


def _config() -> Spec:
    words = {"labelFont": _FONT, "labelFontSize": 13, "labelColor": INK}
    return {
        "background": "white",
        "font": _FONT,
        "view": {"stroke": None},
        "axis": words | {"domainColor": "#7b8a91", "gridColor": "#e3eaec", "tickColor": "#7b8a91"},
        "axisY": {"labelPadding": 8},
        "legend": words | {"symbolStrokeWidth": 2},
        "text": {"font": _FONT, "color": INK},
        "scale": {"bandPaddingInner": 0.25},
    }


@lru_cache(maxsize=_KEPT)
def draw(spec: str, language: str) -> bytes:
    """The SVG of a specification; the first one in a process takes about a second, later ones a tenth."""
    import vl_convert

    # Measures words in the font of the page; nothing may be fetched, whatever a label says.
    vl_convert.register_font_directory(str(_FONTS_DIR))
    decimal, thousands = _MARKS[language]
    locale = {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", "\u00a0€"]}
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version="6.1", allowed_base_urls=[], format_locale=locale)
    return svg.encode()
