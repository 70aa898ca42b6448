"""Files of adopted reports are rendered once for as long as they say the same; drafts each time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.reporting import keeping
from zaklon.reporting.description import Paragraph, Period, Report, Section
from zaklon.reporting.keeping import rendered

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_kept():
    keeping._kept.clear()


class Renderer:
    """Counts how often it is asked; its file is what the report says."""

    def __init__(self, size=1):
        self.asked = 0
        self.size = size

    def __call__(self, report):
        self.asked += 1
        return repr(report.sections).encode() * self.size


def report_of(text, **changes):
    values = {
        "title": "Invented report",
        "period": Period(date(2026, 1, 1), date(2026, 6, 30)),
        "language": "en",
        "made_at": NOON,
        "made_by": "Invented office",
        "reference": "R-1",
        "sections": (Section("Section", (Paragraph(text),)),),
    }
    return Report(**{**values, **changes})


def test_the_same_report_is_rendered_once_a_day():
    render = Renderer()
    first = rendered(report_of("Same"), "pdf", render)
    later = rendered(report_of("Same", made_at=NOON + timedelta(hours=5)), "pdf", render)
    assert (first == later, render.asked) == (True, 1)
    rendered(report_of("Same", made_at=NOON + timedelta(days=1)), "pdf", render)
    assert render.asked == 2


@pytest.mark.parametrize(
    "other",
    [
        report_of("Other"),
        report_of("Same", language="sq"),
        report_of("Same", revision=2),
        report_of("Same", standing="Open"),
        report_of("Same", notes=("A note.",)),
        report_of("Same", made_by="Another office"),
    ],
)
def test_a_report_that_says_anything_else_is_rendered_anew(other):
    render = Renderer()
    rendered(report_of("Same"), "pdf", render)
    rendered(other, "pdf", render)
    assert render.asked == 2


def test_each_form_is_kept_for_itself():
    render = Renderer()
    for form in ("pdf", "docx", "pdf", "docx"):
        rendered(report_of("Same"), form, render)
    assert render.asked == 2


def test_a_draft_is_rendered_each_time_and_never_kept():
    render = Renderer()
    draft = replace(report_of("Same"), is_draft=True)
    for _turn in range(2):
        rendered(draft, "pdf", render)
    assert render.asked == 2
    assert not keeping._kept


def test_a_file_that_is_very_large_is_not_kept():
    render = Renderer(size=100_000)
    for _turn in range(2):
        rendered(report_of("Same"), "pdf", render)
    assert render.asked == 2


def test_only_the_last_ones_are_kept():
    render = Renderer()
    for number in range(30):
        rendered(report_of(str(number)), "pdf", render)
    assert len(keeping._kept) == 24
    rendered(report_of("29"), "pdf", render)
    assert render.asked == 30


@given(texts=st.lists(st.text(max_size=8), max_size=6))
def test_nobody_gets_the_words_of_another_report(texts):
    render = Renderer()
    for text in texts:
        report = report_of(text)
        assert rendered(report, "pdf", render) == repr(report.sections).encode()
