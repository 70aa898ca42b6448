"""Lines over time, with the targets that they should reach."""

from zaklon.web.charts.drawing import INK, PALETTE, Chart, Series, Spec, by_series, chart_of, points, table_of

_DASHES = ([1, 0], [7, 3], [3, 3], [10, 3, 2, 3])
_MARKS = ("circle", "square", "triangle-up", "cross")


def line_chart(
    title: str,
    description: str,
    labels: tuple[str, ...],
    series: tuple[Series, ...],
    targets: tuple[Series, ...] = (),
    *,
    from_zero: bool = True,
) -> Chart:
    """Lines over ordered labels such as years; targets are diamonds on a dotted line.

    `from_zero=False` lets the axis begin near the values, where a change of a few percent matters. Every point carries
    its number, so the heights mislead nobody.
    """
    everything = (*series, *targets)
    names = [part.name for part in everything]
    dashes = [*_repeated(_DASHES, len(series)), *([1, 4] for _ in targets)]
    marks = [*_repeated(_MARKS, len(series)), *("diamond" for _ in targets)]
    point = {"type": "point", "filled": True, "size": 90, "opacity": 1}
    layers = [
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": {"strokeDash": by_series(names, dashes)}},
        {"mark": point, "encoding": {"shape": by_series(names, marks, legend=True)}},
        _values(-13, "over"),
        _values(18, "under"),
    ]
    height: Spec = {"zero": True} if from_zero else {"zero": False, "nice": True, "padding": 28}
    encoding = {
        "x": _axis("label", "ordinal", {"domain": list(labels)}, {"labelAngle": 0}),
        "y": _axis("value", "quantitative", height, {} if not from_zero else {"tickMinStep": 1}),
        "color": by_series(names, PALETTE, legend=True),
    }
    spec = {
        "data": {"values": _with_sides(labels, series, targets)},
        "height": 260,
        "encoding": encoding,
        "layer": layers,
    }
    return chart_of(title, description, spec, table_of(labels, everything))


def _repeated(values: tuple[object, ...], count: int) -> list[object]:
    return [values[place % len(values)] for place in range(count)]


def _axis(field: str, kind: str, scale: Spec, axis: Spec) -> Spec:
    return {"field": field, "type": kind, "scale": scale, "axis": {"title": None} | axis}


def _values(shift: int, side: str) -> Spec:
    mark = {"type": "text", "dy": shift, "fontSize": 13}
    only = {"filter": {"field": "side", "equal": side}}
    return {"transform": [only], "mark": mark, "encoding": {"text": {"field": "text"}, "color": {"value": INK}}}


def _with_sides(labels: tuple[str, ...], series: tuple[Series, ...], targets: tuple[Series, ...]) -> list[Spec]:
    """Points with the side on which their number stands: of a value and a target at one place, the higher is over."""
    values, aims = points(labels, series), points(labels, targets)
    highest = {point["label"]: point["value"] for point in sorted(aims, key=lambda each: each["value"])}
    lowest = {point["label"]: point["value"] for point in sorted(values, key=lambda each: -each["value"])}
    for point in values:
        point["side"] = "under" if point["value"] < highest.get(point["label"], point["value"]) else "over"
    for point in aims:
        point["order"] += len(series)
        point["side"] = "over" if point["value"] > lowest.get(point["label"], point["value"]) else "under"
    return [*values, *aims]
