"""Draws the charts of a report, with the drawing program and palette of the pages' charts.

Print needs what pages do not: the decimals and percentages of the table beside it, whole words where a page may cut
them, only characters of the bundled font, and pictures for programs that take no SVG. Colour never stands alone: parts
and points carry their numbers, lines differ in dash and mark.
"""

import json
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal

import vl_convert

from zaklon.reporting.breaking import drawn
from zaklon.reporting.description import Chart, ChartKind, Kind
from zaklon.reporting.fonts import FONT_FAMILY
from zaklon.reporting.formats import places_for, show_number
from zaklon.reporting.languages import Language
from zaklon.web.charts.drawing import INK, PALETTE, TEXT_ON_PALETTE, Spec, by_series, draw, whole_ticks

# Beside few bars there is no room for a title that stands upright.
_TITLE_ABOVE = {"titleAngle": 0, "titleAlign": "right", "titleBaseline": "bottom", "titleX": -8, "titleY": -6}
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_MARKS = ("circle", "square", "triangle-up", "diamond")
_WIDTH = 680
_LABEL_LETTERS = 30
_MOST_TICKS = 5
# A bar leaves room for the lines of its name, a bar beside others for its number; more would make bars fill pages.
_LINE_STEP, _AROUND_LINES, _BESIDE_STEP = 15, 12, 18
_LEGEND_LETTERS = 44
_PIXELS_PER_POINT = 2.5


def draw_svg(chart: Chart, language: Language) -> str:
    """The chart as an SVG picture."""
    spec = json.dumps(specification(chart, language), sort_keys=True, ensure_ascii=False)
    return draw(spec, language.code).decode()


def draw_png(chart: Chart, language: Language) -> bytes:
    """The chart as a PNG picture, large enough to be printed sharply."""
    picture: bytes = vl_convert.svg_to_png(draw_svg(chart, language), scale=_PIXELS_PER_POINT)
    return picture


def specification(chart: Chart, language: Language) -> Spec:
    """The Vega-Lite description of the chart; all texts are data, none is an expression."""
    names = [drawn(run.name) for run in chart.series]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": list(_points(chart, language))},
        "params": [{"name": "labels", "value": _wrapped_labels(chart)}],
        "width": _WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 4,
        **(_lines(chart, names) if chart.kind is ChartKind.LINE else _bars(chart, names)),
        "config": _config(),
    }


def _points(chart: Chart, language: Language) -> Iterator[Spec]:
    """One point for each category and series; what is not known is left out."""
    for order, run in enumerate(chart.series):
        places = places_for(run.values, chart.kind_of_value)
        is_percent = chart.kind_of_value is Kind.PERCENT
        for place, value in enumerate(run.values):
            if value is not None:
                yield {
                    "category": _category_key(place),
                    "series": drawn(run.name),
                    "order": order,
                    "value": float(value),
                    "shown": show_number(Decimal(value), language, places, is_percent=is_percent),
                }


def _category_key(place: int) -> str:
    return f"{place:04d}"


def _wrapped_labels(chart: Chart) -> Spec:
    return {
        _category_key(place): textwrap.wrap(drawn(category), _LABEL_LETTERS) or [" "]
        for place, category in enumerate(chart.categories)
    }


def _category_axis(chart: Chart, **settings: object) -> Spec:
    return {
        "field": "category",
        "type": "nominal",
        "sort": [_category_key(place) for place in range(len(chart.categories))],
        "axis": {
            "title": drawn(chart.category_label) or None,
            "ticks": False,
            "labelLimit": 260,
            # The words are looked up in a parameter, so that none of them is ever read as an expression.
            "labelExpr": "labels[datum.label]",
            **settings,
        },
    }


def _value_axis(chart: Chart) -> Spec:
    ticks = {Kind.PERCENT: ".0%", Kind.WHOLE: ",d"}.get(chart.kind_of_value, ",.2~f")
    is_line = chart.kind is ChartKind.LINE
    axis: Spec = {"title": drawn(chart.value_label) or None, "format": ticks, "tickCount": _MOST_TICKS}
    if chart.kind_of_value is Kind.WHOLE:
        axis["tickMinStep"] = 1
        if not is_line:
            axis["tickCount"] = whole_ticks(_longest_bar(chart), _MOST_TICKS)
    # Bars start at nothing; lines keep clear of the edges, so that their numbers do too.
    scale = {"zero": False, "nice": True, "padding": 24} if is_line else {"zero": True, "nice": True}
    return {"field": "value", "type": "quantitative", "axis": axis, "scale": scale}


def _step(chart: Chart) -> int:
    return _AROUND_LINES + _LINE_STEP * max(len(lines) for lines in _wrapped_labels(chart).values())


def _longest_bar(chart: Chart) -> int:
    added = sum if chart.kind is ChartKind.STACKED_BAR else max
    lines = zip(*(run.values for run in chart.series), strict=True)
    return int(max(added(value or 0 for value in line) for line in lines))


def _bars(chart: Chart, names: list[str]) -> Spec:
    """Bars lie down, so that long names of categories can be read."""
    is_stacked = chart.kind is ChartKind.STACKED_BAR
    is_beside = len(names) > 1 and not is_stacked
    amount = _value_axis(chart) | {"stack": "zero" if is_stacked else None}
    bar = {
        "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1},
        "encoding": {"x": amount, "color": _with_legend(names, PALETTE)},
    }
    in_bar = {"x": amount | {"bandPosition": 0.5}, "color": by_series(names, TEXT_ON_PALETTE)}
    beside_bar = {"x": amount, "color": {"value": INK}}
    number = {
        "mark": {"type": "text"} if is_stacked else {"type": "text", "align": "left", "dx": 5},
        "transform": [{"filter": "datum.value != 0"}] if is_stacked else [],
        "encoding": {
            "text": {"field": "shown"},
            "detail": {"field": "series"},
            **(in_bar if is_stacked else beside_bar),
        },
    }
    return {
        "height": {"step": _BESIDE_STEP, "for": "offset"} if is_beside else {"step": _step(chart)},
        "encoding": {
            "y": _category_axis(chart, labelPadding=8, **_TITLE_ABOVE) | {"scale": {"paddingInner": 0.25}},
            "order": {"field": "order", "type": "quantitative"},
            **({"yOffset": {"field": "series", "sort": names}} if is_beside else {}),
        },
        "layer": [bar, number],
        # Numbers have colours of their own, which must not change those of the bars.
        "resolve": {"scale": {"color": "independent"}},
    }


def _with_legend(names: list[str], values: Sequence[object]) -> Spec:
    """The same with a legend; long names stand below each other, or they would be cut."""
    encoding = by_series(names, values, legend=True)
    if encoding["legend"] and max(map(len, names)) > _LEGEND_LETTERS:
        encoding["legend"] |= {"columns": 1, "labelLimit": _WIDTH - 40}
    return encoding


def _lines(chart: Chart, names: list[str]) -> Spec:
    """Lines differ by colour, dash and mark; every point carries its number."""
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {"strokeDash": by_series(names, _DASHES)},
    }
    points = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {"shape": _with_legend(names, _MARKS)},
    }
    # Numbers stand above and below their points in turn, so that two lines do not write over each other.
    numbers = [
        {
            "transform": [{"filter": {"field": "order", "equal": place}}],
            "mark": {"type": "text", "dy": 16 if place % 2 else -12},
            "encoding": {"text": {"field": "shown"}, "color": {"value": INK}},
        }
        for place in range(len(names))
    ]
    return {
        "height": 240,
        "encoding": {
            "x": _category_axis(chart, labelAngle=0, labelPadding=6, labelOverlap="parity"),
            "y": _value_axis(chart),
            "color": _with_legend(names, PALETTE),
        },
        "layer": [line, points, *numbers],
    }


def _config() -> Spec:
    quiet, line = "#505a5f", "#d6dade"
    return {
        "aria": False,
        "background": "white",
        "font": FONT_FAMILY,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelColor": INK,
            "titleColor": quiet,
            "gridColor": line,
            "domainColor": quiet,
            "tickColor": line,
        },
        "legend": {"labelFontSize": 12, "labelColor": INK},
        "text": {"fontSize": 12, "baseline": "middle"},
    }
