"""A plan by quarter: when each activity runs, and how it stands."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zaklon.common.dates import Quarter
from zaklon.web import formats
from zaklon.web.charts.drawing import Chart, Spec, Table, chart_of

# The tones of the tags, dark enough for white words.
TONES = {
    "done": "#0e6b48",
    "going": "#12436D",
    "waiting": "#8a5a00",
    "late": "#a3262a",
    "partly": "#4f3a8a",
    "": "#52636b",
}
_MOST_LABELS = 8


@dataclass(frozen=True)
class Span:
    """A bar, from the first day of one quarter to the last of another, with its status in words."""

    label: str
    start: Quarter
    end: Quarter
    status: str
    tone: str = ""


def timeline_chart(title: str, description: str, spans: tuple[Span, ...], today: Quarter | None = None) -> Chart:
    """Spans by quarter, first to last; the quarter of today is shaded when given and in sight.

    Raises ValueError when there is nothing to draw, or a span ends before it starts.
    """
    if not spans:
        raise ValueError("a timeline needs at least one span")
    for span in spans:
        if span.end < span.start:
            raise ValueError(f"the span {span.label!r} ends before it starts")
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    axis = _QuarterAxis(first, _place(last, first) + 1)
    layers = [axis.lines(), _bars(spans, axis), _states(axis)]
    if today is not None and first <= today <= last:
        layers.insert(0, axis.shade(today))
    values = [
        {
            "label": span.label,
            "from": _place(span.start, first),
            "to": _place(span.end, first) + 1,
            "status": span.status,
            "tone": span.tone if span.tone in TONES else "",
        }
        for span in spans
    ]
    spec = {"data": {"values": values}, "height": {"step": 28}, "layer": layers}
    rows = tuple((span.label, formats.quarter(span.start), formats.quarter(span.end), span.status) for span in spans)
    return chart_of(title, description, spec, Table((_("Name"), _("Start"), _("End"), _("Status")), rows))


def _place(quarter: Quarter, first: Quarter) -> int:
    return (quarter.year - first.year) * 4 + quarter.number - first.number


@dataclass(frozen=True)
class _QuarterAxis:
    """The quarters from left to right; each takes one unit of the scale."""

    first: Quarter
    count: int

    def encoding(self, field: str) -> Spec:
        quarters = [self.first]
        while len(quarters) < self.count:
            quarters.append(quarters[-1].following())
        names = json.dumps([formats.quarter(quarter) for quarter in quarters], ensure_ascii=False)
        step = -(-self.count // _MOST_LABELS)
        axis = {
            "title": None,
            "orient": "top",
            "values": [place + 0.5 for place in range(0, self.count, step)],
            "labelExpr": f"{names}[floor(datum.value)]",
            "grid": False,
            "ticks": False,
        }
        scale = {"domain": [0, self.count], "nice": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}

    def lines(self) -> Spec:
        values = [{"at": place} for place in range(self.count + 1)]
        rule = {"type": "rule", "color": "#d3dcdf"}
        return {"data": {"values": values}, "mark": rule, "encoding": {"x": self.encoding("at")}}

    def shade(self, today: Quarter) -> Spec:
        here = _place(today, self.first)
        encoding = {"x": self.encoding("at"), "x2": {"field": "end"}}
        values = [{"at": here, "end": here + 1}]
        return {"data": {"values": values}, "mark": {"type": "rect", "color": "#fff1c2"}, "encoding": encoding}


def _bars(spans: tuple[Span, ...], axis: _QuarterAxis) -> Spec:
    labels = [span.label for span in spans]
    tones = {"domain": list(TONES), "range": list(TONES.values())}
    encoding = {
        "y": {"field": "label", "type": "nominal", "sort": labels, "axis": {"title": None, "labelLimit": 260}},
        "x": axis.encoding("from"),
        "x2": {"field": "to"},
        "color": {"field": "tone", "type": "nominal", "scale": tones, "legend": None},
    }
    return {"mark": {"type": "bar", "height": 18, "cornerRadius": 2}, "encoding": encoding}


def _states(axis: _QuarterAxis) -> Spec:
    mark = {"type": "text", "align": "left", "dx": 6, "color": "white", "fontSize": 12, "fontWeight": "bold"}
    encoding = {
        "y": {"field": "label", "type": "nominal", "sort": None},
        "x": axis.encoding("from"),
        "text": {"field": "status"},
    }
    return {"mark": mark, "encoding": encoding}
