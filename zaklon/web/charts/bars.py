"""Horizontal bars: long names of bodies find room beside them."""

from zaklon.web.charts.drawing import (
    PALETTE,
    TEXT_ON_PALETTE,
    Chart,
    Series,
    Spec,
    by_series,
    chart_of,
    points,
    table_of,
)


def bar_chart(title: str, description: str, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
    """Bars beside one another, one for each label and series, with their numbers."""
    names = [part.name for part in series]
    encoding = {"y": _labels(labels), "x": _amount(stack=None)}
    if len(series) > 1:
        encoding["yOffset"] = {"field": "series", "sort": names}
    text: Spec = {"type": "text", "fontSize": 13, "align": "left", "dx": 5}
    layers = [
        {"mark": _BAR, "encoding": {"color": by_series(names, PALETTE, legend=True)}},
        {"mark": text, "encoding": {"text": {"field": "text"}, "detail": {"field": "series"}}},
    ]
    height = {"step": 34 if len(series) == 1 else 24 * len(series)}
    spec = {"data": {"values": points(labels, series)}, "height": height, "encoding": encoding, "layer": layers}
    return chart_of(title, description, spec, table_of(labels, series))


def stacked_bar_chart(title: str, description: str, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
    """Bars that add up, each part with its number."""
    names = [part.name for part in series]
    encoding = {"y": _labels(labels), "x": _amount(stack="zero"), "order": {"field": "order"}}
    middle = _amount(stack="zero") | {"bandPosition": 0.5}
    text = {"text": {"field": "text"}, "x": middle, "color": by_series(names, TEXT_ON_PALETTE)}
    layers = [
        {"mark": _BAR, "encoding": {"color": by_series(names, PALETTE, legend=True)}},
        {"mark": {"type": "text", "fontSize": 13}, "encoding": text | {"detail": {"field": "series"}}},
    ]
    spec = {
        "data": {"values": points(labels, series)},
        "height": {"step": 34},
        "encoding": encoding,
        "layer": layers,
        # Text has colours of its own, which must not change those of the bars.
        "resolve": {"scale": {"color": "independent"}},
    }
    return chart_of(title, description, spec, table_of(labels, series))


_BAR: Spec = {"type": "bar", "stroke": "white", "strokeWidth": 1}


def _labels(labels: tuple[str, ...]) -> Spec:
    # The domain keeps labels of which nothing is known.
    axis = {"title": None, "labelLimit": 230}
    return {"field": "label", "type": "nominal", "scale": {"domain": list(labels)}, "axis": axis}


def _amount(stack: str | None) -> Spec:
    axis = {"title": None, "tickMinStep": 1, "tickCount": 6}
    return {"field": "value", "type": "quantitative", "stack": stack, "axis": axis}
