"""Charts drawn on the server: plain values in, an SVG picture with its table out.

The picture is shown by the `chart` component as an image with a description, its table under it and a link to
download the figures. It travels inside the page as a data address: a second address would need the page's permission
check a second time, and the pictures are small (5 to 30 KB).

Colours follow the palette of the UK Government Analysis Function: each differs from white and from its neighbour by at
least 3 : 1. No meaning hangs on colour alone: bars carry their numbers, lines differ in dash and mark, spans in words.
"""

from zaklon.web.charts.bars import bar_chart, stacked_bar_chart
from zaklon.web.charts.drawing import Chart, Series
from zaklon.web.charts.lines import line_chart
from zaklon.web.charts.timelines import Span, timeline_chart

__all__ = ["Chart", "Series", "Span", "bar_chart", "line_chart", "stacked_bar_chart", "timeline_chart"]
