"""Charts drawn on the server: plain values in, an SVG picture with its table out.

The picture is shown by the `chart` component as an image with a description, its table under it and a link to
download the figures. It travels inside the page as a data address: a second address would need the page's permission
check a second time, and the pictures are small (5 to 30 KB).

Colours follow the palette of the UK Government Analysis Function: each differs from white and from its neighbour by at
least 3 : 1. No meaning hangs on colour alone: bars carry their numbers, lines differ in dash and mark, spans in words.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from zaklon.common.dates import Quarter
from zaklon.web import formats
from zaklon.web.languages import current

PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
_TEXT_ON = ("white", "black", "white", "black", "white", "black")
_TONES = {
    "done": "#0e6b48",
    "going": "#12436D",
    "waiting": "#8a5a00",
    "late": "#a3262a",
    "partly": "#4f3a8a",
    "": "#52636b",
}
_FONT = "Noto Sans, Segoe UI, Arial, sans-serif"
_FONTS_DIR = Path(__file__).resolve().parent / "fonts"
_WIDTH = 640
_KEPT = 256

Spec = dict[str, Any]


@dataclass(frozen=True)
class Series:
    """A named row of values, one for each label; None where nothing is known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Span:
    """A bar of a timeline, from the first day of one quarter to the last of another, with its status in words."""

    label: str
    start: Quarter
    end: Quarter
    status: str
    tone: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawn chart: `description` says in words what the picture shows; the table holds every figure in it."""

    title: str
    description: str
    spec: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def src(self) -> str:
        """The picture as a data address for an image."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg()).decode()

    def svg(self) -> bytes:
        """The picture; drawn once, then remembered."""
        return _draw(self.spec, _decimal_mark(), hashlib.sha256(self.spec.encode()).hexdigest())


def bar_chart(title: str, description: str, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
    """Horizontal bars, one for each label and series, with their numbers."""
    return _bars(title, description, labels, series, stacked=False)


def stacked_bar_chart(title: str, description: str, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
    """Horizontal bars that add up, each part with its number."""
    return _bars(title, description, labels, series, stacked=True)


def _bars(title: str, description: str, labels: tuple[str, ...], series: tuple[Series, ...], *, stacked: bool) -> Chart:
    _same_length(labels, series)
    values = [
        {"label": label, "series": part.name, "order": place, "value": value, "text": formats.number(value)}
        for place, part in enumerate(series)
        for label, value in zip(labels, part.values, strict=True)
        if value is not None
    ]
    y: Spec = {"field": "label", "type": "nominal", "sort": list(labels), "axis": {"title": None, "labelLimit": 230}}
    x: Spec = {"field": "value", "type": "quantitative", "axis": {"title": None, "tickMinStep": 1, "tickCount": 6}}
    base: Spec = {"y": y, "x": x | ({"stack": "zero"} if stacked else {"stack": None}), "order": {"field": "order"}}
    if len(series) > 1 and not stacked:
        base["yOffset"] = {"field": "series", "sort": [part.name for part in series]}
    colour = {"color": _colour([part.name for part in series])}
    text: Spec = {"type": "text", "fontSize": 13} | ({} if stacked else {"align": "left", "dx": 5})
    middle = {"x": x | {"stack": "zero", "bandPosition": 0.5}, "color": _text_colour(series)} if stacked else {}
    layers = [
        {"mark": {"type": "bar", "stroke": "white", "strokeWidth": 1}, "encoding": colour},
        {"mark": text, "encoding": {"text": {"field": "text"}, "detail": {"field": "series"}} | middle},
    ]
    height = {"step": 34 if stacked or len(series) == 1 else 24 * len(series)}
    spec = {"data": {"values": values}, "height": height, "encoding": base, "layer": layers}
    return _chart(title, description, spec, _table(labels, series))


def line_chart(
    title: str, description: str, labels: tuple[str, ...], series: tuple[Series, ...], targets: tuple[Series, ...] = ()
) -> Chart:
    """Lines over ordered labels such as years; targets are open diamonds on a dotted line."""
    _same_length(labels, (*series, *targets))
    everything = (*series, *targets)
    values = [
        {"label": label, "series": part.name, "value": value, "text": formats.number(value)}
        for part in everything
        for label, value in zip(labels, part.values, strict=True)
        if value is not None
    ]
    names = [part.name for part in everything]
    dashes = [[1, 0], [7, 3], [3, 3], [10, 3, 2, 3]]
    marks = ["circle", "square", "triangle-up", "cross"]
    dash_of = [dashes[place % 4] for place in range(len(series))] + [[1, 4]] * len(targets)
    mark_of = [marks[place % 4] for place in range(len(series))] + ["diamond"] * len(targets)
    encoding = {
        "x": {"field": "label", "type": "ordinal", "sort": list(labels), "axis": {"title": None, "labelAngle": 0}},
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": {"title": None, "tickMinStep": 1},
            "scale": {"zero": True},
        },
        "color": _colour(names),
    }
    dash = {"field": "series", "scale": {"domain": names, "range": dash_of}, "legend": None}
    shape = {"field": "series", "scale": {"domain": names, "range": mark_of}, "legend": _legend(names)}
    layers = [
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": {"strokeDash": dash}},
        {"mark": {"type": "point", "filled": True, "size": 90}, "encoding": {"shape": shape}},
        _line_text([part.name for part in series], -13),
        _line_text([part.name for part in targets], 18),
    ]
    spec = {"data": {"values": values}, "height": 260, "encoding": encoding, "layer": layers}
    return _chart(title, description, spec, _table(labels, everything))


def timeline_chart(title: str, description: str, spans: tuple[Span, ...], today: Quarter | None = None) -> Chart:
    """Spans by quarter, first to last; the quarter of today is shaded when given and in sight."""
    if not spans:
        raise ValueError("a timeline needs at least one span")
    first = min(_index(span.start) for span in spans)
    last = max(_index(span.end) for span in spans)
    quarters = [Quarter(place // 4, place % 4 + 1) for place in range(first, last + 1)]
    values = [
        {
            "label": span.label,
            "from": _index(span.start) - first,
            "to": _index(span.end) - first + 1,
            "status": span.status,
            "tone": span.tone if span.tone in _TONES else "",
        }
        for span in spans
    ]
    names = json.dumps([formats.quarter(quarter) for quarter in quarters], ensure_ascii=False)
    step = -(-len(quarters) // 8)
    axis = {
        "title": None,
        "orient": "top",
        "values": [place + 0.5 for place in range(0, len(quarters), step)],
        "labelExpr": f"{names}[floor(datum.value)]",
        "grid": False,
        "ticks": False,
    }
    scale = {"domain": [0, len(quarters)], "nice": False}
    y = {
        "field": "label",
        "type": "nominal",
        "sort": [span.label for span in spans],
        "axis": {"title": None, "labelLimit": 260},
    }
    x = {"field": "from", "type": "quantitative", "scale": scale, "axis": axis}
    tones = {"domain": list(_TONES), "range": list(_TONES.values())}
    lines = [{"at": place} for place in range(len(quarters) + 1)]
    layers: list[Spec] = [
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "color": "#d3dcdf"},
            "encoding": {"x": {"field": "at", "type": "quantitative", "scale": scale, "axis": axis}},
        },
        {
            "mark": {"type": "bar", "height": 18, "cornerRadius": 2},
            "encoding": {
                "y": y,
                "x": x,
                "x2": {"field": "to"},
                "color": {"field": "tone", "type": "nominal", "scale": tones, "legend": None},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "color": "white", "fontSize": 12, "fontWeight": "bold"},
            "encoding": {"y": y, "x": x, "text": {"field": "status"}},
        },
    ]
    if today is not None and first <= _index(today) <= last:
        here = [{"at": _index(today) - first, "end": _index(today) - first + 1}]
        shade = {"type": "rect", "color": "#fff1c2"}
        shaded = {"x": {"field": "at", "type": "quantitative", "scale": scale, "axis": axis}, "x2": {"field": "end"}}
        layers.insert(0, {"data": {"values": here}, "mark": shade, "encoding": shaded})
    rows = tuple((s.label, formats.quarter(s.start), formats.quarter(s.end), s.status) for s in spans)
    spec = {"data": {"values": values}, "height": {"step": 28}, "layer": layers}
    return _chart(title, description, spec, (_span_columns(), rows))


def _span_columns() -> tuple[str, ...]:
    from django.utils.translation import gettext as _

    return (_("Name"), _("Start"), _("End"), _("Status"))


def _index(quarter: Quarter) -> int:
    return quarter.year * 4 + quarter.number - 1


def _same_length(labels: tuple[str, ...], series: tuple[Series, ...]) -> None:
    for part in series:
        if len(part.values) != len(labels):
            raise ValueError(f"{len(part.values)} values for {len(labels)} labels")


def _table(labels: tuple[str, ...], series: tuple[Series, ...]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    columns = ("", *(part.name for part in series))
    rows = tuple(
        (label, *(formats.number(part.values[place]) for part in series)) for place, label in enumerate(labels)
    )
    return columns, rows


def _colour(names: list[str]) -> Spec:
    colours = [PALETTE[place % len(PALETTE)] for place in range(len(names))]
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": names, "range": colours},
        "legend": _legend(names),
    }


def _line_text(names: list[str], shift: int) -> Spec:
    # Values stand over their line and targets under it, so that they do not cover each other where they meet.
    only = {"filter": {"field": "series", "oneOf": names}}
    mark = {"type": "text", "dy": shift, "fontSize": 13, "color": "#26343a"}
    return {"transform": [only], "mark": mark, "encoding": {"text": {"field": "text"}, "color": {"value": "#26343a"}}}


def _text_colour(series: tuple[Series, ...]) -> Spec:
    colours = [_TEXT_ON[place % len(_TEXT_ON)] for place in range(len(series))]
    return {"field": "series", "scale": {"domain": [part.name for part in series], "range": colours}, "legend": None}


def _legend(names: list[str]) -> Spec | None:
    return (
        {"title": None, "orient": "top", "labelLimit": 300, "columns": 2 if sum(map(len, names)) > 60 else 6}
        if len(names) > 1
        else None
    )


def _chart(
    title: str, description: str, spec: Spec, table: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
) -> Chart:
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "width": _WIDTH, "config": _config()} | spec
    return Chart(title, description, json.dumps(whole, sort_keys=True, ensure_ascii=False), *table)


def _config() -> Spec:
    words = {"labelFont": _FONT, "labelFontSize": 13, "labelColor": "#26343a"}
    return {
        "background": "white",
        "font": _FONT,
        "view": {"stroke": None},
        "axis": words | {"domainColor": "#7b8a91", "gridColor": "#e3eaec", "tickColor": "#7b8a91"},
        "axisY": {"labelPadding": 8},
        "legend": words | {"symbolStrokeWidth": 2},
        "text": {"font": _FONT, "color": "#26343a"},
        "scale": {"bandPaddingInner": 0.25},
    }


def _decimal_mark() -> str:
    return "." if current().code == "en" else ","


@lru_cache(maxsize=_KEPT)
def _draw(spec: str, decimal_mark: str, _digest: str) -> bytes:
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS_DIR))
    group = "," if decimal_mark == "." else "."
    locale = {"decimal": decimal_mark, "thousands": group, "grouping": [3], "currency": ["", "\u00a0€"]}
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version="6.1", allowed_base_urls=[], format_locale=locale)
    return svg.encode()
