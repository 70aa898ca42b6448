"""Draws the charts of a report; colour never stands alone, since numbers, shapes and dashes repeat what it says."""

import textwrap
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import vl_convert

from zaklon.reporting.breaking import drawn
from zaklon.reporting.description import Chart, ChartKind, Kind
from zaklon.reporting.fonts import FONT_DIR, FONT_FAMILY, font_files
from zaklon.reporting.formats import places_for, show_number
from zaklon.reporting.languages import Language

# Palette of the UK Government Analysis Function: each colour has a contrast of 3 to 1 with white and its neighbours.
PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25")
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_SHAPES = ("circle", "square", "triangle-up", "diamond")
_WIDTH = 680
_LABEL_LETTERS = 30
_INK, _QUIET, _LINE = "#0b0c0c", "#505a5f", "#d6dade"

Spec = dict[str, object]


def draw_svg(chart: Chart, language: Language) -> str:
    """The chart as an SVG picture."""
    _use_bundled_font()
    drawing: str = vl_convert.vegalite_to_svg(specification(chart, language), **_settings(language))
    return drawing


def draw_png(chart: Chart, language: Language) -> bytes:
    """The chart as a PNG picture for forms that take no SVG: 2 pixels for each point, so that it prints sharply."""
    _use_bundled_font()
    drawing: bytes = vl_convert.vegalite_to_png(specification(chart, language), scale=2.5, **_settings(language))
    return drawing


@cache
def _use_bundled_font() -> None:
    font_files()
    vl_convert.register_font_directory(str(FONT_DIR))


def specification(chart: Chart, language: Language) -> Spec:
    """The Vega-Lite description of the chart; all texts are data, none is an expression."""
    names = [drawn(run.name) for run in chart.series]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": list(_points(chart, language))},
        "width": _WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 4,
        "background": "white",
        **(_lines(chart, names) if chart.kind is ChartKind.LINE else _bars(chart, names)),
        "config": _config(),
    }


def _points(chart: Chart, language: Language) -> Iterator[Spec]:
    """One point for each category and series; what is not known is left out."""
    for order, run in enumerate(chart.series):
        places = places_for(run.values, chart.kind_of_value)
        for place, value in enumerate(run.values):
            if value is not None:
                yield {
                    "category": _category_key(place),
                    "series": drawn(run.name),
                    "value": float(value),
                    "shown": show_number(
                        Decimal(value), language, places, is_percent=chart.kind_of_value is Kind.PERCENT
                    ),
                    "order": order,
                }


def _config() -> Spec:
    return {
        "aria": False,
        "font": FONT_FAMILY,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelColor": _INK,
            "titleColor": _QUIET,
            "gridColor": _LINE,
            "domainColor": _QUIET,
            "tickColor": _LINE,
        },
        "legend": {"labelFontSize": 12, "labelColor": _INK, "title": None, "orient": "top", "labelLimit": 320},
        "text": {"fontSize": 12, "color": _INK},
    }


def _value_axis(chart: Chart) -> Spec:
    axis: Spec = {"title": drawn(chart.value_label) or None, "format": _tick_format(chart), "tickCount": 5}
    if chart.kind_of_value is Kind.WHOLE:
        axis["tickMinStep"] = 1
    return {"field": "value", "type": "quantitative", "axis": axis, "scale": _value_scale(chart)}


def _value_scale(chart: Chart) -> Spec:
    """Bars start at nothing; lines keep clear of the edges, so that their numbers do too."""
    return (
        {"zero": False, "nice": True, "padding": 24} if chart.kind is ChartKind.LINE else {"zero": True, "nice": True}
    )


def _tick_format(chart: Chart) -> str:
    return {Kind.PERCENT: ".0%", Kind.WHOLE: ",d"}.get(chart.kind_of_value, ",.2~f")


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


def _category_key(place: int) -> str:
    return f"{place:04d}"


def _labels(chart: Chart) -> list[Spec]:
    words = {
        _category_key(place): textwrap.wrap(drawn(category), _LABEL_LETTERS) or [" "]
        for place, category in enumerate(chart.categories)
    }
    return [{"name": "labels", "value": words}]


def _colour(names: list[str]) -> Spec:
    legend: Spec | None = {} if len(names) > 1 else None
    colours = [PALETTE[place % len(PALETTE)] for place in range(len(names))]
    return {"field": "series", "type": "nominal", "scale": {"domain": names, "range": colours}, "legend": legend}


def _bars(chart: Chart, names: list[str]) -> Spec:
    """Bars lie down, so that long names of categories can be read."""
    is_stacked = chart.kind is ChartKind.STACKED_BAR
    place_of_bar: Spec = {} if is_stacked or len(names) == 1 else {"yOffset": {"field": "series", "sort": names}}
    bar = {
        "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1},
        "encoding": {"color": _colour(names), "order": {"field": "order", "type": "quantitative"}},
    }
    number = {
        "mark": {"type": "text", "align": "left", "dx": 5, "baseline": "middle"},
        "encoding": {"text": {"field": "shown"}},
    }
    return {
        "params": _labels(chart),
        "height": {"step": 24 if place_of_bar else 38, "for": "offset" if place_of_bar else "position"},
        "encoding": {
            "y": _category_axis(chart, labelPadding=8) | {"scale": {"paddingInner": 0.35}},
            "x": _value_axis(chart),
            **place_of_bar,
        },
        "layer": [bar, *([] if is_stacked else [number])],
    }


def _lines(chart: Chart, names: list[str]) -> Spec:
    """Lines differ by colour, dash and point; every point carries its number."""
    styles = range(len(names))
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {
            "strokeDash": {
                "field": "series",
                "type": "nominal",
                "scale": {"domain": names, "range": [_DASHES[style % len(_DASHES)] for style in styles]},
                "legend": None if len(names) == 1 else {},
            },
        },
    }
    points = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {
            "shape": {
                "field": "series",
                "type": "nominal",
                "scale": {"domain": names, "range": [_SHAPES[style % len(_SHAPES)] for style in styles]},
                "legend": None if len(names) == 1 else {},
            },
        },
    }
    numbers = [
        {
            "transform": [{"filter": {"field": "order", "equal": style}}],
            "mark": {"type": "text", "dy": 16 if style % 2 else -12},
            "encoding": {"text": {"field": "shown"}, "color": {"value": _INK}},
        }
        for style in styles
    ]
    return {
        "params": _labels(chart),
        "height": 240,
        "encoding": {
            "x": _category_axis(chart, labelAngle=0, labelPadding=6),
            "y": _value_axis(chart),
            "color": _colour(names),
        },
        "layer": [line, points, *numbers],
    }


def _settings(language: Language) -> dict[str, Any]:
    """One version of the drawing program, no address that it may open, and the numbers of the language."""
    symbols = language.locale.number_symbols["latn"]
    numbers = {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["", ""],
        "percent": "%",
    }
    return {"vl_version": "6.1", "allowed_base_urls": [], "format_locale": numbers}
