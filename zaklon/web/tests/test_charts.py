"""Charts drawn on the server."""

import base64
import json
import re

import pytest
from defusedxml import ElementTree
from django.utils import translation

from zaklon.common.dates import Quarter
from zaklon.web import charts
from zaklon.web.charts import Series, Span, drawing, timelines

BODIES = ("Ministarstvo", "Полиција", "Qendra")
DONE = Series("Done", (8, 4.5, None))
LATE = Series("Late", (2, 1, 3))
SPANS = (
    Span("Leaflets", Quarter(2020, 1), Quarter(2020, 2), "Implemented", "done"),
    Span("Lessons", Quarter(2020, 4), Quarter(2021, 1), "Late", "late"),
)

DRAWN = {
    "bars": lambda: charts.bar_chart("Bars", "What it shows", BODIES, (DONE,)),
    "grouped bars": lambda: charts.bar_chart("Bars", "What it shows", BODIES, (DONE, LATE)),
    "stacked bars": lambda: charts.stacked_bar_chart("Stacked", "What it shows", BODIES, (DONE, LATE)),
    "lines": lambda: charts.line_chart("Lines", "What it shows", BODIES, (DONE,), (Series("Target", (9, None, 9)),)),
    "timeline": lambda: charts.timeline_chart("Plan", "What it shows", SPANS, today=Quarter(2020, 3)),
}


def words(chart):
    drawn = ElementTree.fromstring(chart.svg())
    return [node.text for node in drawn.iter("{http://www.w3.org/2000/svg}text") if node.text]


@pytest.mark.slow
@pytest.mark.parametrize("make", DRAWN.values(), ids=DRAWN)
def test_each_kind_is_drawn_without_script_or_foreign_address(make):
    svg = make().svg().decode()
    assert svg.startswith("<svg")
    assert "<script" not in svg
    addresses = set(re.findall(r"https?://[^\"' )]+", svg))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


@pytest.mark.slow
def test_bars_carry_their_names_and_numbers():
    with translation.override("cnr"):
        shown = words(charts.bar_chart("Bars", "x", BODIES, (DONE,)))
    assert {*BODIES, "8", "4,5"} <= set(shown)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "marked"), [((1, 2, 0), ["0", "1", "2"]), ((0, 0, 0), ["0", "1"]), ((1, 1, 0), ["0", "1"])]
)
def test_between_whole_numbers_an_axis_marks_nothing(values, marked):
    chart = charts.bar_chart("Bars", "x", BODIES, (Series("Done", values),))
    marks = [text for text in words(chart) if text not in BODIES]
    assert marks[: len(marked)] == marked
    assert not [text for text in marks if "." in text]


@pytest.mark.slow
def test_names_have_room_on_a_device_whose_letters_are_wider():
    short, long = (charts.bar_chart("Bars", "x", (name,), (Series("Done", (1,)),)) for name in ("Ab", "Ab" * 20))
    left = [float(re.search(r"translate\((\d+)", each.svg().decode())[1]) for each in (short, long)]
    # The longest names take 230 pixels in our font; others draw them up to a fifth wider.
    assert left[1] - left[0] >= 40


@pytest.mark.slow
def test_a_timeline_carries_quarters_and_states_in_words():
    with translation.override("cnr"):
        shown = words(charts.timeline_chart("Plan", "x", SPANS))
    assert {"I kvartal 2020.", "IV kvartal 2020.", "Implemented", "Late", "Leaflets"} <= set(shown)


def test_nothing_hangs_on_colour_alone():
    lines = json.loads(charts.line_chart("x", "x", BODIES, (DONE, LATE)).spec)
    dashes = lines["layer"][0]["encoding"]["strokeDash"]["scale"]["range"]
    marks = lines["layer"][1]["encoding"]["shape"]["scale"]["range"]
    assert len({tuple(dash) for dash in dashes}) == len(set(marks)) == 2


def test_the_table_holds_every_figure():
    chart = charts.stacked_bar_chart("x", "x", BODIES, (DONE, LATE))
    assert chart.columns == ("", "Done", "Late")
    assert chart.rows == (("Ministarstvo", "8", "2"), ("Полиција", "4.5", "1"), ("Qendra", "–", "3"))


@pytest.mark.slow
def test_the_picture_travels_in_the_page_and_is_drawn_once():
    chart = DRAWN["bars"]()
    before = drawing.draw.cache_info().hits
    head, packed = chart.src.split(",", 1)
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(packed) == chart.svg()
    assert drawing.draw.cache_info().hits > before


def test_text_on_a_bar_stands_out_from_it():
    for bar, text in zip(drawing.PALETTE, drawing.TEXT_ON_PALETTE, strict=True):
        assert contrast(bar, {"white": "#ffffff", "black": "#000000"}[text]) >= 4.5


@pytest.mark.parametrize("tone", timelines.TONES)
def test_white_words_on_a_span_can_be_read(tone):
    assert contrast(timelines.TONES[tone], "#ffffff") >= 4.5


def test_values_and_labels_must_match():
    with pytest.raises(ValueError, match="2 values for 3 labels"):
        charts.bar_chart("x", "x", BODIES, (Series("x", (1, 2)),))


def test_a_timeline_keeps_the_order_it_was_given():
    spans = tuple(Span(label, Quarter(2020, 1), Quarter(2020, 1), "x") for label in ("1.2", "1.10", "1.1"))
    layers = json.loads(charts.timeline_chart("x", "x", spans).spec)["layer"]
    assert next(layer["encoding"]["y"]["sort"] for layer in layers if "y" in layer["encoding"]) == [
        "1.2",
        "1.10",
        "1.1",
    ]


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends before it starts"):
        charts.timeline_chart("x", "x", (Span("A", Quarter(2020, 2), Quarter(2020, 1), "x"),))


def test_an_empty_timeline_is_refused():
    with pytest.raises(ValueError, match="at least one span"):
        charts.timeline_chart("x", "x", ())


@pytest.mark.slow
def test_a_label_cannot_break_out_of_the_picture():
    hostile = '</text><script>alert(1)</script>"\\'
    chart = charts.timeline_chart(hostile, hostile, (Span(hostile, Quarter(2020, 1), Quarter(2020, 1), hostile),))
    assert b"<script" not in chart.svg()


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
