"""Horizontal bars: long names of bodies find room beside them."""

from collections.abc import Sequence

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
    whole_ticks,
)


def bar_chart(title: str, description: str, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
    """Bars beside one another, one for each label and series, with their numbers."""
    names = [part.name for part in series]
    lengths = [value or 0 for part in series for value in part.values]
    encoding = {"y": _labels(labels), "x": _amount(lengths, stack=None)}
    if len(series) > 1:
        encoding["yOffset"] = {"field": "series", "sort": names}
    text: Spec = {"type": "text", "fontSize": 13, "align": "left", "dx": 5}
    layers = [
        {"mark": _BAR, "encoding": {"color": by_series(names, PALETTE, legend=True)}},
        {"mark": text, "encoding": {"text": {"field": "text"}, "detail": {"field": "series"}}},
    ]
    height = {"step": 34 if len(series) == 1 else 24 * len(series)}
    data = {"values": points(labels, series)}
    spec = {"data": data, "padding": _room(labels), "height": height, "encoding": encoding, "layer": layers}
    return chart_of(title, description, spec, table_of(labels, series))


def stacked_bar_chart(title: str, description: str, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
    """Bars that add up, each part with its number."""
    names = [part.name for part in series]
    lengths = [sum(value or 0 for value in line) for line in zip(*(part.values for part in series), strict=True)]
    amount = _amount(lengths, stack="zero")
    encoding = {"y": _labels(labels), "x": amount, "order": {"field": "order"}}
    middle = amount | {"bandPosition": 0.5}
    text = {"text": {"field": "text"}, "x": middle, "color": by_series(names, TEXT_ON_PALETTE)}
    layers = [
        {"mark": _BAR, "encoding": {"color": by_series(names, PALETTE, legend=True)}},
        {"mark": {"type": "text", "fontSize": 13}, "encoding": text | {"detail": {"field": "series"}}},
    ]
    spec = {
        "data": {"values": points(labels, series)},
        "padding": _room(labels),
        "height": {"step": 34},
        "encoding": encoding,
        "layer": layers,
        # Text has colours of its own, which must not change those of the bars.
        "resolve": {"scale": {"color": "independent"}},
    }
    return chart_of(title, description, spec, table_of(labels, series))


# Pixels of the longest label, and about how many letters fit.
_LABEL_LIMIT, _LABEL_LETTERS = 230, 36
_MOST_TICKS = 6
_BAR: Spec = {"type": "bar", "stroke": "white", "strokeWidth": 1}


def _room(labels: tuple[str, ...]) -> Spec:
    """Margins in pixels. A device without our font draws wider letters, and a picture cuts off what juts out."""
    longest = max((len(label) for label in labels), default=0)
    return {"left": 5 + min(longest, _LABEL_LETTERS) * 3 // 2, "right": 5, "top": 5, "bottom": 5}


def _labels(labels: tuple[str, ...]) -> Spec:
    # The domain keeps labels of which nothing is known.
    axis = {"title": None, "labelLimit": _LABEL_LIMIT}
    return {"field": "label", "type": "nominal", "scale": {"domain": list(labels)}, "axis": axis}


def _amount(lengths: Sequence[float], stack: str | None) -> Spec:
    """The axis of bars of these lengths. Noughts begin at its start."""
    longest = max(lengths, default=0)
    is_whole = all(each == int(each) for each in lengths)
    axis = {"title": None, "tickCount": whole_ticks(longest, _MOST_TICKS) if is_whole else _MOST_TICKS}
    scale = {"zero": True, "nice": True} if longest else {"domain": [0, 1]}
    return {"field": "value", "type": "quantitative", "stack": stack, "axis": axis, "scale": scale}
